package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.JsonText;
import dev.daybook.internal.transcript.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages and the cost of a loop from events that name no loop: {@code user_message},
 * {@code inference_completed} or {@code assistant_message}, and {@code tool_result}. Used for a
 * loop whose own events hold no message. A turn is one answer and the results after it.
 */
final class PlainTalk {

  private final String loopId;
  private final List<AgentMessage> messages = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private Usage usage = Usage.NONE;

  // the current turn
  private @Nullable PartialTurn turn;
  private @Nullable Message answer;
  private @Nullable AgentMessage heardAnswer;
  private boolean isInference;
  private Usage cost = Usage.NONE;
  private final List<AgentMessage> results = new ArrayList<>();

  PlainTalk(String loopId) {
    this.loopId = loopId;
  }

  /** Returns true if the event belongs to the conversation of a loop. */
  static boolean concerns(SessionEvent event) {
    return event instanceof UserMessage
        || event instanceof InferenceStarted
        || event instanceof InferenceCompleted
        || (event instanceof AssistantMessage answer && !answer.isPartial())
        || event instanceof ToolResult
        || event instanceof ToolBlocked;
  }

  void hear(SessionEvent event, Instant ts) {
    if (event instanceof UserMessage said) {
      AgentMessage message = AgentMessage.user(said.text());
      messages.add(message);
      turnWithoutAnswer(TurnTrigger.USER, ts).addInput(message);
    } else if (event instanceof InferenceStarted) {
      turnWithoutAnswer(TurnTrigger.CONTINUATION, ts);
    } else if (event instanceof InferenceCompleted inference) {
      Long input = inference.inputTokens();
      Long output = inference.outputTokens();
      Usage used = new Usage(input == null ? 0 : input, output == null ? 0 : output);
      answer(inference.message(), true, ts);
      cost = cost.plus(used);
      usage = usage.plus(used);
    } else if (event instanceof AssistantMessage said) {
      answer(Messages.of(said), false, ts);
    } else if (event instanceof ToolResult result) {
      result(result.callId(), result.name(), result.output());
    } else if (event instanceof ToolBlocked blocked) {
      result(blocked.callId(), blocked.name(), blocked.reason());
    }
  }

  /** Ends the current turn if it has an answer. */
  void endTurn(Instant ts) {
    if (turn != null && heardAnswer != null) {
      turns.add(turn.finish(new TurnEnd(loopId, heardAnswer, cost, List.copyOf(results)), ts));
      turn = null;
      answer = null;
      heardAnswer = null;
      cost = Usage.NONE;
      results.clear();
    }
  }

  List<AgentMessage> messages() {
    return messages;
  }

  List<Turn> turns() {
    return turns;
  }

  Usage usage() {
    return usage;
  }

  private PartialTurn turnWithoutAnswer(TurnTrigger trigger, Instant ts) {
    endTurn(ts);
    PartialTurn begun = turn;
    if (begun == null) {
      begun = new PartialTurn(new TurnStart(loopId, turns.size(), trigger), ts);
      turn = begun;
    }
    return begun;
  }

  private void answer(Message said, boolean isOfInference, Instant ts) {
    if (answer != null && isInference != isOfInference && isSame(answer, said)) {
      // recorded twice, by events of two kinds
      return;
    }
    turnWithoutAnswer(TurnTrigger.CONTINUATION, ts);
    AgentMessage heard = heard(said);
    messages.add(heard);
    answer = said;
    heardAnswer = heard;
    isInference = isOfInference;
  }

  private static boolean isSame(Message one, Message other) {
    return one.content().equals(other.content()) && ids(one).equals(ids(other));
  }

  private static List<String> ids(Message message) {
    return message.toolCalls().stream().map(Message.Call::id).toList();
  }

  private static AgentMessage heard(Message said) {
    List<Content> content = new ArrayList<>();
    if (said.thinking() != null) {
      content.add(Content.thinking(said.thinking()));
    }
    content.add(Content.text(said.content()));
    for (Message.Call call : said.toolCalls()) {
      // a model's arguments need not be JSON
      Json arguments = new Json(JsonText.of(call.arguments()));
      content.add(Content.toolCall(call.id(), call.name(), arguments));
    }
    StopReason stop = said.stopReason();
    if (stop == null) {
      stop = said.toolCalls().isEmpty() ? StopReason.STOP : StopReason.TOOL_USE;
    }
    return AgentMessage.assistant(stop, content.toArray(new Content[0]));
  }

  private void result(String callId, @Nullable String tool, @Nullable String text) {
    AgentMessage result =
        AgentMessage.tool(callId, tool == null ? "" : tool, text == null ? "" : text);
    messages.add(result);
    results.add(result);
  }
}
