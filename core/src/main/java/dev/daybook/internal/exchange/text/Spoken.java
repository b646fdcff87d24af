package dev.daybook.internal.exchange.text;

import dev.daybook.event.Entry;
import dev.daybook.event.Note;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UserMessage;
import dev.daybook.read.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The account of the entries that a conversation is made of, and of the others. One thread. */
final class Spoken {

  /** The types that speak, or change what was said. */
  private static final Set<String> TYPES = Set.of(
      "user_message",
      "assistant_message",
      "system_message",
      "reasoning",
      "tool_call",
      "tool_result",
      "tool_blocked",
      "inference_completed",
      "message_start",
      "message_end",
      "turn_start",
      "turn_end",
      "turn_request",
      "tool_execution_start",
      "tool_execution_end",
      "agent_start",
      "agent_end",
      "parallel_loop_start",
      "parallel_loop_end",
      "compaction_block",
      "history_compaction",
      "branch_summary",
      "branch_switched",
      "session_cleared",
      "prune_applied",
      "revert_applied");

  private final Losses losses = new Losses();
  private long entries;

  /** Takes an entry; {@code isHeld} is true if it is written beside the conversation. */
  void see(Entry entry, boolean isHeld) {
    if (isHeld || TYPES.contains(entry.type())) {
      entries++;
      if (entry.event() instanceof UserMessage said && !said.resources().isEmpty()) {
        losses.add(entry.type() + ".resources");
      } else if (entry.event() instanceof Note note && note.data() != null) {
        losses.add(entry.type() + ".data");
      } else if (entry.event() instanceof TurnFailed failed && failed.details() != null) {
        losses.add(entry.type() + ".details");
      } else if (entry.event() instanceof SubagentEvent subagent && subagent.details() != null) {
        losses.add(entry.type() + ".details");
      }
    } else {
      losses.addWhole(entry.type());
    }
    losses.endEntry();
  }

  /** Notes what the conversation has no place for: results without a call, and second ones. */
  void leftOut(Transcript transcript) {
    for (Transcript.Adjustment each : transcript.adjustments()) {
      switch (each.change()) {
        case RESULT_WITHOUT_CALL, RESULT_AGAIN -> lose("tool_result");
        case CALL_AGAIN, CALL_OF_OTHERS -> lose("tool_call");
        default -> {
          // it is there
        }
      }
    }
  }

  /** Notes what a message loses. */
  void lose(String path) {
    losses.add(path);
    losses.endEntry();
  }

  /** Notes that an entry of that type, which was taken as written, is not. */
  void drop(String type) {
    entries--;
    lose(type);
  }

  long entries() {
    return entries;
  }

  Map<String, Long> lost() {
    return new HashMap<>(losses.counts());
  }
}
