package dev.daybook.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loops of an agent that are open, and what each has recorded of its turns. Places in the
 * conversation are numbers that only grow.
 */
final class AgentLoops {

  private final boolean isWhole;
  private final Map<String, Loop> loops = new HashMap<>();
  private final Map<String, List<String>> groups = new HashMap<>();

  /** @param isWhole true if a loop whose beginning was not seen has none */
  AgentLoops(boolean isWhole) {
    this.isWhole = isWhole;
  }

  /** One loop, and its turn at hand. */
  static final class Loop {

    /** True if all of it was seen, so that what was not recorded is missing. */
    final boolean isComplete;

    final long begin;
    boolean hasRecorded;
    boolean turnIsComplete;
    long turnBegin;
    boolean turnIsAnswered;

    private Loop(boolean isComplete, long begin) {
      this.isComplete = isComplete;
      this.begin = begin;
      this.turnIsComplete = isComplete;
      this.turnBegin = begin;
    }

    void beginTurn(long place) {
      turnIsComplete = true;
      turnBegin = place;
      turnIsAnswered = false;
    }
  }

  Loop loop(String loopId) {
    return loops.computeIfAbsent(loopId, unseen -> new Loop(isWhole, 0));
  }

  void begin(String loopId, long place) {
    loops.put(loopId, new Loop(true, place));
  }

  Loop end(String loopId) {
    Loop ended = loop(loopId);
    loops.remove(loopId);
    return ended;
  }

  /** Begins a group of loops of which one will be chosen. */
  void beginGroup(List<String> loopIds) {
    loopIds.forEach(id -> groups.putIfAbsent(id, loopIds));
  }

  /**
   * Ends a group; returns its loops that were not chosen, or none if no event announced the group.
   */
  List<String> endGroup(String chosen) {
    List<String> group = groups.getOrDefault(chosen, List.of());
    group.forEach(id -> groups.remove(id, group));
    return group.stream().filter(id -> !id.equals(chosen)).toList();
  }
}
