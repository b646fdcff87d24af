package dev.daybook.internal.search;

/** The search for a literal, in either case or not. */
final class LiteralMatcher implements TextMatcher {

  private final char[] literal;
  private final boolean isCaseSensitive;

  /** True if a char of the literal is half of a pair, whose case depends on the other half. */
  private final boolean hasPairs;

  private char[] folded = {};
  private int start;

  LiteralMatcher(String literal, boolean isCaseSensitive) {
    this.literal = literal.toCharArray();
    this.isCaseSensitive = isCaseSensitive;
    if (!isCaseSensitive) {
      CaseFold.fold(this.literal, this.literal.length);
    }
    this.hasPairs = literal.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  @Override
  public boolean find(char[] chars, int length, int from) {
    return isCaseSensitive || hasPairs
        ? findSame(isCaseSensitive ? chars : folded(chars, length), length, from)
        : findFolded(chars, length, from);
  }

  private boolean findSame(char[] text, int length, int from) {
    char first = literal[0];
    for (int i = from; i <= length - literal.length; i++) {
      if (text[i] == first && isAt(text, i)) {
        start = i;
        return true;
      }
    }
    return false;
  }

  /** Folds no more of the text than stands before a match. */
  private boolean findFolded(char[] text, int length, int from) {
    char first = literal[0];
    for (int i = from; i <= length - literal.length; i++) {
      if (CaseFold.of(text[i]) == first && isFoldedAt(text, i)) {
        start = i;
        return true;
      }
    }
    return false;
  }

  private boolean isFoldedAt(char[] text, int at) {
    for (int i = 1; i < literal.length; i++) {
      if (CaseFold.of(text[at + i]) != literal[i]) {
        return false;
      }
    }
    return true;
  }

  private char[] folded(char[] chars, int length) {
    if (folded.length < length) {
      folded = new char[chars.length];
    }
    System.arraycopy(chars, 0, folded, 0, length);
    CaseFold.fold(folded, length);
    return folded;
  }

  private boolean isAt(char[] text, int at) {
    for (int i = 1; i < literal.length; i++) {
      if (text[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return start + literal.length;
  }
}
