package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.daybook.catalog.ForkOptions;
import dev.daybook.check.VerifyOptions;
import dev.daybook.read.StartPosition;
import dev.daybook.read.TailOptions;
import org.junit.jupiter.api.Test;

/** The options of a tail, a fork and a verification; those of a reading have their own test. */
class OptionsTest {

  @Test
  void aTailsSwitchesGoBothWays() {
    TailOptions options = TailOptions.fromLast(3);
    assertThat(options.isFollowing()).isTrue();
    assertThat(options.awaitsSession()).isFalse();
    TailOptions changed = options.withFollowing(false).withSessionAwaited(true);
    assertThat(changed.isFollowing()).isFalse();
    assertThat(changed.awaitsSession()).isTrue();
    assertThat(changed.start()).isEqualTo(StartPosition.last(3));
    assertThat(changed.withFollowing(true).isFollowing()).isTrue();
    assertThat(changed.withSessionAwaited(false).awaitsSession()).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway")
  void aTailBeginsSomewhere() {
    assertThatNullPointerException().isThrownBy(() -> TailOptions.from(null)).withMessage("start");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TailOptions.fromSeq(-1))
        .withMessage("seq is negative: seq=-1");
  }

  @Test
  @SuppressWarnings("NullAway")
  void aVerificationRefusesALineLimitThatHoldsNoLineAndNoListener() {
    VerifyOptions options = VerifyOptions.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMaxLineBytes(255))
        .withMessage("maxLineBytes is too small: maxLineBytes=255, least=256");
    assertThat(options.withMaxLineBytes(256).maxLineBytes()).isEqualTo(256);
    assertThatNullPointerException()
        .isThrownBy(() -> options.withOnFinding(null))
        .withMessage("onFinding");
    assertThatNullPointerException()
        .isThrownBy(() -> options.withOnProgress(null))
        .withMessage("onProgress");
  }

  @Test
  void aForkRefusesABlankSummary() {
    DaybookException refused = faultOf(() -> ForkOptions.whole().withSummary(" \n"));
    assertThat(refused.kind()).isEqualTo(DaybookException.Kind.INVALID_VALUE);
    assertThat(refused.details()).containsEntry("field", "summary");
  }

  @Test
  void eachMethodOfAForkChangesItsOwnOptionAlone() {
    ForkOptions options = ForkOptions.upTo(4).withSummary("so it was").withWorkspaces("/p", null);
    assertThat(options.toSeq()).hasValue(4);
    assertThat(options.summary()).hasValue("so it was");
    assertThat(options.parentWorkspace()).hasValue("/p");
    assertThat(options.childWorkspace()).isEmpty();
    assertThat(ForkOptions.whole().toSeq()).isEmpty();
  }
}
