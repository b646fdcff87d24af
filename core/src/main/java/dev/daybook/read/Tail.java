package dev.daybook.read;

import dev.daybook.DaybookException;
import dev.daybook.read.TailEvent.TailEnd;
import java.time.Duration;
import java.util.Optional;

/**
 * A view of a session by its file, from any process, without a lock and without slowing its writer:
 * each entry once and in order, within a fraction of a second after it was written. The reader asks
 * for each event; later entries wait in the file, so memory is one line however slow the reader is.
 *
 * <p>It goes on through everything that becomes of a session: a torn tail that is cut off, a writer
 * that died and another that resumed, a repair that put another file in its place. Bad lines, and
 * lines of other sessions, are reported and passed over. Belongs to one thread; holds the file open
 * until it is closed.
 */
public interface Tail extends AutoCloseable {

  /**
   * Returns the next event; empty if none came in that time. With {@link Duration#ZERO} it does not
   * wait, so that empty means that everything was read that was written so far.
   *
   * <p>An end is returned again by every further call; but after {@link TailEnd#SESSION_ENDED} a
   * further call waits for a writer that resumes the session.
   *
   * <p>An interrupt ends the wait and loses nothing: the caller may clear the flag and ask on.
   *
   * @throws DaybookException {@code INTERRUPTED} with the flag set; {@code IO_ERROR}
   */
  Optional<TailEvent> next(Duration timeout);

  /**
   * Returns a copy of the line of the last entry that was given, byte for byte as it stands in the
   * file, its line feed included. Valid until the next call of {@link #next}.
   */
  byte[] line();

  /**
   * Returns the number of bytes behind the last whole line, after {@link #next} was empty: a line
   * that is being written, or whose writer died.
   */
  long tornTailBytes();

  /** Closes the file. */
  @Override
  void close();
}
