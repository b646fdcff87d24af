package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Json;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent, as it was when the tree was asked. Immutable.
 *
 * <p>Messages and usage are those of its {@code agent_end}. While that is missing, they come from
 * its {@code message_end} and {@code turn_end} events so far.
 *
 * @param loopId the loop
 * @param sessionId its session
 * @param agentId the agent
 * @param parentLoopId the loop that it follows, or the loop that called it
 * @param continuationKind its relation to that one
 * @param continuationTag the name of a rerun or a branch
 * @param startedAt its start; the announcement if it is pending
 * @param endedAt its end; null if the tree has not seen it
 * @param status its progress
 * @param rejection the reason its input was refused
 * @param config the agent's set-up: from the loop's start, else derived from its first answers
 * @param messages its conversation
 * @param turns its finished turns, in their order
 * @param usage its cost
 * @param metadata further data of its start
 * @param events its events, in order
 * @param childrenLoopIds the loops of its session that follow it, in the order of their start
 * @param childLoopRefs the loops that its tools called
 * @param parallelGroup the loops that ran beside it, once one was chosen
 * @param compactionBlock the view that a model sees in place of its messages
 */
public record Loop(
    String loopId,
    String sessionId,
    String agentId,
    @Nullable String parentLoopId,
    ContinuationKind continuationKind,
    @Nullable String continuationTag,
    Instant startedAt,
    @Nullable Instant endedAt,
    LoopStatus status,
    @Nullable String rejection,
    @Nullable ConfigSnapshot config,
    List<AgentMessage> messages,
    List<Turn> turns,
    Usage usage,
    @Nullable Json metadata,
    List<SequencedEvent> events,
    List<String> childrenLoopIds,
    List<ChildLoopRef> childLoopRefs,
    @Nullable ParallelGroup parallelGroup,
    @Nullable CompactionOverlay compactionBlock) {
  public Loop {
    requireNonNull(loopId, "loopId");
    requireNonNull(sessionId, "sessionId");
    requireNonNull(agentId, "agentId");
    requireNonNull(continuationKind, "continuationKind");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(status, "status");
    messages = List.copyOf(messages);
    turns = List.copyOf(turns);
    requireNonNull(usage, "usage");
    events = List.copyOf(events);
    childrenLoopIds = List.copyOf(childrenLoopIds);
    childLoopRefs = List.copyOf(childLoopRefs);
  }
}
