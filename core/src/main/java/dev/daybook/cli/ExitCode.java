package dev.daybook.cli;

/** The exit codes that commands share. */
final class ExitCode {

  /** Done. */
  static final int OK = 0;

  /** The command failed; standard error has the reason. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int MISUSED = 2;

  /** The command is done, but its answer, which only standard output gives, was not read. */
  static final int UNREAD = 3;

  private ExitCode() {}

  /** Flushes the output; returns {@link #OK} if a reader took it, else {@link #UNREAD}. */
  static int ofAnswer(StandardOutput out) {
    out.flush();
    return out.isClosed() ? UNREAD : OK;
  }
}
