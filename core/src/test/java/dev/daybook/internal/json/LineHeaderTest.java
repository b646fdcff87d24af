package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineHeaderTest {

  private static LineHeader headerOf(byte[] line) {
    return LineHeader.of(line, 0, line.length - 1);
  }

  private static void assertSays(LineHeader header, long seq, String type) {
    assertThat(header.seq()).isEqualTo(seq);
    assertThat(header.type()).isEqualTo(type);
    assertThat(header.isOfType(type.getBytes(StandardCharsets.US_ASCII))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 123, 999_999_999_999_999_999L})
  void readsSeqAndTypeWithoutParsing(long seq) {
    assertSays(headerOf(Lines.line(seq, new UserMessage("x"))), seq, "user_message");
  }

  @Test
  void readsALineInTheMiddleOfAnArray() {
    byte[] line = Lines.line(3, new UserMessage("x"));
    byte[] array = new byte[line.length + 20];
    System.arraycopy(line, 0, array, 10, line.length);
    assertSays(LineHeader.of(array, 10, 10 + line.length - 1), 3, "user_message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\ud83d", "é", "\ud83d\ude00"})
  void leavesTypesThatAreNotPlainAsciiToTheDecoder(String text) {
    Unknown event = new Unknown("a" + text, "{}");
    assertThat(headerOf(Lines.line(0, event))).isNull();
  }

  @Test
  void leavesNumbersThatMayOverflowToTheDecoder() {
    assertThat(headerOf(Lines.line(1_000_000_000_000_000_000L, new UserMessage("x"))))
        .isNull();
  }

  @Test
  void leavesEveryDamagedLineToTheDecoder() {
    byte[] line = Lines.line(12, new UserMessage("some text"));
    for (int i = 0; i < line.length - 1; i++) {
      for (int flip = 1; flip < 256; flip++) {
        line[i] ^= (byte) flip;
        assertThat(headerOf(line)).as("byte %d xor %d", i, flip).isNull();
        line[i] ^= (byte) flip;
      }
    }
    for (int length = 0; length < line.length - 1; length++) {
      assertThat(LineHeader.of(line, 0, length)).as("length %d", length).isNull();
    }
  }

  @Test
  void leavesALineWithoutChecksumToTheDecoder() {
    String line = new String(Lines.line(0, new UserMessage("x")), StandardCharsets.US_ASCII);
    byte[] bare =
        (line.substring(0, line.indexOf(",\"crc\"")) + "}\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(headerOf(bare)).isNull();
  }

  private static LineHeader headerOf(byte[] line, String sessionId) {
    return LineHeader.of(line, 0, line.length - 1, BatchEncoder.quoted(sessionId));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s-1", "a", "é", "\ud835\udc9c", "日本", "s-1.with_all-of.it"})
  void readsALineOfTheSession(String sessionId) {
    byte[] line = Lines.lineOf(sessionId, 3, new UserMessage("x"));
    assertSays(headerOf(line, sessionId), 3, "user_message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s-2", "s-", "s-11", "S-1", "é"})
  void leavesALineOfAnotherSessionToTheDecoder(String sessionId) {
    assertThat(headerOf(Lines.line(3, new UserMessage("x")), sessionId)).isNull();
    assertThat(headerOf(Lines.lineOf(sessionId, 3, new UserMessage("x")), "s-1"))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, 999_999_999_999_999_999L})
  void readsTheTimeFromItsPlace(long seq) {
    byte[] line = Lines.line(seq, new UserMessage("x"));
    assertThat(headerOf(line).ts()).isEqualTo(Lines.TS);
  }

  @Test
  void readsTheBeginningOfALineOnceTypeAndTimeAreThere() {
    byte[] line = Lines.line(12, new UserMessage("x"));
    String text = new String(line, StandardCharsets.US_ASCII);
    int typeEnd = text.indexOf("user_message\"") + "user_message\"".length();
    int tsEnd = text.indexOf("Z\"") + 1;
    for (int to = 0; to < line.length; to++) {
      LineHeader header = LineHeader.ofBeginning(line, 0, to);
      assertThat(header == null).as("length %d", to).isEqualTo(to < typeEnd);
      if (header != null) {
        assertSays(header, 12, "user_message");
        assertThat(header.ts()).isEqualTo(to < tsEnd ? null : Lines.TS);
      }
    }
  }

  @Test
  void aTimeInAnotherFormIsLeftToTheDecoder() {
    String line = new String(Lines.line(0, new UserMessage("x")), StandardCharsets.US_ASCII);
    for (String ts : new String[] {"2026-13-20T23:00:00.123456Z", "2026-11-20T23:00:00+00:00"}) {
      byte[] other = line.replaceFirst("\"ts\":\"[^\"]*", "\"ts\":\"" + ts)
          .getBytes(StandardCharsets.US_ASCII);
      assertThat(LineHeader.ofBeginning(other, 0, other.length).ts()).isNull();
    }
  }
}
