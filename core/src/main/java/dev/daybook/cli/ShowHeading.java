package dev.daybook.cli;

import static dev.daybook.cli.EntryText.list;

import dev.daybook.catalog.SessionSummary;
import java.time.Duration;
import java.time.Instant;

/** The heading above a session. */
final class ShowHeading {

  private ShowHeading() {}

  /** Returns times, entries and state of a session, on one line. */
  static String of(SessionSummary session) {
    Long entries = session.entries();
    Instant first = session.created();
    if (first == null) {
      return list(entries == null ? "" : "no entries", state(session));
    }
    Instant last = session.updated();
    return list(
        LocalTimes.dayAndTime(first) + " to " + LocalTimes.dayAndTime(last),
        Durations.text(Math.max(0, Duration.between(first, last).toMillis())),
        entries == null ? "" : Counted.of(entries, "entry"),
        state(session));
  }

  private static String state(SessionSummary session) {
    return session.holder() == null
        ? session.state().wireName()
        : session.state().wireName() + " (process " + session.holder().pid() + ")";
  }
}
