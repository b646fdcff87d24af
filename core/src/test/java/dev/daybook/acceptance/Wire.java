package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Events as the lines of a file, and as another JSON parser sees them. */
final class Wire {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  /** The line of an event, its line feed cut off after a look at it. */
  static byte[] line(long seq, SessionEvent event) {
    byte[] line = Lines.line(seq, event);
    assertThat(line).containsOnlyOnce('\n').endsWith('\n');
    return Arrays.copyOf(line, line.length - 1);
  }

  static Entry decode(byte[] line) {
    return new EntryDecoder(EventTypes.standard(), false).decode(line, 0, line.length);
  }

  static Entry decode(String line) {
    return decode(line.getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode json(byte[] utf8) {
    try {
      return JSON.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A line of that type with that data. */
  static String lineOf(String type, String data) {
    return lineOf(type, "2026-11-20T23:00:00.123456Z", data);
  }

  /** A line of that type with that time and data. */
  static String lineOf(String type, String ts, String data) {
    return Lines.sealed("{\"v\":1,\"seq\":0,\"type\":\""
        + type
        + "\",\"ts\":\""
        + ts
        + "\",\"session_id\":\"s-1\",\"data\":"
        + data
        + "}");
  }

  /** The event stands in its line with this type and data, and reads as itself. */
  static void check(SessionEvent event, String type, String data) {
    byte[] line = line(3, event);
    JsonNode json = json(line);
    assertThat(json.get("type").textValue()).isEqualTo(type);
    assertThat(json.get("data")).isEqualTo(json(data));
    assertThat(decode(line)).isEqualTo(Lines.entry(3, type, event));
  }
}
