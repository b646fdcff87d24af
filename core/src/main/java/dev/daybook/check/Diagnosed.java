package dev.daybook.check;

import dev.daybook.event.Completeness;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The diagnosis that {@link Diagnostics} makes. */
record Diagnosed(
    Verdict verdict,
    long entries,
    long lines,
    long bytes,
    long tornTailBytes,
    Optional<Instant> firstTs,
    Optional<Instant> lastTs,
    Map<String, Long> eventCounts,
    Set<String> unknownTypes,
    long otherEvents,
    ToolTally tools,
    long turns,
    Optional<UsageTally> usage,
    Optional<Completeness> completeness,
    long missingEvents,
    Map<FindingKind, Long> findingCounts,
    List<Finding> findings)
    implements Diagnosis {

  Diagnosed {
    eventCounts = Collections.unmodifiableMap(new LinkedHashMap<>(eventCounts));
    unknownTypes = Collections.unmodifiableSet(new LinkedHashSet<>(unknownTypes));
    findingCounts = Collections.unmodifiableMap(new LinkedHashMap<>(findingCounts));
    findings = List.copyOf(findings);
  }
}
