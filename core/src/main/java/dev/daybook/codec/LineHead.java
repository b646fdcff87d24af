package dev.daybook.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The seq and type of a line, read from the fixed place where format 1 has them, without parsing
 * the rest.
 *
 * @param seq the line's seq
 * @param type its type
 */
public record LineHead(long seq, String type) {

  /**
   * Returns the head of a line that has it in its place and whose checksum is there and right; null
   * for any other line, which must be decoded. Such a line is what its writer wrote, and no Daybook
   * writes one that cannot be decoded.
   */
  public static @Nullable LineHead of(byte[] line, int from, int to) {
    return of(line, from, to, null);
  }

  /**
   * Returns the head as {@link #of(byte[], int, int)} does, but null for a line of another session
   * too.
   *
   * @param quotedSessionId the session's id as its writer quotes it, {@link BatchEncoder#quoted};
   *     null for any session
   */
  public static @Nullable LineHead of(
      byte[] line, int from, int to, byte @Nullable [] quotedSessionId) {
    LineBeginning beginning = new LineBeginning();
    return beginning.hasType(line, from, to)
            && (quotedSessionId == null || isOf(quotedSessionId, beginning, line, to))
            && LineCrc.proves(line, from, to)
        ? of(beginning, line)
        : null;
  }

  private static LineHead of(LineBeginning beginning, byte[] line) {
    int name = beginning.nameFrom;
    return new LineHead(
        beginning.seq, new String(line, name, beginning.nameTo - name, StandardCharsets.US_ASCII));
  }

  /**
   * Returns the head of a line that may be cut off, so that no checksum proves it; null if the head
   * is not in its place, or not all there.
   */
  public static @Nullable LineHead ofBeginning(byte[] line, int from, int to) {
    LineBeginning beginning = new LineBeginning();
    return beginning.hasType(line, from, to) ? of(beginning, line) : null;
  }

  /**
   * Returns true if the session's id stands in its place: behind the time, whose length is fixed.
   */
  private static boolean isOf(
      byte[] quotedSessionId, LineBeginning beginning, byte[] line, int to) {
    return beginning.hasPlace(line, to)
        && LineBeginning.after(quotedSessionId, line, beginning.sessionId, to) >= 0;
  }

  /**
   * Returns the time of this head's line, which stands in format 1 behind the type; null if it does
   * not, or has another form than Daybook writes.
   *
   * @param from the line's first byte
   * @param to the offset behind its last byte that is there
   */
  public @Nullable Instant ts(byte[] line, int from, int to) {
    int ts = tsAt(line, from, to);
    if (ts < 0 || to - ts < Timestamps.LENGTH) {
      return null;
    }
    return Timestamps.find(line, ts);
  }

  private int tsAt(byte[] line, int from, int to) {
    int type = from + EnvelopeHead.OPENING.length + Long.toString(seq).length();
    int behindType = type + EnvelopeHead.TYPE.length + this.type.length() + 2;
    return behindType > to ? -1 : LineBeginning.after(EnvelopeHead.TS, line, behindType, to);
  }
}
