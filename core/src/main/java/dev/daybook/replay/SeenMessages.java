package dev.daybook.replay;

import dev.daybook.event.Message;
import dev.daybook.event.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers and tool results already in the conversation, with their last position. Used to skip
 * messages that an event which repeats a turn or a loop would add twice. Messages taken out of the
 * conversation still count as seen.
 */
final class SeenMessages {

  private final Map<Answer, Long> answers = new HashMap<>();
  private final Map<String, Long> results = new HashMap<>();
  private final Set<String> calls = new HashSet<>();
  private long place;

  /** An answer's identity: its text and the identifiers of its calls. */
  private record Answer(String text, List<String> callIds) {
    static Answer of(Message message) {
      return new Answer(
          message.content(), message.toolCalls().stream().map(Message.Call::id).toList());
    }
  }

  /** Returns the number of messages seen. */
  long place() {
    return place;
  }

  void message(Message message) {
    if (message.role().equals(Role.ASSISTANT)) {
      answers.put(Answer.of(message), place);
      message.toolCalls().forEach(this::call);
    } else if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
      results.put(message.toolCallId(), place);
    }
    place++;
  }

  void call(Message.Call call) {
    calls.add(call.id());
  }

  boolean isCalled(@Nullable String callId) {
    return callId != null && calls.contains(callId);
  }

  /**
   * Returns true if an answer like this, or a result of the same call, was seen from that place on.
   */
  boolean isSince(long from, @Nullable Message plain) {
    if (plain == null) {
      return false;
    }
    Long last = plain.role().equals(Role.ASSISTANT)
        ? answers.get(Answer.of(plain))
        : plain.role().equals(Role.TOOL) && plain.toolCallId() != null
            ? results.get(plain.toolCallId())
            : null;
    return last != null && last >= from;
  }
}
