package dev.daybook.search;

import java.util.HashMap;
import java.util.Map;

/**
 * The values that filters of a search can name, as the sessions have them, each with the number of
 * entries that have it. Immutable.
 *
 * @param types the types, by wire name
 * @param roles the speakers
 * @param tools the tools that are called, run or named by a result
 * @param toolKinds their kinds, by wire name, also guessed ones
 */
public record SearchValues(
    Map<String, Long> types,
    Map<String, Long> roles,
    Map<String, Long> tools,
    Map<String, Long> toolKinds) {

  /** No values. */
  public static final SearchValues NONE = new SearchValues(Map.of(), Map.of(), Map.of(), Map.of());

  public SearchValues {
    types = Map.copyOf(types);
    roles = Map.copyOf(roles);
    tools = Map.copyOf(tools);
    toolKinds = Map.copyOf(toolKinds);
  }

  /** Returns the values of both, as of the sessions of two roots. */
  public SearchValues plus(SearchValues other) {
    return new SearchValues(
        sum(types, other.types),
        sum(roles, other.roles),
        sum(tools, other.tools),
        sum(toolKinds, other.toolKinds));
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sum = new HashMap<>(one);
    other.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }
}
