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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A turn whose end the tree has not seen yet. */
final class PartialTurn {

  private final TurnStart start;
  private final Instant startedAt;
  private final List<AgentMessage> inputs = new ArrayList<>();
  private @Nullable RequestPayload request;

  private record FinishedTurn(
      TurnId turnId,
      TurnTrigger triggeredBy,
      Usage usage,
      List<AgentMessage> inputMessages,
      AgentMessage outputMessage,
      List<AgentMessage> toolResults,
      Instant startedAt,
      Instant endedAt,
      Optional<RequestPayload> requestPayload)
      implements Turn {

    FinishedTurn {
      inputMessages = List.copyOf(inputMessages);
      toolResults = List.copyOf(toolResults);
    }
  }

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
    return new FinishedTurn(
        id,
        start.triggeredBy(),
        end.usage(),
        inputs,
        end.message(),
        end.toolResults().stream().map(result -> result.in(id)).toList(),
        startedAt,
        endedAt,
        Optional.ofNullable(request));
  }
}
