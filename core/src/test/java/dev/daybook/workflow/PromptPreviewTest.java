package dev.daybook.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptPreviewTest {

  @Test
  void lineEndsAreSpaces() {
    assertThat(PromptPreview.of("a\nb\r\nc\rd\n")).isEqualTo("a b c d ");
    assertThat(PromptPreview.of("")).isEmpty();
  }

  @Test
  void twoHundredCodePointsAreKept() {
    assertThat(PromptPreview.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(PromptPreview.of("\r\n".repeat(200))).isEqualTo(" ".repeat(200));
  }

  @Test
  void moreAreCutBetweenCodePoints() {
    assertThat(PromptPreview.of("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    String face = "😀";
    assertThat(PromptPreview.of(face.repeat(200))).isEqualTo(face.repeat(200));
    assertThat(PromptPreview.of("x" + face.repeat(200))).isEqualTo("x" + face.repeat(199) + "…");
    assertThat(PromptPreview.of("\r\n".repeat(201))).isEqualTo(" ".repeat(200) + "…");
  }

  @Test
  void aLoneSurrogateIsKeptAsOne() {
    assertThat(PromptPreview.of("a\ud83d")).isEqualTo("a\ud83d");
  }
}
