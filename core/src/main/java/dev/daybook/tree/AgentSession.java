package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of an agent as its loops tell it, as it was when the tree was asked. Immutable. The
 * session of the journal that its events were recorded in may have another id.
 *
 * <p>Each question here builds a {@link LoopTree}; for many questions keep one.
 *
 * @param sessionId the session
 * @param agentId the agent of its first loop
 * @param createdAt when its first loop began
 * @param lastActiveAt when its last loop began
 * @param formation how it came to be
 * @param parentSpawnRef who called it into being, if a loop of another session did
 * @param scope whether it is meant to outlive its process
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

  /** As {@link LoopTree#roots}. */
  public List<Loop> rootLoops() {
    return new LoopTree(this).roots();
  }

  /** As {@link LoopTree#childrenOf}. */
  public List<Loop> childrenOf(String loopId) {
    return new LoopTree(this).childrenOf(loopId);
  }

  /** As {@link LoopTree#parallelSiblings}. */
  public List<Loop> parallelSiblings(String loopId) {
    return new LoopTree(this).parallelSiblings(loopId);
  }

  /** As {@link LoopTree#loop}. */
  public Optional<Loop> loop(String loopId) {
    return new LoopTree(this).loop(loopId);
  }

  /** As {@link LoopTree#chainTo}. */
  public List<String> loopChainTo(String loopId) {
    return new LoopTree(this).chainTo(loopId);
  }

  /** As {@link LoopTree#originOf}. */
  public LoopOrigin originOf(Loop loop) {
    return new LoopTree(this).originOf(loop);
  }

  /** As {@link LoopTree#contextOf}. */
  public List<AgentMessage> contextOf(String loopId) {
    return new LoopTree(this).contextOf(loopId);
  }

  /** What all its loops cost together; choosing among parallel ones is not in it. */
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
