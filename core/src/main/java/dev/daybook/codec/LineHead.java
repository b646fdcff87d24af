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
   * The head of a line that has it in its place and whose checksum is there and right: such a line
   * is what its writer wrote, and no Daybook writes one that cannot be decoded. Null for any other
   * line, which must be decoded.
   */
  public static @Nullable LineHead of(byte[] line, int from, int to) {
    return of(line, from, to, null);
  }

  /**
   * The same, but null for a line of another session too.
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
   * The head of a line of which perhaps only the beginning is there, so that nothing vouches for
   * it. Null if it is not in its place, or not all there.
   */
  public static @Nullable LineHead ofBeginning(byte[] line, int from, int to) {
    LineBeginning beginning = new LineBeginning();
    return beginning.hasType(line, from, to) ? of(beginning, line) : null;
  }

  /** Whether the session's id stands in its place: behind the time, whose length is fixed. */
  private static boolean isOf(
      byte[] quotedSessionId, LineBeginning beginning, byte[] line, int to) {
    return beginning.hasPlace(line, to)
        && LineBeginning.after(quotedSessionId, line, beginning.sessionId, to) >= 0;
  }

  /**
   * The time of the line that this is the head of, which stands in format 1 behind the type. Null
   * if it does not, or in another form than Daybook writes.
   *
   * @param from where the line begins
   * @param to where it ends, or what is there of it
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
