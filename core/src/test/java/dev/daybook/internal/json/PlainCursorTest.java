package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import dev.daybook.internal.json.fast.NotPlain;
import dev.daybook.internal.json.fast.PlainCursor;
import dev.daybook.internal.json.fast.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor without a parser, which reads what the parser reads, and never more. */
class PlainCursorTest {

  private static final int TEXTS = 60_000;
  private static final String ALPHABET = "{}[]\",:\\ 0123456789eE+-.truefalsnbu/\t\u0000\n";

  private final long seed = Long.getLong("daybook.seed", System.nanoTime());
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

  /** All tokens of the value, with what they say. */
  private static List<Object> tokens(JsonCursor cursor) throws IOException {
    List<Object> tokens = new ArrayList<>();
    int depth = 0;
    do {
      Token token = cursor.nextToken();
      tokens.add(String.valueOf(token));
      if (token == null) {
        return tokens;
      } else if (token == Token.OBJECT || token == Token.ARRAY) {
        depth++;
      } else if (token == Token.OBJECT_END || token == Token.ARRAY_END) {
        depth--;
      } else if (token == Token.STRING) {
        tokens.add(cursor.text());
      } else if (token == Token.INTEGER && cursor.isLong()) {
        tokens.add(cursor.longValue());
        tokens.add(cursor.doubleValue());
      } else if (token == Token.DECIMAL) {
        tokens.add(cursor.doubleValue());
      }
    } while (depth > 0);
    return tokens;
  }

  private static PlainCursor plain(byte[] bytes) {
    return new PlainCursor(bytes, 0, bytes.length);
  }

  private static List<Object> parsed(byte[] bytes) throws IOException {
    try (ParserCursor cursor = new ParserCursor(bytes, 0, bytes.length)) {
      return tokens(cursor);
    }
  }

  /** Whether it was plain; fails if it was read as something else than the parser reads. */
  private boolean agrees(byte[] bytes) {
    PlainCursor cursor = plain(bytes);
    List<Object> plain;
    try {
      plain = tokens(cursor);
    } catch (IOException | NotPlain left) {
      return false;
    }
    String text = "seed=" + seed + ": " + new String(bytes, StandardCharsets.UTF_8);
    try {
      assertThat(Utf8.firstMalformed(bytes, 0, cursor.end())).as(text).isEqualTo(-1);
      assertThat(plain).as(text).isEqualTo(parsed(bytes));
    } catch (IOException refused) {
      throw new AssertionError("the parser refuses it: " + text, refused);
    }
    return true;
  }

  @Test
  void readsJsonAsTheParserDoes() {
    RandomValues values = new RandomValues(random);
    int plain = 0;
    for (int i = 0; i < TEXTS; i++) {
      plain += agrees(values.jsonObject(0).getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
    }
    assertThat(plain).as("seed=%d", seed).isGreaterThan(TEXTS / 2);
  }

  @Test
  void readsNothingThatTheParserRefuses() {
    RandomValues values = new RandomValues(random);
    int left = 0;
    for (int i = 0; i < TEXTS; i++) {
      byte[] bytes = values.jsonObject(0).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        bytes = changed(bytes);
      }
      // text behind the value is for a caller that knows where it must end
      left += agrees(wrapped(bytes)) ? 0 : 1;
    }
    assertThat(left).as("seed=%d", seed).isBetween(TEXTS / 10, TEXTS - 1);
  }

  private static byte[] wrapped(byte[] bytes) {
    byte[] wrapped = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, wrapped, 1, bytes.length);
    wrapped[0] = '[';
    wrapped[wrapped.length - 1] = ']';
    return wrapped;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte any = random.nextInt(8) == 0
        ? (byte) random.nextInt()
        : (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    byte[] changed = random.nextBoolean() ? bytes.clone() : inserted(bytes, at);
    changed[at] = any;
    return changed;
  }

  private static byte[] inserted(byte[] bytes, int at) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    return longer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-1",
        "01",
        "-01",
        "1.",
        ".1",
        "1.0",
        "-1.50",
        "1e5",
        "1E+05",
        "1e-5",
        "1e",
        "1e+",
        "-",
        "--1",
        "+1",
        "0x1",
        "1_0",
        "1.0.0",
        "1e400",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "true",
        "tru",
        "truex",
        "null",
        "nul",
        "nullnull",
        "false",
        "NaN",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\uD83D\\uDE00\"",
        "\"\\uDE00\"",
        "\"\\uD83Dx\"",
        "[1 2]",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "[}",
        "{]",
        "[[]",
        "{\"a\":[1,{\"b\":[]}],\"c\":{}}"
      })
  void agreesOnEveryFormOfValue(String text) {
    agrees(("{\"a\":" + text + "}").getBytes(StandardCharsets.UTF_8));
    agrees(("[" + text + "]").getBytes(StandardCharsets.UTF_8));
    agrees(("[ " + text + " , 0]").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryCharacterInEveryFormAtEveryPlace() {
    for (int c = 0; c <= 0x10ffff; c += c < 0x3000 || (c > 0xd000 && c < 0x10100) ? 1 : 997) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String escaped = Character.toString(c)
          .chars()
          .mapToObj(unit -> String.format("\\u%04" + (unit % 2 == 0 ? "x" : "X"), unit))
          .reduce("", String::concat);
      String raw = c < ' ' || c == '"' || c == '\\' ? escaped : Character.toString(c);
      for (String form : List.of(raw, escaped)) {
        String text = "x".repeat(c % 9) + form + "y".repeat(c / 9 % 9) + "\\n" + form;
        assertThat(
                agrees(("[\"" + text + "\",1,\"" + form + "\"]").getBytes(StandardCharsets.UTF_8)))
            .as("U+%04X", c)
            .isTrue();
      }
    }
  }

  @Test
  void readsStringsOfEveryLengthAndWithEscapesAtEveryPlace() {
    for (int length = 0; length < 40; length++) {
      for (int escape = 0; escape <= length; escape++) {
        for (String what : List.of("", "\\n", "\\u00e9", "é", "\\uD83D\\uDE00")) {
          String text = "a".repeat(escape) + what + "b".repeat(length - escape);
          byte[] bytes = ("[\"" + text + "\"]").getBytes(StandardCharsets.UTF_8);
          assertThat(agrees(bytes)).isTrue();
          byte[] cut = Arrays.copyOf(bytes, bytes.length - 2);
          assertThat(agrees(cut)).isFalse();
        }
      }
    }
  }

  @Test
  void givesAnyValueVerbatimAndStandsBehindIt() throws IOException {
    RandomValues values = new RandomValues(random);
    for (int i = 0; i < TEXTS / 10; i++) {
      String json = values.jsonObject(0);
      byte[] bytes = ("[ " + json + " , 7]").getBytes(StandardCharsets.UTF_8);
      PlainCursor cursor = plain(bytes);
      cursor.nextToken();
      cursor.nextToken();
      String verbatim;
      try {
        verbatim = cursor.verbatim();
      } catch (NotPlain left) {
        continue;
      }
      assertThat(verbatim).as("seed=%d", seed).isEqualTo(json);
      assertThat(cursor.nextToken()).isEqualTo(Token.INTEGER);
      assertThat(cursor.longValue()).isEqualTo(7);
    }
  }

  @Test
  void leavesWhatNestsDeepToTheParser() {
    assertThat(agrees(("[".repeat(60) + "]".repeat(60)).getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(agrees(("[".repeat(61) + "]".repeat(61)).getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }
}
