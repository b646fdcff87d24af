package dev.daybook.cli;

/** Where {@code java -jar daybook.jar} begins. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(CommandRunner.run(args, Streams.ofProcess()));
  }
}
