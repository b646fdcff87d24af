package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.usage.UsageReport;
import java.util.Map;

/** The notes to a report of usage: what it lacks, and the reason. */
final class UsageNotes {

  private static final String UNKNOWN = "(unknown model)";
  private static final int MOST_NAMES = 5;

  private UsageNotes() {}

  /** Returns the notes for people, each beginning a line of that width. */
  static String text(UsageReport report, int width) {
    StringBuilder text = new StringBuilder();
    if (report.subAgents() > 0) {
      text.append("with " + Text.counted(report.subAgents(), "sub-agent")
          + ", each a session of its own; --no-sub-agents leaves them out\n");
    }
    if (!report.repeatedEntriesBySession().isEmpty()) {
      int sessions = report.repeatedEntriesBySession().size();
      text.append(Text.counted(sessions, "session") + (sessions == 1 ? " has" : " have")
          + " entries of others, as an older version, a copy or a fork: "
          + names(report.repeatedEntriesBySession()) + "; each counts once\n");
    }
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
    return text.toString()
        .lines()
        .flatMap(line -> Text.wrapped(line, width).stream())
        .map(line -> line + "\n")
        .collect(joining());
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
    if (report.subAgents() > 0) {
      ErrorReport.printReport("sub_agents", "sessions", report.subAgents());
    }
    report
        .repeatedEntriesBySession()
        .forEach((session, entries) ->
            ErrorReport.printReport("repeated_entries", "session", session, "entries", entries));
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
