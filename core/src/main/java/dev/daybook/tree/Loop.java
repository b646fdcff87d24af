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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent, as it was when the tree was asked. Immutable.
 *
 * <p>Messages and usage are those of its {@code agent_end}. While that is missing, they come from
 * its {@code message_end} and {@code turn_end} events so far.
 */
public interface Loop {

  /** Returns the identifier of this loop. */
  String loopId();

  /** Returns the identifier of its session. */
  String sessionId();

  /** Returns the identifier of its agent. */
  String agentId();

  /** Returns the loop that it follows, or the loop that called it; empty if it names none. */
  Optional<String> parentLoopId();

  /** Returns its relation to that one. */
  ContinuationKind continuationKind();

  /** Returns the name of a rerun or a branch; empty if its start has none. */
  Optional<String> continuationTag();

  /** Returns the time of its start; of the announcement if it is pending. */
  Instant startedAt();

  /** Returns the time of its end; empty if the tree has not seen it. */
  Optional<Instant> endedAt();

  /** Returns its progress. */
  LoopStatus status();

  /** Returns the reason its input was refused; empty if it was not. */
  Optional<String> rejection();

  /**
   * Returns the agent's set-up, from the loop's start, else derived from its first answers; empty
   * if neither holds it.
   */
  Optional<ConfigSnapshot> config();

  /** Returns its conversation. */
  List<AgentMessage> messages();

  /** Returns its finished turns, in their order. */
  List<Turn> turns();

  /** Returns its cost. */
  Usage usage();

  /** Returns further data of its start; empty if there is none. */
  Optional<Json> metadata();

  /** Returns its events, in order. */
  List<SequencedEvent> events();

  /** Returns the loops of its session that follow it, in the order of their start. */
  List<String> childrenLoopIds();

  /** Returns the loops that its tools called. */
  List<ChildLoopRef> childLoopRefs();

  /** Returns the group of parallel loops that it ran in; empty until one of them was chosen. */
  Optional<ParallelGroup> parallelGroup();

  /** Returns the view that a model sees in place of its messages; empty if it sees the messages. */
  Optional<CompactionOverlay> compactionBlock();

  /**
   * An event with its number among those of its loop.
   *
   * @param sequence its number in the loop, from 0, without gaps
   * @param ts the time it was recorded
   * @param event the event
   */
  record SequencedEvent(long sequence, Instant ts, SessionEvent event) {}

  /**
   * A loop called by a tool of another loop.
   *
   * @param toolCallId the call
   * @param toolName the tool
   * @param childLoopId the loop that was called
   * @param childSessionId its session
   */
  record ChildLoopRef(
      String toolCallId, String toolName, String childLoopId, String childSessionId) {}

  /** The group of parallel loops that a loop ran in, after one of them was chosen. Immutable. */
  interface ParallelGroup {

    /** Returns all of them, the loop itself included. */
    List<String> allLoopIds();

    /** Returns the chosen one. */
    String selectedLoopId();

    /** Returns the index of that one's set-up, from 0. */
    long selectedConfigIndex();

    /** Returns the cost of choosing. */
    Usage evaluationUsage();

    /** Returns true if the loop itself is the chosen one. */
    boolean isSelected();
  }

  /**
   * The shortened view of a loop that a model sees in place of its messages, which stay unchanged.
   *
   * @param keepFirst the first turns, unchanged
   * @param keepCompacted the turns in between, in few words
   * @param keepRecent the last turns, unchanged
   * @param createdAt the time of the compaction
   */
  record CompactionOverlay(
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
