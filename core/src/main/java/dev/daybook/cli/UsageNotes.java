package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.usage.UsageReport;
import java.util.Map;

/** The notes to a report of usage: what it lacks, and the reason. */
final class UsageNotes {

  private static final String UNKNOWN = "(unknown model)";
  private static final int MOST_NAMES = 5;

  private UsageNotes() {}

  /** Returns the notes for people, one a line. */
  static String text(UsageReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.unpricedModels().isEmpty()) {
      long calls =
          report.unpricedModels().values().stream().mapToLong(Long::longValue).sum();
      text.append("no cost of " + Text.counted(calls, "call") + ": "
          + names(report.unpricedModels()) + "; --prices FILE gives prices\n");
    }
    if (report.sessionsWithoutTokens() > 0) {
      text.append(
          Text.counted(report.sessionsWithoutTokens(), "session") + " without a count of tokens\n");
    }
    if (report.skippedLines() > 0) {
      text.append(Text.counted(report.skippedLines(), "line") + " skipped in "
          + names(report.skippedLinesBySession()) + "; daybook verify shows them\n");
    }
    return text.toString();
  }

  private static String names(Map<String, Long> counts) {
    int more = counts.size() - MOST_NAMES;
    return counts.keySet().stream().limit(MOST_NAMES).map(UsageNotes::name).collect(joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String name(String name) {
    return name.equals(UsageReport.UNKNOWN_MODEL) ? UNKNOWN : Text.line(name);
  }

  /** Prints the notes for programs, on standard error. */
  static void report(UsageReport report) {
    report.unpricedModels().forEach((model, calls) -> {
      if (model.equals(UsageReport.UNKNOWN_MODEL)) {
        ErrorReport.printReport("unpriced", "calls", calls);
      } else {
        ErrorReport.printReport("unpriced", "model", model, "calls", calls);
      }
    });
    if (report.sessionsWithoutTokens() > 0) {
      ErrorReport.printReport(
          "sessions_without_tokens", "sessions", report.sessionsWithoutTokens());
    }
    report
        .skippedLinesBySession()
        .forEach((session, lines) ->
            ErrorReport.printReport("skipped_lines", "session", session, "lines", lines));
  }
}
