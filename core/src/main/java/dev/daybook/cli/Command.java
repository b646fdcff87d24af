package dev.daybook.cli;

/** A command of the program: its usage, and its work. */
abstract class Command {

  /** The exit code of a command that is done. */
  static final int OK = 0;

  /** The exit code of a command that failed; standard error has the reason. */
  static final int FAILED = 1;

  /** The exit code of a command line that is wrong. */
  static final int MISUSED = 2;

  /**
   * The exit code of a command that is done, but whose answer, which only standard output gives,
   * was not read.
   */
  static final int UNREAD = 3;

  final Usage usage;

  Command(Usage usage) {
    this.usage = usage;
  }

  /**
   * Does the work on the calling thread.
   *
   * @return the exit code
   * @throws Misuse if what was given does not fit together
   */
  abstract int run(Call call) throws Exception;
}
