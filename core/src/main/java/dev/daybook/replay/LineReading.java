package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.codec.LineFilter;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import org.jspecify.annotations.Nullable;

/** What a line is by itself, whatever the lines around it are. Immutable; any thread. */
final class LineReading {

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

  /** Tells what the line is at which the scanner is. */
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
      sink.bad(lines.lineBytes(), fault);
      return;
    }
    sink.entry(lines.lineBytes(), entry, lines.buffer(), lines.from(), lines.to());
  }

  /** The longest line that is held in memory, its line feed included. */
  int maxLineBytes() {
    return options.maxLineBytes();
  }
}
