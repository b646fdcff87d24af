package dev.daybook.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingKindTest {

  /** Scripts read these names. */
  @Test
  void verifyPrintsTheKindsUnderTheNamesThatScriptsKnow() {
    assertThat(FindingKind.FILE_SHORTENED.printedName()).isEqualTo("shortened");
    assertThat(Verification.KINDS)
        .filteredOn(kind -> kind != FindingKind.FILE_SHORTENED)
        .allMatch(kind -> kind.printedName().equals(kind.wireName()));
  }
}
