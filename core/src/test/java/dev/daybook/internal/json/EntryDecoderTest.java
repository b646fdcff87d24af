package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryDecoderTest {

  private static final String SECRET = "do-not-show";

  private static final String V = "\"v\":1";
  private static final String SEQ = "\"seq\":7";
  private static final String TYPE = "\"type\":\"user_message\"";
  private static final String TS = "\"ts\":\"2026-11-20T23:00:00.123456Z\"";
  private static final String SESSION = "\"session_id\":\"s-1\"";
  private static final String ID = "\"id\":\"i\"";
  private static final String DATA = "\"data\":{\"text\":\"" + SECRET + "\"}";
  private static final Entry ENTRY =
      new Entry(7, Lines.TS, Lines.SESSION_ID, "i", "user_message", new UserMessage(SECRET));

  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);

  /** Decodes the object with its checksum behind it. */
  private Entry decode(String object) {
    return decode(Lines.sealed(object).getBytes(StandardCharsets.UTF_8));
  }

  private Entry decode(byte[] line) {
    return decoder.decode(line, 0, line.length);
  }

  private DaybookException refusal(String line) {
    return refusal(line.getBytes(StandardCharsets.UTF_8));
  }

  private DaybookException refusal(byte[] line) {
    DaybookException fault = faultOf(() -> decode(line));
    assertHidesData(fault);
    return fault;
  }

  private static void assertHidesData(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.toString().contains(SECRET)) {
        throw new AssertionError("shows what the event has: " + t);
      }
    }
  }

  private static String object(String... fields) {
    return "{" + String.join(",", fields) + "}";
  }

  // --- damage

  private static final List<SessionEvent> FIVE = List.of(
      new UserMessage(SECRET + " é\ud83d\ude00\ud83d\"\\\n"),
      new AssistantMessage("", List.of(new ToolCall("c", "ls", "{}"))),
      new ToolResult("c", true, null, new ErrorInfo(SECRET, null, new Json("{\"a\":[1.50,null]}"))),
      new Unknown("x", "{\"" + SECRET + "\":-0}"),
      new InferenceStarted("m", Long.MAX_VALUE));

  @Test
  @Tag(Lab.RANDOM)
  void noFlippedByteEverGivesAWrongEvent() {
    byte[] file = Lines.file(FIVE.toArray(SessionEvent[]::new));
    List<Entry> written = entries(file);
    assertThat(written).extracting(Entry::event).isEqualTo(FIVE);

    long refused = 0;
    int step = Lab.values(6, 1, 1);
    int start = 0;
    for (byte[] line : wholeLines(file, file.length)) {
      int end = start + line.length + 1;
      for (int i = start; i < end; i++) {
        // a line feed that is gone joins the next line
        int joined = i == end - 1 ? file.length : end;
        byte[] part = Arrays.copyOfRange(file, start, joined);
        for (int flip = 1; flip < 256; flip += step) {
          part[i - start] = (byte) (file[i] ^ flip);
          refused += countRefused(part, part.length, written, "byte " + i + " xor " + flip);
        }
      }
      start = end;
    }
    assertThat(refused).isGreaterThan(250L * file.length / step);
  }

  @Test
  void noTruncationEverGivesAWrongEvent() {
    byte[] file = Lines.file(FIVE.toArray(SessionEvent[]::new));
    List<Entry> written = entries(file);
    for (int length = 0; length <= file.length; length++) {
      assertThat(countRefused(file, length, written, "length " + length)).isZero();
      // the torn line itself, as if a line feed had followed
      List<byte[]> whole = wholeLines(file, length);
      int tail = whole.stream().mapToInt(line -> line.length + 1).sum();
      if (tail < length && file[length] != '\n') {
        refusal(Arrays.copyOfRange(file, tail, length));
      }
    }
  }

  private List<Entry> entries(byte[] file) {
    return wholeLines(file, file.length).stream().map(this::decode).toList();
  }

  /** Each line is an entry that was written, or is refused; how many are. */
  private int countRefused(byte[] file, int length, List<Entry> written, String which) {
    int refused = 0;
    for (byte[] line : wholeLines(file, length)) {
      try {
        Entry entry = decode(line);
        if (!written.contains(entry)) {
          throw new AssertionError(which + " reads as " + entry);
        }
      } catch (DaybookException fault) {
        assertHidesData(fault);
        refused++;
      }
    }
    return refused;
  }

  private static List<byte[]> wholeLines(byte[] file, int length) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (file[i] == '\n') {
        lines.add(Arrays.copyOfRange(file, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  @Test
  void refusesALineWithoutChecksum() {
    String line = object(V, SEQ, TYPE, TS, SESSION, ID, DATA);
    DaybookException fault = refusal(line);
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_CRC);
    assertThat(fault).hasMessage("the line has no checksum that would prove it");
    assertThat(refusal(line + " \r").kind()).isEqualTo(Kind.MISSING_CRC);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decodeUnproved(bytes, 0, bytes.length)).isEqualTo(ENTRY);
  }

  @Test
  void noFlippedByteWithoutChecksumEverGivesAnotherException() {
    byte[] line = object(V, SEQ, TYPE, TS, SESSION, ID, "\"data\":{\"text\":\"é\\n\",\"x\":[1.5]}")
        .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < line.length; i++) {
      byte original = line[i];
      for (int value = 0; value < 256; value++) {
        line[i] = (byte) value;
        try {
          decoder.decodeUnproved(line, 0, line.length);
        } catch (DaybookException expected) {
          assertThat(expected.kind()).isNotNull();
        }
      }
      line[i] = original;
    }
  }

  // --- what other writers may do

  @Test
  void readsKeysInAnyOrder() {
    List<String> fields = List.of(V, SEQ, TYPE, TS, SESSION, ID, DATA);
    for (int rotation = 0; rotation < fields.size(); rotation++) {
      List<String> rotated = new ArrayList<>(fields.subList(rotation, fields.size()));
      rotated.addAll(fields.subList(0, rotation));
      assertThat(decode(object(rotated.toArray(String[]::new)))).isEqualTo(ENTRY);
      Collections.reverse(rotated);
      assertThat(decode(object(rotated.toArray(String[]::new)))).isEqualTo(ENTRY);
    }
  }

  @Test
  void dataBeforeItsTypeIsCheckedAsStrictly() {
    String wrong = "\"data\":{\"text\":[\"" + SECRET + "\"]}";
    assertThat(refusal(object(V, SEQ, wrong, TYPE, TS, SESSION)).kind())
        .isEqualTo(refusal(object(V, SEQ, TYPE, wrong, TS, SESSION)).kind())
        .isEqualTo(Kind.WRONG_KIND);
    String escaped = "\"data\":{\"text\":\"\\ud83d\\u0000\\\"\"}";
    assertThat(decode(object(V, SEQ, escaped, TYPE, TS, SESSION)).event())
        .isEqualTo(new UserMessage("\ud83d\u0000\""));
    String unknown = "\"type\":\"other\"";
    assertThat(decode(object(V, SEQ, escaped, unknown, TS, SESSION)).event())
        .isEqualTo(new Unknown("other", "{\"text\":\"\\ud83d\\u0000\\\"\"}"));
  }

  @Test
  void readsALineWithWhiteSpaceAndOtherFields() {
    assertThat(decode(
            " { \"w\" : [ { } ] ,\t" + String.join(" ,\r", V, SEQ, TYPE, TS, SESSION, ID, DATA)
                + " , \"x\":\"" + SECRET + "\"\r }"))
        .isEqualTo(ENTRY);
  }

  @Test
  void readsALineWithoutId() {
    assertThat(decode(object(V, SEQ, TYPE, TS, SESSION, DATA)).event()).isEqualTo(ENTRY.event());
    assertThat(decode(object(V, SEQ, TYPE, TS, SESSION, DATA)).id()).isNull();
  }

  @Test
  void readsATimeInAnotherZone() {
    String ts = "\"ts\":\"2026-11-21T01:00:00.1234567+02:00\"";
    assertThat(decode(object(V, SEQ, TYPE, ts, SESSION, DATA)).ts()).isEqualTo(Lines.TS);
  }

  // --- what is refused

  @Test
  void refusesAChecksumThatIsNotTheLines() {
    String line = object(V, SEQ, TYPE, TS, SESSION, DATA);
    assertThat(refusal(withCrc(line, "00000000"))).hasMessage("line is not what was written");
    assertThat(decode(line).event()).isEqualTo(ENTRY.event());
  }

  @Test
  void refusesAChecksumThatStandsElsewhereOrIsNone() {
    String line = object(V, SEQ, TYPE, TS, SESSION, DATA);
    String right = crcOf(line);
    for (String crc :
        List.of("\"" + right.toUpperCase(Locale.ROOT) + "\"", "\"\"", "null", "1", "{}", "[]")) {
      assertThat(refusal(object(V, SEQ, TYPE, TS, SESSION, DATA, "\"crc\":" + crc)))
          .as(crc)
          .hasMessage("crc is not 8 lower-case hex digits at the end of the line");
    }
    String crc = "\"crc\":\"" + right + "\"";
    assertThat(refusal(object(V, crc, SEQ, TYPE, TS, SESSION, DATA)).kind())
        .isEqualTo(Kind.CRC_MISMATCH);
    assertThat(refusal(withCrc(line, right) + " ").kind()).isEqualTo(Kind.CRC_MISMATCH);
    assertThat(refusal(line.substring(0, line.length() - 1) + ", \"crc\":\"" + right + "\"}")
            .kind())
        .isEqualTo(Kind.CRC_MISMATCH);
    assertThat(refusal(object(V, SEQ, TYPE, TS, SESSION, DATA, "\"cr\\u0063\":\"" + right + "\""))
            .kind())
        .isEqualTo(Kind.CRC_MISMATCH);
  }

  @Test
  void aChecksumInsideTheDataIsData() {
    String data = "\"data\":{\"text\":\"x\",\"crc\":\"00000000\"}";
    assertThat(decode(object(V, SEQ, TYPE, TS, SESSION, data)).event())
        .isEqualTo(new UserMessage("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "2;UNSUPPORTED_VERSION;a newer Daybook wrote this; read it with that one: v=2",
        "0;UNSUPPORTED_VERSION;",
        "-1;UNSUPPORTED_VERSION;",
        "\"1\";WRONG_KIND;",
        "1.0;WRONG_KIND;",
        "null;WRONG_KIND;",
        "18446744073709551617;INVALID_VALUE;",
      })
  void refusesAnotherVersion(String version, Kind kind) {
    assertThat(refusal(object("\"v\":" + version, SEQ, TYPE, TS, SESSION, DATA)).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6})
  void refusesALineThatLacksAField(int missing) {
    List<String> fields = new ArrayList<>(List.of(V, SEQ, TYPE, TS, SESSION, ID, DATA));
    String field = fields.remove(missing).split("\"")[1];
    DaybookException fault = refusal(object(fields.toArray(String[]::new)));
    assertThat(fault.kind())
        .isEqualTo(field.equals("type") ? Kind.MISSING_TYPE : Kind.MISSING_FIELD);
    assertThat(fault.details()).containsEntry("field", field);
  }

  @Test
  void refusesAFieldThatStandsTwice() {
    for (String field : List.of(V, SEQ, TYPE, TS, SESSION, ID, DATA, "\"x\":0")) {
      assertThat(refusal(object(V, SEQ, TYPE, TS, SESSION, ID, DATA, "\"x\":1", field)))
          .hasMessage("field stands twice in the line");
    }
    String line = object(V, SEQ, TYPE, TS, SESSION, DATA, "\"crc\":\"00000000\"");
    assertThat(refusal(withCrc(line, crcOf(line))).kind()).isEqualTo(Kind.DUPLICATE_FIELD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"seq\":-1;INVALID_VALUE",
        "\"seq\":1.0;WRONG_KIND",
        "\"seq\":\"1\";WRONG_KIND",
        "\"seq\":null;WRONG_KIND",
        "\"seq\":9223372036854775808;INVALID_VALUE",
        "\"seq\":01;INVALID_JSON",
        "\"type\":1;MISSING_TYPE",
        "\"type\":null;MISSING_TYPE",
        "\"type\":\"\";MISSING_TYPE",
        "\"ts\":1;WRONG_KIND",
        "\"ts\":\"do-not-show\";INVALID_VALUE",
        "\"session_id\":1;WRONG_KIND",
        "\"id\":null;WRONG_KIND",
        "\"id\":{};WRONG_KIND",
        "\"data\":null;WRONG_KIND",
        "\"data\":\"do-not-show\";WRONG_KIND",
        "\"data\":[];WRONG_KIND",
        "\"data\":{\"text\":\"do-not-show\";INVALID_JSON",
        "\"data\":{\"text\":\"do-not-show\"};DUPLICATE_FIELD",
      })
  void refusesAFieldOfTheWrongKind(String field, Kind kind) {
    String name = field.split("\"")[1];
    List<String> fields = new ArrayList<>(List.of(V, SEQ, TYPE, TS, SESSION, ID, DATA));
    if (kind != Kind.DUPLICATE_FIELD) {
      fields.removeIf(other -> other.split("\"")[1].equals(name));
    }
    fields.add(field);
    assertThat(refusal(object(fields.toArray(String[]::new))).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;INVALID_JSON;line is empty: bytes=0",
        "`   `;INVALID_JSON;line is empty: bytes=3",
        "not json;INVALID_JSON;",
        "{do-not-show};INVALID_JSON;",
        "{\"do-not-show;INVALID_JSON;",
        "[1];NOT_AN_OBJECT;line is not a JSON object: found=array",
        "\"do-not-show\";NOT_AN_OBJECT;line is not a JSON object: found=string",
        "12;NOT_AN_OBJECT;line is not a JSON object: found=integer",
        "null;NOT_AN_OBJECT;line is not a JSON object: found=null",
        "{}{};TRAILING_TEXT;",
        "{} do-not-show;TRAILING_TEXT;",
        "{}};TRAILING_TEXT;",
      })
  void refusesALineThatIsNotOneObject(String line, Kind kind, String message) {
    DaybookException fault = refusal(line);
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.details()).hasSize(1);
    if (message != null) {
      assertThat(fault).hasMessage(message);
    }
  }

  @Test
  void refusesARunOfNuls() {
    assertThat(refusal(new byte[4096]).kind()).isEqualTo(Kind.INVALID_JSON);
  }

  @Test
  void refusesAByteOrderMark() {
    assertThat(refusal("\ufeff" + object(V, SEQ, TYPE, TS, SESSION, DATA)).kind())
        .isEqualTo(Kind.INVALID_JSON);
  }

  @Test
  void refusesTwoRecordsOnOneLine() {
    byte[] welded = Lines.file(new UserMessage("a"), new UserMessage(SECRET));
    for (int i = 0; i < welded.length - 1; i++) {
      if (welded[i] == '\n') {
        welded[i] = ' ';
      }
    }
    assertThat(refusal(Arrays.copyOf(welded, welded.length - 1)).kind())
        .isEqualTo(Kind.CRC_MISMATCH);
    String bare = object(V, SEQ, TYPE, TS, SESSION, DATA);
    assertThat(refusal(bare + bare).kind()).isEqualTo(Kind.TRAILING_TEXT);
    assertThat(refusal(bare.substring(0, 40) + bare).kind()).isEqualTo(Kind.INVALID_JSON);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] line = object(V, SEQ, TYPE, TS, SESSION, DATA).getBytes(StandardCharsets.UTF_8);
    line[line.length - 4] = (byte) 0xe9;
    assertThat(refusal(line)).hasMessage("line is not UTF-8: column=" + (line.length - 3));
    String unknown = object(V, SEQ, "\"type\":\"other\"", TS, SESSION, "\"data\":{\"é\":1}");
    byte[] cut = unknown.replace("é", "").getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decodeUnproved(cut, 0, cut.length).type()).isEqualTo("other");
    cut[unknown.indexOf("é")] = (byte) 0xc3;
    assertThat(refusal(cut).kind()).isEqualTo(Kind.INVALID_UTF8);
  }

  @Test
  void anUnknownTypeIsKeptOrRefusedAsAsked() {
    String line = object(V, SEQ, "\"type\":\"other\"", TS, SESSION, "\"data\":{ \"a\" : 1.0 }");
    assertThat(decode(line).event()).isEqualTo(new Unknown("other", "{ \"a\" : 1.0 }"));
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    EntryDecoder strict = new EntryDecoder(EventTypes.standard(), false);
    DaybookException fault = faultOf(() -> strict.decode(bytes, 0, bytes.length));
    assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN_TYPE);
    assertThat(fault).hasMessage("no such event type: type=other");
  }

  @Test
  void readsALineInTheMiddleOfAnArray() {
    byte[] line = Lines.line(3, new Unknown("other", "{\"a\":[1]}"));
    byte[] array = new byte[line.length + 200];
    Arrays.fill(array, (byte) '"');
    System.arraycopy(line, 0, array, 100, line.length);
    assertThat(decoder.decode(array, 100, 100 + line.length - 1))
        .isEqualTo(Lines.entry(3, "other", new Unknown("other", "{\"a\":[1]}")));
  }

  @Test
  void readsNumbersOfAnyLength() {
    String digits = "1".repeat(50_000);
    Unknown event = new Unknown("other", "{\"a\":" + digits + "." + digits + "e" + digits + "}");
    byte[] line = Lines.line(0, event);
    assertThat(decoder.decode(line, 0, line.length - 1).event()).isEqualTo(event);
    assertThat(refusal(object(V, "\"seq\":" + digits, TYPE, TS, SESSION, DATA)).kind())
        .isEqualTo(Kind.INVALID_VALUE);
  }

  private static String withCrc(String line, String crc) {
    return line.substring(0, line.length() - 1) + ",\"crc\":\"" + crc + "\"}";
  }

  private static String crcOf(String line) {
    CRC32C crc = new CRC32C();
    crc.update(line.substring(0, line.length() - 1).getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
