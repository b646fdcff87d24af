package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** What a new file is to hold. */
@FunctionalInterface
public interface Draft {

  /**
   * Writes it, from the beginning of an empty file, in as many writes as it likes: nobody sees the
   * file before it is whole and on the device, and nobody ever does if this throws. It may be asked
   * for again, for another file, and writes the same.
   *
   * @param file not to be closed; of a session it gets complete lines, seq from 0
   */
  void writeTo(FileChannel file) throws IOException;
}
