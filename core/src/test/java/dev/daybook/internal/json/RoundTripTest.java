package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.StandardVocabulary;
import dev.daybook.event.Decision;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TierStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way of any value into a line and back, which changes nothing; a second JSON parser agrees on
 * every line.
 *
 * <p>{@code -Ddaybook.roundtrip.values=100000} tries more, {@code -Ddaybook.roundtrip.seed=7} tries
 * again what the run that printed this seed tried.
 */
@Tag(Lab.RANDOM)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {

  private static final int VALUES_PER_TYPE =
      Integer.getInteger("daybook.roundtrip.values", Lab.values(300, 10_000, 30_000));
  private static final long SEED = Long.getLong("daybook.roundtrip.seed", System.nanoTime());
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final ObjectMapper databind = new ObjectMapper()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), false);
  private final EntryDecoder lenientDecoder = new EntryDecoder(EventTypes.standard(), true);
  private BatchEncoder encoder;

  @BeforeAll
  void open() {
    System.out.printf(
        "-Ddaybook.roundtrip.seed=%d -Ddaybook.roundtrip.values=%d%n", SEED, VALUES_PER_TYPE);
    encoder = Lines.encoder(16 << 20);
  }

  @AfterAll
  void close() {
    encoder.close();
  }

  static List<Class<? extends SessionEvent>> standardTypes() {
    return StandardVocabulary.standardTypes();
  }

  @ParameterizedTest
  @MethodSource("standardTypes")
  void anyValueOfAStandardTypeReadsAsItself(Class<? extends SessionEvent> type) throws IOException {
    RandomGenerator random = generator(type.getSimpleName());
    RandomValues values = new RandomValues(random);
    for (int i = 0; i < VALUES_PER_TYPE; i++) {
      SessionEvent event = values.record(type);
      long seq = values.number() & Long.MAX_VALUE;
      String id = random.nextBoolean() ? values.string() : null;
      check(
          decoder,
          seq,
          id,
          RecordShape.wireName(type.getSimpleName()),
          event,
          "seed=" + SEED + ", i=" + i);
    }
  }

  record Everything(
      int ofInt,
      @Nullable Integer ofInteger,
      long ofLong,
      @Nullable Long ofBoxedLong,
      boolean ofBoolean,
      @Nullable Boolean ofBoxedBoolean,
      double ofDouble,
      @Nullable Double ofBoxedDouble,
      @Nullable Instant ofInstant,
      @Nullable Json ofJson,
      List<Json> ofJsons,
      List<List<String>> ofLists,
      @Nullable ToolCall ofRecord,
      List<ToolCall> ofRecords,
      Decision ofOpenEnum,
      List<Color> ofOpenEnums,
      Suit ofEnum,
      List<Suit> ofEnums)
      implements SessionEvent {}

  enum Suit {
    HEARTS,
    SPADES_AND_MORE
  }

  record Color(String wireName) implements OpenEnum {
    static final Color RED = new Color("red");
    static final Color DARK_BLUE = new Color("dark blue \ud83d");
  }

  @Test
  void anyValueOfAnyComponentReadsAsItself() throws IOException {
    RandomValues values = new RandomValues(generator("everything"));
    EventTypes types = EventTypes.standard().with(Everything.class);
    EntryDecoder all = new EntryDecoder(types, false);
    try (BatchEncoder allEncoder = new BatchEncoder(types, 1 << 16, 16 << 20)) {
      for (int i = 0; i < VALUES_PER_TYPE; i++) {
        Everything event = values.record(Everything.class);
        check(allEncoder, all, i, null, "everything", event, "seed=" + SEED + ", i=" + i);
      }
    }
  }

  @Test
  void anyUnknownObjectReadsAsItself() throws IOException {
    RandomValues values = new RandomValues(generator("unknown"));
    for (int i = 0; i < VALUES_PER_TYPE; i++) {
      String type = "x" + values.string();
      Unknown event = new Unknown(type, values.space() + values.jsonObject(0) + values.space());
      check(lenientDecoder, i, null, type, event, "seed=" + SEED + ", i=" + i);
    }
  }

  @Test
  void textsAroundTheSizeOfJacksonsBufferReadAsThemselves() throws IOException {
    for (String last :
        List.of("a", "é", "\u2028", "\ud83d\ude00", "\ud83d", "\ude00", "\ud83da", "\n")) {
      for (int before = 7_950; before <= 8_050; before++) {
        UserMessage event = new UserMessage("x".repeat(before) + last + "yz");
        check(decoder, 1, null, "user_message", event, "before=" + before);
      }
    }
    for (String filling : List.of("é", "\u2028", "\ud83d\ude00", "\ud83d", "\u0000")) {
      for (int count = 1_990; count <= 2_010; count++) {
        for (int shift = 0; shift < 4; shift++) {
          UserMessage event = new UserMessage("x".repeat(shift) + filling.repeat(4 * count));
          check(decoder, 1, null, "user_message", event, "count=" + count + ", shift=" + shift);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 65_535, 65_536, 300_000})
  void listsOfAnySizeReadAsThemselves(int size) throws IOException {
    List<String> names = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    check(decoder, 1, null, "tier_started", new TierStarted(0, names), "size=" + size);
  }

  private void check(
      EntryDecoder by, long seq, @Nullable String id, String type, SessionEvent event, String which)
      throws IOException {
    check(encoder, by, seq, id, type, event, which);
  }

  private void check(
      BatchEncoder with,
      EntryDecoder by,
      long seq,
      @Nullable String id,
      String type,
      SessionEvent event,
      String which)
      throws IOException {
    with.clear();
    Lines.encode(with, seq, id, event);
    byte[] line = Lines.bytes(with);
    if (line[line.length - 1] != '\n') {
      throw new AssertionError(which + ": no line feed");
    }
    Entry entry = by.decode(line, 0, line.length - 1);
    if (!entry.equals(new Entry(seq, Lines.TS, Lines.SESSION_ID, id, type, event))) {
      throw new AssertionError(which + ": wrote " + event + ", read " + entry);
    }
    checkByDatabind(line, seq, id, type, event, which);
  }

  private void checkByDatabind(
      byte[] line, long seq, @Nullable String id, String type, SessionEvent event, String which)
      throws IOException {
    ObjectNode expected = databind.createObjectNode();
    expected.put("v", 1);
    expected.set("seq", number(seq));
    expected.put("type", type);
    expected.put("ts", "2026-11-20T23:00:00.123456Z");
    expected.put("session_id", Lines.SESSION_ID);
    if (id != null) {
      expected.put("id", id);
    }
    expected.set("data", event instanceof Unknown unknown ? json(unknown.data()) : object(event));
    String text = new String(line, StandardCharsets.UTF_8);
    JsonNode found = databind.readTree(text);
    ((ObjectNode) found).remove("crc");
    if (!found.equals(expected)) {
      throw new AssertionError(which + ": expected " + expected + ", databind read " + found);
    }
  }

  private ObjectNode object(Object owner) throws JsonProcessingException {
    ObjectNode object = databind.createObjectNode();
    for (RecordShape.Part part : RecordShape.of(owner.getClass()).parts()) {
      Object value = part.of(owner);
      if (value != null && !List.of().equals(value)) {
        object.set(part.wireName(), node(value));
      }
    }
    return object;
  }

  private JsonNode node(Object value) throws JsonProcessingException {
    if (value instanceof String text) {
      return databind.getNodeFactory().textNode(text);
    } else if (value instanceof Long || value instanceof Integer) {
      return number(((Number) value).longValue());
    } else if (value instanceof Double number) {
      return databind.readTree(number.toString());
    } else if (value instanceof OpenEnum word) {
      return databind.getNodeFactory().textNode(word.wireName());
    } else if (value instanceof Enum<?> constant) {
      return databind.getNodeFactory().textNode(constant.name().toLowerCase(Locale.ROOT));
    } else if (value instanceof Boolean bool) {
      return databind.getNodeFactory().booleanNode(bool);
    } else if (value instanceof Instant instant) {
      return databind.getNodeFactory().textNode(TIMESTAMP.format(instant));
    } else if (value instanceof Json json) {
      return json(json);
    } else if (value instanceof List<?> list) {
      ArrayNode array = databind.createArrayNode();
      for (Object element : list) {
        array.add(node(element));
      }
      return array;
    }
    return object(value);
  }

  /** As the narrower of int and long, which is what databind reads. */
  private JsonNode number(long value) {
    return value == (int) value
        ? databind.getNodeFactory().numberNode((int) value)
        : databind.getNodeFactory().numberNode(value);
  }

  private JsonNode json(Json json) throws JsonProcessingException {
    return databind.readTree(json.text());
  }

  /** The same values for the same seed, whichever tests run. */
  private static RandomGenerator generator(String type) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED ^ type.hashCode());
  }
}
