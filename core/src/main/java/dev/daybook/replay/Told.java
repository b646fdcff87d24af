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
 * Which answers were told and which calls answered, and where last, so that an event which repeats
 * a turn or a loop adds nothing twice. What was taken out of the conversation was told all the
 * same.
 */
final class Told {

  private final Map<Answer, Long> answers = new HashMap<>();
  private final Map<String, Long> results = new HashMap<>();
  private final Set<String> calls = new HashSet<>();
  private long place;

  /** What makes an answer the same. */
  private record Answer(String text, List<String> callIds) {
    static Answer of(Message message) {
      return new Answer(
          message.content(), message.toolCalls().stream().map(Message.Call::id).toList());
    }
  }

  /** How many messages were told. */
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

  /** Whether an answer like this, or a result of the same call, was told from that place on. */
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
