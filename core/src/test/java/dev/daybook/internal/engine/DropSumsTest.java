package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sums in which dropped events are reported. */
class DropSumsTest {

  private static final long SECOND = 1_000_000_000;

  /** Near the largest value, which {@link System#nanoTime} may pass. */
  private static final long START = Long.sum(Long.MAX_VALUE, -SECOND / 2);

  private final DropSums sums = new DropSums();
  private final List<String> reported = new ArrayList<>();

  private void turnAt(long now) {
    sums.reportDue(now, (session, count) -> reported.add(session + " " + count));
  }

  @Test
  void theFirstIsReportedAtOnceAndTheRestInASum() {
    assertThat(sums.add("a", 2, START)).isEqualTo(2);
    assertThat(sums.add("a", 3, START + 1)).isZero();
    assertThat(sums.add("b", 5, START + SECOND / 4)).isEqualTo(5);
    assertThat(sums.add("b", 7, START + SECOND / 2)).isZero();
    assertThat(sums.nanosToNext(START + SECOND / 2)).isEqualTo(SECOND / 2);
    turnAt(START + SECOND - 1);
    assertThat(reported).isEmpty();
    turnAt(START + SECOND);
    assertThat(reported).containsExactly("a 3");
    assertThat(sums.nanosToNext(START + SECOND)).isEqualTo(SECOND / 4);
    turnAt(START + 2 * SECOND);
    assertThat(reported).containsExactly("a 3", "b 7");
  }

  @Test
  void aSessionThatDropsNoMoreIsForgotten() {
    sums.add("a", 1, START);
    turnAt(START + SECOND);
    assertThat(reported).isEmpty();
    assertThat(sums.nanosToNext(START + SECOND)).isEqualTo(Long.MAX_VALUE);
    assertThat(sums.add("a", 1, START + SECOND + 1)).isEqualTo(1);
  }

  @Test
  void aSyncTakesTheSumAndWhatFollowsIsSummedAgain() {
    sums.add("a", 1, START);
    sums.add("a", 2, START + 1);
    assertThat(sums.take("a")).isEqualTo(2);
    assertThat(sums.take("a")).isZero();
    assertThat(sums.add("a", 4, START + 2)).isZero();
    turnAt(START + SECOND);
    assertThat(reported).containsExactly("a 4");
    assertThat(sums.take("b")).isZero();
  }
}
