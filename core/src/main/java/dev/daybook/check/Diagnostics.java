package dev.daybook.check;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.check.Examination.Position;
import dev.daybook.check.Finding.Severity;
import dev.daybook.event.Entry;
import dev.daybook.internal.check.PlacedFinding;
import dev.daybook.read.BadLine;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.SessionReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pass that makes a {@link Diagnosis}. It visits every line of one lenient reading, as an entry
 * or as a reported bad line, and so knows the position of each.
 */
final class Diagnostics implements LineVisitor {

  private final Findings findings = new Findings();
  private final EntryTally events = new EntryTally(findings);
  private final ToolPairing calls = new ToolPairing(findings);
  private final UserTurns turns = new UserTurns(findings);
  private final UsageTally.UsageSum usage = new UsageTally.UsageSum();
  private final List<Examination> examinations = List.of(
      events, calls, new ConversationOrder(findings), turns, new SpanPairing(findings), usage);

  private long entries;
  private long lines;
  private long bytes;

  private Diagnostics() {}

  static Diagnosis of(SessionReader reader, List<Finding> known) {
    Diagnostics diagnostics = new Diagnostics();
    known.forEach(diagnostics.findings::add);
    return diagnostics.run(reader.with(options -> options
        .withLenience(true)
        .withVerbatimData(false)
        .withTypes(Set.of())
        .withOnBadLine(diagnostics::skip)));
  }

  private Diagnosis run(SessionReader reader) {
    long tornTailBytes = read(reader);
    if (tornTailBytes > 0 && !findings.has(FindingKind.MISSING_NEWLINE)) {
      findings.add(new PlacedFinding(
          FindingKind.TORN_TAIL,
          FindingKind.TORN_TAIL.severity(),
          -1,
          lines + 1,
          1,
          bytes,
          tornTailBytes,
          "the file ends in the middle of a line",
          Map.of("bytes", tornTailBytes)));
    }
    examinations.forEach(Examination::end);
    return new Diagnosed(
        findings.verdict(),
        entries,
        lines,
        bytes,
        tornTailBytes,
        events.firstTs(),
        events.lastTs(),
        events.counts(),
        events.unknownTypes(),
        events.others(),
        calls.tally(),
        turns.turns(),
        usage.result(),
        events.completeness(),
        events.missing(),
        findings.counts(),
        findings.kept());
  }

  private long read(SessionReader reader) {
    try {
      return reader.forEach(this).tornTailBytes();
    } catch (DaybookException e) {
      if (e.kind() != Kind.IO_ERROR) {
        throw e;
      }
      findings.add(new PlacedFinding(
          FindingKind.IO_ERROR, Severity.ERROR, -1, 0, 1, -1, 0, e.reason(), e.details()));
      return 0;
    }
  }

  @Override
  public void visit(Entry entry, byte[] buffer, int from, int to) {
    entries++;
    lines++;
    Position at = new Position(entry.seq(), lines, bytes, to + 1L - from);
    bytes += at.bytes();
    for (Examination examination : examinations) {
      examination.see(entry, at);
    }
  }

  private void skip(BadLine bad) {
    findings.add(bad);
    if (bad.skipped()) {
      lines += bad.lines();
      bytes += bad.lineBytes();
    }
  }
}
