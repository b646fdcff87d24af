package dev.daybook.replay;

import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.StopReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of a {@link Conversation} while events may still add to it. */
final class Part {

  /** Which kind of event told it. */
  enum Source {
    MESSAGE,
    INFERENCE,
    AGENT_LOOP
  }

  final Source source;
  private final Message told;
  private final List<Message.Call> calls;
  private final Set<String> callIds = new HashSet<>();
  private @Nullable String thinking;
  private @Nullable StopReason stopReason;
  private boolean isOut;

  Part(Source source, Message told) {
    this.source = source;
    this.told = told;
    this.calls = new ArrayList<>(told.toolCalls());
    this.thinking = told.thinking();
    this.stopReason = told.stopReason();
    calls.forEach(call -> callIds.add(call.id()));
  }

  Role role() {
    return told.role();
  }

  /** Takes the call in, unless it is there already. */
  void call(Message.Call call) {
    if (callIds.add(call.id())) {
      calls.add(call);
    }
  }

  /** Whether this is that answer: the same text, and the same calls in the same order. */
  boolean says(Message answer) {
    if (!role().equals(Role.ASSISTANT)
        || !answer.role().equals(Role.ASSISTANT)
        || calls.size() != answer.toolCalls().size()
        || !told.content().equals(answer.content())) {
      return false;
    }
    for (int i = 0; i < calls.size(); i++) {
      if (!calls.get(i).id().equals(answer.toolCalls().get(i).id())) {
        return false;
      }
    }
    return true;
  }

  /** Takes over what the same answer says elsewhere and not here. */
  void completeFrom(Message same) {
    thinking = thinking == null ? same.thinking() : thinking;
    stopReason = stopReason == null ? same.stopReason() : stopReason;
  }

  /** Takes it out of the conversation. */
  void takeOut() {
    isOut = true;
  }

  boolean isOut() {
    return isOut;
  }

  Message message() {
    return new Message(told.role(), told.content(), calls, told.toolCallId(), thinking, stopReason);
  }
}
