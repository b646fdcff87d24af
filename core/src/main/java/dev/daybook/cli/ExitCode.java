package dev.daybook.cli;

/** The exit codes that commands share. */
final class ExitCode {

  /** Done. */
  static final int OK = 0;

  /** It could not be done; standard error has the reason. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int MISUSED = 2;

  /** It is done, and nobody was there to read the answer that only standard output gives. */
  static final int UNREAD = 3;

  private ExitCode() {}

  /** Passes on what the output holds; {@link #OK} if somebody took it, else {@link #UNREAD}. */
  static int ofAnswer(StandardOutput out) {
    out.flush();
    return out.isClosed() ? UNREAD : OK;
  }
}
