package dev.daybook.event;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampedTest {

  private static final UserMessage EVENT = new UserMessage("x");

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void takesEveryTimeThatTheFormatCanHold(Instant ts) {
    assertThat(new Stamped(EVENT, ts, null).ts()).isEqualTo(ts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0001-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "-1000000000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void refusesATimeThatTheFormatCannotHold(Instant ts) {
    DaybookException fault = faultOf(() -> new Stamped(EVENT, ts, null));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault).hasMessage("the year is outside 0000 to 9999: type=stamped, field=ts");
  }

  @Test
  void refusesAnEventThatIsStampedAlready() {
    Stamped stamped = new Stamped(EVENT, null, "1");
    DaybookException fault = faultOf(() -> new Stamped(stamped, null, "2"));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault)
        .hasMessage("event is stamped already; give the event itself: type=stamped, field=event");
  }
}
