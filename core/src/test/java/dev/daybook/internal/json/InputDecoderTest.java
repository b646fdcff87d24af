package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputDecoderTest {

  private static SessionEvent decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return InputDecoder.decode(bytes, 0, bytes.length);
  }

  @Test
  void keepsTheDataVerbatimWhateverItsType() {
    String data = "{ \"text\":\t1.0, \"text\":\"\\u0041\" }";
    assertThat(decode("{\"type\":\"other\",\"data\":" + data + "}"))
        .isEqualTo(new Unknown("other", data));
    assertThat(decode("{\"data\":" + data + ",\"type\":\"user_message\"}"))
        .isEqualTo(new Unknown("user_message", data));
  }

  @Test
  void takesATimeAndAnIdIfTheyAreThere() {
    Unknown event = new Unknown("other", "{}");
    Instant ts = Instant.parse("2026-11-20T23:00:00.5Z");
    assertThat(decode("{\"type\":\"other\",\"data\":{},\"ts\":\"2026-11-20T23:00:00.5Z\"}"))
        .isEqualTo(new Stamped(event, ts, null));
    assertThat(decode("{\"id\":\"\",\"type\":\"other\",\"data\":{}}"))
        .isEqualTo(new Stamped(event, null, ""));
    assertThat(decode(
            "{\"id\":\"i\",\"ts\":\"2026-11-21T01:00:00.5+02:00\",\"type\":\"other\",\"data\":{}}"))
        .isEqualTo(new Stamped(event, ts, "i"));
  }

  @Test
  void aLineOfASessionCanBeRecordedElsewhere() {
    byte[] line = Lines.line(7, "i", new UserMessage("x"));
    assertThat(InputDecoder.decode(line, 0, line.length - 1))
        .isEqualTo(new Stamped(new Unknown("user_message", "{\"text\":\"x\"}"), Lines.TS, "i"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;INVALID_JSON",
        "do-not-show;INVALID_JSON",
        "[];NOT_AN_OBJECT",
        "{\"type\":\"a\",\"data\":{}} x;TRAILING_TEXT",
        "{\"data\":{}};MISSING_TYPE",
        "{\"type\":\"\",\"data\":{}};MISSING_TYPE",
        "{\"type\":\"a\"};MISSING_FIELD",
        "{\"type\":\"a\",\"data\":[]};WRONG_KIND",
        "{\"type\":\"a\",\"data\":{},\"ts\":\"do-not-show\"};INVALID_VALUE",
        "{\"type\":\"a\",\"data\":{},\"data\":{}};DUPLICATE_FIELD",
        "{\"type\":\"a\",\"data\":{},\"do-not-show\":1};UNKNOWN_FIELD",
      })
  void refusesALineThatAsksForNoEvent(String line, Kind kind) {
    DaybookException fault = faultOf(() -> decode(line));
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessageNotContaining("do-not-show").hasNoCause();
  }

  @Test
  void aLineThatIsNotWhatASessionWroteIsRefused() {
    byte[] line = Lines.line(7, "i", new UserMessage("x"));
    line[new String(line, StandardCharsets.UTF_8).indexOf("\"x\"") + 1] = 'y';
    DaybookException fault = faultOf(() -> InputDecoder.decode(line, 0, line.length - 1));
    assertThat(fault.kind()).isEqualTo(Kind.CRC_MISMATCH);
  }

  @Test
  void saysThatAByteOrderMarkStandsFirst() {
    assertThat(faultOf(() -> decode("\uFEFF{\"type\":\"a\",\"data\":{}}")))
        .hasMessage("line begins with a byte order mark; remove it: column=1");
  }

  @Test
  void saysThatJsonNestsTooDeep() {
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    assertThat(faultOf(() -> decode("{\"type\":\"a\",\"data\":{\"d\":" + deep + "}}")))
        .hasMessage("JSON nests too deep: maxDepth=1000");
  }

  @Test
  void noFlippedByteGivesAnotherException() {
    byte[] line = "{\"type\":\"é\",\"data\":{\"a\":[1.5,\"\\n\"]},\"ts\":\"2026-11-20T23:00:00Z\"}"
        .getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < line.length; i++) {
      byte[] flipped = line.clone();
      for (int value = 0; value < 256; value++) {
        flipped[i] = (byte) value;
        try {
          InputDecoder.decode(flipped, 0, flipped.length);
        } catch (DaybookException expected) {
          refused++;
        }
      }
    }
    assertThat(refused).as("of %d", 256 * line.length).isGreaterThan(100 * line.length);
    byte[] cut = Arrays.copyOf(line, line.length - 1);
    assertThat(faultOf(() -> InputDecoder.decode(cut, 0, cut.length)).kind())
        .isEqualTo(Kind.INVALID_JSON);
  }
}
