package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of the line at which a scanner is. Any thread.
 *
 * @param decoder decodes the bytes of one line
 * @param maxLineBytes the limit of the scanners, for the error that a line is over it
 */
public record LineDecoder(EntryDecoder decoder, int maxLineBytes) {

  /**
   * The fault of an empty line, made once: a file may be nothing but such lines, each of which
   * would cost an exception of its own.
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it is handed on as a copy that has a place
  private static final DaybookException EMPTY =
      DaybookException.of(Kind.INVALID_JSON, "line is empty", "bytes", 0);

  /**
   * Decodes the line at hand.
   *
   * @throws DaybookException {@code LINE_TOO_LONG}; as {@link EntryDecoder#decode} does
   */
  public Entry decode(LineScanner lines) {
    if (lines.isTooLong()) {
      throw tooLong(lines.lineBytes());
    }
    return decoded(lines.buffer(), lines.from(), lines.to());
  }

  /** Decodes the line at hand, of lines from the last to the first. */
  public Entry decode(BackwardScanner lines) {
    if (lines.isTooLong()) {
      throw tooLong(lines.lineBytes());
    }
    return decoded(lines.buffer(), lines.from(), lines.to());
  }

  private Entry decoded(byte[] buffer, int from, int to) {
    if (from == to) {
      throw EMPTY;
    }
    return decoder.decode(buffer, from, to);
  }

  /** Returns {@link EntryDecoder#unfit} of the line at hand. */
  public @Nullable Entry unfit(LineScanner lines) {
    return lines.isTooLong() ? null : decoder.unfit(lines.buffer(), lines.from(), lines.to());
  }

  private DaybookException tooLong(long lineBytes) {
    return DaybookException.of(
        Kind.LINE_TOO_LONG,
        "line is longer than the reader holds; raise the limit",
        "lineBytes",
        lineBytes,
        "maxLineBytes",
        maxLineBytes);
  }
}
