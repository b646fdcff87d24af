package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.usage.QuickParts.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a session's lines, each without regard to the others: decodes only the types that
 * usage is counted from, and of every other line only the header. All lines that count are proved
 * by their checksums, or reported as a lenient reading reports them. Belongs to one thread.
 */
final class LineScan {

  /** A taker of what the lines are, in their order. */
  interface Taker {

    /**
     * Takes the next entry.
     *
     * @param event the event without what usage does not count; null if only place and time count
     * @param mark the hash of the entry, if it may stand in other sessions; else 0
     */
    void entry(long seq, Instant ts, @Nullable SessionEvent event, long mark);

    /** Takes note of a line that is no entry of the session. */
    void skipped();
  }

  /** A type of lines. */
  private static final class Kind {

    /** Its name in ASCII. */
    final byte[] name;

    /** True if it is that of a response's cost. */
    final boolean isResponse;

    /** Its reader; {@link Reader#NONE} if it needs a decoder, null if only its header is of use. */
    final @Nullable Reader reader;

    Kind(String type) {
      Reader quick = QuickParts.READERS.get(type);
      boolean isDecoded = quick == null && EventParts.NAMES.contains(type);
      this.isResponse = type.equals(RESPONSE);
      this.name = type.getBytes(StandardCharsets.US_ASCII);
      this.reader = isDecoded ? Reader.NONE : quick;
    }
  }

  private static final String RESPONSE = WireNames.of(ProviderUsage.class);

  /** The types that were met, by their hash. */
  private final @Nullable Kind[] met = new @Nullable Kind[LineHeader.MAX_TYPE_HASH + 1];

  private final EntryDecoder decoder = new EntryDecoder(EventParts.TYPES, true);
  private final String sessionId;
  private final byte[] quotedId;
  private final boolean marksAll;
  private final EntryMark marking;

  /** The hash of the line at hand; 0 if it is not wanted. */
  private long mark;

  /** @param marksAll true if each entry gets its hash; else the responses alone do */
  LineScan(String sessionId, boolean marksAll) {
    this.sessionId = sessionId;
    this.quotedId = BatchEncoder.quoted(sessionId);
    this.marksAll = marksAll;
    this.marking = new EntryMark(quotedId, Overlaps.family(sessionId));
  }

  /** Reads the line at hand. */
  void read(ForwardCursor line, Taker taker) {
    mark = 0;
    if (isPassed(line, taker) || (line.shorten() && isPassed(line, taker))) {
      return;
    }
    Entry entry = entry(line);
    if (entry == null || !entry.sessionId().equals(sessionId)) {
      taker.skipped();
    } else {
      taker.entry(entry.seq(), entry.ts(), event(entry), mark);
    }
  }

  private static @Nullable SessionEvent event(Entry entry) {
    if (entry.event() instanceof Unknown) {
      return null;
    }
    try {
      return EventParts.whole(entry.event());
    } catch (DaybookException unfit) {
      return null;
    }
  }

  /** Takes a line that needs no decoder; returns false if it needs one. */
  private boolean isPassed(LineCursor line, Taker taker) {
    LineHeader header =
        line.isTooLong() ? null : LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
    return header != null && isPassed(header, line, taker);
  }

  private boolean isPassed(LineHeader header, LineCursor line, Taker taker) {
    Kind kind = kind(header);
    if (kind.reader == Reader.NONE && !(kind.isResponse || marksAll)) {
      return false;
    }
    Instant ts = header.ts();
    if (ts == null) {
      return false;
    }
    if (marksAll) {
      mark = marking.of(header, ts, line.buffer(), line.to());
    } else if (kind.isResponse) {
      mark = marking.ofNamed(header, line.buffer());
    }
    if (kind.reader == Reader.NONE) {
      return false;
    }
    if (kind.reader == null) {
      boolean isEntry = header.isOf(quotedId) && header.isProved();
      if (isEntry) {
        taker.entry(header.seq(), ts, null, mark);
      }
      return isEntry;
    }
    int data = header.dataBehindId(quotedId);
    SessionEvent event =
        data >= 0 && header.isProved() ? kind.reader.read(line.buffer(), data, line.to()) : null;
    if (event != null) {
      taker.entry(header.seq(), ts, event, mark);
    }
    return event != null;
  }

  private Kind kind(LineHeader header) {
    int slot = header.typeHash();
    Kind kind = met[slot];
    if (kind == null || !header.isOfType(kind.name)) {
      kind = new Kind(header.type());
      met[slot] = kind;
    }
    return kind;
  }

  private @Nullable Entry entry(LineCursor line) {
    try {
      return line.decode(decoder);
    } catch (DaybookException fault) {
      return line.entryDespite(fault, decoder);
    }
  }
}
