package dev.daybook.internal.line;

import dev.daybook.event.Gap;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.read.ReadOptions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The types that a reading asks for, which recognise lines of other types by their header, so that
 * they need not be decoded. Immutable; any thread.
 */
public final class WantedTypes {

  /** The result for a line that must be decoded. */
  public static final long DECODE = -1;

  private static final byte[] GAP = utf8(WireNames.of(Gap.class));

  private final EventTypes types;
  private final boolean keepsUnknown;
  private final byte[][] names;
  private final byte @Nullable [] quotedSessionId;

  /**
   * @param options their types are the wanted ones; empty for all
   * @param quotedSessionId the session to read, quoted; null for any
   */
  public WantedTypes(EventTypes types, ReadOptions options, byte @Nullable [] quotedSessionId) {
    this.types = types;
    this.keepsUnknown = options.keepsUnknown();
    this.names = options.types().stream().map(WantedTypes::utf8).toArray(byte[][]::new);
    this.quotedSessionId = quotedSessionId;
  }

  /**
   * Returns the seq of a line of a type that is not wanted, which needs no decoding because its
   * checksum is right; {@link #DECODE} for any other line.
   */
  long filteredSeq(byte[] line, int from, int to) {
    if (names.length == 0) {
      return DECODE;
    }
    LineHeader header = LineHeader.ofBeginning(line, from, to);
    return header != null
            && !isWanted(header)
            && (quotedSessionId == null || header.isOf(quotedSessionId))
            && header.isProved()
        ? header.seq()
        : DECODE;
  }

  /**
   * Returns true if lines of that type are decoded. A gap is, because it may account for entries
   * that are missing before it, and an unknown type where it is an error.
   */
  private boolean isWanted(LineHeader header) {
    for (byte[] name : names) {
      if (header.isOfType(name)) {
        return true;
      }
    }
    return header.isOfType(GAP) || !(keepsUnknown || types.contains(header));
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
