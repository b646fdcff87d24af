package dev.daybook.follow;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.replay.BackwardScanner;
import dev.daybook.replay.LineDecoder;
import dev.daybook.replay.LineScanner;
import dev.daybook.replay.SeqOrder;
import dev.daybook.replay.SeqSearch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The place in a file where a tail begins.
 *
 * @param offset the beginning of a line, or of one that is yet to come
 * @param nextSeq the seq that comes there; {@link SeqOrder#ANY} if that is not known
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
      FileChannel channel, LineDecoder decoder, String sessionId, TailOptions options)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      long size = channel.size();
      try {
        return in(channel, size, decoder, sessionId, options);
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
      FileChannel channel, long size, LineDecoder decoder, String sessionId, TailOptions options)
      throws IOException {
    BackwardScanner lines = new BackwardScanner(channel, size, decoder.maxLineBytes());
    long end = lines.end();
    Entry first = firstOf(channel, end, decoder, sessionId);
    if (options.from() == TailOptions.From.SEQ) {
      long offset =
          new SeqSearch(channel, decoder, end, sessionId).behindAllBefore(options.number());
      Entry last = offset == end ? lastOf(lines, decoder, sessionId) : null;
      return new TailStart(offset, options.number(), last, first);
    }
    if (options.number() == 0) {
      Entry last = lastOf(lines, decoder, sessionId);
      return new TailStart(end, last == null ? nextSeqOf(end) : last.seq() + 1, last, first);
    }
    long offset = end;
    for (long n = 0; n < options.number() && lines.previous(); n++) {
      offset = lines.offset();
    }
    return new TailStart(offset, nextSeqOf(offset), null, first);
  }

  private static long nextSeqOf(long offset) {
    return offset == 0 ? 0 : SeqOrder.ANY;
  }

  private static @Nullable Entry firstOf(
      FileChannel channel, long end, LineDecoder decoder, String sessionId) throws IOException {
    LineScanner lines = LineScanner.forFewLines(channel, 0, end, decoder.maxLineBytes());
    for (int n = 0; n < MAX_FIRST_LINES && lines.next(); n++) {
      try {
        Entry entry = decoder.decode(lines);
        boolean isFirst = n == 0 ? SeqOrder.isBeginning(entry) : entry.seq() == 0;
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
      BackwardScanner lines, LineDecoder decoder, String sessionId) throws IOException {
    boolean isBlank = true;
    while (isBlank && lines.previous()) {
      isBlank = !lines.isTooLong() && isBlank(lines.buffer(), lines.from(), lines.to());
    }
    if (isBlank) {
      return null;
    }
    try {
      Entry last = decoder.decode(lines);
      return last.sessionId().equals(sessionId) ? last : null;
    } catch (DaybookException bad) {
      return null;
    }
  }

  /**
   * Returns true if a line has nothing but white space; such lines change nothing about how a file
   * ends.
   */
  static boolean isBlank(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
