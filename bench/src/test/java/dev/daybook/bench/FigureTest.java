package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

  @ParameterizedTest
  @CsvSource({
    "500, ns/op, ops/s, 2000000",
    "2, us/op, ns/op, 2000",
    "2, ms, ns, 2000000",
    "3, ops/ms, ops/s, 3000",
    "4, ops/s, s/op, 0.25",
    "7, B/record, B, 7",
    "7, MB/s, MB/s, 7"
  })
  void turnsIntoAnotherUnit(double value, String unit, String wanted, double expected) {
    assertThat(figure(value, unit).in(wanted)).isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "ops/s, true",
    "ops/ms, true",
    "MB/s, true",
    "ns/op, false",
    "ns, false",
    "B/record, false",
    "forces/ack, false"
  })
  void onlyMoreOfARateIsBetter(String unit, boolean better) {
    assertThat(figure(1, unit).moreIsBetter()).isEqualTo(better);
  }

  @ParameterizedTest
  @CsvSource({"1234567.8, '1,234,568'", "99.94, 99.9", "1.234, 1.23", "0.1234, 0.123", "0, 0.000"})
  void hasThreeDigitsInText(double number, String text) {
    assertThat(Figure.text(number)).isEqualTo(text);
  }

  @Test
  void whatIsNoNumberHasNoText() {
    assertThat(Figure.text(Double.NaN)).isEmpty();
    assertThat(Figure.text(Double.POSITIVE_INFINITY)).isEmpty();
  }

  private static Figure figure(double value, String unit) {
    return new Figure(value, Double.NaN, value, value, unit);
  }
}
