package dev.daybook.cli;

/**
 * The progress of a verification, on one line of standard error that changes in place. Nothing is
 * shown without a terminal, and nothing for a short verification.
 */
final class VerifyProgress {

  private static final String ERASE_LINE = "\r\u001b[K";
  private static final long INTERVAL_NANOS = 500_000_000;

  private final boolean isTerminal = Terminal.hasStandardError();
  private long nextNanos = System.nanoTime() + INTERVAL_NANOS;
  private boolean isShown;

  /** Shows that the n-th of so many sessions is at that byte of so many. */
  void show(String session, int n, int sessions, long bytes, long of) {
    long now = System.nanoTime();
    if (isTerminal && now - nextNanos >= 0) {
      nextNanos = now + INTERVAL_NANOS;
      isShown = true;
      long percent = of == 0 ? 100 : (long) (100.0 * bytes / of);
      ErrorReport.write(ERASE_LINE + n + "/" + sessions + " " + HarmlessText.line(session) + " "
          + percent + " %");
    }
  }

  /** Clears the line for what comes next. */
  void clear() {
    if (isShown) {
      isShown = false;
      ErrorReport.write(ERASE_LINE);
    }
  }
}
