package dev.daybook.internal.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search for a regular expression. A text may cost so many steps; a pattern that tries more
 * ways than that is given up, as some would take for ever.
 */
final class RegexMatcher implements TextMatcher {

  /** The steps for a text, of which each reads a char. */
  private static final long MIN_STEPS = 20_000_000;

  private static final long STEPS_PER_CHAR = 200;

  private final Text text = new Text();
  private final Matcher matcher;

  RegexMatcher(Pattern pattern) {
    this.matcher = pattern.matcher(text);
  }

  @Override
  public boolean find(char[] chars, int length, int from) throws GivenUpException {
    text.chars = chars;
    text.length = length;
    text.steps = Math.max(MIN_STEPS, length * STEPS_PER_CHAR);
    try {
      // sees what stands before, too
      return matcher.find(from);
    } catch (StackOverflowError | TooManySteps e) {
      throw new GivenUpException();
    }
  }

  @Override
  public int start() {
    return matcher.start();
  }

  @Override
  public int end() {
    return matcher.end();
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /** The text at hand, which counts the steps. */
  private static final class Text implements CharSequence {
    private char[] chars = {};
    private int length;
    private long steps;

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new TooManySteps();
      }
      return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
      return new String(chars, 0, length);
    }
  }
}
