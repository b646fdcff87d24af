package dev.daybook.cli;

/**
 * A line on standard error that changes in place while something takes long. Without a terminal it
 * is a new line each time, or nothing at all.
 */
final class ProgressLine {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final boolean isTerminal = Terminal.hasStandardError();
  private final long intervalNanos;
  private long nextNanos;
  private boolean isShown;

  /** The columns of the terminal; 0 before they are asked for, which can take a process. */
  private int width;

  /**
   * Begins without a line.
   *
   * @param terminalMillis the time between two changes
   * @param otherwiseMillis the same where no terminal is; 0 for nothing at all
   */
  ProgressLine(long terminalMillis, long otherwiseMillis) {
    this.intervalNanos = 1_000_000 * (isTerminal ? terminalMillis : otherwiseMillis);
    this.nextNanos = System.nanoTime() + intervalNanos;
  }

  /** Returns true if the last change is long enough ago for another one. */
  boolean isDue() {
    return intervalNanos > 0 && System.nanoTime() - nextNanos >= 0;
  }

  /** Shows something new, if that is due. */
  void show(String text) {
    if (isDue()) {
      nextNanos = System.nanoTime() + intervalNanos;
      isShown = isTerminal;
      ErrorReport.write(isTerminal ? ERASE_LINE + fitting(text) : text + "\n");
    }
  }

  /** Returns the text cut before the last column, behind which some terminals begin a new line. */
  private String fitting(String text) {
    if (width == 0) {
      width = Terminal.errorWidth();
    }
    return Text.cut(text, width - 1);
  }

  /** Clears the line for what comes next. */
  void clear() {
    if (isShown) {
      isShown = false;
      ErrorReport.write(ERASE_LINE);
    }
  }
}
