package dev.daybook.tree;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Json;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.Usage;
import dev.daybook.internal.transcript.HeardMessages;
import dev.daybook.tree.Loop.ChildLoopRef;
import dev.daybook.tree.Loop.CompactionOverlay;
import dev.daybook.tree.Loop.ParallelGroup;
import dev.daybook.tree.Loop.SequencedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mutable state of a loop. It begins as pending. Its snapshot is cached until the next change.
 */
final class LoopState {

  final String loopId;
  final SessionLoops session;

  private String agentId;
  private @Nullable String parentLoopId;
  private ContinuationKind continuationKind = ContinuationKind.INITIAL;
  private @Nullable String continuationTag;
  private Instant startedAt;
  private @Nullable Instant endedAt;
  private LoopStatus status = LoopStatus.PENDING;

  /** The status reported while the loop runs. */
  private LoopStatus running = LoopStatus.RUNNING;

  private @Nullable String rejection;
  private @Nullable ConfigSnapshot config;
  private @Nullable Json metadata;
  private @Nullable AgentEnd end;
  private final HeardMessages heard = new HeardMessages();
  private final List<AgentMessage> messages = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private final PlainTalk plainTalk;
  private final List<Turn> turns = new ArrayList<>();
  private final List<SequencedEvent> events = new ArrayList<>();
  private final Map<ChildLoopRef, ChildLoopRef> childLoopRefs = new LinkedHashMap<>();
  private List<String> childrenLoopIds = List.of();
  private @Nullable ParallelGroup parallelGroup;
  private @Nullable CompactionOverlay compaction;
  private @Nullable PartialTurn partialTurn;
  private @Nullable Loop snapshot;

  LoopState(String loopId, SessionLoops session, Instant announcedAt) {
    this.loopId = loopId;
    this.session = session;
    this.agentId = session.agentId;
    this.startedAt = announcedAt;
    this.plainTalk = new PlainTalk(loopId);
  }

  @Nullable
  String parentLoopId() {
    return parentLoopId;
  }

  boolean isPending() {
    return status == LoopStatus.PENDING;
  }

  boolean isRunning() {
    return status == LoopStatus.RUNNING;
  }

  void start(AgentStart start, Instant ts) {
    agentId = start.agentId();
    parentLoopId = start.parentLoopId();
    if (start.continuationKind() != null) {
      continuationKind = start.continuationKind();
    }
    continuationTag = start.continuationTag();
    startedAt = ts;
    config = start.configSnapshot();
    metadata = start.metadata();
    status = LoopStatus.RUNNING;
    changed();
  }

  /** Sets the status to report for the running loop until its next event. */
  void stopped(LoopStatus as) {
    running = as;
    changed();
  }

  void record(SessionEvent event, Instant ts) {
    running = LoopStatus.RUNNING;
    events.add(new SequencedEvent(events.size(), ts, event));
    changed();
  }

  /** Takes an event that names no loop and was recorded while this one runs. */
  void hearPlain(SessionEvent event, Instant ts) {
    plainTalk.hear(event, ts);
    changed();
  }

  void startTurn(TurnStart start, Instant ts) {
    partialTurn = new PartialTurn(start, ts);
    heard.beginTurn();
  }

  void keepRequest(TurnRequest request) {
    if (partialTurn != null) {
      partialTurn.keepRequest(request.payload());
    }
  }

  void endMessage(MessageEnd message) {
    heard.hear(message.message());
    messages.add(message.message());
    if (partialTurn != null && !message.message().role().equals(Role.ASSISTANT)) {
      partialTurn.addInput(message.message());
    }
  }

  void endTurn(TurnEnd turnEnd, Instant ts) {
    messages.addAll(heard.addedBy(turnEnd));
    usage = usage.plus(turnEnd.usage());
    if (partialTurn != null) {
      turns.add(partialTurn.finish(turnEnd, ts));
      partialTurn = null;
    }
    deriveConfig(turnEnd.message());
  }

  void end(AgentEnd agentEnd, Instant ts) {
    end = agentEnd;
    endedAt = ts;
    plainTalk.endTurn(ts);
    rejection = agentEnd.rejection();
    close(rejection == null ? LoopStatus.COMPLETED : LoopStatus.REJECTED);
    agentEnd.messages().forEach(this::deriveConfig);
  }

  void abort() {
    close(LoopStatus.ABORTED);
  }

  private void close(LoopStatus last) {
    partialTurn = null;
    status = last;
    session.runningLoops--;
    changed();
  }

  /** Derives a missing set-up: the model from an answer, the configuration from the loop's id. */
  private void deriveConfig(AgentMessage answer) {
    if (config == null
        && answer.role().equals(Role.ASSISTANT)
        && answer.model() != null
        && answer.provider() != null) {
      config =
          new ConfigSnapshot(answer.model(), answer.provider(), LoopSnapshot.configSegment(loopId));
      changed();
    }
  }

  /**
   * Adds or corrects a child.
   *
   * @param asNamed the child with the session that its id names; identifies it
   * @param child the child with the session known to contain it
   */
  void putChild(ChildLoopRef asNamed, ChildLoopRef child) {
    childLoopRefs.put(asNamed, child);
    changed();
  }

  void setParallelGroup(ParallelGroup group) {
    parallelGroup = group;
    changed();
  }

  void setCompaction(CompactionOverlay overlay) {
    compaction = overlay;
    changed();
  }

  void setChildren(List<String> loopIds) {
    if (!Objects.equals(childrenLoopIds, loopIds)) {
      childrenLoopIds = loopIds;
      changed();
    }
  }

  private void changed() {
    snapshot = null;
  }

  Loop snapshot() {
    Loop made = snapshot;
    if (made == null) {
      boolean isPlain = messages.isEmpty() && (end == null || end.messages().isEmpty());
      List<AgentMessage> said =
          isPlain ? plainTalk.messages() : end == null ? messages : end.messages();
      Usage spent = end != null ? end.usage() : isPlain ? plainTalk.usage() : usage;
      made = new LoopSnapshot(
          loopId,
          session.sessionId,
          agentId,
          Optional.ofNullable(parentLoopId),
          continuationKind,
          Optional.ofNullable(continuationTag),
          startedAt,
          Optional.ofNullable(endedAt),
          isRunning() ? running : status,
          Optional.ofNullable(rejection),
          Optional.ofNullable(config),
          said,
          isPlain && turns.isEmpty() ? plainTalk.turns() : turns,
          spent,
          Optional.ofNullable(metadata),
          events,
          childrenLoopIds,
          List.copyOf(childLoopRefs.values()),
          Optional.ofNullable(parallelGroup),
          Optional.ofNullable(compaction));
      snapshot = made;
    }
    return made;
  }
}
