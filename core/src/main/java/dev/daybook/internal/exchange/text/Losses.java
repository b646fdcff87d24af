package dev.daybook.internal.exchange.text;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The account of what a format could not hold: how many entries lost each thing. One thread. */
public final class Losses {

  /** A bound of the names, of which a hostile session has as many as there is memory. */
  private static final int MAX_NAMES = 1000;

  private static final String OTHERS = "(others)";

  private final Map<String, Long> counts = new HashMap<>();
  private final Set<String> ofEntry = new LinkedHashSet<>();

  /** Notes a thing that the entry at hand loses; of several times one counts. */
  public void add(String path) {
    ofEntry.add(path);
  }

  /** Forgets what was noted of the entry at hand, and counts it as a whole. */
  public void addWhole(String type) {
    ofEntry.clear();
    ofEntry.add(type);
  }

  /** Counts what was noted of the entry at hand. */
  public void endEntry() {
    for (String path : ofEntry) {
      String name = counts.size() < MAX_NAMES || counts.containsKey(path) ? path : OTHERS;
      counts.merge(name, 1L, Long::sum);
    }
    ofEntry.clear();
  }

  /** Returns how many entries lost each thing, of those that ended. */
  public Map<String, Long> counts() {
    return counts;
  }
}
