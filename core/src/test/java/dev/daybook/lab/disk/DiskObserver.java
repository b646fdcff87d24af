package dev.daybook.lab.disk;

import java.io.IOException;

/**
 * Sees every operation of a {@link RecordedDisk}, and decides of each whether it comes to pass. A
 * {@link #before} that returns is followed by exactly one of {@link #after} and {@link #failed}, on
 * the same thread.
 */
public interface DiskObserver {

  /** The operation is about to be made; what this throws, it throws instead. */
  default void before(Operation operation) throws IOException {}

  /**
   * How many bytes of a write may pass; asked after {@link #before}. The caller sees a short write,
   * as of a disk that becomes full.
   */
  default int passing(Operation.Write write) {
    return write.bytes().length;
  }

  /** The operation was made; of a write, {@code bytes} are those that passed. */
  default void after(Operation operation) {}

  /** The file system refused the operation itself. */
  default void failed(Operation operation, Throwable failure) {}
}
