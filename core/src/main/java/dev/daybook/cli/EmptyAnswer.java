package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.SessionSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reasons for an answer without anything in it, and what to do about them. */
final class EmptyAnswer {

  private static final String REMEDY =
      "; daybook record SESSION begins one, daybook import --all brings in those of other agents";

  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Prints that there is no session: for people as the answer, else on standard error. */
  static void printNoSessions(Invocation call, boolean isAll) {
    String root = call.root().toAbsolutePath().normalize().toString();
    if (call.isJson()) {
      reportNoSessions(call, isAll);
    } else {
      call.out.print(
          "no sessions " + (isAll ? "of any project" : "below " + Text.line(root)) + REMEDY + "\n");
    }
  }

  /** Reports on standard error that there is no session. */
  static void reportNoSessions(Invocation call, boolean isAll) {
    String root = call.root().toAbsolutePath().normalize().toString();
    Map<String, Object> details = new LinkedHashMap<>();
    if (!isAll) {
      details.put("root", Text.wellFormed(root));
    }
    ErrorReport.printReport(
        "no_sessions",
        "no sessions " + (isAll ? "of any project" : "below " + root) + REMEDY,
        details);
  }

  /** Takes the times of the sessions of a root. */
  void add(Daybook daybook, Predicate<SessionSummary> isAskedFor) {
    for (SessionSummary session : daybook.catalog().list()) {
      if (isAskedFor.test(session)) {
        Instant begin = session.created().orElse(session.updated());
        first = first == null || begin.isBefore(first) ? begin : first;
        last = last == null || session.updated().isAfter(last) ? session.updated() : last;
      }
    }
  }

  /** Reports the time that the entries are from, if none of it lies in a period. */
  void reportOutside(@Nullable Instant from, @Nullable Instant to) {
    Instant begin = first;
    Instant end = last;
    if (begin == null || end == null) {
      return;
    }
    boolean isOutside = (from != null && end.isBefore(from)) || (to != null && !begin.isBefore(to));
    if (isOutside) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("first", begin);
      details.put("last", end);
      ErrorReport.printReport(
          "no_entries_then",
          "nothing is from that time; the entries are from " + Times.dayAndTime(begin) + " to "
              + Times.dayAndTime(end),
          details);
    }
  }
}
