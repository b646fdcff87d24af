package dev.daybook.internal.follow;

import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SeqSearch;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.read.StartPosition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The place in a file that a {@link StartPosition} is.
 *
 * @param offset the beginning of a line, or of one that is yet to come
 * @param nextSeq the seq that comes there; {@link EntryOrder#ANY} if that is not known
 * @param last the entry before, if no whole line follows and it can be read and is of the session
 * @param first the session's entry 0, which distinguishes it from another one of the same id; null
 *     if it is not near the beginning of the file
 */
record LiveStart(
    long offset,
    long nextSeq,
    @Nullable Entry last,
    @Nullable Entry first) {

  /** The lines that are looked at for the session's first entry. */
  private static final int MAX_FIRST_LINES = 16;

  /** The times that the file may become shorter while it is searched. */
  private static final int MAX_ATTEMPTS = 100;

  /**
   * Finds the place.
   *
   * @param limit the position behind which nothing is looked at
   */
  static LiveStart of(
      SessionSource source,
      long limit,
      int maxLineBytes,
      EntryDecoder decoder,
      String sessionId,
      StartPosition from)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      long size = Math.min(source.size(), limit);
      try {
        return new Search(source, maxLineBytes, decoder, sessionId).in(size, from);
      } catch (IOException e) {
        // its writer may have cut off a torn tail meanwhile
        if (source.isOpen() && source.size() < size && attempt < MAX_ATTEMPTS) {
          continue;
        }
        throw e;
      }
    }
  }

  private record Search(
      SessionSource source, int maxLineBytes, EntryDecoder decoder, String sessionId) {

    LiveStart in(long size, StartPosition from) throws IOException {
      BackwardCursor lines = new BackwardCursor(source, size, maxLineBytes);
      long end = lines.lastEnd();
      Entry first = first(end);
      if (from instanceof StartPosition.AtSeq at) {
        long offset =
            new SeqSearch(source, decoder, maxLineBytes, end, sessionId).behindAllBefore(at.seq());
        return new LiveStart(offset, at.seq(), offset == end ? last(lines) : null, first);
      }
      long count = ((StartPosition.AtLast) from).lines();
      if (count == 0) {
        Entry last = last(lines);
        return new LiveStart(end, last == null ? nextSeq(end) : last.seq() + 1, last, first);
      }
      long offset = end;
      for (long n = 0; n < count && lines.next(); n++) {
        offset = lines.offset();
      }
      return new LiveStart(offset, nextSeq(offset), null, first);
    }

    private static long nextSeq(long offset) {
      return offset == 0 ? 0 : EntryOrder.ANY;
    }

    private @Nullable Entry first(long end) throws IOException {
      ForwardCursor lines = ForwardCursor.forFewLines(source, 0, end, maxLineBytes);
      for (int n = 0; n < MAX_FIRST_LINES && lines.next(); n++) {
        Entry entry = lines.unprovedOrNull(decoder);
        if (entry != null
            && entry.sessionId().equals(sessionId)
            && (n == 0 ? EntryOrder.isBeginning(entry) : entry.seq() == 0)) {
          return entry;
        }
      }
      return null;
    }

    private @Nullable Entry last(BackwardCursor lines) throws IOException {
      // blank lines change nothing about how a file ends
      boolean isBlank = true;
      while (isBlank && lines.next()) {
        isBlank = lines.isBlank();
      }
      Entry last = isBlank ? null : lines.unprovedOrNull(decoder);
      return last != null && last.sessionId().equals(sessionId) ? last : null;
    }
  }
}
