package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.diagnosis.Warning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckHintTest {

  @ParameterizedTest
  @EnumSource(Warning.class)
  void everyWarningHasAHintOfItsOwn(Warning warning) {
    assertThat(CheckHint.of(warning.wireName())).isNotEqualTo(CheckHint.of("crc_mismatch"));
  }
}
