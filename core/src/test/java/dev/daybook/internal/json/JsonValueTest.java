package dev.daybook.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.DaybookException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value within its bytes, against a parser that builds a tree. */
class JsonValueTest {

  private static JsonValue value(String json) {
    byte[] bytes = ("??" + json + "!!").getBytes(UTF_8);
    return JsonValue.first(bytes, 2, bytes.length - 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1, 2.5,-3e2 ,null,true,false],\"b\":{\"c\":\"d\"},\"\":\"\"}",
        " [ ] ",
        "{ }",
        "\"\\u00e9\\n\\/\\\\\\\"\\ud83d\\ude00 \u00e9\u6f22\ud83d\ude00\"",
        "{\"\\u0061\":1,\"b\\\"c\":[{\"x\":[[]]},{}]}",
        "\"\\ud800 half \\udc00\"",
        "[\"\\ud83d\",\"\\u000a and some more text than eight bytes \\\\\"]",
        "17",
        "-0.0",
        "{\"twice\":1,\"twice\":2}"
      })
  void isWhatATreeIs(String json) throws IOException {
    assertSame(value(json), new ObjectMapper().readTree(json));
  }

  @Test
  void readingManyStringsBeyondAsciiTakesTimeWithTheirLengthAlone() {
    String json = "[" + "\"\u00e9\",".repeat(300_000) + "0]";

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(value(json).elements()).hasSize(300_001));
  }

  @Test
  void stringsOfAnyCharsAreWhatATreeHas() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String[] parts = {
      "a",
      "words of more than eight bytes ",
      "\\n",
      "\\\\",
      "\\\"",
      "\\u0041",
      "\\u00e9",
      "\\ud83d\\ude00",
      "\\ud83d",
      "\\ude00",
      "\u00e9",
      "\u6f22",
      "\ud83d\ude00",
      "{",
      "]",
      ",",
      ":",
      " "
    };
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder json = new StringBuilder("{\"k\":\"");
      for (int n = random.nextInt(12); n > 0; n--) {
        json.append(parts[random.nextInt(parts.length)]);
      }
      json.append("\",\"next\":[\"\",1]}");
      JsonNode expected = mapper.readTree(json.toString());
      JsonValue found = value(json.toString());
      assertThat(found.get("k").text())
          .as(json.toString())
          .isEqualTo(expected.get("k").textValue());
      assertThat(found.get("next").elements()).hasSize(2);
      assertThat(found.raw()).isEqualTo(json.toString());
    }
  }

  @Test
  void hashIsOfTheBytesAlone() {
    assertThat(value("[{\"a\":1}]").elements().get(0).hash())
        .isEqualTo(value("{\"a\":1}").hash());
    assertThat(value("{\"a\":1}").hash()).isNotEqualTo(value("{\"a\":2}").hash());
    assertThat(JsonValue.absent().hash()).isNotEqualTo(value("null").hash());
  }

  private static void assertSame(JsonValue found, JsonNode expected) {
    assertThat(found.isObject()).isEqualTo(expected.isObject());
    assertThat(found.isArray()).isEqualTo(expected.isArray());
    assertThat(found.isNumber()).isEqualTo(expected.isNumber());
    assertThat(found.text()).isEqualTo(expected.isTextual() ? expected.textValue() : null);
    assertThat(found.bool()).isEqualTo(expected.isBoolean() ? expected.booleanValue() : null);
    if (expected.isNumber()) {
      assertThat(found.number()).isEqualTo(expected.doubleValue());
    }
    assertThat(found.elements()).hasSize(expected.isArray() ? expected.size() : 0);
    for (int i = 0; i < found.elements().size(); i++) {
      assertSame(found.elements().get(i), expected.get(i));
    }
    for (String name : found.names()) {
      assertSame(found.get(name), expected.get(name));
    }
    expected.fieldNames().forEachRemaining(name -> assertThat(found.has(name)).isTrue());
  }

  @Test
  void pathOfWhatIsNotThereIsAbsent() {
    JsonValue value = value("{\"a\":{\"b\":1},\"n\":null}");
    assertThat(value.at("a", "b").integer()).isEqualTo(1);
    assertThat(value.at("x", "y", "z").isAbsent()).isTrue();
    assertThat(value.get("n").isAbsent()).isFalse();
    assertThat(value.get("n").isPresent()).isFalse();
    assertThat(value.get("n").json()).isNull();
    assertThat(value.get("aa").isAbsent()).isTrue();
    assertThat(value.get("").isAbsent()).isTrue();
  }

  @Test
  void valueAsItStandsIsVerbatim() {
    assertThat(value("{\"a\": { \"b\" : [1 , 2] } }").get("a").raw())
        .isEqualTo("{ \"b\" : [1 , 2] }");
    assertThat(value("[12 , 13]").elements().get(0).raw()).isEqualTo("12");
  }

  @Test
  void cutTextHasWhatStandsBeforeItsEnd() {
    String whole = "{\"id\":\"x\",\"list\":[1,{\"a\":\"b\"}],\"last\":12}";
    byte[] bytes = whole.getBytes(UTF_8);
    for (int to = 0; to <= bytes.length; to++) {
      JsonValue value = JsonValue.beginning(bytes, 0, to);
      assertThat(value.isAbsent()).isEqualTo(to == 0);
      assertThat(value.get("id").text()).isEqualTo(to >= 9 ? "x" : null);
      assertThat(value.get("list").elements().size()).isLessThanOrEqualTo(2);
    }
    assertThat(JsonValue.beginning("nonsense".getBytes(UTF_8), 0, 8).isAbsent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"n\":12", "{\"n\":1.5", "{\"n\":-1", "[12", "12", "{\"n\":[7"})
  void numberThatMayGoOnBehindTheCutIsNone(String cut) {
    byte[] bytes = cut.getBytes(UTF_8);
    JsonValue value = JsonValue.beginning(bytes, 0, bytes.length);
    assertThat(value.isNumber()).isFalse();
    assertThat(value.get("n").isNumber()).isFalse();
    assertThat(value.elements()).isEmpty();
    assertThat(value.get("n").elements()).isEmpty();
    byte[] more = (cut + " ").getBytes(UTF_8);
    assertThat(JsonValue.beginning(more, 0, more.length).raw()).contains(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":}", "nul", "{\"a\" 1}", "\"\\x\"", "\u0000"})
  void whatIsNoJsonIsRefused(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThatThrownBy(() -> JsonValue.first(bytes, 0, bytes.length))
        .isInstanceOf(DaybookException.class);
  }

  @Test
  void valueThatNestsTooDeepForALineIsRefused() {
    String deep = "[".repeat(JsonValue.MAX_DEPTH) + "]".repeat(JsonValue.MAX_DEPTH);
    assertThat(value(deep).isArray()).isTrue();
    assertThatThrownBy(() -> value("[" + deep + "]")).hasMessageContaining("too deep");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.6Z, 2026-01-02T03:04:05.6Z",
    "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456Z"
  })
  void timeOfUtcIsRead(String text, Instant expected) {
    assertThat(value("\"" + text + "\"").utcTime()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05.Z",
        "2026-01-02T03:04:05+00:00",
        "2026-13-02T03:04:05Z",
        "2026-01-02T03:04:05.12345678xZ",
        "2026-01-02T03:04:05.1234567890Z",
        "2026-01-02 03:04:05Z",
        "2026-02-30T03:04:05Z"
      })
  void anyOtherTimeIsNot(String text) {
    assertThat(value("\"" + text + "\"").utcTime()).isNull();
  }
}
