package dev.daybook.cli;

import dev.daybook.replay.ReadOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command that prints a session reads it. */
final class Reading {

  @Option(
      names = "--lenient",
      description = "skip bad lines, report each on standard error, and go on")
  private boolean isLenient;

  @Mixin
  private LineLimit limit = new LineLimit();

  /** As the command line says; bad lines are reported. */
  ReadOptions options() {
    return (isLenient ? ReadOptions.lenient() : ReadOptions.strict())
        .withMaxLineBytes(limit.bytes())
        .withOnBadLine(ErrorReport::printBadLine);
  }
}
