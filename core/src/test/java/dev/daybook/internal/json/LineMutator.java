package dev.daybook.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages lines as disks, crashes, editors and enemies do. */
final class LineMutator {

  private static final Pattern TYPE = Pattern.compile("\"type\":\"[^\"]*\"");
  private static final Pattern ENVELOPE_FIELD =
      Pattern.compile("\"(?:v|seq)\":\\d+|\"(?:ts|session_id|id)\":\"[^\"]*\"");
  private static final Pattern VALUE =
      Pattern.compile("(?<=\":)(?:-?\\d[\\d.eE+-]*|true|false|null|\"[^\"\\\\]*\"|\\[\\]|\\{\\})");
  private static final Pattern FIELD =
      Pattern.compile("\"[a-z_]+\":(?:-?\\d+|true|false|null|\"[^\"\\\\]*\")");

  private static final List<String> VALUES = List.of(
      "null", "{}", "[]", "\"\"", "0", "-1", "1.5", "true", "[null]", "{\"\":0}", "\"\\ud83d\"");
  private static final List<String> TYPES = List.of(
      "user_message",
      "tool_call",
      "inference_completed",
      "history_compaction",
      "agent_start",
      "text_delta",
      "message_update",
      "unknown",
      "stamped",
      "entry",
      "json",
      "object",
      "",
      "_",
      "x",
      "usage",
      "\\u0000",
      "a.b",
      "../x",
      "é",
      "USER_MESSAGE");
  private static final List<String> STAMPS = List.of(
      "\"0000-01-01T00:00:00Z\"",
      "\"9999-12-31T23:59:59.999999999Z\"",
      "\"9999-12-31T23:59:59-18:00\"",
      "\"2026-02-30T00:00:00Z\"",
      "\"-1-1-1\"",
      "\"+1000000000-12-31T23:59:59Z\"",
      "\"2026-11-20T23:00:00.12345\u0666Z\"");
  private static final List<String> ENDLESS =
      List.of("1e999999999", "-1e-999999999", "0.1e+99", "18446744073709551616", "9e18", "-0");
  private static final byte[][] BAD_UTF8 = {
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
    {(byte) 0x80},
    {(byte) 0xff, (byte) 0xfe},
    {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}
  };

  private final RandomGenerator random;

  LineMutator(RandomGenerator random) {
    this.random = random;
  }

  /** The line with one fault; {@code other} is another line to take parts of. */
  byte[] mutate(byte[] line, byte[] other) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> flipped(line);
      case 2 -> Arrays.copyOfRange(line, 0, random.nextInt(line.length + 1));
      case 3 -> Arrays.copyOfRange(line, random.nextInt(line.length + 1), line.length);
      case 4 -> joined(line, random.nextInt(line.length + 1), other, random.nextInt(other.length));
      case 5 -> deleted(line);
      case 6 -> inserted(line, noise());
      case 7 -> inserted(line, piece(random.nextBoolean() ? line : other));
      case 8 ->
        replaced(line, TYPE, "\"type\":\"" + TYPES.get(random.nextInt(TYPES.size())) + "\"");
      case 9 -> replaced(line, ENVELOPE_FIELD, envelopeField());
      case 10 -> doubled(line);
      case 11 -> replaced(line, VALUE, VALUES.get(random.nextInt(VALUES.size())));
      case 12 -> replaced(line, VALUE, hugeNumber());
      case 13 -> replaced(line, VALUE, nested());
      case 14 -> wrapped(line);
      default -> atTheEdge(line);
    };
  }

  private byte[] flipped(byte[] line) {
    byte[] flipped = line.clone();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      flipped[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] deleted(byte[] line) {
    int from = random.nextInt(line.length);
    int most = random.nextBoolean() ? 4 : line.length;
    return joined(line, from, line, Math.min(line.length, from + 1 + random.nextInt(most)));
  }

  private byte[] inserted(byte[] line, byte[] what) {
    int at = random.nextInt(line.length + 1);
    return concat(Arrays.copyOf(line, at), what, Arrays.copyOfRange(line, at, line.length));
  }

  /** Bytes that do not belong there; blocks of NUL are what a power cut leaves. */
  private byte[] noise() {
    switch (random.nextInt(3)) {
      case 0 -> {
        return new byte[1 + random.nextInt(4096)];
      }
      case 1 -> {
        return BAD_UTF8[random.nextInt(BAD_UTF8.length)];
      }
      default -> {
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        return bytes;
      }
    }
  }

  private byte[] piece(byte[] line) {
    int from = random.nextInt(line.length);
    return Arrays.copyOfRange(line, from, from + random.nextInt(line.length - from + 1));
  }

  private String envelopeField() {
    String value = switch (random.nextInt(4)) {
      case 0 -> STAMPS.get(random.nextInt(STAMPS.size()));
      case 1 -> hugeNumber();
      case 2 -> VALUES.get(random.nextInt(VALUES.size()));
      default -> String.valueOf(random.nextInt(3000));
    };
    List<String> names = List.of("v", "seq", "ts", "session_id", "id", "data", "crc");
    return "\"" + names.get(random.nextInt(names.size())) + "\":" + value;
  }

  private String hugeNumber() {
    return switch (random.nextInt(3)) {
      case 0 -> "9".repeat(1 + random.nextInt(20_000));
      case 1 -> "0." + "1".repeat(1 + random.nextInt(20_000)) + "e" + random.nextInt();
      default -> ENDLESS.get(random.nextInt(ENDLESS.size()));
    };
  }

  private String nested() {
    int levels = random.nextInt(20) == 0 ? 100_000 : random.nextInt(900, 1100);
    String opening = random.nextBoolean() ? "[" : "{\"a\":";
    String closing = opening.equals("[") ? "]" : "}";
    int closed = random.nextInt(4) == 0 ? random.nextInt(levels) : levels;
    return opening.repeat(levels) + "0" + closing.repeat(closed);
  }

  /** A field once more, in its object or in another. */
  private byte[] doubled(byte[] line) {
    String text = latin1(line);
    Matcher field = nth(FIELD, text);
    Matcher place = nth(FIELD, text);
    if (field == null || place == null) {
      return line;
    }
    return bytes(
        text.substring(0, place.start()) + field.group() + "," + text.substring(place.start()));
  }

  private byte[] wrapped(byte[] line) {
    String text = latin1(line);
    return bytes(
        switch (random.nextInt(4)) {
          case 0 -> "[" + text + "]";
          case 1 -> "{\"x\":" + text + "}";
          case 2 -> text + text;
          default -> "[".repeat(100_000) + text;
        });
  }

  private byte[] atTheEdge(byte[] line) {
    String text = latin1(line);
    return bytes(
        switch (random.nextInt(6)) {
          case 0 -> "\u00ef\u00bb\u00bf" + text;
          case 1 -> text + "\r";
          case 2 -> " " + text;
          case 3 -> text + "\u0000".repeat(1 + random.nextInt(5000));
          case 4 -> text + " \t";
          default -> "\u0000" + text;
        });
  }

  private byte[] replaced(byte[] line, Pattern what, String by) {
    String text = latin1(line);
    Matcher place = nth(what, text);
    return place == null
        ? line
        : concat(
            bytes(text.substring(0, place.start())),
            by.getBytes(StandardCharsets.UTF_8),
            bytes(text.substring(place.end())));
  }

  /** A random match, among the first ones. */
  private Matcher nth(Pattern what, String text) {
    Matcher matcher = what.matcher(text);
    int count = (int) what.matcher(text).results().limit(20).count();
    if (count == 0) {
      return null;
    }
    for (int i = random.nextInt(count); i >= 0; i--) {
      matcher.find();
    }
    return matcher;
  }

  private static byte[] joined(byte[] head, int to, byte[] tail, int from) {
    return concat(Arrays.copyOf(head, to), Arrays.copyOfRange(tail, from, tail.length));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** One char a byte, so that text can be searched without decoding it. */
  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
