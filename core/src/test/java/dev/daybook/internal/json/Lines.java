package dev.daybook.internal.json;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Lines of a session's file for tests, as the journal writes them. */
public final class Lines {

  public static final String SESSION_ID = "s-1";
  public static final Instant TS = Instant.parse("2026-11-20T23:00:00.123456Z");

  /** Making one costs a hundred lines. */
  private static final ThreadLocal<BatchEncoder> ENCODER =
      ThreadLocal.withInitial(() -> encoder(Integer.MAX_VALUE));

  private Lines() {}

  /** One line with its line feed. */
  public static byte[] line(long seq, SessionEvent event) {
    return line(seq, null, event);
  }

  /** One line with its line feed, and a caller's id. */
  public static byte[] line(long seq, @Nullable String id, SessionEvent event) {
    BatchEncoder encoder = emptyEncoder();
    encode(encoder, seq, id, event);
    return bytes(encoder);
  }

  /** One line, with its line feed, of a session with that id. */
  public static byte[] lineOf(String sessionId, long seq, SessionEvent event) {
    BatchEncoder encoder = emptyEncoder();
    encoder.encode(
        BatchEncoder.quoted(sessionId), seq, TS.getEpochSecond(), TS.getNano(), null, event);
    return bytes(encoder);
  }

  /** A file of these events, seq from 0. */
  public static byte[] file(SessionEvent... events) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (BatchEncoder encoder = encoder(Integer.MAX_VALUE)) {
      for (int seq = 0; seq < events.length; seq++) {
        encode(encoder, seq, null, events[seq]);
      }
      file.writeBytes(bytes(encoder));
    }
    return file.toByteArray();
  }

  /** The object with the checksum behind it that is right for it. */
  public static String sealed(String object) {
    byte[] covered = object.substring(0, object.length() - 1).getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(covered);
    return object.substring(0, object.length() - 1)
        + String.format(",\"crc\":\"%08x\"}", crc.getValue());
  }

  /** What {@link #line} reads as. */
  public static Entry entry(long seq, String type, SessionEvent event) {
    return new Entry(seq, TS, SESSION_ID, null, type, event);
  }

  private static BatchEncoder emptyEncoder() {
    BatchEncoder encoder = ENCODER.get();
    encoder.clear();
    return encoder;
  }

  static BatchEncoder encoder(int maxLineBytes) {
    return new BatchEncoder(EventTypes.standard(), 1 << 16, maxLineBytes);
  }

  static void encode(BatchEncoder encoder, long seq, @Nullable String id, SessionEvent event) {
    encoder.encode(
        BatchEncoder.quoted(SESSION_ID), seq, TS.getEpochSecond(), TS.getNano(), id, event);
  }

  static byte[] bytes(BatchEncoder encoder) {
    byte[] bytes = new byte[encoder.position()];
    encoder.view(0, bytes.length).get(bytes);
    return bytes;
  }
}
