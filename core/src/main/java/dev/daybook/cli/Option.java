package dev.daybook.cli;

import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name its long name, with both hyphens
 * @param shortName one hyphen and one letter; null if it has none
 * @param value the name of its value in help; null for a flag, which takes none
 * @param isRepeatable true if it may be given several times
 * @param text its meaning, for help
 */
record Option(
    String name,
    @Nullable String shortName,
    @Nullable String value,
    boolean isRepeatable,
    String text) {

  static final Option HELP = flag("--help", "show this help and end").withShort("-h");
  static final Option VERSION = flag("--version", "print the version and end").withShort("-V");

  /** The option for a count; a number after one hyphen is its value. */
  static final String COUNT = "-n";

  /** The option of commands whose output is JSON anyhow; {@link ErrorReport} looks for it. */
  static final Option JSON_ERRORS =
      flag("--json", "errors as JSON, on a terminal too; the output always is");

  /** Returns an option without a value. */
  static Option flag(String name, String text) {
    return new Option(name, null, null, false, text);
  }

  /** Returns an option that takes a value, at most once. */
  static Option value(String name, String value, String text) {
    return new Option(name, null, value, false, text);
  }

  /** Returns this option, allowed several times. */
  Option repeatable() {
    return new Option(name, shortName, value, true, text);
  }

  /** Returns this option with a name of one letter beside the long one. */
  Option withShort(String other) {
    return new Option(name, other, value, isRepeatable, text);
  }

  /** Returns true if that is one of its names. */
  boolean isCalled(String given) {
    return given.equals(name) || given.equals(shortName);
  }
}
