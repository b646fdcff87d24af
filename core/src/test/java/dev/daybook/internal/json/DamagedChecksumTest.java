package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checksum whose name is damaged is no reason to believe the line. */
class DamagedChecksumTest {

  private static final String LINE = lineOf("hello");

  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);

  @ParameterizedTest
  @ValueSource(strings = {"crs", "brc", "c c", "Crc", "xrx", "ksb", "bpg", "Csa", "cr", "", "sum"})
  void refusesALineWhoseChecksumLostItsName(String name) {
    assertThat(refusal(LINE.replace("\"crc\"", "\"" + name + "\"")).kind())
        .isEqualTo(Kind.MISSING_CRC);
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"a\":1,\"b", ",\"id\":\"\\b\",\"new_session_i", ",\"\\\""})
  void refusesALineWhoseChecksumBecameTheEndOfALongerName(String before) {
    assertThat(refusal(LINE.replace(",\"crc\"", before + "crc\"")).kind())
        .isEqualTo(Kind.MISSING_CRC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cession_id\":\"s\",\"id\":\"x\",\"darc",
        "cr\":1,\"id\":\"x\",\"c",
        "crcession_id\":\"s\",\"id\":\"x\",\"da",
        "crcession_id\":\"s\",\"id"
      })
  void refusesALineInWhoseChecksumsNameOtherFieldsWerePut(String names) {
    assertThat(refusal(LINE.replace("\"crc\"", "\"" + names + "\"")).kind())
        .isEqualTo(Kind.MISSING_CRC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"src\":\"x\",\"sig\":\"00000000\"",
        "\"crc32\":\"x\",\"sig\":\"none\"",
        "\"created\":1,\"commit\":\"9f3a01bc\""
      })
  void severalFieldsOfAnotherProgramAtTheEndAreNoChecksum(String fields) {
    aFieldOfAnotherProgramAtTheEndIsNoChecksum(fields);
  }

  @Test
  void refusesItWhenDigitsAreDamagedToo() {
    String digits = LINE.substring(LINE.length() - 10, LINE.length() - 2);
    String line = LINE.replace("\"crc\":\"" + digits, "\"crb\":\"\u007f." + digits.substring(2));
    assertThat(refusal(line).kind()).isEqualTo(Kind.MISSING_CRC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"src\":\"provider\"", "\"sig\":\"00000000\"", "\"crcs\":\"00000000\""})
  void aFieldOfAnotherProgramAtTheEndIsNoChecksum(String field) {
    String line = LINE.substring(0, LINE.length() - LineCrc.TAIL_LENGTH) + "," + field + "}";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(line).kind()).isEqualTo(Kind.MISSING_CRC);
    assertThat(decoder.decodeUnproved(bytes, 0, bytes.length).event())
        .isEqualTo(new UserMessage("hello"));
  }

  private DaybookException refusal(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return catchThrowableOfType(
        DaybookException.class, () -> decoder.decode(bytes, 0, bytes.length));
  }

  private static String lineOf(String text) {
    return new String(Lines.line(0, new UserMessage(text)), StandardCharsets.UTF_8).strip();
  }
}
