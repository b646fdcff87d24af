package dev.daybook.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The finding that each examination makes. */
record PlacedFinding(
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

  PlacedFinding {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  @Override
  public Finding with(Finding next) {
    return new PlacedFinding(
        kind,
        severity,
        seq,
        line,
        lines + next.lines(),
        offset,
        bytes + next.bytes(),
        phrase,
        details);
  }

  @Override
  public Finding saying(String other) {
    return new PlacedFinding(kind, severity, seq, line, lines, offset, bytes, other, details);
  }
}
