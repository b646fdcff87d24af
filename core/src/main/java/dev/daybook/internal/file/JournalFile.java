package dev.daybook.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * One session's file as the journal uses it: the whole of its I/O. To do more with what is written
 * and forced, such as keeping a copy, wrap one where {@link SessionOpener} opens it: the engine
 * sees no difference. Tests wrap one to make any call fail.
 *
 * <p>One call at a time, except a force: another thread may force while the file is written to. No
 * other operation begins before that force has ended.
 */
public interface JournalFile extends Closeable {

  /**
   * Writes some of the remaining bytes at {@code position} and returns their number; like
   * {@link FileChannel#write(ByteBuffer, long)}, it may write fewer than remain. After an exception
   * none of them counts as written, and the journal cuts off what may have arrived.
   *
   * @throws ForeignBytesException if the file has grown by what another process wrote: nothing was
   *     written, and nothing is to be cut off
   */
  int write(ByteBuffer source, long position) throws IOException;

  /**
   * Forces the file: returns when the device has every byte that was written before this call, and
   * the size that is needed to read them, and the session's name leads to them.
   *
   * @throws LostFileException if it does not
   */
  void force() throws IOException;

  /**
   * Returns true if any thread may call everything but {@link #reopen}, and an interrupt of it
   * neither ends such a call nor harms the file. A thread of the journal's own cannot be
   * interrupted.
   */
  default boolean isUninterruptible() {
    return false;
  }

  /**
   * Checks that the session's name still leads to what was forced, also while the file is evicted.
   *
   * @throws LostFileException if it does not
   */
  void confirm() throws IOException;

  /**
   * Adds lines that were just written to the next unit of a commit log, before that is forced.
   *
   * @param id the session's
   * @param from the position of the lines in the file
   * @return false if nothing was added: the unit is full, or this file is in no log
   * @throws IOException if another process has the session's lock
   */
  default boolean commitTo(CommitLog log, byte[] id, long from, ByteBuffer lines)
      throws IOException {
    return false;
  }

  /**
   * Adds lines that were written earlier, as {@link #commitTo(CommitLog, byte[], long, ByteBuffer)}
   * does; nothing if they cannot be read as they were written.
   */
  default boolean commitTo(CommitLog log, byte[] id, long from, long to) throws IOException {
    return false;
  }

  /**
   * Checks as {@link #confirm} does, unless that was done just now: what is acknowledged is in a
   * commit log too, and no removed file takes it away.
   */
  default void confirmCommitted() throws IOException {
    confirm();
  }

  /**
   * Notes that no commit log has bytes of the session that count: the file has them on the device,
   * or the log has released the session.
   */
  default void released() {}

  /**
   * Cuts the file to {@code size} bytes; does nothing where the lock is lost, or the name may lead
   * to another file, since the bytes behind may be another process's.
   */
  void truncate(long size) throws IOException;

  /**
   * Gives its descriptor back until {@link #reopen}. Everything that was written is forced, or will
   * never be written or forced again.
   */
  void evict() throws IOException;

  /** Opens the file again after {@link #evict}; it must be the same one, as it was left. */
  void reopen() throws IOException;

  /**
   * Gives the file back. Bytes that were written and not forced stay so.
   *
   * @throws LostFileException if the session's name does not lead to it any more
   */
  @Override
  void close() throws IOException;
}
