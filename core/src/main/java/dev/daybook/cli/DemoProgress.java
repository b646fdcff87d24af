package dev.daybook.cli;

/** A line on standard error that changes in place; without a terminal, a new line a second. */
final class DemoProgress {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final boolean isTerminal = Terminal.hasStandardError();
  private final long intervalNanos = isTerminal ? 100_000_000 : 500_000_000;
  private long nextNanos = System.nanoTime() + intervalNanos;

  /** Shows something new, unless the last time is too short ago. */
  void show(String text) {
    long now = System.nanoTime();
    if (now - nextNanos >= 0) {
      nextNanos = now + intervalNanos;
      ErrorReport.write(isTerminal ? ERASE_LINE + text : text + "\n");
    }
  }

  /** Clears the line for what comes next. */
  void clear() {
    ErrorReport.write(isTerminal ? ERASE_LINE : "");
  }
}
