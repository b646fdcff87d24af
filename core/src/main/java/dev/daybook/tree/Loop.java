package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent, as it was when the tree was asked. Immutable.
 *
 * <p>Messages and usage are those of its {@code agent_end}. While that is missing, they come from
 * its {@code message_end} and {@code turn_end} events so far.
 *
 * @param loopId the loop
 * @param sessionId its session
 * @param agentId the agent
 * @param parentLoopId the loop that it follows, or the loop that called it
 * @param continuationKind its relation to that one
 * @param continuationTag the name of a rerun or a branch
 * @param startedAt its start; the announcement if it is pending
 * @param endedAt its end; null if the tree has not seen it
 * @param status its progress
 * @param rejection the reason its input was refused
 * @param config the agent's set-up: from the loop's start, else derived from its first answers
 * @param messages its conversation
 * @param turns its finished turns, in their order
 * @param usage its cost
 * @param metadata further data of its start
 * @param events its events, in order
 * @param childrenLoopIds the loops of its session that follow it, in the order of their start
 * @param childLoopRefs the loops that its tools called
 * @param parallelGroup the loops that ran beside it, once one was chosen
 * @param compactionBlock the view that a model sees in place of its messages
 */
public record Loop(
    String loopId,
    String sessionId,
    String agentId,
    @Nullable String parentLoopId,
    ContinuationKind continuationKind,
    @Nullable String continuationTag,
    Instant startedAt,
    @Nullable Instant endedAt,
    LoopStatus status,
    @Nullable String rejection,
    @Nullable ConfigSnapshot config,
    List<AgentMessage> messages,
    List<Turn> turns,
    Usage usage,
    @Nullable Json metadata,
    List<SequencedEvent> events,
    List<String> childrenLoopIds,
    List<ChildLoopRef> childLoopRefs,
    @Nullable ParallelGroup parallelGroup,
    @Nullable CompactionOverlay compactionBlock) {
  public Loop {
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

  /**
   * An event with its number among those of its loop.
   *
   * @param sequence its number in the loop, from 0, without gaps
   * @param ts the time it was recorded
   * @param event the event
   */
  public record SequencedEvent(long sequence, Instant ts, SessionEvent event) {}

  /**
   * A loop called by a tool of another loop.
   *
   * @param toolCallId the call
   * @param toolName the tool
   * @param childLoopId the loop that was called
   * @param childSessionId its session
   */
  public record ChildLoopRef(
      String toolCallId, String toolName, String childLoopId, String childSessionId) {}

  /**
   * The group of parallel loops that a loop ran in, after one of them was chosen.
   *
   * @param allLoopIds all of them, itself included
   * @param selectedLoopId the chosen one
   * @param selectedConfigIndex the index of that one's set-up, from 0
   * @param evaluationUsage the cost of choosing
   * @param isSelected true if this loop is the chosen one
   */
  public record ParallelGroup(
      List<String> allLoopIds,
      String selectedLoopId,
      long selectedConfigIndex,
      Usage evaluationUsage,
      boolean isSelected) {
    public ParallelGroup {
      allLoopIds = List.copyOf(allLoopIds);
    }
  }

  /**
   * The shortened view of a loop that a model sees in place of its messages, which stay unchanged.
   *
   * @param keepFirst the first turns, unchanged
   * @param keepCompacted the turns in between, in few words
   * @param keepRecent the last turns, unchanged
   * @param createdAt the time of the compaction
   */
  public record CompactionOverlay(
      @Nullable TurnRange keepFirst,
      @Nullable TurnMessages keepCompacted,
      @Nullable TurnMessages keepRecent,
      Instant createdAt) {

    static CompactionOverlay of(CompactionBlock block, Instant ts) {
      return new CompactionOverlay(
          block.keepFirst(), block.keepCompacted(), block.keepRecent(), ts);
    }
  }
}
