package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.Role;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of one loop that a model sees. */
final class LoopContext {

  private LoopContext() {}

  /**
   * Returns the loop's messages, or its compacted ones.
   *
   * @param isNewest true for the loop to continue from, of which more is kept
   */
  static List<AgentMessage> of(Loop loop, boolean isNewest) {
    CompactionOverlay overlay = loop.compactionBlock();
    if (overlay == null) {
      return loop.messages();
    }
    List<AgentMessage> kept = new ArrayList<>();
    if (isNewest) {
      kept.addAll(originals(loop, overlay.keepFirst()));
    }
    kept.addAll(messages(overlay.keepCompacted()));
    if (isNewest) {
      kept.addAll(messages(overlay.keepRecent()));
    }
    return kept;
  }

  private static List<AgentMessage> messages(@Nullable TurnMessages turns) {
    return turns == null ? List.of() : turns.messages();
  }

  private static List<AgentMessage> originals(Loop loop, @Nullable TurnRange range) {
    List<AgentMessage> originals = new ArrayList<>();
    if (range != null) {
      for (Turn turn : loop.turns()) {
        long index = turn.turnId().turnIndex();
        if (range.startTurn() <= index && index <= range.endTurn()) {
          addAll(turn, originals);
        }
      }
    }
    return originals;
  }

  /**
   * Adds a turn's messages in the order of the conversation. A result that was also heard as a
   * message comes last.
   */
  private static void addAll(Turn turn, List<AgentMessage> to) {
    Set<String> results = new HashSet<>();
    turn.toolResults().forEach(result -> results.add(String.valueOf(result.toolCallId())));
    for (AgentMessage input : turn.inputMessages()) {
      if (!input.role().equals(Role.TOOL)
          || !results.contains(String.valueOf(input.toolCallId()))) {
        to.add(input);
      }
    }
    to.add(turn.outputMessage());
    to.addAll(turn.toolResults());
  }
}
