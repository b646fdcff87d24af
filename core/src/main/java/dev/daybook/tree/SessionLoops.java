package dev.daybook.tree;

import dev.daybook.tree.AgentSession.SessionScope;
import dev.daybook.tree.AgentSession.SpawnRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mutable state of a session. There is one for each id until it is forgotten. */
final class SessionLoops {

  /** The phases of a session on its way out of the tree. A loop that starts makes it open again. */
  enum Phase {
    OPEN,
    COMPLETED,
    DRAINED
  }

  final String sessionId;
  final String agentId;
  Phase phase = Phase.OPEN;
  int runningLoops;

  private final Instant createdAt;
  private final SessionScope scope;
  private Instant lastActiveAt;
  private @Nullable SpawnRef spawnRef;
  private final List<LoopState> started = new ArrayList<>();
  private final Map<String, LoopState> pending = new LinkedHashMap<>();
  private boolean hasNewLoops;

  private record SessionSnapshot(
      String sessionId,
      String agentId,
      Instant createdAt,
      Instant lastActiveAt,
      Optional<SpawnRef> parentSpawnRef,
      SessionScope scope,
      List<Loop> loops)
      implements AgentSession {

    SessionSnapshot {
      loops = List.copyOf(loops);
    }
  }

  SessionLoops(String sessionId, String agentId, Instant createdAt, SessionScope scope) {
    this.sessionId = sessionId;
    this.agentId = agentId;
    this.createdAt = createdAt;
    this.lastActiveAt = createdAt;
    this.scope = scope;
  }

  void addPending(LoopState loop) {
    pending.put(loop.loopId, loop);
    hasNewLoops = true;
  }

  /** Adds a loop that starts, a pending one or a new one. */
  void addStarted(LoopState loop, Instant ts) {
    if (loop.isPending()) {
      pending.remove(loop.loopId, loop);
    }
    started.add(loop);
    hasNewLoops = true;
    runningLoops++;
    lastActiveAt = ts;
    phase = Phase.OPEN;
  }

  /** Records the caller named by this session's own start, which does not name the call. */
  void spawnedBy(String parentSessionId, String parentLoopId) {
    if (spawnRef == null) {
      spawnRef = new SpawnRef(parentSessionId, parentLoopId, "", "");
    }
  }

  /** Records the caller named by the end of the call. The first such end counts. */
  void spawnedBy(SpawnRef known) {
    if (spawnRef == null || !spawnRef.isComplete()) {
      spawnRef = known;
    }
  }

  void abortRunning() {
    for (LoopState loop : started) {
      if (loop.isRunning()) {
        loop.abort();
      }
    }
  }

  /** Returns the started loops in the order of their start, then the pending ones. */
  List<LoopState> loops() {
    List<LoopState> loops = new ArrayList<>(started);
    loops.addAll(pending.values());
    return loops;
  }

  /** Gives each loop the ids of its children. */
  void linkChildren() {
    if (!hasNewLoops) {
      return;
    }
    List<LoopState> loops = loops();
    LoopLinks links = LoopLinks.of(loops, loop -> loop.loopId, LoopState::parentLoopId);
    for (int i = 0; i < loops.size(); i++) {
      Set<String> children = new LinkedHashSet<>();
      links.children(i).forEach(child -> children.add(loops.get(child).loopId));
      loops.get(i).setChildren(List.copyOf(children));
    }
    hasNewLoops = false;
  }

  AgentSession snapshot() {
    linkChildren();
    return new SessionSnapshot(
        sessionId,
        agentId,
        createdAt,
        lastActiveAt,
        Optional.ofNullable(spawnRef),
        scope,
        loops().stream().map(LoopState::snapshot).toList());
  }
}
