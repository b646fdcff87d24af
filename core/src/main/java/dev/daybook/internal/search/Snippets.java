package dev.daybook.internal.search;

/** The part of a text around a match, cut between characters as people see them. */
final class Snippets {

  private static final int ZERO_WIDTH_JOINER = 0x200d;

  /** No character that people write is longer; text of marks alone has no end of one. */
  private static final int MAX_CHARACTER = 64;

  private Snippets() {}

  /**
   * Returns where the snippet of a match begins.
   *
   * @param most its length, in chars
   */
  static int from(char[] text, int length, int start, int end, int most) {
    int spare = Math.max(0, most - (end - start));
    int behind = length - end;
    int before = Math.max(spare / 3, spare - behind);
    return boundary(text, length, Math.max(0, start - before));
  }

  /**
   * Returns where the snippet that begins at {@code from} ends: not before the match, as far as
   * that is no longer than a snippet.
   */
  static int to(char[] text, int length, int from, int start, int end, int most) {
    long wanted = Math.max((long) from + most, Math.min(end, (long) start + most));
    int at = (int) Math.min(length, wanted);
    int to = at;
    while (to < length && isInCharacter(text, to, to - at)) {
      to++;
    }
    return to;
  }

  private static int boundary(char[] text, int length, int at) {
    int from = at;
    while (from > 0 && from < length && isInCharacter(text, from, at - from)) {
      from--;
    }
    return from;
  }

  private static boolean isInCharacter(char[] text, int at, int moved) {
    return moved < MAX_CHARACTER
        ? !isBoundary(text, at)
        : Character.isSurrogatePair(text[at - 1], text[at]);
  }

  /** Returns true unless the char there belongs to the character before it. */
  private static boolean isBoundary(char[] text, int at) {
    char c = text[at];
    char before = text[at - 1];
    if (Character.isLowSurrogate(c) && Character.isHighSurrogate(before)) {
      return false;
    }
    if (before == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_JOINER || (before == '\r' && c == '\n')) {
      return false;
    }
    int character =
        Character.isHighSurrogate(c) && at + 1 < text.length ? Character.codePointAt(text, at) : c;
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
        false;
      // the shades of skin of emoji
      default -> character < 0x1f3fb || character > 0x1f3ff;
    };
  }
}
