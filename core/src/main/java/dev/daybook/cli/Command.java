package dev.daybook.cli;

/**
 * A command of the program: its usage, and its work. An interface, since a class would have Java
 * load every command with {@link Commands}.
 */
interface Command {

  /** The exit code of a command that is done. */
  int OK = 0;

  /** The exit code of a command that failed; standard error has the reason. */
  int FAILED = 1;

  /** The exit code of a command line that is wrong. */
  int MISUSED = 2;

  /**
   * The exit code of a command that is done, but whose answer, which only standard output gives,
   * was not read.
   */
  int UNREAD = 3;

  /** Returns a new usage. */
  Synopsis usage();

  /**
   * Returns true if it changes what is stored, so that it is done also where its answer cannot be
   * written; it ends with {@link #UNREAD} then.
   */
  default boolean doesWork() {
    return false;
  }

  /**
   * Does the work on the calling thread.
   *
   * @return the exit code
   * @throws Misuse if what was given does not fit together
   */
  int run(Invocation call) throws Exception;
}
