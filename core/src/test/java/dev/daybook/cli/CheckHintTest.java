package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.check.Finding.Severity;
import dev.daybook.check.FindingKind;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckHintTest {

  static Stream<FindingKind> warnings() {
    return Stream.of(FindingKind.values()).filter(kind -> kind.severity() == Severity.WARNING);
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void everyWarningHasAHintOfItsOwn(FindingKind kind) {
    assertThat(CheckHint.of(kind)).isNotEqualTo(CheckHint.of(FindingKind.CRC_MISMATCH));
  }
}
