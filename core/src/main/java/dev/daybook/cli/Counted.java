package dev.daybook.cli;

/** A number of things, in words. */
final class Counted {

  private Counted() {}

  /** Returns a number with its noun: one session, two sessions. */
  static String of(long count, String noun) {
    return count == 1
        ? "1 " + noun
        : count + " "
            + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
  }
}
