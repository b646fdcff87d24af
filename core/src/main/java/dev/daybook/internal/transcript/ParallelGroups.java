package dev.daybook.internal.transcript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loops announced as parallel, until one of them is chosen. Belongs to one thread. */
public final class ParallelGroups {

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

  /** Adds a group. A loop that is in a group already stays in that one. */
  public void announce(List<String> loopIds) {
    Group group = new Group(loopIds);
    loopIds.forEach(loopId -> groupOf.putIfAbsent(loopId, group));
  }

  /**
   * Removes and returns the group of a loop, which ends now. A loop that was not announced is
   * alone.
   */
  public List<String> takeGroupOf(String loopId) {
    Group group = groupOf.get(loopId);
    if (group == null) {
      return List.of(loopId);
    }
    group.loopIds.forEach(member -> groupOf.remove(member, group));
    return group.loopIds;
  }

  /** Removes a loop from its group. */
  public void forget(String loopId) {
    groupOf.remove(loopId);
  }
}
