package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.ThreadMXBean;
import dev.daybook.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every string is compared with what Jackson's generator writes, byte for byte. */
class LineGeneratorTest {

  /** Around what decides: eight bytes, few chars, a piece, the generator's array, and ours. */
  private static final int[] LENGTHS = {
    0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 63, 64, 65, 1022, 1023, 1024, 1025, 2000,
    2047, 2048, 2049, 7999, 8000, 8001, 65_535, 65_536, 65_537
  };

  private static final int ROUNDS = 1_000;

  private static final char[] HALVES = {'\ud800', '\udbff', '\udc00', '\udfff', 'a', 'é', '中', '"'};

  private static final String[] ODD = {
    "\0",
    "\n",
    "\u001f",
    "\"",
    "\\",
    "\u007f",
    "\u0080",
    "é",
    "ÿ",
    "Ā",
    "\u07ff",
    "\u0800",
    "中",
    "\u2028",
    "\u061c",
    "\u200e",
    "\u202e",
    "\u2069",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\ude00\ud83d"
  };

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final JsonGenerator quick = quick(written);
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final JsonGenerator reference = generator(expected);

  @Test
  void everyCharIsWrittenAsTheGeneratorDoes() throws IOException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = String.valueOf((char) c);
      check(text);
      check("a".repeat(30) + text + "b".repeat(30));
    }
  }

  @Test
  void everyCodePointBeyondTheCharsIsWrittenAsTheGeneratorDoes() throws IOException {
    for (int c = Character.MIN_SUPPLEMENTARY_CODE_POINT; c <= Character.MAX_CODE_POINT; c++) {
      check(Character.toString(c));
    }
  }

  @Test
  void everyLatin1CharMayStandInEveryPlaceOfEight() throws IOException {
    for (int before = 0; before < 48; before++) {
      for (char c = 0; c < 0x100; c++) {
        check("a".repeat(before) + c);
        check("a".repeat(before) + c + "bcdefgh\nklmnopqrstuvwxyzklmnopqrstuvwxyz");
        check("a".repeat(before) + c + (char) (c + 1) + (char) (255 - c));
      }
    }
  }

  @Test
  void surrogatesOfEveryKindMayFollowEachOther() throws IOException {
    for (char a : HALVES) {
      for (char b : HALVES) {
        for (char c : HALVES) {
          for (char d : HALVES) {
            String text = "" + a + b + c + d;
            check(text);
            check("x".repeat(30) + text);
            check("中".repeat(1021) + text);
            check("x".repeat(1022) + text);
          }
        }
      }
    }
  }

  /** Those of the longest lengths in the laboratory. */
  @Test
  @Tag(Lab.RANDOM)
  void oddCharsMayStandAtTheEndsOfEveryLength() throws IOException {
    int longest = Lab.values(8_001, 65_537, 65_537);
    for (int length : Arrays.stream(LENGTHS).filter(length -> length <= longest).toArray()) {
      for (String odd : ODD) {
        for (String even : List.of("a", "é", "中", "\ud83d\ude00", "\n")) {
          String run = even.repeat(length);
          check(run);
          check(odd + run);
          check(run + odd);
          check(odd + run + odd + run);
        }
      }
    }
  }

  @Test
  @Tag(Lab.RANDOM)
  void randomTextIsWrittenAsTheGeneratorDoes() throws IOException {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < Lab.values(2_000, 20_000, 200_000); i++) {
      StringBuilder text = new StringBuilder();
      int parts = random.nextInt(20);
      for (int part = 0; part < parts; part++) {
        text.append(part(random));
      }
      check(text.toString(), "seed=" + seed);
    }
  }

  /**
   * One that is longer than the array ends in another: not from everywhere, but in the laboratory.
   */
  @Test
  @Tag(Lab.RANDOM)
  void aStringMayBeginAnywhereInTheGeneratorsArray() throws IOException {
    String plain = "p".repeat(9_000);
    int manyArrays = Lab.values(455, 7, 7);
    for (int before = 0; before < 9_000; before += Lab.values(35, 7, 7)) {
      for (int length : LENGTHS) {
        if (length > plain.length() && before % manyArrays != 0) {
          continue;
        }
        String text = "\n".repeat(length);
        for (JsonGenerator json : List.of(quick, reference)) {
          json.writeStartArray();
          json.writeRaw(plain, 0, before);
          json.writeString(text);
          json.writeString(text);
          json.writeEndArray();
          json.flush();
        }
        int at = before;
        compare(() -> "before=" + at + ", length=" + length);
        written.reset();
        expected.reset();
      }
    }
  }

  @Test
  void aStringMayBeAValueAnywhere() throws IOException {
    for (String text : new String[] {"", "é", "x".repeat(3_000), null}) {
      for (JsonGenerator json : List.of(quick, reference)) {
        json.writeStartObject();
        json.writeFieldName("a");
        json.writeString(text);
        json.writeFieldName("b");
        json.writeStartArray();
        json.writeString(text);
        json.writeString(text);
        json.writeEndArray();
        json.writeStringField("c", text);
        json.writeEndObject();
        json.flush();
      }
      assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void aGeneratorWithoutRoomIsGivenTheBytes() {
    LineGenerator.StringPiece piece = new LineGenerator.StringPiece();
    piece.set("<é\n>", 1, 3);
    assertThat(piece.appendQuotedUTF8(new byte[10], 5)).isEqualTo(-1);
    assertThat(piece.appendUnquotedUTF8(new byte[10], 5)).isEqualTo(-1);
    assertThat(piece.asQuotedUTF8()).asString(StandardCharsets.UTF_8).isEqualTo("é\\n");
    assertThat(piece.asUnquotedUTF8()).asString(StandardCharsets.UTF_8).isEqualTo("é\\n");
    assertThat(piece.getValue()).isEqualTo("é\n");
    assertThat(piece.charLength()).isEqualTo(2);
  }

  @Test
  void writingAllocatesNothing() throws IOException {
    assumeThat(ManagementFactory.getThreadMXBean())
        .as("this JVM measures what a thread allocates")
        .isInstanceOf(ThreadMXBean.class);
    List<String> texts = List.of(
        "", "few", "a \"quoted\" text\n".repeat(300), "é\n".repeat(30), "中é😀x".repeat(900));
    JsonGenerator json = new LineGenerator(OutputStream.nullOutputStream(), true);
    write(json, texts, 3_000);
    long before = allocatedBytes();
    write(json, texts, ROUNDS);
    assertThat((allocatedBytes() - before) / ROUNDS).as("bytes for the texts").isZero();
  }

  private static void write(JsonGenerator json, List<String> texts, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < texts.size(); i++) {
        json.writeString(texts.get(i));
      }
      json.flush();
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static String part(RandomGenerator random) {
    int length = random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(40);
    return switch (random.nextInt(6)) {
      case 0 ->
        random
            .ints(length, 0, 0x110000)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      case 1 ->
        random
            .ints(length, 0, 0x100)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      case 2 -> ODD[random.nextInt(ODD.length)].repeat(length);
      case 3 -> ODD[random.nextInt(ODD.length)];
      default -> "plain text ".repeat(1 + length / 11);
    };
  }

  private void check(String text) throws IOException {
    check(text, "text");
  }

  private void check(String text, String which) throws IOException {
    written.reset();
    quick.writeString(text);
    quick.flush();
    expected.reset();
    reference.writeString(text);
    reference.flush();
    compare(() -> which + " of " + text.length() + " chars: " + excerpt(text));
  }

  /** AssertJ takes each byte by itself: it is asked only where there is a difference. */
  private void compare(Supplier<String> what) {
    byte[] found = written.toByteArray();
    byte[] wanted = expected.toByteArray();
    if (!Arrays.equals(found, wanted)) {
      assertThat(found).as(what.get()).isEqualTo(wanted);
    }
  }

  private static String excerpt(String text) {
    return JsonText.of(text.substring(0, Math.min(100, text.length())));
  }

  private static JsonGenerator quick(ByteArrayOutputStream out) {
    try {
      return new LineGenerator(out, true);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonGenerator generator(ByteArrayOutputStream out) {
    try {
      return JsonFormat.generator(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
