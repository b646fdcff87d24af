package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The finding that each examination makes. */
public record PlacedFinding(
    FindingKind kind,
    Severity severity,
    long seq,
    long line,
    long lines,
    long offset,
    long bytes,
    String phrase,
    Map<String, Object> details)
    implements Finding {

  public PlacedFinding {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Returns a finding about an entry. */
  public static PlacedFinding ofEntry(
      FindingKind kind, long seq, long line, long offset, long bytes, Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new PlacedFinding(
        kind, kind.severity(), seq, line, 1, offset, bytes, kind.phrase(), details);
  }

  /** Returns a finding about bytes of a line, or with line 0 about the file as a whole. */
  static PlacedFinding of(
      FindingKind kind, long line, long offset, long bytes, Object... namesAndValues) {
    return ofEntry(kind, -1, line, offset, bytes, namesAndValues);
  }

  /** Returns a finding about bytes of a line, with these details. */
  static PlacedFinding of(
      FindingKind kind, long line, long offset, long bytes, Map<String, Object> details) {
    return new PlacedFinding(
        kind, kind.severity(), -1, line, 1, offset, bytes, kind.phrase(), details);
  }

  /** Returns a finding extended by the next one, about the lines that follow. */
  static PlacedFinding joined(Finding finding, Finding next) {
    return new PlacedFinding(
        finding.kind(),
        finding.severity(),
        finding.seq(),
        finding.line(),
        finding.lines() + next.lines(),
        finding.offset(),
        finding.bytes() + next.bytes(),
        finding.phrase(),
        finding.details());
  }

  /** Returns this finding with another phrase. */
  public PlacedFinding saying(String other) {
    return new PlacedFinding(kind, severity, seq, line, lines, offset, bytes, other, details);
  }
}
