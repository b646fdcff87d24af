package dev.daybook.cli;

import static java.util.Optional.ofNullable;

import dev.daybook.check.Diagnosis;
import dev.daybook.check.Finding;
import dev.daybook.check.Finding.Severity;
import dev.daybook.check.FindingKind;
import dev.daybook.check.UsageTally;
import dev.daybook.event.Completeness;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A diagnosis for programs: everything of it, on one line. */
final class CheckJson {

  private record Of(String session) {}

  /** The fields that may be null, or have another form than in the diagnosis. */
  private record Shown(
      Optional<Instant> firstTs,
      Optional<Instant> lastTs,
      Optional<Cost> usage,
      Optional<Completeness> completeness,
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
    Shown shown = new Shown(
        ofNullable(diagnosis.firstTs()),
        ofNullable(diagnosis.lastTs()),
        ofNullable(diagnosis.usage()).map(CheckJson::cost),
        ofNullable(diagnosis.completeness()),
        counts,
        diagnosis.findings().stream().map(CheckJson::found).toList());
    return Text.jsonLine(new Of(session), diagnosis, shown);
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
