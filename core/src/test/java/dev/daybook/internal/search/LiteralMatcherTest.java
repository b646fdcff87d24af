package dev.daybook.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LiteralMatcherTest {

  /** Letters with one, two and three cases, signs without, pairs with cases and halves of them. */
  private static final String[] LETTERS = {
    "a",
    "A",
    "b",
    "B",
    "k",
    "K",
    "\u212a",
    "\u00e9",
    "\u00c9",
    "\u03c3",
    "\u03a3",
    "\u03c2",
    "\u0131",
    "\u0130",
    " ",
    "\u6f22",
    "\ud801\udc00",
    "\ud801\udc28",
    "\ud801",
    "\udc28"
  };

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(most); n >= 0; n--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  private static String folded(String text) {
    char[] chars = text.toCharArray();
    CaseFold.fold(chars, chars.length);
    return new String(chars);
  }

  @Test
  void findsWhatIsInTheFoldedText() {
    Random random = new Random(5);
    int hits = 0;
    for (int i = 0; i < 50_000; i++) {
      String literal = text(random, 3);
      String text = text(random, 12);
      int from = random.nextInt(text.length());
      LiteralMatcher matcher = new LiteralMatcher(literal, false);
      int expected = folded(text).indexOf(folded(literal), from);
      boolean isHit = matcher.find(text.toCharArray(), text.length(), from);
      assertThat(isHit ? matcher.start() : -1).as(literal + " in " + text).isEqualTo(expected);
      hits += isHit ? 1 : 0;
    }
    assertThat(hits).isBetween(5_000, 45_000);
  }

  @Test
  void textBehindItsLengthIsNotSearched() {
    assertThat(new LiteralMatcher("b", false).find("aB".toCharArray(), 1, 0)).isFalse();
  }
}
