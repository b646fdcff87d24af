package dev.daybook.cli;

import dev.daybook.replay.ReadOptions;
import java.util.List;

/** The way in which a command that prints a session reads it. */
final class Reading {

  private static final Option LENIENT =
      Option.flag("--lenient", "skip bad lines, report each on standard error, and go on");

  static final List<Option> OPTIONS = List.of(LENIENT, LineLimit.OPTION);

  private final boolean isLenient;
  private final LineLimit limit;

  Reading(Arguments given) {
    isLenient = given.has(LENIENT);
    limit = new LineLimit(given);
  }

  /** Returns options as the command line says; bad lines are reported. */
  ReadOptions options() {
    return (isLenient ? ReadOptions.lenient() : ReadOptions.strict())
        .withMaxLineBytes(limit.bytes())
        .withOnBadLine(ErrorReport::printBadLine);
  }
}
