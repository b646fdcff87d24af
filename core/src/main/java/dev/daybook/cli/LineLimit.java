package dev.daybook.cli;

/** The longest line to hold in memory. */
final class LineLimit {

  static final Option OPTION = Option.value(
      "--max-line-bytes",
      "N",
      "the longest line in bytes, its line feed included (default: 16777216, 16 MiB)");

  private static final int MIN = 1024;
  private static final int MAX = 1 << 30;
  private static final int DEFAULT = 16 << 20;

  private final int bytes;

  /**
   * Reads the limit from the command line.
   *
   * @throws Misuse if the number is out of range
   */
  LineLimit(Arguments given) {
    long number = given.number(OPTION, MIN, DEFAULT);
    if (number > MAX) {
      throw new Misuse(
          "--max-line-bytes is out of range: given=" + number + ", least=" + MIN + ", most=" + MAX);
    }
    bytes = (int) number;
  }

  int bytes() {
    return bytes;
  }
}
