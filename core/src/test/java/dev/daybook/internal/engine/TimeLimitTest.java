package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TimeLimit limit = new TimeLimit(10 * SECOND);
  private long now = System.nanoTime();

  TimeLimitTest() {
    assertThat(limit.left(now)).isGreaterThan(9 * SECOND);
  }

  private long leftAfter(long asked, long taken) {
    assertThat(limit.step(asked)).isEqualTo(asked);
    now += taken;
    return limit.left(now);
  }

  @Test
  void runsAsLongAsTheProcessDoes() {
    long before = limit.left(now);
    assertThat(leftAfter(SECOND, SECOND)).isEqualTo(before - SECOND);
    assertThat(leftAfter(SECOND, SECOND / 2)).isEqualTo(before - SECOND * 3 / 2);
  }

  @Test
  void standsStillWhileTheProcessDoes() {
    long before = limit.left(now);
    assertThat(leftAfter(SECOND / 1000, 3600 * SECOND)).isGreaterThan(before - SECOND / 2);
  }

  @Test
  void endsOnABusyMachineToo() {
    long left = limit.left(now);
    int steps = 0;
    while (left > 0) {
      limit.step(1_000);
      now += SECOND / 10;
      left = limit.left(now);
      steps++;
    }
    assertThat(steps).isLessThanOrEqualTo(101);
  }

  @Test
  void noStepIsLongerThanWhatIsLeft() {
    assertThat(new TimeLimit(5).step(SECOND)).isLessThanOrEqualTo(5);
    assertThat(new TimeLimit(Long.MAX_VALUE).step(SECOND)).isEqualTo(SECOND);
    assertThat(new TimeLimit(0).left()).isNotPositive();
  }
}
