package dev.daybook.cli;

/**
 * An argument in a command line that has no option's name before it.
 *
 * @param name its name in help
 * @param min the number that there must be
 * @param max the number that there may be
 * @param text its meaning, for help
 */
record Parameter(String name, int min, int max, String text) {

  /** Returns a parameter that is given exactly once. */
  static Parameter one(String name, String text) {
    return new Parameter(name, 1, 1, text);
  }

  /** Returns a parameter that is given once or not at all. */
  static Parameter optional(String name, String text) {
    return new Parameter(name, 0, 1, text);
  }

  /** Returns a parameter that is given so many times at least. */
  static Parameter several(String name, int min, String text) {
    return new Parameter(name, min, Integer.MAX_VALUE, text);
  }

  /** Returns the parameter as a synopsis shows it. */
  String synopsis() {
    String all = max == 1 ? name : name + "...";
    return min == 0 ? "[" + all + "]" : all;
  }
}
