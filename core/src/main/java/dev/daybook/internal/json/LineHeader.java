package dev.daybook.internal.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header of a line, read from the fixed places where format 1 has its parts, without parsing
 * the rest: seq, type, time and session.
 *
 * <p>It is a view of the line's bytes: valid until they change. Any thread, once it is made.
 */
public final class LineHeader {

  static final byte[] OPENING = ascii("{\"v\":1,\"seq\":");
  static final byte[] TYPE = ascii(",\"type\":");
  static final byte[] TS = ascii(",\"ts\":\"");
  static final byte[] SESSION_ID = ascii("\",\"session_id\":");
  static final byte[] ID = ascii(",\"id\":");
  static final byte[] DATA = ascii(",\"data\":");

  private static final int MAX_SEQ_DIGITS = 18;

  /** The largest {@link #typeHash}. */
  public static final int MAX_TYPE_HASH = 127;

  final byte[] line;
  private final int from;
  private final int to;
  private final long seq;

  /** The type's name without its quotes. It is ASCII and has no escapes. */
  final int typeFrom;

  final int typeTo;

  private LineHeader(byte[] line, int from, int to, long seq, int typeFrom, int typeTo) {
    this.line = line;
    this.from = from;
    this.to = to;
    this.seq = seq;
    this.typeFrom = typeFrom;
    this.typeTo = typeTo;
  }

  /**
   * Returns the header of a line that has it in its place and whose checksum is there and right;
   * null for any other line, which must be decoded. Such a line is what its writer wrote, and no
   * Daybook writes one that cannot be decoded.
   */
  public static @Nullable LineHeader of(byte[] line, int from, int to) {
    LineHeader header = ofBeginning(line, from, to);
    return header != null && header.isProved() ? header : null;
  }

  /**
   * Returns the header as {@link #of(byte[], int, int)} does, but null for a line of another
   * session too.
   *
   * @param quotedSessionId as {@link #isOf} has it
   */
  public static @Nullable LineHeader of(byte[] line, int from, int to, byte[] quotedSessionId) {
    LineHeader header = ofBeginning(line, from, to);
    return header != null && header.isOf(quotedSessionId) && header.isProved() ? header : null;
  }

  /**
   * Returns the header of a line that may be cut off, so that no checksum proves it; null if seq
   * and type are not in their places, or not all there.
   */
  public static @Nullable LineHeader ofBeginning(byte[] line, int from, int to) {
    int first = after(OPENING, line, from, to);
    if (first < 0) {
      return null;
    }
    int at = first;
    long seq = 0;
    while (at < to && line[at] >= '0' && line[at] <= '9' && at - first < MAX_SEQ_DIGITS) {
      seq = seq * 10 + line[at++] - '0';
    }
    boolean isNumber = at == first + 1 || (at > first && line[first] != '0');
    int type = isNumber ? after(TYPE, line, at, to) : -1;
    if (type < 0 || type == to || line[type] != '"') {
      return null;
    }
    int end = ++type;
    while (end < to && line[end] != '"') {
      if (line[end] == '\\' || line[end] < ' ') {
        return null;
      }
      end++;
    }
    return end < to ? new LineHeader(line, from, to, seq, type, end) : null;
  }

  public long seq() {
    return seq;
  }

  public String type() {
    return new String(line, typeFrom, typeTo - typeFrom, StandardCharsets.US_ASCII);
  }

  /**
   * Returns a hash of a few bytes of the type's name, from 0 to 127: equal names have equal ones.
   */
  public int typeHash() {
    int middle = line[(typeFrom + typeTo) >>> 1];
    return (typeFrom == typeTo
            ? 0
            : 31 * (typeTo - typeFrom) + line[typeFrom] + 3 * middle + 7 * line[typeTo - 1])
        & MAX_TYPE_HASH;
  }

  /** Returns true if that is the type's name, in ASCII. */
  public boolean isOfType(byte[] name) {
    return Arrays.equals(name, 0, name.length, line, typeFrom, typeTo);
  }

  /**
   * Returns the line's time; null if it is not in its place behind the type, or has another form
   * than Daybook writes.
   */
  public @Nullable Instant ts() {
    int ts = after(TS, line, typeTo + 1, to);
    return ts < 0 || to - ts < Timestamps.LENGTH ? null : Timestamps.find(line, ts);
  }

  /**
   * Returns true if the session's id is in its place, behind the time, whose length is fixed.
   *
   * @param quotedSessionId the id as its writer quotes it, {@link BatchEncoder#quoted}
   */
  public boolean isOf(byte[] quotedSessionId) {
    return behindSession(quotedSessionId) >= 0;
  }

  /** Returns the offset of the session's id, quotes included; -1 if it is not in its place. */
  int sessionId() {
    int ts = after(TS, line, typeTo + 1, to);
    return ts < 0 ? -1 : after(SESSION_ID, line, ts + Timestamps.LENGTH, to);
  }

  /**
   * Returns the offset of the event's JSON if it is in its place, behind that session's id;
   * otherwise -1.
   *
   * @param quotedSessionId as {@link #isOf} has it
   */
  int data(byte[] quotedSessionId) {
    int end = behindSession(quotedSessionId);
    return end < 0 ? -1 : after(DATA, line, end, to);
  }

  /**
   * Returns the offset of the event's JSON as {@link #data} does, also behind an id of the
   * caller's; otherwise -1.
   *
   * @param quotedSessionId as {@link #isOf} has it
   */
  public int dataBehindId(byte[] quotedSessionId) {
    int at = behindSession(quotedSessionId);
    int id = at < 0 ? -1 : after(ID, line, at, to);
    if (id >= 0 && id < to && line[id] == '"') {
      at = id + 1;
      while (at < to && line[at] != '"') {
        at += line[at] == '\\' ? 2 : 1;
      }
      at++;
    }
    return at < 0 || at > to ? -1 : after(DATA, line, at, to);
  }

  /**
   * Returns the offset of the id of the caller's behind that session's, with its quotes; -1 if the
   * line has none in its place.
   *
   * @param quotedSessionId as {@link #isOf} has it
   */
  public int idBehind(byte[] quotedSessionId) {
    int at = behindSession(quotedSessionId);
    return at < 0 ? -1 : after(ID, line, at, to);
  }

  private int behindSession(byte[] quotedSessionId) {
    int sessionId = sessionId();
    return sessionId < 0 ? -1 : after(quotedSessionId, line, sessionId, to);
  }

  /** Returns true if the line's checksum is there and right, so that all of the line is. */
  public boolean isProved() {
    return LineCrc.proves(line, from, to);
  }

  /** Returns the offset behind the expected bytes; -1 if others stand there. */
  static int after(byte[] expected, byte[] line, int from, int to) {
    int end = from + expected.length;
    return end <= to && Arrays.equals(expected, 0, expected.length, line, from, end) ? end : -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A writer of headers, each put together in one reused array so that it reaches the batch as one
   * copy. Belongs to one thread.
   */
  static final class Writer {

    private static final int MAX_LONG_DIGITS = 19;
    private static final int FIXED = OPENING.length
        + MAX_LONG_DIGITS
        + TYPE.length
        + TS.length
        + Timestamps.LENGTH
        + SESSION_ID.length
        + Math.max(ID.length, DATA.length);

    private final Timestamps timestamps = new Timestamps();
    private byte[] bytes = new byte[512];
    private int length;

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    /** Begins the header of another line, up to its session; {@link #append} adds what follows. */
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

    void append(byte[] part) {
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
  }
}
