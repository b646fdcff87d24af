package dev.daybook.tree;

import dev.daybook.event.ParallelLoopStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loops announced as parallel, until one of them is chosen. */
final class ParallelGroups {

  /** A loop that was announced before its session began. */
  record Announced(String loopId, Instant ts) {}

  /**
   * A group, compared by identity: comparing long lists for each of their members takes too long.
   */
  private static final class Group {
    final List<String> loopIds;

    Group(List<String> loopIds) {
      this.loopIds = loopIds;
    }
  }

  private final Map<String, Group> groupOf = new HashMap<>();
  private final Map<String, List<Announced>> beforeSession = new HashMap<>();

  /** Adds a group. A loop that is in a group already stays in that one. */
  void announce(ParallelLoopStart start) {
    Group group = new Group(start.loopIds());
    group.loopIds.forEach(loopId -> groupOf.putIfAbsent(loopId, group));
  }

  void keepForSession(ParallelLoopStart start, Instant ts) {
    List<Announced> kept =
        beforeSession.computeIfAbsent(start.sessionId(), id -> new ArrayList<>());
    start.loopIds().forEach(loopId -> kept.add(new Announced(loopId, ts)));
  }

  /** Removes and returns the loops kept for a session, which begins now. */
  List<Announced> takeForSession(String sessionId) {
    List<Announced> kept = beforeSession.remove(sessionId);
    return kept == null ? List.of() : kept;
  }

  /**
   * Removes and returns the group of a loop, which ends now. A loop that was not announced is
   * alone.
   */
  List<String> takeGroupOf(String loopId) {
    Group group = groupOf.get(loopId);
    if (group == null) {
      return List.of(loopId);
    }
    group.loopIds.forEach(member -> groupOf.remove(member, group));
    return group.loopIds;
  }

  void forgetLoop(String loopId) {
    groupOf.remove(loopId);
  }
}
