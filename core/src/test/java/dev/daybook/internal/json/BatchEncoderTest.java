package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchEncoderTest {

  private static final String SECRET = "do-not-show";
  private static final int LIMIT = 20_000;

  /** Events whose accessors do what a user's may. */
  record Thrower(String text, int after) implements SessionEvent {
    @Override
    public int after() {
      throw new IllegalStateException("after");
    }
  }

  record Checked(String text, int after) implements SessionEvent {
    @Override
    public int after() {
      throw sneaky(new java.io.IOException("after"));
    }
  }

  record MemoryEater(String text, int after) implements SessionEvent {
    @Override
    public int after() {
      throw new OutOfMemoryError("after");
    }
  }

  record StackEater(String text, int after) implements SessionEvent {
    @Override
    public int after() {
      throw new StackOverflowError("after");
    }
  }

  record Measurement(double value) implements SessionEvent {}

  record Measurements(String text, List<Double> values) implements SessionEvent {}

  record Hollow(String text, @Nullable String optional, String required) implements SessionEvent {}

  record Unregistered(String text) implements SessionEvent {}

  private static final EventTypes TYPES = EventTypes.standard()
      .with(Thrower.class)
      .with(Checked.class)
      .with(MemoryEater.class)
      .with(StackEater.class)
      .with(Measurement.class)
      .with(Measurements.class)
      .with(Hollow.class);

  static Stream<Arguments> failing() {
    String begun = SECRET.repeat(900);
    return Stream.of(
        Arguments.of(new Thrower(begun, 0), Kind.UNENCODABLE),
        Arguments.of(new Checked(begun, 0), Kind.UNENCODABLE),
        Arguments.of(new MemoryEater(begun, 0), Kind.UNENCODABLE),
        Arguments.of(new StackEater(begun, 0), Kind.UNENCODABLE),
        Arguments.of(new Measurement(Double.NaN), Kind.UNENCODABLE),
        Arguments.of(
            new Measurements(begun, List.of(1.0, Double.NEGATIVE_INFINITY)), Kind.UNENCODABLE),
        Arguments.of(new Hollow(begun, null, null), Kind.UNENCODABLE),
        Arguments.of(new Measurements(begun, Arrays.asList(1.0, null)), Kind.UNENCODABLE),
        Arguments.of(new Unregistered(begun), Kind.UNENCODABLE),
        Arguments.of(new Stamped(new UserMessage(begun), null, "x"), Kind.UNENCODABLE),
        Arguments.of(
            ToolResult.failed("c", new ErrorInfo("k", begun, new Json("{" + SECRET))),
            Kind.UNENCODABLE),
        Arguments.of(
            ToolResult.failed("c", new ErrorInfo("k", begun, new Json("1 2"))), Kind.UNENCODABLE),
        Arguments.of(
            ToolResult.failed("c", new ErrorInfo("k", begun, new Json("[\n1\n2]"))),
            Kind.UNENCODABLE),
        // the line, its data and the error are around it, and 1000 levels are the most
        Arguments.of(
            ToolResult.failed(
                "c", new ErrorInfo("k", begun, new Json("[".repeat(998) + "]".repeat(998)))),
            Kind.UNENCODABLE),
        Arguments.of(new UserMessage(SECRET.repeat(LIMIT)), Kind.LINE_TOO_LONG),
        Arguments.of(new Unknown("x", "[\"" + "y".repeat(LIMIT) + "\"]"), Kind.LINE_TOO_LONG));
  }

  @AfterEach
  void forgetTheWishedBuffer() {
    System.clearProperty(BatchBuffers.PROPERTY);
  }

  @ParameterizedTest
  @MethodSource("failing")
  void anEventThatFailsLeavesNoTraceInTheBatch(SessionEvent failing, Kind kind) {
    try (BatchEncoder encoder = new BatchEncoder(TYPES, 64, LIMIT)) {
      Lines.encode(encoder, 0, null, new UserMessage("first"));
      byte[] first = Lines.bytes(encoder);

      DaybookException fault = faultOf(() -> Lines.encode(encoder, 1, "id", failing));
      assertThat(fault.kind()).isEqualTo(kind);
      assertThat(fault).hasMessageNotContaining(SECRET);
      assertThat(Lines.bytes(encoder)).isEqualTo(first);

      Lines.encode(encoder, 1, null, new UserMessage("second"));
      assertThat(Lines.bytes(encoder))
          .isEqualTo(Lines.file(new UserMessage("first"), new UserMessage("second")));
    }
  }

  @Test
  void aRequiredComponentIsNeverLeftOut() {
    try (BatchEncoder encoder = new BatchEncoder(TYPES, 64, LIMIT)) {
      assertThat(faultOf(() -> Lines.encode(encoder, 0, null, new Hollow("text", null, null))))
          .hasMessage("a required component is null: field=required");
    }
  }

  @Test
  void saysWhatWasThrown() {
    try (BatchEncoder encoder = new BatchEncoder(TYPES, 64, LIMIT)) {
      DaybookException fault =
          faultOf(() -> Lines.encode(encoder, 0, null, new MemoryEater("text", 0)));
      assertThat(fault).hasMessage("encoding the event failed: thrown=OutOfMemoryError");
      assertThat(fault).hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void failuresBetweenLinesNeverMixThem() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<SessionEvent> failing =
        failing().map(arguments -> (SessionEvent) arguments.get()[0]).toList();
    List<SessionEvent> kept = new ArrayList<>();
    try (BatchEncoder encoder = new BatchEncoder(TYPES, 64, LIMIT)) {
      for (int i = 0; i < 1000; i++) {
        if (random.nextInt(3) == 0) {
          SessionEvent event = failing.get(random.nextInt(failing.size()));
          faultOf(() -> Lines.encode(encoder, 7, null, event));
        } else {
          SessionEvent event = new UserMessage("é".repeat(random.nextInt(6_000)));
          Lines.encode(encoder, kept.size(), null, event);
          kept.add(event);
        }
      }
      assertThat(Lines.bytes(encoder))
          .as("seed=%d", seed)
          .isEqualTo(Lines.file(kept.toArray(SessionEvent[]::new)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "\ud83d\ude00", "\ud83d", "\u0000"})
  void aLineMayBeAsLongAsTheLimitAndNoByteLonger(String text) {
    for (int repeat : new int[] {0, 1, 1_000, 7_990}) {
      UserMessage event = new UserMessage("x" + text.repeat(repeat));
      byte[] line = Lines.line(0, event);
      try (BatchEncoder encoder = Lines.encoder(line.length)) {
        Lines.encode(encoder, 0, null, event);
        assertThat(Lines.bytes(encoder)).isEqualTo(line);
        Lines.encode(encoder, 0, null, event);
        assertThat(encoder.position()).as("the limit is a line's").isEqualTo(2 * line.length);
      }
      try (BatchEncoder encoder = Lines.encoder(line.length - 1)) {
        DaybookException fault = faultOf(() -> Lines.encode(encoder, 0, null, event));
        assertThat(fault.kind()).isEqualTo(Kind.LINE_TOO_LONG);
        assertThat(fault.details()).containsEntry("maxLineBytes", line.length - 1);
        assertThat(encoder.position()).isZero();
      }
    }
  }

  @Test
  void bothBuffersHoldTheSameBytes() {
    long seed = System.nanoTime();
    byte[] plain = batch("plain", seed);
    byte[] chronicle = batch("chronicle", seed);
    assertThat(chronicle).as("seed=%d", seed).isEqualTo(plain);
  }

  /** Lines that make a small batch grow, rewinds and clears between them. */
  private static byte[] batch(String bufferName, long seed) {
    System.setProperty(BatchBuffers.PROPERTY, bufferName);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    RandomValues values = new RandomValues(random);
    try (BatchEncoder encoder = new BatchEncoder(TYPES, 64, 1 << 20)) {
      assumeThat(encoder.bufferName()).isEqualTo(bufferName);
      Lines.encode(encoder, 0, null, new UserMessage("x".repeat(100_000)));
      encoder.clear();
      for (int i = 0; i < 300; i++) {
        if (i % 7 == 0) {
          faultOf(() -> Lines.encode(encoder, 1, null, new Thrower(values.string(), 0)));
        }
        Lines.encode(encoder, i, values.string(), values.record(ToolResult.class));
        if (i == 99) {
          Lines.encode(encoder, i, null, new UserMessage("y".repeat(500_000)));
        }
      }
      return Lines.bytes(encoder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "chronicle"})
  void aViewShowsThatPartOfTheBatchAlone(String bufferName) {
    System.setProperty(BatchBuffers.PROPERTY, bufferName);
    try (BatchEncoder encoder = Lines.encoder(LIMIT)) {
      Lines.encode(encoder, 0, null, new UserMessage("first"));
      int middle = encoder.position();
      Lines.encode(encoder, 1, null, new UserMessage("second"));
      byte[] second = new byte[encoder.position() - middle];
      assertThat(encoder.view(middle, encoder.position()).remaining()).isEqualTo(second.length);
      encoder.view(middle, encoder.position()).get(second);
      assertThat(second).isEqualTo(Lines.line(1, new UserMessage("second")));
      assertThat(encoder.view(0, 0).hasRemaining()).isFalse();
    }
  }

  @Test
  void chronicleIsUsedWhereItLoadsCleanly() {
    assumeThat(Runtime.version().feature()).isLessThan(24);
    try (BatchEncoder encoder = Lines.encoder(LIMIT)) {
      assertThat(encoder.bufferName()).isEqualTo("chronicle");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {253_402_300_800L, -62_167_219_201L, Long.MAX_VALUE, Long.MIN_VALUE})
  void aTimeThatTheFormatCannotHoldIsRefused(long epochSecond) {
    try (BatchEncoder encoder = Lines.encoder(LIMIT)) {
      Lines.encode(encoder, 0, null, new UserMessage("first"));
      DaybookException fault = faultOf(() -> encoder.encode(
          BatchEncoder.quoted("s-1"), 1, epochSecond, 0, null, new UserMessage("x")));
      assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
      assertThat(fault).hasMessage("a timestamp's year is outside 0000 to 9999: field=ts");
      Lines.encode(encoder, 1, null, new UserMessage("second"));
      assertThat(Lines.bytes(encoder))
          .isEqualTo(Lines.file(new UserMessage("first"), new UserMessage("second")));
    }
  }

  @Test
  void anIdIsEscapedAsAnyOtherText() {
    String id = "\"\\\n\u0000\ud83d é";
    assertThat(new String(Lines.line(0, id, new UserMessage("x")), StandardCharsets.UTF_8))
        .contains(",\"id\":\"\\\"\\\\\\n\\u0000\\uD83D é\",\"data\"");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
