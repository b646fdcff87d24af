package dev.daybook.codec;

import dev.daybook.event.Gap;
import dev.daybook.event.WireNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter that recognises lines of types that the caller did not ask for by their beginning and
 * their checksum, so that they need not be decoded. Immutable; any thread.
 */
public final class LineFilter {

  /** The result for a line that must be decoded. */
  public static final long DECODE = -1;

  private final EventTypes types;
  private final byte[][] wanted;
  private final boolean keepsUnknown;
  private static final byte[] GAP = WireNames.of(Gap.class).getBytes(StandardCharsets.UTF_8);

  private final byte @Nullable [] quotedSessionId;

  /**
   * @param types the types that are known
   * @param wanted the wire names of those that are asked for
   * @param keepsUnknown true if a line of another type is no error
   * @param quotedSessionId the session's id as its writer quotes it, {@link BatchEncoder#quoted};
   *     null for any session
   */
  public LineFilter(
      EventTypes types,
      Set<String> wanted,
      boolean keepsUnknown,
      byte @Nullable [] quotedSessionId) {
    this.types = types;
    this.wanted =
        wanted.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.keepsUnknown = keepsUnknown;
    this.quotedSessionId = quotedSessionId;
  }

  /**
   * Returns the seq of a line that the caller did not ask for, if its beginning has the form that
   * Daybook writes and its checksum is there and right; {@link #DECODE} for any other line. Such a
   * line is what its writer wrote, and no Daybook writes one that cannot be decoded.
   */
  public long leftOutSeq(byte[] line, int from, int to) {
    LineBeginning beginning = new LineBeginning();
    return beginning.hasType(line, from, to)
            && canBeLeftOut(line, beginning.nameFrom, beginning.nameTo)
            && isOfSession(beginning, line, to)
            && LineCrc.proves(line, from, to)
        ? beginning.seq
        : DECODE;
  }

  /**
   * Returns true if lines of that type need no decoding. Where an unknown type is an error, it is
   * one in any line. A gap may account for entries that are missing before it.
   */
  private boolean canBeLeftOut(byte[] line, int nameFrom, int nameTo) {
    if (Arrays.equals(GAP, 0, GAP.length, line, nameFrom, nameTo)) {
      return false;
    }
    for (byte[] name : wanted) {
      if (Arrays.equals(name, 0, name.length, line, nameFrom, nameTo)) {
        return false;
      }
    }
    return keepsUnknown || types.byName(line, nameFrom, nameTo) != null;
  }

  private boolean isOfSession(LineBeginning beginning, byte[] line, int to) {
    return quotedSessionId == null
        || (beginning.hasPlace(line, to)
            && LineBeginning.after(quotedSessionId, line, beginning.sessionId, to) >= 0);
  }
}
