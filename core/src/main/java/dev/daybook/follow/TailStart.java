package dev.daybook.follow;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.replay.BackwardCursor;
import dev.daybook.replay.EntryOrder;
import dev.daybook.replay.ForwardCursor;
import dev.daybook.replay.SeqSearch;
import dev.daybook.replay.SessionSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The place in a file where a tail begins.
 *
 * @param offset the beginning of a line, or of one that is yet to come
 * @param nextSeq the seq that comes there; {@link EntryOrder#ANY} if that is not known
 * @param last the entry before, if no whole line follows and it can be read and is of the session
 * @param first the session's entry 0, which distinguishes it from another one of the same id; null
 *     if it is not near the beginning of the file
 */
record TailStart(
    long offset,
    long nextSeq,
    @Nullable Entry last,
    @Nullable Entry first) {

  /** The lines that are looked at for the session's first entry. */
  private static final int MAX_FIRST_LINES = 16;

  /** The times that the file may become shorter while it is searched. */
  private static final int MAX_ATTEMPTS = 100;

  static TailStart of(
      SessionSource channel,
      EntryDecoder decoder,
      int maxLineBytes,
      String sessionId,
      TailOptions options)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      long size = channel.size();
      try {
        return in(channel, size, decoder, maxLineBytes, sessionId, options);
      } catch (IOException e) {
        // its writer may have cut off a torn tail meanwhile
        if (channel.isOpen() && channel.size() < size && attempt < MAX_ATTEMPTS) {
          continue;
        }
        throw e;
      }
    }
  }

  private static TailStart in(
      SessionSource channel,
      long size,
      EntryDecoder decoder,
      int maxLineBytes,
      String sessionId,
      TailOptions options)
      throws IOException {
    BackwardCursor lines = new BackwardCursor(channel, size, maxLineBytes);
    long end = lines.lastEnd();
    Entry first = firstOf(channel, end, decoder, maxLineBytes, sessionId);
    if (options.from() == TailOptions.From.SEQ) {
      long offset = new SeqSearch(channel, decoder, maxLineBytes, end, sessionId)
          .behindAllBefore(options.number());
      Entry last = offset == end ? lastOf(lines, decoder, sessionId) : null;
      return new TailStart(offset, options.number(), last, first);
    }
    if (options.number() == 0) {
      Entry last = lastOf(lines, decoder, sessionId);
      return new TailStart(end, last == null ? nextSeqOf(end) : last.seq() + 1, last, first);
    }
    long offset = end;
    for (long n = 0; n < options.number() && lines.next(); n++) {
      offset = lines.offset();
    }
    return new TailStart(offset, nextSeqOf(offset), null, first);
  }

  private static long nextSeqOf(long offset) {
    return offset == 0 ? 0 : EntryOrder.ANY;
  }

  private static @Nullable Entry firstOf(
      SessionSource channel, long end, EntryDecoder decoder, int maxLineBytes, String sessionId)
      throws IOException {
    ForwardCursor lines = ForwardCursor.forFewLines(channel, 0, end, maxLineBytes);
    for (int n = 0; n < MAX_FIRST_LINES && lines.next(); n++) {
      try {
        Entry entry = lines.decode(decoder);
        boolean isFirst = n == 0 ? EntryOrder.isBeginning(entry) : entry.seq() == 0;
        if (isFirst && entry.sessionId().equals(sessionId)) {
          return entry;
        }
      } catch (DaybookException bad) {
        // it is reported where it is read
      }
    }
    return null;
  }

  private static @Nullable Entry lastOf(
      BackwardCursor lines, EntryDecoder decoder, String sessionId) throws IOException {
    boolean isBlank = true;
    while (isBlank && lines.next()) {
      isBlank = lines.isBlank();
    }
    if (isBlank) {
      return null;
    }
    try {
      Entry last = lines.decode(decoder);
      return last.sessionId().equals(sessionId) ? last : null;
    } catch (DaybookException bad) {
      return null;
    }
  }
}
