package dev.daybook.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonBeginningTest {

  private static final String TEXT = "a\u00e9\u6f22\ud83e\udd80\n\"\\\u0001 end";
  private static final String QUOTED = "a\u00e9\u6f22\ud83e\udd80\\n\\\"\\\\\\u0001\\u0020end";
  private static final String LINE =
      "{\"v\":1,\"x\":{\"text\":\"no\"},\"data\":{\"a\":[{\"text\":\"no\"}],\"text\":\"" + QUOTED
          + "\",\"b\":1}}";

  private static Optional<JsonBeginning> text(byte[] bytes, int to) {
    return JsonBeginning.of(bytes, 0, to, "data", "text");
  }

  @Test
  void cutAnywhereItIsAPrefixOfTheString() {
    byte[] bytes = LINE.getBytes(UTF_8);
    int start = LINE.substring(0, LINE.indexOf(QUOTED)).getBytes(UTF_8).length;
    int end = start + QUOTED.getBytes(UTF_8).length;
    int length = 0;
    for (int to = 0; to <= bytes.length; to++) {
      Optional<JsonBeginning> found = text(bytes, to);
      if (to >= start) {
        String prefix = found.orElseThrow().text();
        assertThat(TEXT).startsWith(prefix);
        assertThat(prefix.length()).isGreaterThanOrEqualTo(length);
        assertThat(prefix.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
            .isTrue();
        assertThat(found.orElseThrow().isWhole()).isEqualTo(to > end);
        length = prefix.length();
      } else {
        assertThat(found.map(JsonBeginning::text).orElse("")).isEmpty();
      }
    }
    assertThat(length).isEqualTo(TEXT.length());
  }

  @Test
  void behindAHeaderItIsWhatAParserOfTheWholeLineFinds() {
    for (String id : new String[] {"", ",\"id\":\"e-1\""}) {
      String header = "{\"v\":1,\"seq\":7,\"type\":\"t\",\"ts\":\"2026-01-02T03:04:05.000006Z\","
          + "\"session_id\":\"s-1\"" + id;
      byte[] bytes = (header + LINE.substring(LINE.indexOf(",\"data\""))).getBytes(UTF_8);
      if (id.isEmpty()) {
        LineHeader found = requireNonNull(LineHeader.ofBeginning(bytes, 0, bytes.length));
        assertThat(found.data("\"s-1\"".getBytes(UTF_8))).isPositive();
      }
      for (int to = 0; to <= bytes.length; to++) {
        Optional<JsonBeginning> parsed = text(bytes, to);
        for (String session : new String[] {"\"s-1\"", "\"s-2\""}) {
          assertThat(JsonBeginning.ofData(bytes, 0, to, session.getBytes(UTF_8), "text"))
              .as("to=%d, session=%s", to, session)
              .isEqualTo(parsed);
        }
      }
      assertThat(text(bytes, bytes.length)).isPresent();
    }
  }

  @Test
  void anEscapedPairIsNotSplit() {
    String line = "{\"data\":{\"text\":\"x\\ud83e\\udd80y\"}}";
    byte[] bytes = line.getBytes(UTF_8);
    for (int to = line.indexOf("\\ud83e") + 1; to < line.indexOf('y'); to++) {
      assertThat(text(bytes, to).orElseThrow().text()).isEqualTo("x");
    }
    assertThat(text(bytes, line.indexOf('y')).orElseThrow().text()).isEqualTo("x\ud83e\udd80");
    assertThat(text(bytes, bytes.length)).contains(new JsonBeginning("x\ud83e\udd80y", true));
  }

  @Test
  void whatIsNotThereOrNoStringIsEmpty() {
    for (String line : new String[] {
      "",
      "[]",
      "x",
      "{}",
      "{\"data\":1}",
      "{\"data\":{}}",
      "{\"data\":{\"text\":1}}",
      "{\"data\":{\"a\":\"\\q\"",
      "{\"text\":\"x\"}"
    }) {
      byte[] bytes = line.getBytes(UTF_8);
      assertThat(text(bytes, bytes.length)).as(line).isEmpty();
    }
  }

  @Test
  void bytesThatAreNoUtf8EndIt() {
    byte[] bytes = "{\"data\":{\"text\":\"ab?cd\"}}".getBytes(UTF_8);
    bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xff;
    assertThat(text(bytes, bytes.length)).contains(new JsonBeginning("ab", false));
  }
}
