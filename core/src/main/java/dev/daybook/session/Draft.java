package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The content of a new file. */
@FunctionalInterface
public interface Draft {

  /**
   * Writes the content from the beginning of an empty file, in any number of writes. No reader sees
   * the file before it is whole and on the device, or at all if this throws. It may be called
   * again, for another file, and writes the same.
   *
   * @param file not to be closed; of a session it gets complete lines, seq from 0
   */
  void writeTo(FileChannel file) throws IOException;
}
