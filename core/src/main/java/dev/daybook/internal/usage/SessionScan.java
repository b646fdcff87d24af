package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.internal.usage.QuickParts.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a session's file that decodes only the types that usage is counted from, and of
 * every other line only the header. All lines that count are proved by their checksums, or reported
 * as a lenient reading reports them. A line that is no entry of the session is skipped and counted.
 * Belongs to one thread.
 */
final class SessionScan {

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
  private final SessionUsage usage;
  private final @Nullable Marks earlier;
  private final EntryMark marking;
  private final Marks.Row marks = new Marks.Row();
  private long skippedLines;
  private long repeatedEntries;
  private long bytes;

  /** The hash of the line at hand; 0 if it is not wanted. */
  private long mark;

  /**
   * @param earlier the entries of other sessions that do not count again here; null if there are
   *     none, and only the responses get marks
   */
  SessionScan(SessionId session, SessionUsage usage, @Nullable Marks earlier) {
    this.sessionId = session.value();
    this.quotedId = BatchEncoder.quoted(sessionId);
    this.usage = usage;
    this.earlier = earlier;
    this.marking = new EntryMark(quotedId, Overlaps.family(sessionId));
  }

  /**
   * Reads the file to its length at the start.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code IO_ERROR}; {@code UNSAFE_PATH}
   */
  void read(SessionFolder folder, SessionId session, int maxLineBytes) {
    Path file = folder.file(session);
    try (SessionSource source = SessionSource.open(file)) {
      ForwardCursor lines = new ForwardCursor(source, 0, source.size(), maxLineBytes);
      lines.leap();
      while (lines.next()) {
        line(lines);
        bytes += lines.length();
      }
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", sessionId, file);
    }
  }

  private void line(ForwardCursor line) {
    mark = 0;
    if (isPassed(line) || (line.shorten() && isPassed(line))) {
      return;
    }
    Entry entry = entry(line);
    if (entry == null || !entry.sessionId().equals(sessionId)) {
      skippedLines++;
    } else if (entry.event() instanceof Unknown) {
      usage.pass(entry.seq(), entry.ts(), isRepeated(entry.seq()));
    } else {
      see(entry);
    }
  }

  /** Returns true if the line at hand stands in a session that counts it. Asked once a line. */
  private boolean isRepeated(long seq) {
    if (mark == 0 || usage.isCopy(seq)) {
      return false;
    }
    boolean isRepeated = earlier != null && earlier.contains(mark);
    if (isRepeated) {
      repeatedEntries++;
    } else {
      marks.add(mark);
    }
    return isRepeated;
  }

  /** Takes a line that needs no decoder; returns false if it needs one. */
  private boolean isPassed(LineCursor line) {
    LineHeader header =
        line.isTooLong() ? null : LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
    return header != null && isPassed(header, line);
  }

  private boolean isPassed(LineHeader header, LineCursor line) {
    Kind kind = kind(header);
    if (kind.reader == Reader.NONE && !(kind.isResponse || earlier != null)) {
      return false;
    }
    Instant ts = header.ts();
    if (ts == null) {
      return false;
    }
    if (earlier != null) {
      mark = marking.of(header, ts, line.buffer(), line.to());
    } else if (kind.isResponse && usage.isImported()) {
      mark = marking.ofNamed(header, ts, line.buffer());
    }
    if (kind.reader == Reader.NONE) {
      return false;
    }
    if (kind.reader == null) {
      boolean isEntry = header.isOf(quotedId) && header.isProved();
      if (isEntry) {
        usage.pass(header.seq(), ts, isRepeated(header.seq()));
      }
      return isEntry;
    }
    int data = header.dataBehindId(quotedId);
    SessionEvent event =
        data >= 0 && header.isProved() ? kind.reader.read(line.buffer(), data, line.to()) : null;
    if (event != null) {
      usage.see(header.seq(), ts, event, isRepeated(header.seq()));
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

  private void see(Entry entry) {
    SessionEvent whole;
    try {
      whole = EventParts.whole(entry.event());
    } catch (DaybookException unfit) {
      usage.pass(entry.seq(), entry.ts(), isRepeated(entry.seq()));
      return;
    }
    usage.see(entry.seq(), entry.ts(), whole, isRepeated(entry.seq()));
  }

  private @Nullable Entry entry(LineCursor line) {
    try {
      return line.decode(decoder);
    } catch (DaybookException fault) {
      return line.entryDespite(fault, decoder);
    }
  }

  /** Returns the number of lines that are no entry of the session. */
  long skippedLines() {
    return skippedLines;
  }

  /** Returns the hashes of the entries that count here and may stand in other sessions. */
  Marks.Row marks() {
    return marks;
  }

  /** Returns the number of entries that other sessions count. */
  long repeatedEntries() {
    return repeatedEntries;
  }

  /** Returns the number of bytes of the complete lines. */
  long bytes() {
    return bytes;
  }
}
