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
 * <p>Messages and usage are those of its {@code agent_end}. While that is missing, they are what
 * its {@code message_end} and {@code turn_end} events said so far.
 *
 * @param loopId the loop
 * @param sessionId its session
 * @param agentId the agent
 * @param parentLoopId the loop that it follows or that called it
 * @param continuationKind how it follows that one
 * @param continuationTag names a rerun or a branch
 * @param startedAt when it began; of a pending one, when it was announced
 * @param endedAt when it ended; null if that was not seen
 * @param status how far it is
 * @param rejection why its input was refused
 * @param config how the agent was set up: as the loop's start said, else what its first answers
 *     tell
 * @param messages its conversation
 * @param turns its finished turns, in their order
 * @param usage what it cost
 * @param metadata anything more that its start said
 * @param events what happened in it, in order
 * @param childrenLoopIds the loops of its session that follow it, in the order of their start
 * @param childLoopRefs the loops that its tools called
 * @param parallelGroup those that ran beside it, once one was chosen
 * @param compactionBlock what a model is to see of it in place of its messages
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
