package dev.daybook.tree;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.InputRejected;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageUpdate;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.Usage;
import dev.daybook.internal.transcript.ParallelGroups;
import dev.daybook.tree.AgentSession.SessionScope;
import dev.daybook.tree.Loop.CompactionOverlay;
import dev.daybook.tree.Loop.ParallelGroup;
import dev.daybook.tree.SessionLoops.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a tree and its change by each event. Guarded by the lock of its {@link SessionTree}.
 */
final class TreeState {

  private final boolean keepsUpdates;
  private final boolean keepsRequests;
  private final SessionScope scope;
  private final Map<String, SessionLoops> sessions = new LinkedHashMap<>();
  private final Map<String, LoopState> loops = new HashMap<>();

  /**
   * The loops that can own events without a loop id, in the order of their start; some may have
   * ended since.
   */
  private final Deque<LoopState> speakers = new ArrayDeque<>();

  private final ParallelGroups groups = new ParallelGroups();
  private final Map<String, List<Announced>> beforeSession = new HashMap<>();
  private final SpawnLinks spawns = new SpawnLinks(sessions, loops);
  private long unplaced;

  /** A loop that was announced before its session began. */
  private record Announced(String loopId, Instant ts) {}

  private record ChosenGroup(
      List<String> allLoopIds,
      String selectedLoopId,
      long selectedConfigIndex,
      Usage evaluationUsage,
      boolean isSelected)
      implements ParallelGroup {

    ChosenGroup {
      allLoopIds = List.copyOf(allLoopIds);
    }
  }

  TreeState(boolean keepsUpdates, boolean keepsRequests, SessionScope scope) {
    this.keepsUpdates = keepsUpdates;
    this.keepsRequests = keepsRequests;
    this.scope = scope;
  }

  /** Takes an event. Returns the session that the event began, still without loops, or null. */
  @Nullable
  AgentSession accept(SessionEvent event, Instant ts) {
    if (event instanceof AgentStart start) {
      return startLoop(start, ts);
    } else if (event instanceof ParallelLoopStart start) {
      startGroup(start, ts);
    } else if (event instanceof ParallelLoopEnd end) {
      endGroup(end);
    } else if (event instanceof LoopEvent loopEvent) {
      acceptInLoop(loopEvent, ts);
    } else if (event instanceof MessageUpdate update && keepsUpdates) {
      record(loops.get(update.loopId()), update, ts);
    } else if (PlainTalk.concerns(event)) {
      hearPlain(event, ts);
    }
    return null;
  }

  /** Gives the event to the running loop that began last. */
  private void hearPlain(SessionEvent event, Instant ts) {
    while (!speakers.isEmpty() && !speakers.getLast().isRunning()) {
      speakers.removeLast();
    }
    if (!speakers.isEmpty()) {
      speakers.getLast().hearPlain(event, ts);
    }
  }

  /**
   * Returns true if a running loop of another session called this one; its plain messages, if any,
   * are recorded in its own session.
   */
  private boolean isCalledFromHere(LoopState loop) {
    LoopState parent = loop.parentLoopId() == null ? null : loops.get(loop.parentLoopId());
    return parent != null && parent.isRunning() && parent.session != loop.session;
  }

  private @Nullable AgentSession startLoop(AgentStart start, Instant ts) {
    SessionLoops session = sessions.get(start.sessionId());
    AgentSession begun = null;
    if (session == null) {
      session = new SessionLoops(start.sessionId(), start.agentId(), ts, scope);
      begun = session.snapshot();
      sessions.put(start.sessionId(), session);
      for (Announced announced : beforeSession.getOrDefault(start.sessionId(), List.of())) {
        addPending(session, announced.loopId(), announced.ts());
      }
      beforeSession.remove(start.sessionId());
    }
    spawns.noteParent(start, session);
    LoopState loop = loops.get(start.loopId());
    if (loop != null && loop.isRunning()) {
      loop.abort();
    }
    if (loop == null || !loop.isPending() || loop.session != session) {
      loop = new LoopState(start.loopId(), session, ts);
      loops.put(start.loopId(), loop);
    }
    session.addStarted(loop, ts);
    loop.start(start, ts);
    loop.record(start, ts);
    if (!isCalledFromHere(loop)) {
      speakers.addLast(loop);
    }
    spawns.noteStart(loop);
    return begun;
  }

  private void startGroup(ParallelLoopStart start, Instant ts) {
    groups.announce(start.loopIds());
    SessionLoops session = sessions.get(start.sessionId());
    if (session == null) {
      List<Announced> kept =
          beforeSession.computeIfAbsent(start.sessionId(), id -> new ArrayList<>());
      start.loopIds().forEach(loopId -> kept.add(new Announced(loopId, ts)));
    } else {
      start.loopIds().forEach(loopId -> addPending(session, loopId, ts));
    }
  }

  private void addPending(SessionLoops session, String loopId, Instant ts) {
    if (!loops.containsKey(loopId)) {
      LoopState loop = new LoopState(loopId, session, ts);
      loops.put(loopId, loop);
      session.addPending(loop);
    }
  }

  private void endGroup(ParallelLoopEnd end) {
    List<String> group = groups.takeGroupOf(end.selectedLoopId());
    for (String loopId : group) {
      LoopState loop = loops.get(loopId);
      if (loop != null) {
        loop.setParallelGroup(new ChosenGroup(
            group,
            end.selectedLoopId(),
            end.selectedConfigIndex(),
            end.evaluationUsage(),
            loopId.equals(end.selectedLoopId())));
      }
    }
  }

  private void acceptInLoop(LoopEvent event, Instant ts) {
    if (event.loopId().isEmpty()
        && (event instanceof ProgressMessage || event instanceof InputRejected)) {
      return;
    }
    LoopState loop = loops.get(event.loopId());
    if (loop != null) {
      acceptEvenIfEnded(loop, event, ts);
    }
    if (!record(loop, event, ts) || loop == null) {
      return;
    }
    if (event instanceof TurnStart start) {
      loop.startTurn(start, ts);
    } else if (event instanceof TurnRequest request && keepsRequests) {
      loop.keepRequest(request);
    } else if (event instanceof MessageEnd message) {
      loop.endMessage(message);
    } else if (event instanceof TurnEnd end) {
      loop.endTurn(end, ts);
    } else if (event instanceof AgentEnd end) {
      loop.end(end, ts);
    }
  }

  /** Takes the events that also apply to a loop that has ended. */
  private void acceptEvenIfEnded(LoopState loop, LoopEvent event, Instant ts) {
    if (event instanceof CompactionBlock block) {
      loop.setCompaction(CompactionOverlay.of(block, ts));
    } else if (event instanceof ToolExecutionEnd end) {
      spawns.noteToolEnd(loop, end);
    }
  }

  private boolean record(@Nullable LoopState loop, SessionEvent event, Instant ts) {
    if (loop == null || !loop.isRunning()) {
      unplaced++;
      return false;
    }
    loop.record(event, ts);
    return true;
  }

  /** Completes the open sessions and returns them. */
  List<AgentSession> flush() {
    List<AgentSession> flushed = new ArrayList<>();
    for (SessionLoops session : sessions.values()) {
      if (session.phase == Phase.OPEN) {
        session.abortRunning();
        session.phase = Phase.COMPLETED;
        flushed.add(session.snapshot());
      }
    }
    return flushed;
  }

  int checkpoint() {
    int completed = 0;
    for (SessionLoops session : sessions.values()) {
      if (session.phase == Phase.OPEN && session.runningLoops == 0) {
        session.phase = Phase.COMPLETED;
        completed++;
      }
    }
    return completed;
  }

  List<AgentSession> drainCompleted() {
    List<AgentSession> drained = new ArrayList<>();
    for (SessionLoops session : sessions.values()) {
      if (session.phase == Phase.COMPLETED) {
        session.phase = Phase.DRAINED;
        drained.add(session.snapshot());
      }
    }
    return List.copyOf(drained);
  }

  boolean forget(String sessionId) {
    SessionLoops session = sessions.get(sessionId);
    if (session == null || session.runningLoops > 0) {
      return false;
    }
    sessions.remove(sessionId);
    for (LoopState loop : session.loops()) {
      loops.remove(loop.loopId, loop);
      groups.forget(loop.loopId);
    }
    spawns.forget(session);
    return true;
  }

  List<AgentSession> sessions() {
    return sessions.values().stream()
        .filter(session -> session.phase != Phase.DRAINED)
        .map(SessionLoops::snapshot)
        .toList();
  }

  @Nullable
  AgentSession session(String sessionId) {
    SessionLoops session = sessions.get(sessionId);
    return session == null || session.phase == Phase.DRAINED ? null : session.snapshot();
  }

  @Nullable
  Loop runningLoop(String loopId) {
    LoopState loop = loops.get(loopId);
    if (loop == null || !loop.isRunning()) {
      return null;
    }
    loop.session.linkChildren();
    return loop.snapshot();
  }

  void stopped(Collection<String> loopIds, LoopStatus as) {
    for (String loopId : loopIds) {
      LoopState loop = loops.get(loopId);
      if (loop != null) {
        loop.stopped(as);
      }
    }
  }

  long unplaced() {
    return unplaced;
  }
}
