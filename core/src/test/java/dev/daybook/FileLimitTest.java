package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The number of files that are open by default. */
class FileLimitTest {

  private static String limits(String limit) {
    return "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max processes             7911                 7911                 processes \n"
        + String.format("Max open files            %-20s 524288               files     \n", limit);
  }

  @Test
  void isHalfOfWhatTheProcessMayOpenNow() {
    assertThat(FileLimit.halfOf(limits("1024"))).isEqualTo(512);
    assertThat(FileLimit.halfOf(limits("1"))).isEqualTo(1);
    assertThat(FileLimit.halfOf(limits("5000000000"))).isEqualTo(Integer.MAX_VALUE);
    assertThat(FileLimit.halfOf(limits("unlimited"))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aUsualNumberIsTakenWhereTheSystemNamesNone() {
    assertThat(FileLimit.halfOf("")).isEqualTo(512);
    assertThat(FileLimit.half()).isPositive();
  }
}
