package dev.daybook.cli;

/**
 * What stands in a command line without a name of its own.
 *
 * @param name its name in help
 * @param min how many there must be
 * @param max how many there may be
 * @param text its meaning, for help
 */
record Parameter(String name, int min, int max, String text) {

  /** Exactly one. */
  static Parameter one(String name, String text) {
    return new Parameter(name, 1, 1, text);
  }

  /** One, or none. */
  static Parameter optional(String name, String text) {
    return new Parameter(name, 0, 1, text);
  }

  /** So many at least. */
  static Parameter several(String name, int min, String text) {
    return new Parameter(name, min, Integer.MAX_VALUE, text);
  }

  /** As a synopsis shows it. */
  String synopsis() {
    String all = max == 1 ? name : name + "...";
    return min == 0 ? "[" + all + "]" : all;
  }
}
