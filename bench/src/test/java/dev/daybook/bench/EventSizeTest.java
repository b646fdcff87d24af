package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of a size have it. */
class EventSizeTest {

  /** The bytes around the data in a line, the checksum included. */
  private static final int ENVELOPE_BYTES = 140;

  @ParameterizedTest
  @CsvSource({"SMALL, 200", "MIX, 700", "LARGE, 16384"})
  void hasTheSizeThatItsNameSays(EventSize size, int dataBytes) {
    EventMix mix = EventMix.load(size);
    double mean = mix.bytesOf(mix.size()) / (double) mix.size() - ENVELOPE_BYTES;
    assertThat(mean / dataBytes).isBetween(0.9, 1.1);
  }
}
