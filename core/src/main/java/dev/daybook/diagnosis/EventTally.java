package dev.daybook.diagnosis;

import dev.daybook.event.Completeness;
import dev.daybook.event.Entry;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.Unknown;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A count of entries by type, with the first and last time and the lowest completeness. */
final class EventTally implements Examination {

  private static final List<Completeness> FROM_HIGH_TO_LOW =
      List.of(Completeness.FULL, Completeness.PARTIAL, Completeness.METADATA_ONLY);

  private final Map<String, Long> counts = new HashMap<>();
  private final Set<String> unknownTypes = new TreeSet<>();
  private long others;
  private @Nullable Instant firstTs;
  private @Nullable Instant lastTs;

  /** The lowest completeness so far, as an index; -1 for none. */
  private int completeness = -1;

  @Override
  public void see(Entry entry, Place at) {
    if (firstTs == null) {
      firstTs = entry.ts();
    }
    lastTs = entry.ts();
    count(entry);
    if (entry.event() instanceof SourceChanged source && source.completeness() != null) {
      completeness = Math.max(completeness, FROM_HIGH_TO_LOW.indexOf(source.completeness()));
    }
  }

  private void count(Entry entry) {
    String type = ShortName.of(entry.type());
    if (entry.event() instanceof Unknown && !counts.containsKey(type)) {
      if (unknownTypes.size() == Diagnosis.MAX_UNKNOWN_TYPES) {
        others++;
        return;
      }
      unknownTypes.add(type);
    }
    counts.merge(type, 1L, Long::sum);
  }

  @Nullable
  Instant firstTs() {
    return firstTs;
  }

  @Nullable
  Instant lastTs() {
    return lastTs;
  }

  /** Returns the counts, greatest first, then by name. */
  Map<String, Long> counts() {
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .forEach(count -> ordered.put(count.getKey(), count.getValue()));
    return ordered;
  }

  /** Returns the counted types that the reader does not know, by name. */
  Set<String> unknownTypes() {
    return unknownTypes;
  }

  long others() {
    return others;
  }

  @Nullable
  Completeness completeness() {
    return completeness < 0 ? null : FROM_HIGH_TO_LOW.get(completeness);
  }
}
