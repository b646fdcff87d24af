package dev.daybook.internal.line;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The line at hand of a session's bytes. A line is what stands before a line feed; only {@code \n}
 * ends one, because every other line separator of Unicode may stand inside a JSON string. What
 * follows the last line feed is the torn tail: a line that is still being written, or whose writer
 * died.
 *
 * <p>A {@link ForwardCursor} goes from the first line to the last, and on when the file has grown;
 * a {@link BackwardCursor} from the last to the first. A cursor belongs to one thread.
 */
public abstract class LineCursor {

  /**
   * The fault of an empty line, made once: a file may be nothing but such lines, each of which
   * would cost an exception of its own.
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it is handed on as a copy that has a place
  private static final DaybookException EMPTY =
      DaybookException.of(Kind.INVALID_JSON, "line is empty", "bytes", 0);

  /** The longest line to hold in memory, its line feed included. */
  final int maxLineBytes;

  byte[] buffer;
  int from;
  int to;
  long offset;
  long length;

  LineCursor(int maxLineBytes, byte[] buffer, long offset) {
    this.maxLineBytes = maxLineBytes;
    this.buffer = buffer;
    this.offset = offset;
  }

  /** Moves to the next line in the cursor's direction; false if there is none. */
  public abstract boolean next() throws IOException;

  /** Returns the array that holds the line at hand, valid until the next call of {@link #next}. */
  public final byte[] buffer() {
    return buffer;
  }

  /** Returns the index in the array at which the line begins. */
  public final int from() {
    return from;
  }

  /** Returns the index in the array at which the line ends, its line feed excluded. */
  public final int to() {
    return to;
  }

  /** Returns the line's place in the file. */
  public final long offset() {
    return offset;
  }

  /** Returns the line's length, its line feed included. */
  public final long length() {
    return length;
  }

  /** Returns the offset behind the line and its line feed. */
  public final long end() {
    return offset + length;
  }

  /** Returns true if the line is over the limit, so that the array does not hold all of it. */
  public final boolean isTooLong() {
    return length > maxLineBytes;
  }

  /** Returns true if the line has nothing but white space. */
  public final boolean isBlank() {
    if (isTooLong()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Returns {@link LineHeader#of(byte[], int, int)} of the line. */
  public final @Nullable LineHeader header() {
    return isTooLong() ? null : LineHeader.of(buffer, from, to);
  }

  /** Returns {@link LineHeader#of(byte[], int, int, byte[])} of the line. */
  public final @Nullable LineHeader header(byte[] quotedSessionId) {
    return isTooLong() ? null : LineHeader.of(buffer, from, to, quotedSessionId);
  }

  /** Returns {@link WantedTypes#filteredSeq} of the line. */
  public long filteredSeq(WantedTypes wanted) {
    return isTooLong() ? WantedTypes.DECODE : wanted.filteredSeq(buffer, from, to);
  }

  /**
   * Decodes the line.
   *
   * @throws DaybookException {@code LINE_TOO_LONG}; as {@link EntryDecoder#decode} does
   */
  public Entry decode(EntryDecoder decoder) {
    if (isTooLong()) {
      throw DaybookException.of(
          Kind.LINE_TOO_LONG,
          "line is longer than the reader holds; raise the limit",
          "lineBytes",
          length,
          "maxLineBytes",
          maxLineBytes);
    }
    if (from == to) {
      throw EMPTY;
    }
    return decoder.decode(buffer, from, to);
  }

  /** Returns the entry of the line; null if it cannot be read. */
  public final @Nullable Entry entryOrNull(EntryDecoder decoder) {
    return decodedOrNull(decoder, true);
  }

  /**
   * Returns the entry of the line, even of one without a checksum, for a reader that keeps those;
   * null if it cannot be read.
   */
  public final @Nullable Entry unprovedOrNull(EntryDecoder decoder) {
    return decodedOrNull(decoder, false);
  }

  private @Nullable Entry decodedOrNull(EntryDecoder decoder, boolean needsChecksum) {
    if (isTooLong() || from == to) {
      return null;
    }
    try {
      return needsChecksum
          ? decoder.decode(buffer, from, to)
          : decoder.decodeUnproved(buffer, from, to);
    } catch (DaybookException bad) {
      return null;
    }
  }

  /**
   * Returns the entry of a line that {@link #decode} refused: {@link EntryDecoder#unfit}, or the
   * entry that lacks its checksum; null if there is none.
   */
  public @Nullable Entry entryDespite(DaybookException fault, EntryDecoder decoder) {
    if (isTooLong()) {
      return null;
    }
    return fault.kind() == Kind.MISSING_CRC
        ? decoder.decodeUnproved(buffer, from, to)
        : decoder.unfit(buffer, from, to);
  }
}
