package dev.daybook.internal.exchange.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Thinking is a part of the output, however an agent counts. */
class OutputTokensTest {

  @Test
  void totalShowsHowTheAgentCounts() {
    assertThat(OutputTokens.withThinking(10L, 4L, 114L, 100, false)).isEqualTo(14);
    assertThat(OutputTokens.withThinking(10L, 4L, 110L, 100, true)).isEqualTo(10);
  }

  @Test
  void withoutATotalThatShowsItTheAgentsUsualWayCounts() {
    assertThat(OutputTokens.withThinking(10L, 4L, null, 100, true)).isEqualTo(14);
    assertThat(OutputTokens.withThinking(10L, 4L, null, 100, false)).isEqualTo(10);
    assertThat(OutputTokens.withThinking(10L, 4L, 7L, 100, true)).isEqualTo(14);
    assertThat(OutputTokens.withThinking(null, 4L, null, 100, true)).isEqualTo(4);
  }

  @Test
  void withoutThinkingTheOutputIsAsItStands() {
    assertThat(OutputTokens.withThinking(10L, null, 114L, 100, true)).isEqualTo(10);
    assertThat(OutputTokens.withThinking(10L, 0L, 114L, 100, true)).isEqualTo(10);
    assertThat(OutputTokens.withThinking(null, null, null, 0, true)).isNull();
  }

  @Test
  void sumsStopAtTheLargestNumber() {
    assertThat(OutputTokens.sum(Long.MAX_VALUE, 5L, null)).isEqualTo(Long.MAX_VALUE);
    assertThat(OutputTokens.withThinking(Long.MAX_VALUE, 4L, null, 0, true))
        .isEqualTo(Long.MAX_VALUE);
  }
}
