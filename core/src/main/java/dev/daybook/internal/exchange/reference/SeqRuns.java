package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
   * Returns the range in the other sequence from the first to the last event that is inside; the
   * range as it is if none is.
   */
  Json translated(Json range) {
    byte[] utf8 = range.text().getBytes(StandardCharsets.UTF_8);
    JsonValue ends = JsonValue.first(utf8, 0, utf8.length);
    Long first = ends.get("from_seq").integer();
    Long last = ends.get("to_seq").integer();
    if (first == null || last == null) {
      return range;
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Long start = runs.floorKey(first);
    for (Map.Entry<Long, Run> at :
        runs.tailMap(start == null ? first : start, true).entrySet()) {
      if (at.getKey() > last) {
        break;
      }
      Run run = at.getValue();
      long skipped = Math.max(0, first - at.getKey());
      long length = Math.min(run.length(), last - at.getKey() + 1);
      if (skipped < length) {
        from = Math.min(from, run.to() + skipped);
        to = Math.max(to, run.to() + length - 1);
      }
    }
    if (from > to) {
      return range;
    }
    Map<String, Object> translated = new LinkedHashMap<>();
    translated.put("from_seq", from);
    translated.put("to_seq", to);
    return Json.of(translated);
  }
}
