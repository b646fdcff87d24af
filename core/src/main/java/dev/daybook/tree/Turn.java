package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import java.time.Instant;
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
    requireNonNull(turnId, "turnId");
    requireNonNull(triggeredBy, "triggeredBy");
    requireNonNull(usage, "usage");
    inputMessages = List.copyOf(inputMessages);
    requireNonNull(outputMessage, "outputMessage");
    toolResults = List.copyOf(toolResults);
    requireNonNull(startedAt, "startedAt");
    requireNonNull(endedAt, "endedAt");
  }
}
