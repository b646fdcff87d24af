package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
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

    /** Its reader; {@link Reader#NONE} if it needs a decoder, null if only its header is of use. */
    final @Nullable Reader reader;

    Kind(String type) {
      Reader quick = QuickParts.READERS.get(type);
      boolean isDecoded = quick == null && EventParts.NAMES.contains(type);
      this.name = type.getBytes(StandardCharsets.US_ASCII);
      this.reader = isDecoded ? Reader.NONE : quick;
    }
  }

  /** The types that were met, by their hash. */
  private final @Nullable Kind[] met = new @Nullable Kind[LineHeader.MAX_TYPE_HASH + 1];

  private final EntryDecoder decoder = new EntryDecoder(EventParts.TYPES, true);
  private final String sessionId;
  private final byte[] quotedId;
  private final SessionUsage usage;
  private long skippedLines;
  private long bytes;

  SessionScan(SessionId session, SessionUsage usage) {
    this.sessionId = session.value();
    this.quotedId = BatchEncoder.quoted(sessionId);
    this.usage = usage;
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
    if (isPassed(line) || (line.shorten() && isPassed(line))) {
      return;
    }
    Entry entry = entry(line);
    if (entry == null || !entry.sessionId().equals(sessionId)) {
      skippedLines++;
    } else if (entry.event() instanceof Unknown) {
      usage.pass(entry.seq(), entry.ts());
    } else {
      see(entry);
    }
  }

  /** Takes a line that needs no decoder; returns false if it needs one. */
  private boolean isPassed(LineCursor line) {
    LineHeader header =
        line.isTooLong() ? null : LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
    return header != null && isPassed(header, line);
  }

  private boolean isPassed(LineHeader header, LineCursor line) {
    Kind kind = kind(header);
    if (kind.reader == Reader.NONE) {
      return false;
    }
    Instant ts = header.ts();
    if (ts == null) {
      return false;
    }
    if (kind.reader == null) {
      boolean isEntry = header.isOf(quotedId) && header.isProved();
      if (isEntry) {
        usage.pass(header.seq(), ts);
      }
      return isEntry;
    }
    int data = header.dataBehindId(quotedId);
    SessionEvent event =
        data >= 0 && header.isProved() ? kind.reader.read(line.buffer(), data, line.to()) : null;
    if (event != null) {
      usage.see(header.seq(), ts, event);
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
      usage.pass(entry.seq(), entry.ts());
      return;
    }
    usage.see(entry.seq(), entry.ts(), whole);
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

  /** Returns the number of bytes of the complete lines. */
  long bytes() {
    return bytes;
  }
}
