package dev.daybook.internal.json;

import java.nio.ByteBuffer;

/**
 * The bytes of one batch: lines one after another in memory outside the heap, so that a write takes
 * them without a copy. Used by one thread at a time.
 */
interface BatchBuffer extends AutoCloseable {

  /** Returns the number of bytes written so far. */
  int position();

  /** Appends, growing if need be; what was there stays. */
  void write(byte[] source, int offset, int length);

  /** Drops everything from {@code position} on. */
  void rewind(int position);

  /** Returns a view of {@code [from, to)}, valid until the next call here. */
  ByteBuffer view(int from, int to);

  /** Frees the memory. */
  @Override
  void close();
}
