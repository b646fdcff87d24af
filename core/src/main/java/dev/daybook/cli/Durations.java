package dev.daybook.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations as text for people. */
final class Durations {

  private static final long SECOND_MS = 1000;
  private static final long MINUTE_S = 60;
  private static final long HOUR_S = 3600;

  private Durations() {}

  /** Returns the text of a duration; null for null. */
  static @Nullable String text(@Nullable Long ms) {
    if (ms == null) {
      return null;
    }
    long seconds = ms / SECOND_MS;
    if (ms < SECOND_MS) {
      return ms + " ms";
    } else if (seconds < MINUTE_S) {
      return String.format(Locale.ROOT, "%d.%d s", seconds, ms % SECOND_MS / 100);
    } else if (seconds < HOUR_S) {
      return seconds / MINUTE_S + " min " + seconds % MINUTE_S + " s";
    }
    return seconds / HOUR_S + " h " + seconds % HOUR_S / MINUTE_S + " min";
  }
}
