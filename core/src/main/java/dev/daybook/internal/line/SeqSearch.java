package dev.daybook.internal.line;

import dev.daybook.event.Entry;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A binary search for a seq in a file, so that little of the file is read. Where lines are damaged
 * it reads as much more as it must; where the seqs do not rise, all. Belongs to one thread.
 */
public final class SeqSearch {

  /** A range of this size is read through rather than halved again. */
  private static final long ENOUGH_BYTES = 1 << 16;

  /** The bytes read at each middle, until a line there turns out to be longer. */
  private static final long PROBE_BYTES = 1 << 14;

  /** The bad lines in a row that are looked at before the middle counts as damaged. */
  private static final int MAX_BAD_LINES = 16;

  private final SessionSource source;
  private final EntryDecoder decoder;
  private final int maxLineBytes;
  private final long end;
  private final String sessionId;
  private final byte[] quotedSessionId;

  /** The seq of a line, and the offsets of its beginning and end. */
  private record Found(long seq, long offset, long end) {}

  /**
   * @param source read by position
   * @param end the end of the last whole line
   * @param sessionId the session to search; lines of other sessions count as bad
   */
  public SeqSearch(
      SessionSource source, EntryDecoder decoder, int maxLineBytes, long end, String sessionId) {
    this.source = source;
    this.decoder = decoder;
    this.maxLineBytes = maxLineBytes;
    this.end = end;
    this.sessionId = sessionId;
    this.quotedSessionId = BatchEncoder.quoted(sessionId);
  }

  /**
   * Returns the end of the last line that is known to come before that seq; bad lines that may be
   * the one with that seq lie behind it. Returns the file's end if every line comes before it, and
   * 0 if none does.
   */
  public long behindAllBefore(long seq) throws IOException {
    long low = 0;
    long lowSeq = -1;
    long high = end;
    long highSeq = Long.MAX_VALUE;
    while (seq > 0 && high - low > ENOUGH_BYTES) {
      long middle = low + (high - low) / 2;
      Found found = firstLineAfter(middle, high);
      if (found == null) {
        high = middle;
      } else if (found.seq <= lowSeq || found.seq >= highSeq) {
        return scanFrom(0, seq);
      } else if (found.seq < seq) {
        low = found.end;
        lowSeq = found.seq;
      } else {
        high = found.offset;
        highSeq = found.seq;
      }
    }
    return seq > 0 ? scanFrom(low, seq) : 0;
  }

  /**
   * Returns the first readable line that begins in {@code (offset, before)}; null if none is found.
   */
  private @Nullable Found firstLineAfter(long offset, long before) throws IOException {
    long span = PROBE_BYTES;
    long most = Math.min(before, offset + 2L * maxLineBytes);
    ForwardCursor lines = scanner(offset, Math.min(most, offset + span));
    boolean isWhole = false;
    int bad = 0;
    while (bad < MAX_BAD_LINES) {
      if (lines.next()) {
        Long seq = isWhole ? seqOf(lines) : null;
        if (seq != null) {
          return new Found(seq, lines.offset(), lines.end());
        }
        bad += isWhole ? 1 : 0;
        isWhole = true;
      } else if (offset + span >= most) {
        return null;
      } else {
        span *= 4;
        lines.restartAt(lines.offset(), Math.min(most, offset + span));
      }
    }
    return null;
  }

  private long scanFrom(long offset, long seq) throws IOException {
    ForwardCursor lines = scanner(offset, end);
    long behind = offset;
    while (lines.next()) {
      Long found = seqOf(lines);
      if (found != null && found >= seq) {
        return behind;
      } else if (found != null) {
        behind = lines.end();
      }
    }
    return behind;
  }

  private ForwardCursor scanner(long from, long to) {
    return new ForwardCursor(source, from, to, maxLineBytes);
  }

  private @Nullable Long seqOf(ForwardCursor lines) {
    LineHeader header = lines.header(quotedSessionId);
    if (header != null) {
      return header.seq();
    }
    Entry entry = lines.unprovedOrNull(decoder);
    return entry != null && entry.sessionId().equals(sessionId) ? entry.seq() : null;
  }
}
