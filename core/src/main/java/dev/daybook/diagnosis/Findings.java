package dev.daybook.diagnosis;

import dev.daybook.diagnosis.Finding.Severity;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.BadLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of a diagnosis: the count of each kind and the first of them. */
final class Findings {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::line, Comparator.nullsLast(Comparator.naturalOrder()));

  private static final Set<Warning> OF_CALLS = EnumSet.of(
      Warning.TOOL_CALL_WITHOUT_RESULT,
      Warning.TOOL_RESULT_WITHOUT_CALL,
      Warning.DUPLICATE_TOOL_CALL,
      Warning.DUPLICATE_TOOL_RESULT);

  private final Map<String, Long> errors = new LinkedHashMap<>();
  private final Map<String, Long> warnings = new LinkedHashMap<>();
  private final List<Finding> kept = new ArrayList<>();

  /** The seqs of the newest warnings about calls and results. */
  private final Map<Warning, Set<Long>> found = new EnumMap<>(Warning.class);

  void warn(Warning warning, Place at, String reason, Object... namesAndValues) {
    warn(warning, at.seq(), at.line(), at.offset(), reason, namesAndValues);
  }

  /** @param seq null if no entry stands there */
  void warn(
      Warning warning,
      @Nullable Long seq,
      long line,
      long offset,
      String reason,
      Object... namesAndValues) {
    if (seq != null && OF_CALLS.contains(warning)) {
      found.computeIfAbsent(warning, unseen -> newestSeqs()).add(seq);
    }
    if (isKept(warnings, warning.wireName())) {
      String message = message(reason, namesAndValues);
      kept.add(new Finding(warning.wireName(), Severity.WARNING, seq, line, offset, message));
    }
  }

  /** Returns true if that entry has this warning. Only the newest such warnings are remembered. */
  boolean isFound(Warning warning, long seq) {
    return found.getOrDefault(warning, Set.of()).contains(seq);
  }

  private static Set<Long> newestSeqs() {
    return Collections.newSetFromMap(new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
        return size() > Diagnosis.MAX_MESSAGES;
      }
    });
  }

  void report(BadLine bad) {
    if (bad.isUnfit()) {
      unfit(bad);
      return;
    }
    Object found = bad.skipped() ? null : bad.fault().details().get("found");
    Long seq = found instanceof Long kept ? kept : null;
    error(bad.fault().kind(), seq, bad.lineNumber(), bad.offset(), bad.fault().getMessage());
  }

  private void unfit(BadLine bad) {
    Long seq = bad.fault().details().get("seq") instanceof Long known ? known : null;
    String message = String.valueOf(bad.fault().getMessage());
    warn(Warning.UNFIT_DATA, seq, bad.lineNumber(), bad.offset(), message);
  }

  void error(
      Kind kind,
      @Nullable Long seq,
      @Nullable Long line,
      @Nullable Long offset,
      @Nullable String message) {
    if (isKept(errors, kind.wireName())) {
      kept.add(
          new Finding(kind.wireName(), Severity.ERROR, seq, line, offset, String.valueOf(message)));
    }
  }

  Diagnosis.Status status() {
    if (!errors.isEmpty()) {
      return Diagnosis.Status.BLOCKED;
    }
    return warnings.isEmpty() ? Diagnosis.Status.READY : Diagnosis.Status.READY_WITH_WARNINGS;
  }

  /** Returns the counts by kind, errors first, each group in the order of its first finding. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>(errors);
    counts.putAll(warnings);
    return counts;
  }

  /** Returns the kept findings in the order of the file. */
  List<Finding> kept() {
    return kept.stream().sorted(BY_PLACE).toList();
  }

  private static boolean isKept(Map<String, Long> counts, String kind) {
    return counts.merge(kind, 1L, Long::sum) <= Diagnosis.MAX_KEPT;
  }

  private static String message(String reason, Object... namesAndValues) {
    StringBuilder message = new StringBuilder(reason);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      message
          .append(i == 0 ? ": " : ", ")
          .append(namesAndValues[i])
          .append('=')
          .append(namesAndValues[i + 1]);
    }
    return message.toString();
  }
}
