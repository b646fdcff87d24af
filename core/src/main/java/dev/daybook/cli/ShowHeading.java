package dev.daybook.cli;

import static dev.daybook.cli.EntryText.list;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.UserMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands above a session, out of its first entries and its last. */
final class ShowHeading {

  private static final int MOST_TITLE_LETTERS = 60;

  /** So many entries are looked at for a title. */
  private static final long MOST_ENTRIES = 100;

  private String title = "";
  private @Nullable Instant firstTs;
  private @Nullable Entry last;

  /** Takes one of the first entries; whether it wants the next. */
  boolean first(Entry entry) {
    if (firstTs == null) {
      firstTs = entry.ts();
    }
    if (entry.event() instanceof SessionStarted started && started.title() != null) {
      title = started.title();
    } else if (entry.event() instanceof UserMessage message) {
      title = message.text();
    }
    return title.isBlank() && entry.seq() < MOST_ENTRIES;
  }

  /** Takes the last entry. */
  void last(Entry entry) {
    last = entry;
  }

  String title() {
    return ShortText.line(title, MOST_TITLE_LETTERS);
  }

  /** Times, entries and whether it has ended. */
  String summary() {
    Instant first = firstTs;
    Entry end = last;
    if (first == null || end == null) {
      return "no entries";
    }
    long ms = Math.max(0, Duration.between(first, end.ts()).toMillis());
    return list(
        LocalTimes.dayAndTime(first) + " to " + LocalTimes.dayAndTime(end.ts()),
        Durations.text(ms),
        end.seq() + 1 + (end.seq() == 0 ? " entry" : " entries"),
        end.event() instanceof SessionEnded ? "ended" : "not ended");
  }
}
