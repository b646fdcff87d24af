package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaybookBuilderTest {

  private final DaybookBuilder builder = Daybook.builder(Path.of("not", "there"));

  enum Time {
    blockTimeout(DaybookBuilder::blockTimeout),
    forceInterval(DaybookBuilder::forceInterval),
    slowForce(DaybookBuilder::slowForce),
    closeTimeout(DaybookBuilder::closeTimeout),
    closeIdle(DaybookBuilder::closeIdle);

    final BiConsumer<DaybookBuilder, Duration> setter;

    Time(BiConsumer<DaybookBuilder, Duration> setter) {
      this.setter = setter;
    }
  }

  private static void refuses(Runnable setter, String message) {
    assertThatThrownBy(setter::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-64, 0, 32, 65, Integer.MIN_VALUE})
  void ringSlotsRefusesAllButPowersOfTwoFrom64(int slots) {
    refuses(
        () -> builder.ringSlots(slots),
        "ringSlots must be a power of two from 64: ringSlots=" + slots);
  }

  @ParameterizedTest
  @ValueSource(ints = {1023, (1 << 30) + 1})
  void maxLineBytesRefusesLessThan1024AndMoreThanOneGiB(int bytes) {
    refuses(
        () -> builder.maxLineBytes(bytes),
        "maxLineBytes must be 1024 to 1 GiB: maxLineBytes=" + bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {4095, (64 << 20) + 1})
  void batchBytesRefusesLessThan4096AndMoreThan64MiB(int bytes) {
    refuses(
        () -> builder.batchBytes(bytes), "batchBytes must be 4096 to 64 MiB: batchBytes=" + bytes);
  }

  @ParameterizedTest
  @CsvSource({"16777216, 67108863", "1024, 4095"})
  void maxInFlightBytesRefusesLessThanFourLines(int line, long inFlight) {
    refuses(
        () -> builder.maxLineBytes(line).maxInFlightBytes(inFlight),
        "maxInFlightBytes must be at least four times maxLineBytes: maxInFlightBytes=" + inFlight);
    builder.maxInFlightBytes(inFlight + 1);
  }

  @Test
  void maxLineBytesRefusesMoreThanAQuarterOfWhatWasSetInFlight() {
    builder.maxLineBytes(1024).maxInFlightBytes(8192).maxLineBytes(2048);
    refuses(
        () -> builder.maxLineBytes(2049),
        "maxInFlightBytes must be at least four times maxLineBytes: maxInFlightBytes=8192");
  }

  @Test
  void aLongLineMakesRoomForItselfWhereNoneWasSet() {
    builder.maxLineBytes(1 << 30).maxInFlightBytes(4L << 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1000, (64 << 10) + 1, (1 << 30) + (64 << 10)})
  void commitLogRefusesASizeThatIsNotRoundOrTooLarge(int bytes) {
    refuses(
        () -> builder.commitLog(bytes),
        "a file of the commit log has a multiple of 64 KiB, from one to 1 GiB: fileBytes=" + bytes);
  }

  @Test
  void maxOpenFilesRefusesFewerThanOne() {
    refuses(() -> builder.maxOpenFiles(0), "maxOpenFiles must be positive: maxOpenFiles=0");
  }

  @ParameterizedTest
  @EnumSource
  void timesRefuseWhatIsNotPositive(Time time) {
    for (Duration duration : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
      refuses(
          () -> time.setter.accept(builder, duration),
          time + " must be positive: " + time + "=" + duration);
    }
    time.setter.accept(builder, Duration.ofNanos(1));
  }

  @Test
  @SuppressWarnings("NullAway")
  void settersRefuseNull() {
    for (Time time : Time.values()) {
      refusesNull(() -> time.setter.accept(builder, null), time.name());
    }
    refusesNull(() -> builder.overflow(null), "overflow");
    refusesNull(() -> builder.durability(null), "durability");
    refusesNull(() -> builder.clock(null), "clock");
    refusesNull(() -> builder.listener(null), "listener");
    refusesNull(() -> builder.callbackExecutor(null), "callbackExecutor");
  }

  private static void refusesNull(Runnable setter, String name) {
    assertThatNullPointerException().isThrownBy(setter::run).withMessage(name);
  }

  @Test
  void eachDaybookKeepsTheListenerThatItWasOpenedWith(@TempDir Path root) throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    DaybookBuilder twice = Daybook.builder(root);
    try (Daybook first = twice.listener(tornTailsTo(heard, "first")).open();
        Daybook second = twice.listener(tornTailsTo(heard, "second")).open()) {
      second.createSession("s-1");
      Files.writeString(first.file("s-1"), "torn", StandardOpenOption.APPEND);
      first.openSession("s-1").close();
    }
    assertThat(heard).containsExactly("first");
  }

  private static JournalListener tornTailsTo(List<String> heard, String name) {
    return new JournalListener() {
      @Override
      public void tornTailMoved(String sessionId, long bytes, Path to) {
        heard.add(name);
      }
    };
  }
}
