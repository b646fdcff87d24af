package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Json;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loop that a {@link LoopState} gives out. */
record LoopSnapshot(
    String loopId,
    String sessionId,
    String agentId,
    Optional<String> parentLoopId,
    ContinuationKind continuationKind,
    Optional<String> continuationTag,
    Instant startedAt,
    Optional<Instant> endedAt,
    LoopStatus status,
    Optional<String> rejection,
    Optional<ConfigSnapshot> config,
    List<AgentMessage> messages,
    List<Turn> turns,
    Usage usage,
    Optional<Json> metadata,
    List<SequencedEvent> events,
    List<String> childrenLoopIds,
    List<ChildLoopRef> childLoopRefs,
    Optional<ParallelGroup> parallelGroup,
    Optional<CompactionOverlay> compactionBlock)
    implements Loop {

  LoopSnapshot {
    messages = List.copyOf(messages);
    turns = List.copyOf(turns);
    events = List.copyOf(events);
    childrenLoopIds = List.copyOf(childrenLoopIds);
    childLoopRefs = List.copyOf(childLoopRefs);
  }

  /**
   * Returns the session in the conventional form of an id, {@code <session
   * id>.<configuration>.<number>}: the text before the first dot, or the whole text if there is
   * none.
   */
  static String sessionPart(String loopId) {
    int dot = loopId.indexOf('.');
    return dot < 0 ? loopId : loopId.substring(0, dot);
  }

  /** Returns the text between the first and the last dot; null with fewer than two dots. */
  static @Nullable String configSegment(String loopId) {
    int first = loopId.indexOf('.');
    int last = loopId.lastIndexOf('.');
    return first == last ? null : loopId.substring(first + 1, last);
  }
}
