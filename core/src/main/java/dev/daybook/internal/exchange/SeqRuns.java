package dev.daybook.internal.exchange;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of events in one sequence and in another, as runs in which both go up by one. One
 * thread; memory grows with the number of runs.
 */
final class SeqRuns {

  private record Run(long to, long length) {}

  private final TreeMap<Long, Run> runs = new TreeMap<>();

  /** Adds an event, which has that number in the one sequence and in the other. */
  void add(long from, long to) {
    Map.Entry<Long, Run> before = runs.floorEntry(from);
    if (before != null) {
      Run run = before.getValue();
      long index = from - before.getKey();
      if (index < run.length()) {
        // a number that is there twice stands for the first event
        return;
      }
      if (index == run.length() && to == run.to() + index) {
        runs.put(before.getKey(), new Run(run.to(), index + 1));
        return;
      }
    }
    runs.put(from, new Run(to, 1));
  }

  /**
   * Returns a range in the other sequence: of an end that is no event's number, the next event
   * inside the range counts. Returns the range as it is if no event is inside.
   */
  Json translated(Json range) {
    byte[] utf8 = range.text().getBytes(StandardCharsets.UTF_8);
    JsonValue ends = JsonValue.first(utf8, 0, utf8.length);
    Long first = ends.get("from_seq").integer();
    Long last = ends.get("to_seq").integer();
    Long from = first == null ? null : atOrAfter(first);
    Long to = last == null ? null : atOrBefore(last);
    if (from == null || to == null || from > to) {
      return range;
    }
    Map<String, Object> translated = new LinkedHashMap<>();
    translated.put("from_seq", from);
    translated.put("to_seq", to);
    return Json.of(translated);
  }

  private @Nullable Long atOrBefore(long number) {
    Map.Entry<Long, Run> at = runs.floorEntry(number);
    if (at == null) {
      return null;
    }
    Run run = at.getValue();
    return run.to() + Math.min(number - at.getKey(), run.length() - 1);
  }

  private @Nullable Long atOrAfter(long number) {
    Map.Entry<Long, Run> at = runs.floorEntry(number);
    if (at != null && number - at.getKey() < at.getValue().length()) {
      return at.getValue().to() + number - at.getKey();
    }
    Map.Entry<Long, Run> after = runs.higherEntry(number);
    return after == null ? null : (Long) after.getValue().to();
  }
}
