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

  /** Folds no more of the text than stands before a match, unless pairs must be folded. */
  @Override
  public boolean find(char[] chars, int length, int from) {
    boolean folds = !isCaseSensitive && !hasPairs;
    char[] text = isCaseSensitive || folds ? chars : folded(chars, length);
    for (int i = from; i <= length - literal.length; i++) {
      if (isAt(text, i, folds)) {
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

  private boolean isAt(char[] text, int at, boolean folds) {
    for (int i = 0; i < literal.length; i++) {
      char c = text[at + i];
      if ((folds ? CaseFold.of(c) : c) != literal[i]) {
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
