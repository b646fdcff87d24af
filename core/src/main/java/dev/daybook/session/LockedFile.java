package dev.daybook.session;

import dev.daybook.journal.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A session's file and the right to write it, which end together. */
record LockedFile(JournalFile file, SessionLock lock) implements JournalFile {

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return file.write(source, position);
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void truncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }
}
