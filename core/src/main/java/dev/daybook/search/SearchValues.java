package dev.daybook.search;

import java.util.Map;

/**
 * The values that filters of a search can name, as the sessions have them, each with the number of
 * its entries. Immutable.
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

  public SearchValues {
    types = Map.copyOf(types);
    roles = Map.copyOf(roles);
    tools = Map.copyOf(tools);
    toolKinds = Map.copyOf(toolKinds);
  }
}
