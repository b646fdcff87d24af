package dev.daybook.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TitleTest {

  private static String title(String text) {
    return new Title(10).of(text, true);
  }

  @Test
  void whatIsShortStaysAndSpaceIsOne() {
    assertThat(title("")).isEmpty();
    assertThat(title("0123456789")).isEqualTo("0123456789");
    assertThat(title(" \n a\r\n\tb\u2028\u0085c\u00a0\u3000 ")).isEqualTo("a b c");
  }

  @Test
  void whatIsLongIsCutAtAWord() {
    assertThat(title("one two three")).isEqualTo("one two...");
    assertThat(title("0123456789a")).isEqualTo("0123456789...");
    assertThat(title("one     two         th")).isEqualTo("one two th");
  }

  @Test
  void aCodePointIsNeverSplit() {
    String crab = Character.toString(0x1f980);
    assertThat(title(crab.repeat(10))).isEqualTo(crab.repeat(10));
    assertThat(title(crab.repeat(11))).isEqualTo(crab.repeat(10) + "...");
  }

  @Test
  void whatGoesOnHasDots() {
    assertThat(new Title(10).of("one", false)).isEqualTo("one...");
    assertThat(new Title(10).of("  ", false)).isEmpty();
  }
}
