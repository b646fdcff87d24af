package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A turn whose end the tree has not seen yet. */
final class PartialTurn {

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
