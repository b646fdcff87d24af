package dev.daybook.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The report that a filter found nothing because there is no such value, and the values there. */
final class Absent {

  private static final int MOST_VALUES = 12;
  private static final int MOST_LETTERS = 60;

  private Absent() {}

  /**
   * Prints it on standard error.
   *
   * @param what the things that have such values, one of them
   * @param option the option that gave the value
   * @param given the value
   * @param there the values that there are, with the number of things that have each
   */
  static void report(String what, Option option, String given, Map<String, Long> there) {
    Map<String, Long> most = most(there);
    StringBuilder words = new StringBuilder("no " + what + " has "
        + option.name().substring(2) + "=" + Text.shortLine(given, MOST_LETTERS));
    if (most.isEmpty()) {
      words.append("; none has any");
    } else {
      String before = "; there are: ";
      for (Map.Entry<String, Long> value : most.entrySet()) {
        words.append(before).append(Text.shortLine(value.getKey(), MOST_LETTERS));
        words.append(' ').append(value.getValue());
        before = ", ";
      }
      int more = there.size() - most.size();
      words.append(more > 0 ? " and " + more + " more" : "");
    }
    List<String> meant = Nearest.to(given, sorted(there).map(Map.Entry::getKey).toList());
    words.append(meant.isEmpty() ? "" : "; did you mean " + Text.line(meant.get(0)) + "?");
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("option", option.name());
    details.put("given", Text.wellFormed(given));
    details.put("there_are", most);
    if (!meant.isEmpty()) {
      details.put(Invocation.MEANT, List.of(Text.wellFormed(meant.get(0))));
    }
    ErrorReport.printReport("no_such_value", words.toString(), details);
  }

  private static Map<String, Long> most(Map<String, Long> there) {
    Map<String, Long> most = new LinkedHashMap<>();
    sorted(there)
        .limit(MOST_VALUES)
        .forEach(value -> most.put(Text.wellFormed(value.getKey()), value.getValue()));
    return most;
  }

  /** Returns the values, the most frequent first. */
  private static Stream<Map.Entry<String, Long>> sorted(Map<String, Long> there) {
    return there.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
  }
}
