package dev.daybook.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fixed part of a line before its data, put together in one reused array so that it reaches the
 * batch as one copy.
 */
final class EnvelopeHead {

  static final byte[] OPENING = ascii("{\"v\":1,\"seq\":");
  static final byte[] TYPE = ascii(",\"type\":");
  static final byte[] TS = ascii(",\"ts\":\"");
  static final byte[] SESSION_ID = ascii("\",\"session_id\":");
  static final byte[] ID = ascii(",\"id\":");
  static final byte[] DATA = ascii(",\"data\":");
  private static final int MAX_LONG_DIGITS = 19;
  private static final int FIXED = OPENING.length
      + MAX_LONG_DIGITS
      + TYPE.length
      + TS.length
      + Timestamps.LENGTH
      + SESSION_ID.length;

  private final Timestamps timestamps = new Timestamps();
  private byte[] bytes = new byte[512];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void set(long seq, byte[] quotedType, long epochSecond, int nano, byte[] quotedSessionId) {
    int needed = FIXED + quotedType.length + quotedSessionId.length;
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, needed);
    }
    length = 0;
    append(OPENING);
    appendNumber(seq);
    append(TYPE);
    append(quotedType);
    append(TS);
    append(timestamps.format(epochSecond, nano));
    append(SESSION_ID);
    append(quotedSessionId);
  }

  private void append(byte[] part) {
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  private void appendNumber(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int at = length + digits;
    length = at;
    do {
      bytes[--at] = (byte) ('0' + value % 10);
      value /= 10;
    } while (value > 0);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
