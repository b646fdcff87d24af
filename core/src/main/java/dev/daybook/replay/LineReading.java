package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.codec.LineFilter;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import org.jspecify.annotations.Nullable;

/** A classifier of single lines, independent of the lines around them. Immutable; any thread. */
final class LineReading {

  private static final String UNFIT =
      "the line is what was recorded, so its type has changed since; it is kept as Unknown";
  private static final String UNFIT_IS_ERROR =
      "the line is what was recorded, so its type has changed since; a lenient reading keeps it as"
          + " Unknown, and so does withUnfitAsUnknown()";

  private final ReadOptions options;
  private final LineFilter filter;
  private final LineDecoder decoder;

  LineReading(EventTypes types, ReadOptions options, byte @Nullable [] quotedSessionId) {
    this.options = options;
    this.filter = new LineFilter(types, options.types(), options.keepsUnknown(), quotedSessionId);
    this.decoder = new LineDecoder(
        new EntryDecoder(types, options.keepsUnknown(), options.isVerbatim()),
        options.maxLineBytes());
  }

  /** Reports to the sink what the line at hand is. */
  void read(LineScanner lines, LineSink sink) {
    if (!options.types().isEmpty() && !lines.isTooLong()) {
      long seq = filter.leftOutSeq(lines.buffer(), lines.from(), lines.to());
      if (seq != LineFilter.DECODE) {
        sink.leftOut(lines.lineBytes(), seq);
        return;
      }
    }
    Entry entry;
    try {
      entry = decoder.decode(lines);
    } catch (DaybookException fault) {
      refused(lines, fault, sink);
      return;
    }
    sink.entry(lines.lineBytes(), entry, lines.buffer(), lines.from(), lines.to());
  }

  private void refused(LineScanner lines, DaybookException fault, LineSink sink) {
    Entry unfit = decoder.unfit(lines);
    if (unfit == null) {
      sink.bad(lines.lineBytes(), fault);
    } else if (options.keepsUnfit()) {
      sink.unfit(
          lines.lineBytes(), unfit, fault.and(UNFIT), lines.buffer(), lines.from(), lines.to());
    } else {
      sink.bad(lines.lineBytes(), fault.and(UNFIT_IS_ERROR));
    }
  }

  /** Returns the longest line that is held in memory, its line feed included. */
  int maxLineBytes() {
    return options.maxLineBytes();
  }
}
