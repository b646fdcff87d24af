package dev.daybook.codec;

import java.util.Arrays;

/**
 * The offsets of the parts that a line begins with, if it has the form in which Daybook writes it.
 * Used for one line after another, by one thread.
 */
final class LineBeginning {

  private static final int MAX_SEQ_DIGITS = 18;

  long seq;

  /** The beginning of the type's name, without its quotes. It is ASCII and has no escapes. */
  int nameFrom;

  int nameTo;

  /** The time, {@link Timestamps#LENGTH} bytes long, without its quotes. */
  int ts;

  /** The session's id, quotes included. */
  int sessionId;

  /** Returns true if the line begins with its seq and type, each in its place. */
  boolean hasType(byte[] line, int from, int to) {
    int first = after(EnvelopeHead.OPENING, line, from, to);
    if (first < 0) {
      return false;
    }
    int at = first;
    long number = 0;
    while (at < to && line[at] >= '0' && line[at] <= '9' && at - first < MAX_SEQ_DIGITS) {
      number = number * 10 + line[at++] - '0';
    }
    boolean isNumber = at == first + 1 || (at > first && line[first] != '0');
    int name = isNumber ? after(EnvelopeHead.TYPE, line, at, to) : -1;
    if (name < 0 || name == to || line[name] != '"') {
      return false;
    }
    int end = ++name;
    while (end < to && line[end] != '"') {
      if (line[end] == '\\' || line[end] < ' ') {
        return false;
      }
      end++;
    }
    seq = number;
    nameFrom = name;
    nameTo = end;
    return end < to;
  }

  /** Returns true if the time and the session's id follow, once the type was found. */
  boolean hasPlace(byte[] line, int to) {
    ts = after(EnvelopeHead.TS, line, nameTo + 1, to);
    if (ts < 0) {
      return false;
    }
    sessionId = after(EnvelopeHead.SESSION_ID, line, ts + Timestamps.LENGTH, to);
    return sessionId >= 0;
  }

  /** Returns the offset behind the expected bytes; -1 if others stand there. */
  static int after(byte[] expected, byte[] line, int from, int to) {
    int end = from + expected.length;
    return end <= to && Arrays.equals(expected, 0, expected.length, line, from, end) ? end : -1;
  }
}
