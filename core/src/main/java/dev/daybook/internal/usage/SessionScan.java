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

  private static final byte[][] NAMES = EventParts.NAMES.stream()
      .map(name -> name.getBytes(StandardCharsets.US_ASCII))
      .toArray(byte[][]::new);

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
      while (lines.next()) {
        bytes += lines.length();
        line(lines);
      }
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", sessionId, file);
    }
  }

  private void line(LineCursor line) {
    LineHeader header =
        line.isTooLong() ? null : LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
    if (header != null && isPassed(header, line)) {
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
  private boolean isPassed(LineHeader header, LineCursor line) {
    boolean isWanted = isWanted(header);
    QuickParts.Reader quick = isWanted ? quick(header) : null;
    Instant ts = isWanted && quick == null ? null : header.ts();
    if (ts == null || !header.isOf(quotedId) || !header.isProved()) {
      return false;
    }
    if (quick == null) {
      usage.pass(header.seq(), ts);
      return true;
    }
    int data = header.dataBehindId(quotedId);
    SessionEvent event = data < 0 ? null : quick.read(line.buffer(), data, line.to());
    if (event != null) {
      usage.see(header.seq(), ts, event);
    }
    return event != null;
  }

  private static QuickParts.@Nullable Reader quick(LineHeader header) {
    if (header.isOfType(QuickParts.RESULT)) {
      return QuickParts::result;
    } else if (header.isOfType(QuickParts.CALL)) {
      return QuickParts::call;
    }
    return header.isOfType(QuickParts.ANSWER) ? QuickParts::answer : null;
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

  private static boolean isWanted(LineHeader header) {
    for (byte[] name : NAMES) {
      if (header.isOfType(name)) {
        return true;
      }
    }
    return false;
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
