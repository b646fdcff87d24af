package dev.daybook.cli;

import static java.util.Optional.ofNullable;

import dev.daybook.check.Diagnosis;
import dev.daybook.check.Finding;
import dev.daybook.check.Finding.Severity;
import dev.daybook.check.FindingKind;
import dev.daybook.check.ToolTally;
import dev.daybook.check.UsageTally;
import dev.daybook.event.Completeness;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A diagnosis for programs: everything of it, on one line. */
final class CheckJson {

  private record Shown(
      String session,
      Diagnosis.Verdict status,
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
      Optional<Cost> usage,
      Optional<Completeness> completeness,
      long missingEvents,
      Map<String, Long> findingCounts,
      List<Found> findings) {}

  private record Cost(
      String source,
      long input,
      long output,
      Optional<Long> reasoning,
      Optional<Long> cacheRead,
      Optional<Long> cacheWrite,
      Optional<Long> totalTokens,
      Optional<Double> costUsd) {}

  private record Found(
      FindingKind kind,
      Severity severity,
      Optional<Long> seq,
      Optional<Long> line,
      Optional<Long> offset,
      String message) {}

  private CheckJson() {}

  static String of(String session, Diagnosis diagnosis) {
    Map<String, Long> counts = new LinkedHashMap<>();
    diagnosis.findingCounts().forEach((kind, count) -> counts.put(kind.wireName(), count));
    return Text.jsonLine(new Shown(
        session,
        diagnosis.verdict(),
        diagnosis.entries(),
        diagnosis.lines(),
        diagnosis.bytes(),
        diagnosis.tornTailBytes(),
        diagnosis.firstTs(),
        diagnosis.lastTs(),
        diagnosis.eventCounts(),
        diagnosis.unknownTypes(),
        diagnosis.otherEvents(),
        diagnosis.tools(),
        diagnosis.turns(),
        diagnosis.usage().map(CheckJson::cost),
        diagnosis.completeness(),
        diagnosis.missingEvents(),
        counts,
        diagnosis.findings().stream().map(CheckJson::found).toList()));
  }

  private static Cost cost(UsageTally tally) {
    Usage usage = tally.usage();
    return new Cost(
        tally.source(),
        usage.input(),
        usage.output(),
        ofNullable(usage.reasoning()),
        ofNullable(usage.cacheRead()),
        ofNullable(usage.cacheWrite()),
        ofNullable(usage.totalTokens()),
        ofNullable(usage.costUsd()));
  }

  private static Found found(Finding finding) {
    return new Found(
        finding.kind(),
        finding.severity(),
        finding.seq() < 0 ? Optional.empty() : Optional.of(finding.seq()),
        finding.line() == 0 ? Optional.empty() : Optional.of(finding.line()),
        finding.offset() < 0 ? Optional.empty() : Optional.of(finding.offset()),
        finding.message());
  }
}
