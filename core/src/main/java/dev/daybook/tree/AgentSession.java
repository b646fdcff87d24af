package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of an agent as its loops' events describe it, at the time the tree was asked.
 * Immutable. The journal session that holds its events may have another id.
 *
 * <p>Each method here builds a {@link LoopTree}; for many questions keep one.
 *
 * @param sessionId the session
 * @param agentId the agent of its first loop
 * @param createdAt the start of its first loop
 * @param lastActiveAt the start of its last loop
 * @param formation the circumstances of its creation
 * @param parentSpawnRef the loop of another session that created it; null if none did
 * @param scope ephemeral, or meant to outlive its process
 * @param loops its loops in the order of their start, then those that are pending
 */
public record AgentSession(
    String sessionId,
    String agentId,
    Instant createdAt,
    Instant lastActiveAt,
    Formation formation,
    @Nullable SpawnRef parentSpawnRef,
    SessionScope scope,
    List<Loop> loops) {

  /** Returns {@link LoopTree#roots} of this session. */
  public List<Loop> rootLoops() {
    return new LoopTree(this).roots();
  }

  /** Returns {@link LoopTree#childrenOf} in this session. */
  public List<Loop> childrenOf(String loopId) {
    return new LoopTree(this).childrenOf(loopId);
  }

  /** Returns {@link LoopTree#parallelSiblings} in this session. */
  public List<Loop> parallelSiblings(String loopId) {
    return new LoopTree(this).parallelSiblings(loopId);
  }

  /** Returns {@link LoopTree#loop} of this session. */
  public Optional<Loop> loop(String loopId) {
    return new LoopTree(this).loop(loopId);
  }

  /** Returns {@link LoopTree#chainTo} in this session. */
  public List<String> loopChainTo(String loopId) {
    return new LoopTree(this).chainTo(loopId);
  }

  /** Returns {@link LoopTree#originOf} in this session. */
  public LoopOrigin originOf(Loop loop) {
    return new LoopTree(this).originOf(loop);
  }

  /** Returns {@link LoopTree#contextOf} in this session. */
  public List<AgentMessage> contextOf(String loopId) {
    return new LoopTree(this).contextOf(loopId);
  }

  /** Returns the summed cost of all its loops, without the cost of choosing among parallel ones. */
  public Usage totalUsage() {
    return loops.stream().map(Loop::usage).reduce(Usage.NONE, Usage::plus);
  }

  public AgentSession {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(agentId, "agentId");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(lastActiveAt, "lastActiveAt");
    requireNonNull(formation, "formation");
    requireNonNull(scope, "scope");
    loops = List.copyOf(loops);
  }
}
