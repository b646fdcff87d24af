package dev.daybook.read;

import dev.daybook.DaybookException;
import dev.daybook.event.InferenceSettings;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A reader of one session's file, for any number of readings. Immutable; each reading opens a
 * channel of its own and belongs to its thread. Memory is one line at a time, or with several
 * decoders a few pieces of the file, whatever the file's size.
 *
 * <p>A strict reading ends at the first bad line with an exception that names line, offset and
 * reason. A lenient one reports it and goes on. In both a torn tail is left out and reported, and
 * each entry's seq must follow the one before it, from 0: a file is trusted only as a whole. Each
 * entry must also be of the session that is read, where the reader knows its id. No reading sees
 * that entries are missing at the end of a file; {@code Daybook.verify} does.
 */
public interface SessionReader {

  /**
   * Gives every entry to the fold, in the order of the file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file (unless that reads as
   *     empty), {@code IO_ERROR}, {@code INTERRUPTED} with the thread's interrupt flag set, or in a
   *     strict reading what is wrong with the first bad line
   */
  <R> Folded<R> fold(Fold<R> fold);

  /** Returns all entries; throws as {@link #fold} does. */
  History history();

  /** Returns a reader of the same file with other options, made of this one's. */
  SessionReader with(UnaryOperator<ReadOptions> change);

  /** Shows every entry with its line, in the order of the file; throws as {@link #fold} does. */
  ReadReport forEach(LineVisitor visitor);

  /**
   * Returns the session as a conversation, as {@link TranscriptFold} makes it of all entries. Looks
   * for the newest snapshot from the end of the file and reads forward from there, or from where
   * the snapshot's range ends, so that the cost follows the tail; what lies before is not looked
   * at, and damage there is not met. A switch of branches that leaves the newest snapshot out goes
   * back to the one before that it keeps. A session without a snapshot is read as a whole, as
   * {@link #fold} does.
   *
   * <p>Of the options, {@code types} and {@code isVerbatim} do not apply. In a strict reading a bad
   * line in the part that is read is an error; in a lenient one it is skipped and reported, and a
   * snapshot among them is passed over for the one before. Lines cannot be numbered without reading
   * those before them: unless the whole file is read, the error has an offset and no line.
   *
   * @throws DaybookException as {@link #fold} does; a missing session that reads as empty is an
   *     empty transcript
   */
  Transcript transcript();

  /**
   * Returns how the model is asked to work at the end of the session: the newest
   * {@code inference_settings_changed}, found from the end of the file. Settings that other events
   * mention do not count. Empty if there is none.
   *
   * <p>The options apply as in {@link #transcript}.
   *
   * @throws DaybookException as {@link #transcript} does; {@code INVALID_VALUE} if the settings
   *     have a thinking level that this program does not know
   */
  Optional<InferenceSettings> settings();
}
