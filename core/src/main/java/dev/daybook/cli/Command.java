package dev.daybook.cli;

/** A command that was called as its usage says, ready to run once. */
interface Command {

  /**
   * Runs the command on the calling thread.
   *
   * @return the exit code, one of {@link ExitCode}
   * @throws Misuse if what was given does not fit together
   */
  int run() throws Exception;
}
