package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A reader of a growing file, as far as its writer reports complete lines. Memory is one line at a
 * time. Belongs to one thread; holds the file open until it is closed.
 */
public final class TailReader implements AutoCloseable {

  private final Path file;
  private final int maxLineBytes;
  private SessionSource channel;
  private ForwardCursor scanner;
  private final EntryDecoder decoder;
  private final EntryOrder order;

  /**
   * @param file a session's file
   * @param sessionId the session: an entry of another one is a fault
   * @param types the types to give back as their records; an entry whose data does not fit its
   *     type, though its checksum proves it, is given as {@code Unknown}
   * @param from the offset to begin at: the beginning of a line
   * @param maxLineBytes the longest line to hold in memory, its line feed included
   * @throws DaybookException {@code IO_ERROR} if the file cannot be opened
   */
  public TailReader(Path file, String sessionId, EventTypes types, long from, int maxLineBytes) {
    this.file = file;
    this.order = new EntryOrder(sessionId, EntryOrder.ANY);
    this.decoder = EntryDecoder.ofAnyData(types);
    this.maxLineBytes = maxLineBytes;
    try {
      this.channel = SessionSource.open(file);
    } catch (IOException e) {
      throw ioError(e);
    }
    this.scanner = new ForwardCursor(channel, from, from, maxLineBytes);
  }

  /**
   * Gives the entries between the place where it stopped before and {@code end}. An interrupt of
   * this thread does not end that, and stays set.
   *
   * @param end the end of a line that is written
   * @param each takes an entry; what it returns says whether it wants the next one, or, before
   *     {@link #restart}, that it has not taken this one
   * @throws DaybookException what is wrong with a line, or {@code IO_ERROR}; what {@code each}
   *     throws. In either case the next call goes on with the line after it
   */
  public void readTo(long end, Predicate<Entry> each) {
    boolean interrupted = false;
    try {
      scanner.extendTo(end);
      boolean wanted = true;
      while (wanted) {
        try {
          wanted = scanner.next() && each.test(decode());
        } catch (ClosedByInterruptException channelLost) {
          interrupted = Thread.interrupted();
          beginAgainAt(scanner.offset(), end);
        }
      }
    } catch (IOException e) {
      throw ioError(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Opens the file anew, which may be another one now, and goes on at {@code offset}, or where this
   * reader stopped if that is before it.
   *
   * @param offset the beginning of a line
   * @throws DaybookException {@code IO_ERROR}
   */
  public void restart(long offset) {
    long at = Math.min(offset, scanner.offset());
    close();
    try {
      beginAgainAt(at, at);
    } catch (IOException e) {
      throw ioError(e);
    }
  }

  /** Reopens the file after an interrupt, which closes the channel that the thread reads. */
  private void beginAgainAt(long offset, long end) throws IOException {
    channel = SessionSource.open(file);
    scanner = new ForwardCursor(channel, offset, end, maxLineBytes);
  }

  private Entry decode() {
    try {
      Entry entry = scanner.decode(decoder);
      DaybookException foreign = order.foreign(entry);
      if (foreign != null) {
        throw foreign;
      }
      return entry;
    } catch (DaybookException fault) {
      throw fault.at("offset", scanner.offset());
    }
  }

  private DaybookException ioError(IOException e) {
    return DaybookException.causedBy(e, Kind.IO_ERROR, "cannot read", "file", file, "cause", e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ioError(e);
    }
  }
}
