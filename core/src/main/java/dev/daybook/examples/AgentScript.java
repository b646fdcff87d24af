package dev.daybook.examples;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.util.List;
import java.util.Random;

/**
 * The events of one agent: turns of a question, some rounds of model and tool, and an answer. An
 * agent always does the same, so that a script of its own can check what another one recorded.
 */
final class AgentScript {

  private static final String MODEL = "demo-model-1";

  private enum Next {
    USER,
    INFERENCE,
    ASSISTANT_WITH_CALL,
    CALL,
    RESULT,
    ANSWER
  }

  private final int agent;
  private final int length;
  private final Random random;
  private int position;
  private Next next = Next.USER;
  private int turn;
  private int roundsLeft;
  private int messages;
  private boolean turnEnded;
  private ToolCall call = new ToolCall("", "", "");

  /**
   * Creates the script of one agent.
   *
   * @param agent the agent's number, from 0
   * @param length the number of events that it records, from 2
   */
  AgentScript(int agent, int length) {
    this.agent = agent;
    this.length = length;
    this.random = new Random(agent);
  }

  boolean hasNext() {
    return position < length;
  }

  /** Returns the next event: the first starts the session, the last ends it. */
  SessionEvent next() {
    position++;
    if (position == 1) {
      turnEnded = false;
      return new SessionStarted("demo-agent-" + agent, "Repair the parser, part " + agent);
    }
    if (position == length) {
      turnEnded = true;
      return SessionEnded.normally();
    }
    turnEnded = next == Next.ANSWER;
    return step();
  }

  /** Returns true if the event that {@link #next} gave was the last of its turn. */
  boolean isTurnEnd() {
    return turnEnded;
  }

  private SessionEvent step() {
    switch (next) {
      case USER -> {
        turn++;
        roundsLeft = 4 + random.nextInt(12);
        next = Next.INFERENCE;
        messages++;
        return new UserMessage("Turn " + turn + ": " + MadeUpTexts.question(random));
      }
      case INFERENCE -> {
        next = roundsLeft == 0 ? Next.ANSWER : Next.ASSISTANT_WITH_CALL;
        return new InferenceStarted(MODEL, messages);
      }
      case ASSISTANT_WITH_CALL -> {
        next = Next.CALL;
        messages++;
        call = new ToolCall(
            "call_" + agent + "_" + position, "bash", MadeUpTexts.arguments(random, position));
        return new AssistantMessage(MadeUpTexts.thought(random), List.of(call));
      }
      case CALL -> {
        next = Next.RESULT;
        return call;
      }
      case RESULT -> {
        next = Next.INFERENCE;
        roundsLeft--;
        messages++;
        return ToolResult.ok(call.callId(), MadeUpTexts.output(random));
      }
      case ANSWER -> {
        next = Next.USER;
        messages++;
        return new AssistantMessage("Turn " + turn + " is done. " + MadeUpTexts.thought(random));
      }
      default -> throw new AssertionError(next);
    }
  }
}
