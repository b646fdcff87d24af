package dev.daybook.cli;

/** The main class of {@code daybook.jar}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(CommandRunner.run(args, Streams.ofProcess()));
  }
}
