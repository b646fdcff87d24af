package dev.daybook.internal.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The one letter that stands for all of its cases. A letter of ASCII has its two cases alone, and a
 * letter's cases take as many chars as it does, so that folding moves nothing.
 */
final class CaseFold {

  private static final int LAST_ASCII = 0x7f;

  /** No letter beyond has a case. */
  private static final int LAST_WITH_CASE = 0x1ffff;

  private CaseFold() {}

  static int of(int c) {
    if (c <= LAST_ASCII) {
      return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    int folded = Character.toLowerCase(Character.toUpperCase(c));
    return folded <= LAST_ASCII || Character.charCount(folded) != Character.charCount(c)
        ? c
        : folded;
  }

  /** Folds the first chars of an array. */
  static void fold(char[] text, int length) {
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c <= LAST_ASCII) {
        if (c >= 'A' && c <= 'Z') {
          text[i] = (char) (c + ('a' - 'A'));
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text[i + 1])) {
        Character.toChars(of(Character.toCodePoint(c, text[i + 1])), text, i);
        i++;
      } else {
        text[i] = (char) of(c);
      }
    }
  }

  /** Returns all characters that are folded to the same as that one. */
  static List<Integer> allOf(int c) {
    int folded = of(c);
    if (folded <= LAST_ASCII) {
      return folded >= 'a' && folded <= 'z' ? List.of(folded, folded - ('a' - 'A')) : List.of(c);
    }
    if (!hasCase(c)) {
      return List.of(c);
    }
    List<Integer> all = new ArrayList<>();
    for (int other = LAST_ASCII + 1; other <= LAST_WITH_CASE; other++) {
      if (of(other) == folded) {
        all.add(other);
      }
    }
    return all;
  }

  private static boolean hasCase(int c) {
    return Character.toUpperCase(c) != c || Character.toLowerCase(c) != c;
  }
}
