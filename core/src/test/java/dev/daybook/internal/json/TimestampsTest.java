package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private static final DateTimeFormatter BY_JDK = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Test
  void formatsAndParsesEveryInstantAsTheJdkDoes() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Timestamps timestamps = new Timestamps();
    Instant instant = Instant.EPOCH;
    for (int i = 0; i < 200_000; i++) {
      // now and then the same second again, which is not formatted anew
      long second = random.nextInt(3) == 0
          ? instant.getEpochSecond()
          : random.nextLong(FIRST_SECOND, LAST_SECOND + 1);
      instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
      String text = new String(
          timestamps.format(instant.getEpochSecond(), instant.getNano()),
          StandardCharsets.US_ASCII);
      assertThat(text).as("seed=%d", seed).isEqualTo(BY_JDK.format(instant));
      assertThat(Timestamps.parse(text, "ts"))
          .as("seed=%d", seed)
          .isEqualTo(instant.truncatedTo(ChronoUnit.MICROS));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:00:00Z,2026-11-20T23:00:00Z",
    "2026-11-20T23:00:00.1Z,2026-11-20T23:00:00.100Z",
    "2026-11-20T23:00:00.123456789Z,2026-11-20T23:00:00.123456Z",
    "2026-11-20T23:00:00.123456+01:30,2026-11-20T21:30:00.123456Z",
    "2026-11-20T23:00:00-00:30,2026-11-20T23:30:00Z",
    "2024-02-29T23:59:59.999999Z,2024-02-29T23:59:59.999999Z",
    "2000-02-29T00:00:00.000000Z,2000-02-29T00:00:00Z",
  })
  void parsesWhatOtherWritersWrite(String text, Instant expected) {
    assertThat(Timestamps.parse(text, "ts")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-20",
        "2026-11-20T23:00:00",
        "2026-11-20T23:00:00.123456",
        "2026-11-20T23:00:00.123456ZZ",
        // 27 chars, but one Latin-1 byte fewer; and the other way about
        "2026-11-20T23:00:00.1234\uD83D\uDE00Z",
        "2026-11-20T23:00:00.12345\uD83D\uDE00Z",
        "2026-11-20T23:00:00.12345\uD83DZ",
        "2026-11-20T23:00:00.123456\uD83D",
        "2026-11-20 23:00:00.123456Z",
        "2026-13-20T23:00:00.123456Z",
        "2026-00-20T23:00:00.123456Z",
        "2026-02-29T23:00:00.123456Z",
        "1900-02-29T23:00:00.123456Z",
        "2026-11-31T23:00:00.123456Z",
        "2026-11-00T23:00:00.123456Z",
        "2026-11-20T24:00:00.123456Z",
        "2026-11-20T23:60:00.123456Z",
        "2026-11-20T23:00:60.123456Z",
        "2026-11-20T23:00:00,123456Z",
        "2026-11-20T23:00:00.12345-Z",
        "2026-11-20T23:00:00.123456z0",
        "2026-1--20T23:00:00.123456Z",
        "+026-11-20T23:00:00.123456Z",
        "-001-11-20T23:00:00.123456Z",
        "+12345-11-20T23:00:00.123Z",
        "0000-01-01T00:00:00.00000+18:00",
        "٢٠٢٦-11-20T23:00:00.123456Z",
        "2026-11-20T23:00:00.１23456Z"
      })
  void refusesWhatIsNoTimestamp(String text) {
    DaybookException fault = faultOf(() -> Timestamps.parse(text, "ts"));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault.details()).containsOnly(Map.entry("field", "ts"));
  }
}
