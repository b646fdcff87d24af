package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Failures that a test expects. */
public final class Faults {

  private Faults() {}

  /** What the call throws, which is a {@link DaybookException}. */
  public static DaybookException faultOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(DaybookException.class);
    return (DaybookException) thrown;
  }
}
