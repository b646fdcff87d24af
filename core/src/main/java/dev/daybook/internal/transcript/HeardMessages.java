package dev.daybook.internal.transcript;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.TurnEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an agent's loop as far as they were heard, which decide what the end of a turn or
 * of the loop adds. A message of a turn is heard when its own event ends it, or when an event that
 * names no loop records it. What other loops say does not count. Belongs to one thread.
 */
public final class HeardMessages {

  private static final Plain NONE = new Plain();

  private final Plain plain;

  /** True if all of the loop was seen, so that what was not heard is missing. */
  private final boolean isComplete;

  private final long begin;
  private boolean hasHeard;

  private boolean turnIsComplete;
  private long turnBegin;
  private boolean isAnswerHeard;
  private final Set<@Nullable String> resultsHeard = new HashSet<>();

  /** Begins a loop whose own events alone count. */
  public HeardMessages() {
    this(NONE, true, 0);
  }

  /**
   * Begins a loop.
   *
   * @param plain what events that name no loop record
   * @param isComplete true if what was not heard of it is missing
   * @param begin the place there at which it begins
   */
  HeardMessages(Plain plain, boolean isComplete, long begin) {
    this.plain = plain;
    this.isComplete = isComplete;
    this.begin = begin;
    this.turnIsComplete = isComplete;
    this.turnBegin = begin;
  }

  /** Begins a turn. */
  public void beginTurn() {
    turnIsComplete = true;
    turnBegin = plain.place();
    isAnswerHeard = false;
    resultsHeard.clear();
  }

  /** Takes a message of the loop that an event of its own records. */
  public void hear(AgentMessage message) {
    hasHeard = true;
    if (message.role().equals(Role.ASSISTANT)) {
      isAnswerHeard = true;
    } else if (message.role().equals(Role.TOOL)) {
      resultsHeard.add(message.toolCallId());
    }
  }

  /** Ends the turn; returns its messages that were not heard. */
  public List<AgentMessage> addedBy(TurnEnd end) {
    List<AgentMessage> added = new ArrayList<>();
    if (turnIsComplete && !isAnswerHeard && !plain.isHeard(end.message(), turnBegin)) {
      added.add(end.message());
    }
    for (AgentMessage result : end.toolResults()) {
      if ((turnIsComplete || plain.isCalled(result.toolCallId()))
          && !resultsHeard.contains(result.toolCallId())
          && !plain.isHeard(result, turnBegin)) {
        added.add(result);
      }
    }
    hasHeard = true;
    beginTurn();
    return added;
  }

  /** Ends the loop; returns its messages if none of it was heard before. */
  List<AgentMessage> addedBy(AgentEnd end) {
    if (!isComplete || hasHeard) {
      return List.of();
    }
    List<AgentMessage> missing = end.messages().stream()
        .filter(message -> !plain.isHeard(message, begin))
        .toList();
    // if plain events recorded an answer of the loop, they recorded its questions too
    return missing.size() == end.messages().size()
        ? missing
        : missing.stream().filter(HeardMessages::isAnswerOrResult).toList();
  }

  private static boolean isAnswerOrResult(AgentMessage message) {
    return message.role().equals(Role.ASSISTANT) || message.role().equals(Role.TOOL);
  }

  /**
   * The answers and tool results of events that name no loop, with their last places, which are
   * numbers that only grow; and the calls of all events. Messages taken out of the conversation
   * stay here.
   */
  static final class Plain {

    private final Map<Answer, Long> answers = new HashMap<>();
    private final Map<String, Long> results = new HashMap<>();
    private final Set<String> calls = new HashSet<>();
    private long place;

    /** An answer's identity: its text and the identifiers of its calls. */
    private record Answer(String text, List<String> callIds) {
      static Answer of(Message message) {
        // most answers have no call, and a stream of none costs more than all else here
        List<String> callIds = message.toolCalls().isEmpty()
            ? List.of()
            : message.toolCalls().stream().map(Message.Call::id).toList();
        return new Answer(message.content(), callIds);
      }
    }

    /** Returns the place of the next message. */
    long place() {
      return place;
    }

    void hear(Message message) {
      if (message.role().equals(Role.ASSISTANT)) {
        answers.put(Answer.of(message), place);
      } else if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
        results.put(message.toolCallId(), place);
      }
      place++;
    }

    void call(Message.Call call) {
      calls.add(call.id());
    }

    private boolean isCalled(@Nullable String callId) {
      return callId != null && calls.contains(callId);
    }

    /** Returns true if an answer like this, or a result of the same call, came from there on. */
    private boolean isHeard(AgentMessage message, long from) {
      if (place <= from) {
        return false;
      }
      Message said = Messages.said(message);
      Long last = said == null
          ? null
          : said.role().equals(Role.ASSISTANT)
              ? answers.get(Answer.of(said))
              : said.role().equals(Role.TOOL) ? results.get(said.toolCallId()) : null;
      return last != null && last >= from;
    }
  }
}
