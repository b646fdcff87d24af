package dev.daybook.internal.transcript;

import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.StopReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of a {@link Conversation} while events may still add to it. */
public final class GrowingMessage {

  /** The kinds of event that may each hold the same message once. */
  public enum Carrier {
    /** A snapshot's input. */
    SNAPSHOT(1),
    MESSAGE(2),
    BLOCKED(4),
    INFERENCE(8),
    AGENT_LOOP(16);

    private final int bit;

    Carrier(int bit) {
      this.bit = bit;
    }
  }

  /**
   * A call of the message.
   *
   * @param seq the seq of the entry that has it
   */
  record Asked(Message.Call call, long seq) {}

  private final long seq;
  private final Message said;

  /** The bits of the carriers that have this message. */
  private int carriers;

  private final List<Asked> calls;

  /** Both are fixed and empty until it asks for something, as most messages do not. */
  private Set<String> callIds = Set.of();

  private Set<String> openIds = Set.of();
  private boolean isAnswered;
  private @Nullable String messageId;
  private @Nullable String thinking;
  private List<Message.Thought> thoughts;
  private @Nullable StopReason stopReason;
  private boolean isOut;

  public GrowingMessage(Carrier carrier, long seq, Message said) {
    this.seq = seq;
    this.said = said;
    this.carriers = carrier.bit;
    this.calls = new ArrayList<>(said.toolCalls().size());
    this.messageId = said.messageId();
    this.thinking = said.thinking();
    this.thoughts = said.thoughts();
    this.stopReason = said.stopReason();
    for (Message.Call call : said.toolCalls()) {
      ask(call, seq);
    }
  }

  /** Returns the seq of the entry that begins it. */
  long seq() {
    return seq;
  }

  Role role() {
    return said.role();
  }

  List<Asked> calls() {
    return calls;
  }

  /** Returns true if it has no text, whatever it asks for. */
  boolean isSilent() {
    return said.content().isBlank();
  }

  /** Returns true if no kind of event has both messages, so that they may be one. */
  boolean isOfOtherCarriers(GrowingMessage other) {
    return (carriers & other.carriers) == 0;
  }

  void ask(Message.Call call, long at) {
    if (callIds.isEmpty()) {
      callIds = new HashSet<>(2);
      openIds = new HashSet<>(2);
    }
    callIds.add(call.id());
    openIds.add(call.id());
    calls.add(new Asked(call, at));
  }

  boolean hasOpen(String callId) {
    return openIds.contains(callId);
  }

  void answer(String callId) {
    if (!callIds.isEmpty()) {
      openIds.remove(callId);
    }
    isAnswered = true;
  }

  /**
   * Returns true if a call that comes now may be one of this answer's: a model asks for no more
   * before it has all results.
   */
  boolean takesCalls() {
    return !isAnswered || !openIds.isEmpty();
  }

  boolean asks(String callId) {
    return callIds.contains(callId);
  }

  /** Returns true if the other message has the same text, and the same calls in the same order. */
  boolean says(Message other) {
    if (!role().equals(other.role())
        || calls.size() != other.toolCalls().size()
        || !said.content().equals(other.content())) {
      return false;
    }
    for (int i = 0; i < calls.size(); i++) {
      if (!calls.get(i).call().id().equals(other.toolCalls().get(i).id())) {
        return false;
      }
    }
    return true;
  }

  /** Adds the carriers of another part that holds the same message. */
  void addCarriers(GrowingMessage same) {
    carriers |= same.carriers;
  }

  /** Takes over what the other part has of the same message and this one lacks. */
  void completeFrom(GrowingMessage same) {
    addCarriers(same);
    messageId = messageId == null ? same.messageId : messageId;
    thinking = thinking == null ? same.thinking : thinking;
    thoughts = thoughts.isEmpty() ? same.thoughts : thoughts;
    stopReason = stopReason == null ? same.stopReason : stopReason;
    for (int i = 0; i < calls.size(); i++) {
      Asked asked = calls.get(i);
      if (asked.call().signature() == null) {
        calls.set(i, new Asked(same.calls.get(i).call(), asked.seq()));
      }
    }
  }

  /** Adds thoughts that came before later calls of the message. */
  void think(List<Message.Thought> more) {
    List<Message.Thought> all = new ArrayList<>(thoughts);
    all.addAll(Messages.proved(more));
    thoughts = all;
    String words = Messages.words(more);
    if (words != null) {
      thinking = thinking == null ? words : thinking + "\n" + words;
    }
  }

  /** Takes it out of the conversation. */
  void takeOut() {
    isOut = true;
  }

  boolean isOut() {
    return isOut;
  }

  /** Returns the message with these calls, as the answer of that call. */
  Message message(List<Message.Call> itsCalls, @Nullable String toolCallId) {
    boolean isSaid = itsCalls.isEmpty()
        && said.toolCalls().isEmpty()
        && Objects.equals(toolCallId, said.toolCallId())
        && Objects.equals(thinking, said.thinking())
        && Objects.equals(stopReason, said.stopReason())
        && Objects.equals(messageId, said.messageId())
        && thoughts.equals(said.thoughts());
    if (isSaid) {
      return said;
    }
    return new Message(
        said.role(),
        said.content(),
        itsCalls,
        toolCallId,
        thinking,
        stopReason,
        messageId,
        thoughts);
  }

  @Nullable
  String toolCallId() {
    return said.toolCallId();
  }
}
