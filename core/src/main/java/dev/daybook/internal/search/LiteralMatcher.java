package dev.daybook.internal.search;

/** The search for a literal, in either case or not. */
final class LiteralMatcher implements TextMatcher {

  private final char[] literal;
  private final boolean isCaseSensitive;
  private int start;

  LiteralMatcher(String literal, boolean isCaseSensitive) {
    this.literal = literal.toCharArray();
    this.isCaseSensitive = isCaseSensitive;
    if (!isCaseSensitive) {
      CaseFold.fold(this.literal, this.literal.length);
    }
  }

  @Override
  public boolean find(char[] text, int length) {
    if (!isCaseSensitive) {
      CaseFold.fold(text, length);
    }
    char first = literal[0];
    for (int i = 0; i <= length - literal.length; i++) {
      if (text[i] == first && isAt(text, i)) {
        start = i;
        return true;
      }
    }
    return false;
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
