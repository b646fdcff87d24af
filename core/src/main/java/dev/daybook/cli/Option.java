package dev.daybook.cli;

import org.jspecify.annotations.Nullable;

/**
 * An option of a command. Those of several commands stand here; an option that some of them
 * describe in words of their own is the same option, by its name.
 *
 * @param name its long name, with both hyphens
 * @param shortName one hyphen and one letter; null if it has none
 * @param value the name of its value in help; null for a flag, which takes none
 * @param least the least number that its value may be; null if it is no number
 * @param isRepeatable true if it may be given several times
 * @param text its meaning, for help
 */
record Option(
    String name,
    @Nullable String shortName,
    @Nullable String value,
    @Nullable Long least,
    boolean isRepeatable,
    String text) {

  static final Option HELP = flag("--help", "show this help and end").withShort("-h");
  static final Option VERSION = flag("--version", "print the version and end").withShort("-V");

  /** The option for a count; a number after one hyphen is its value. */
  static final String COUNT = "-n";

  static final Option JSON = json("print one JSON object on one line");

  /** The option of commands whose output is JSON anyhow; {@link ErrorReport} looks for it. */
  static final Option JSON_ERRORS = json("errors as JSON, on a terminal too; the output always is");

  static final Option ROOT =
      value("--root", "DIR", "the folder that holds the sessions (default: .daybook)");
  static final Option PROJECT = flag(
      "--project",
      "the sessions of the project that the working folder belongs to (its git top level, or"
          + " itself), which are kept below $DAYBOOK_HOME, or ~/.daybook");
  static final Option TRUST_ROOT = flag(
      "--trust-root", "use the folder even if it is another user's, or others may write in it");
  static final Option NO_PAGER =
      flag("--no-pager", "print to the terminal, and not through $PAGER");
  static final Option LENIENT =
      flag("--lenient", "skip bad lines, report each on standard error, and go on");
  static final Option TYPE = new Option(
      "--type",
      null,
      "T[,T...]",
      null,
      true,
      "print only entries of these types; the others are still checked");
  static final Option MAX_LINE_BYTES = number(
      "--max-line-bytes",
      "N",
      1024,
      "the longest line in bytes, its line feed included (default: 16777216, 16 MiB)");

  /** Returns an option without a value. */
  static Option flag(String name, String text) {
    return value(name, null, text);
  }

  /** Returns the option for output that programs read. */
  static Option json(String text) {
    return flag("--json", text);
  }

  /** Returns the option for how many to print; it may be a number after one hyphen, too. */
  static Option last(String text) {
    return number("--last", "N", 0, text).withShort(COUNT);
  }

  /** Returns an option that takes a value, at most once. */
  static Option value(String name, @Nullable String value, String text) {
    return new Option(name, null, value, null, false, text);
  }

  /** Returns an option that takes a whole number. */
  static Option number(String name, String value, long least, String text) {
    return new Option(name, null, value, least, false, text);
  }

  /** Returns this option with a name of one letter beside the long one. */
  Option withShort(String other) {
    return new Option(name, other, value, least, isRepeatable, text);
  }

  /** Returns true if that is one of its names. */
  boolean isCalled(String given) {
    return given.equals(name) || given.equals(shortName);
  }
}
