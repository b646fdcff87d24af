package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import org.junit.jupiter.api.Test;

class FindingLineTest {

  /** Scripts read these names. */
  @Test
  void verifyPrintsTheKindsUnderTheNamesThatScriptsKnow() {
    assertThat(FindingLine.printed(FindingKind.FILE_SHORTENED)).isEqualTo("shortened");
    assertThat(Verification.KINDS)
        .filteredOn(kind -> kind != FindingKind.FILE_SHORTENED)
        .allMatch(kind -> FindingLine.printed(kind).equals(kind.wireName()));
  }
}
