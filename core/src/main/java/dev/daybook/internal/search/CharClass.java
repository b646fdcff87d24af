package dev.daybook.internal.search;

/**
 * The chars that one place of a pattern takes: those of ASCII one by one, all others as one. Where
 * it is not plain to see which they are, it is more of them.
 */
final class CharClass {

  private static final int ASCII = 0x80;

  private final boolean[] ascii = new boolean[ASCII];
  private boolean hasOthers;

  static CharClass any() {
    return new CharClass().addRange(0, Character.MAX_CODE_POINT);
  }

  static CharClass of(int c) {
    return new CharClass().addRange(c, c);
  }

  /** Returns the set of a predefined class such as {@code \d}; null if there is none. */
  static CharClass predefined(int letter) {
    CharClass set = new CharClass();
    switch (letter) {
      case 'd' -> set.addRange('0', '9');
      case 'w' -> set.addRange('0', '9').addRange('a', 'z').addRange('A', 'Z').addRange('_', '_');
      case 's' -> set.addRange('\t', '\r').addRange(' ', ' ');
      case 'h' -> set.addRange('\t', '\t').addRange(' ', ' ').hasOthers = true;
      case 'v' -> set.addRange('\n', '\r').hasOthers = true;
      case 'D', 'W', 'S', 'H', 'V' -> {
        set.addAll(predefined(Character.toLowerCase(letter)));
        set.negate();
      }
      default -> throw new IllegalArgumentException("no such class: letter=" + letter);
    }
    return set;
  }

  CharClass addRange(int from, int to) {
    for (int c = from; c <= to && c < ASCII; c++) {
      ascii[c] = true;
    }
    hasOthers |= to >= ASCII;
    return this;
  }

  void addAll(CharClass other) {
    for (int c = 0; c < ASCII; c++) {
      ascii[c] |= other.ascii[c];
    }
    hasOthers |= other.hasOthers;
  }

  /** Makes it all chars that it was not; chars beyond ASCII it has in any case. */
  void negate() {
    for (int c = 0; c < ASCII; c++) {
      ascii[c] = !ascii[c];
    }
    hasOthers = true;
  }

  /** Adds the other cases of its letters. */
  CharClass inEitherCase() {
    boolean isOtherCaseOfAscii = hasOthers
        || ascii['i']
        || ascii['I']
        || ascii['k']
        || ascii['K']
        || ascii['s']
        || ascii['S'];
    if (hasOthers) {
      // dotted and dotless i, long s, and the sign of kelvin
      addRange('i', 'i').addRange('k', 'k').addRange('s', 's');
    }
    hasOthers = isOtherCaseOfAscii;
    for (char c = 'a'; c <= 'z'; c++) {
      char upper = (char) (c - ('a' - 'A'));
      ascii[c] |= ascii[upper];
      ascii[upper] = ascii[c];
    }
    return this;
  }

  boolean has(int asciiChar) {
    return ascii[asciiChar];
  }

  boolean hasOthers() {
    return hasOthers;
  }
}
