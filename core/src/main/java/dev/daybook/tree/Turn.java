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
 * A finished turn: one call of a model and what followed from it.
 *
 * @param turnId which one of which loop
 * @param triggeredBy what made it begin
 * @param usage what it cost
 * @param inputMessages what was said in it by others than the model
 * @param outputMessage the answer
 * @param toolResults what the tools said that it called, marked as part of the turn
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param requestPayload what the model was asked, if the tree keeps requests and there was one
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
