package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchValues;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of filters that a search met, to say what there is if it found nothing. */
final class SearchHints {

  private final Map<String, Long> agents = new HashMap<>();
  private final Map<String, Long> states = new HashMap<>();
  private final Map<String, Long> types = new HashMap<>();
  private final Map<String, Long> roles = new HashMap<>();
  private final Map<String, Long> tools = new HashMap<>();
  private final Map<String, Long> toolKinds = new HashMap<>();
  private boolean hasSession;

  /** Takes the agents and states of sessions that a search met. */
  void addSessions(Map<String, Long> moreAgents, Map<String, Long> moreStates) {
    add(agents, moreAgents);
    add(states, moreStates);
    hasSession |= !moreStates.isEmpty();
  }

  /** Takes the values in the sessions of a root that the query lets through; reads them. */
  void addEntries(Daybook daybook, SearchQuery query) {
    SearchValues values = daybook.searchValues(query);
    add(types, values.types());
    add(roles, values.roles());
    add(tools, values.tools());
    add(toolKinds, values.toolKinds());
  }

  private static void add(Map<String, Long> to, Map<String, Long> more) {
    more.forEach((name, count) -> to.merge(name, count, Long::sum));
  }

  Map<String, Long> agents() {
    return agents;
  }

  Map<String, Long> states() {
    return states;
  }

  Map<String, Long> types() {
    return types;
  }

  Map<String, Long> roles() {
    return roles;
  }

  Map<String, Long> tools() {
    return tools;
  }

  Map<String, Long> toolKinds() {
    return toolKinds;
  }

  /** Returns true if there is a session whose id begins as it was asked for. */
  boolean hasSession() {
    return hasSession;
  }

  /** Reports each value that nothing has. */
  static void report(String what, Option option, Set<String> given, Map<String, Long> there) {
    for (String value : given) {
      String form = value.toLowerCase(Locale.ROOT);
      if (there.keySet().stream()
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).equals(form))) {
        Absent.report(what, option, value, there);
      }
    }
  }
}
