package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.codec.LineHeader;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.WireNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A classifier of single lines, independent of the lines around them. Immutable; any thread. */
final class LineReading {

  private static final String UNFIT =
      "the line is what was recorded, so its type has changed since; it is kept as Unknown";
  private static final String UNFIT_IS_ERROR =
      "the line is what was recorded, so its type has changed since; a lenient reading keeps it as"
          + " Unknown, and so does withUnfitAsUnknown()";

  private static final byte[] GAP = utf8(WireNames.of(Gap.class));

  private final EventTypes types;
  private final ReadOptions options;
  private final byte[][] wanted;
  private final byte @Nullable [] quotedSessionId;
  private final EntryDecoder decoder;

  LineReading(EventTypes types, ReadOptions options, byte @Nullable [] quotedSessionId) {
    this.types = types;
    this.options = options;
    this.wanted = options.types().stream().map(LineReading::utf8).toArray(byte[][]::new);
    this.quotedSessionId = quotedSessionId;
    this.decoder = new EntryDecoder(types, options.keepsUnknown(), options.isVerbatim());
  }

  /** Reports to the sink what the line at hand is. */
  void read(ForwardCursor lines, LineSink sink) {
    if (wanted.length > 0 && !lines.isTooLong()) {
      LineHeader filtered = filtered(lines.buffer(), lines.from(), lines.to());
      if (filtered != null) {
        sink.leftOut(lines.length(), filtered.seq());
        return;
      }
    }
    Entry entry;
    try {
      entry = lines.decode(decoder);
    } catch (DaybookException fault) {
      refused(lines, fault, sink);
      return;
    }
    sink.entry(lines.length(), entry, lines.buffer(), lines.from(), lines.to());
  }

  /**
   * Returns the header of a line of a type that the caller did not ask for, which needs no decoding
   * because its checksum is right; null for a line that must be decoded.
   */
  @Nullable
  LineHeader filtered(byte[] line, int from, int to) {
    LineHeader header = LineHeader.ofBeginning(line, from, to);
    return header != null
            && !isWanted(header)
            && (quotedSessionId == null || header.isOf(quotedSessionId))
            && header.isProved()
        ? header
        : null;
  }

  /**
   * Returns true if lines of that type are decoded. A gap is, because it may account for entries
   * that are missing before it, and an unknown type where it is an error.
   */
  private boolean isWanted(LineHeader header) {
    for (byte[] name : wanted) {
      if (header.isOfType(name)) {
        return true;
      }
    }
    return header.isOfType(GAP) || !(options.keepsUnknown() || types.contains(header));
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private void refused(ForwardCursor lines, DaybookException fault, LineSink sink) {
    Entry unfit = lines.unfit(decoder);
    if (unfit == null) {
      sink.bad(lines.length(), fault);
    } else if (options.keepsUnfit()) {
      sink.unfit(lines.length(), unfit, fault.and(UNFIT), lines.buffer(), lines.from(), lines.to());
    } else {
      sink.bad(lines.length(), fault.and(UNFIT_IS_ERROR));
    }
  }

  /** Returns the longest line that is held in memory, its line feed included. */
  int maxLineBytes() {
    return options.maxLineBytes();
  }
}
