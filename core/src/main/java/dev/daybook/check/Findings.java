package dev.daybook.check;

import dev.daybook.DaybookException.Kind;
import dev.daybook.check.Examination.Position;
import dev.daybook.check.Finding.Severity;
import dev.daybook.internal.check.NewestMap;
import dev.daybook.internal.check.PlacedFinding;
import dev.daybook.read.BadLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The findings of a diagnosis: the count of each kind and the first of them. */
final class Findings {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingLong(found -> found.line() == 0 ? Long.MAX_VALUE : found.line());

  private static final Set<FindingKind> OF_CALLS = EnumSet.of(
      FindingKind.TOOL_CALL_WITHOUT_RESULT,
      FindingKind.TOOL_RESULT_WITHOUT_CALL,
      FindingKind.DUPLICATE_TOOL_CALL,
      FindingKind.DUPLICATE_TOOL_RESULT);

  private final Map<FindingKind, Long> errors = new LinkedHashMap<>();
  private final Map<FindingKind, Long> warnings = new LinkedHashMap<>();
  private final List<Finding> kept = new ArrayList<>();

  /** The seqs of the newest findings about calls and results. */
  private final Map<FindingKind, Map<Long, Boolean>> ofCalls = new EnumMap<>(FindingKind.class);

  void add(FindingKind kind, Position at, Object... namesAndValues) {
    add(at.finding(kind, namesAndValues));
  }

  void add(Finding found) {
    if (OF_CALLS.contains(found.kind())) {
      ofCalls
          .computeIfAbsent(found.kind(), unseen -> new NewestMap<>(Diagnosis.MAX_MESSAGES))
          .put(found.seq(), true);
    }
    Map<FindingKind, Long> counts = found.severity() == Severity.ERROR ? errors : warnings;
    if (counts.merge(found.kind(), 1L, Long::sum) <= Diagnosis.MAX_KEPT) {
      kept.add(found);
    }
  }

  void add(BadLine bad) {
    Map<String, Object> details = bad.fault().details();
    // of a value of the wrong kind, "found" is that kind
    String seqName = bad.fault().kind() == Kind.SEQ_GAP ? "found" : "seq";
    Object seq = bad.skipped() ? null : details.get(seqName);
    FindingKind kind =
        bad.isUnfit() ? FindingKind.UNFIT_DATA : FindingKind.of(bad.fault().kind());
    add(new PlacedFinding(
        kind,
        kind.severity(),
        seq instanceof Long known ? known : -1,
        bad.lineNumber(),
        bad.lines(),
        bad.offset(),
        bad.lineBytes(),
        bad.fault().reason(),
        bad.fault().details()));
  }

  /** Returns true if there is such a finding. */
  boolean has(FindingKind kind) {
    return errors.containsKey(kind) || warnings.containsKey(kind);
  }

  /** Returns true if there is such a finding about that entry. Only the newest are remembered. */
  boolean has(FindingKind kind, long seq) {
    return ofCalls.getOrDefault(kind, Map.of()).containsKey(seq);
  }

  Diagnosis.Verdict verdict() {
    if (!errors.isEmpty()) {
      return Diagnosis.Verdict.BLOCKED;
    }
    return warnings.isEmpty() ? Diagnosis.Verdict.READY : Diagnosis.Verdict.READY_WITH_WARNINGS;
  }

  /** Returns the counts by kind, errors first, each group in the order of its first finding. */
  Map<FindingKind, Long> counts() {
    Map<FindingKind, Long> counts = new LinkedHashMap<>(errors);
    counts.putAll(warnings);
    return counts;
  }

  /** Returns the kept findings in the order of the file. */
  List<Finding> kept() {
    return kept.stream().sorted(BY_PLACE).toList();
  }
}
