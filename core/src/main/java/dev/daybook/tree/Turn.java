package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished turn: one call of a model and its consequences.
 *
 * @param turnId its loop and its index there
 * @param triggeredBy its trigger
 * @param usage its cost
 * @param inputMessages its messages that are not the model's
 * @param outputMessage the answer
 * @param toolResults the results of the tools that it called, marked as part of the turn
 * @param startedAt its start
 * @param endedAt its end
 * @param requestPayload the model's request; null if there was none or the tree does not keep
 *     requests
 */
public record Turn(
    TurnId turnId,
    TurnTrigger triggeredBy,
    Usage usage,
    List<AgentMessage> inputMessages,
    AgentMessage outputMessage,
    List<AgentMessage> toolResults,
    Instant startedAt,
    Instant endedAt,
    @Nullable RequestPayload requestPayload) {
  public Turn {
    inputMessages = List.copyOf(inputMessages);
    toolResults = List.copyOf(toolResults);
  }

  /** A turn whose end the tree has not seen yet. */
  static final class PartialTurn {

    private final TurnStart start;
    private final Instant startedAt;
    private final List<AgentMessage> inputs = new ArrayList<>();
    private @Nullable RequestPayload request;

    PartialTurn(TurnStart start, Instant startedAt) {
      this.start = start;
      this.startedAt = startedAt;
    }

    void addInput(AgentMessage message) {
      inputs.add(message);
    }

    void keepRequest(RequestPayload payload) {
      this.request = payload;
    }

    Turn finish(TurnEnd end, Instant endedAt) {
      TurnId id = new TurnId(start.loopId(), start.turnIndex());
      return new Turn(
          id,
          start.triggeredBy(),
          end.usage(),
          inputs,
          end.message(),
          end.toolResults().stream().map(result -> result.in(id)).toList(),
          startedAt,
          endedAt,
          request);
    }
  }
}
