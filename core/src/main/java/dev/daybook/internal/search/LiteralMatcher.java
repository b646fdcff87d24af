package dev.daybook.internal.search;

/** The search for a literal, in either case or not. */
final class LiteralMatcher implements TextMatcher {

  private final char[] literal;
  private final boolean isCaseSensitive;
  private char[] folded = {};
  private int start;

  LiteralMatcher(String literal, boolean isCaseSensitive) {
    this.literal = literal.toCharArray();
    this.isCaseSensitive = isCaseSensitive;
    if (!isCaseSensitive) {
      CaseFold.fold(this.literal, this.literal.length);
    }
  }

  @Override
  public boolean find(char[] chars, int length, int from) {
    char[] text = isCaseSensitive ? chars : folded(chars, length);
    char first = literal[0];
    for (int i = from; i <= length - literal.length; i++) {
      if (text[i] == first && isAt(text, i)) {
        start = i;
        return true;
      }
    }
    return false;
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
