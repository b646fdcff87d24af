package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Completeness;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.internal.check.ImportDamage;
import dev.daybook.internal.check.PlacedFinding;
import dev.daybook.internal.check.ShortName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An examination of each entry alone, or against the one before it. It counts the entries by type,
 * and keeps their first and last time and the lowest completeness.
 */
final class EntryTally implements Examination {

  private static final List<Completeness> FROM_HIGH_TO_LOW =
      List.of(Completeness.FULL, Completeness.PARTIAL, Completeness.METADATA_ONLY);

  private final Findings findings;
  private final Map<String, Long> counts = new HashMap<>();
  private final Set<String> unknownTypes = new TreeSet<>();
  private long others;
  private long missing;
  private @Nullable Instant firstTs;
  private @Nullable Instant lastTs;

  /** The time of the last entry that is no gap. */
  private @Nullable Instant lastRecordedTs;

  private @Nullable String sessionId;

  /** True if the next entry may be older than the last one. */
  private boolean isForked;

  /** True if the entries have the times of another log, which need not rise. */
  private boolean isBackfilled;

  /** The lowest completeness so far, as an index; -1 for none. */
  private int completeness = -1;

  EntryTally(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    time(entry, at);
    session(entry.sessionId(), at);
    count(entry);
    event(entry.event(), at);
  }

  private void time(Entry entry, Position at) {
    Instant ts = entry.ts();
    if (firstTs == null) {
      firstTs = ts;
    }
    if (lastTs == null || !(entry.event() instanceof Note note && note.isAnnotation())) {
      lastTs = ts;
    }
    if (entry.event() instanceof Gap) {
      // its time is that of the writing; what follows was recorded before
      return;
    }
    if (entry.event() instanceof SessionStarted started) {
      isBackfilled = Boolean.TRUE.equals(started.backfilled());
    }
    if (lastRecordedTs != null && !isForked && !isBackfilled && ts.isBefore(lastRecordedTs)) {
      // not toNanos, which has no room for some thousand years
      Duration back = Duration.between(ts, lastRecordedTs);
      long micros = back.toSeconds() * 1_000_000 + back.toNanosPart() / 1000;
      findings.add(FindingKind.CLOCK_BACKWARDS, at, "micros", micros);
    }
    lastRecordedTs = ts;
    isForked = false;
  }

  private void session(String id, Position at) {
    if (sessionId == null) {
      sessionId = id;
    } else if (!sessionId.equals(id)) {
      findings.add(FindingKind.SESSION_ID_DIFFERS, at);
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

  private void event(SessionEvent event, Position at) {
    if (event instanceof AssistantMessage answer && answer.isPartial()) {
      findings.add(at.finding(FindingKind.PARTIAL_MESSAGE).saying("an answer was cut off"));
    } else if (event instanceof SourceChanged source && source.completeness() != null) {
      completeness = Math.max(completeness, FROM_HIGH_TO_LOW.indexOf(source.completeness()));
    } else if (event instanceof Note note && ImportDamage.isIn(note)) {
      if (ImportDamage.isLossIn(note)) {
        completeness = Math.max(completeness, FROM_HIGH_TO_LOW.indexOf(Completeness.PARTIAL));
      }
      damage(note, at);
    } else if (event instanceof SessionFork) {
      // the copies in a fork are older than its own first entry
      isForked = true;
    } else if (event instanceof TurnFailed) {
      findings.add(FindingKind.TURN_FAILED, at);
    } else if (event instanceof Gap gap) {
      missing = gap.count() > Long.MAX_VALUE - missing ? Long.MAX_VALUE : missing + gap.count();
      findings.add(FindingKind.EVENTS_MISSING, at, "count", gap.count());
    } else if (event instanceof SubagentEvent subagent
        && subagent.event().equals(SubagentPhase.TIMED_OUT)) {
      String id = ShortName.of(subagent.subagentId());
      findings.add(FindingKind.SUBAGENT_TIMED_OUT, at, "subagent", id);
    }
  }

  private void damage(Note note, Position at) {
    Map<String, Object> details = ImportDamage.details(note);
    findings.add(new PlacedFinding(
        FindingKind.IMPORT_DAMAGE,
        FindingKind.IMPORT_DAMAGE.severity(),
        at.seq(),
        at.line(),
        1,
        at.offset(),
        at.bytes(),
        ImportDamage.phrase(details),
        details));
  }

  Optional<Instant> firstTs() {
    return Optional.ofNullable(firstTs);
  }

  Optional<Instant> lastTs() {
    return Optional.ofNullable(lastTs);
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

  /** Returns the number of entries of unknown types that are not counted by type. */
  long others() {
    return others;
  }

  /** Returns the number of missing events that the session reports. */
  long missing() {
    return missing;
  }

  Optional<Completeness> completeness() {
    return completeness < 0 ? Optional.empty() : Optional.of(FROM_HIGH_TO_LOW.get(completeness));
  }
}
