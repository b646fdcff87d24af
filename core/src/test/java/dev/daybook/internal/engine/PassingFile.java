package dev.daybook.internal.engine;

import dev.daybook.internal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes every call on to another file; a test overrides those that are to go another way. */
public class PassingFile implements JournalFile {

  private final JournalFile file;

  /** @param file closed with this */
  public PassingFile(JournalFile file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return file.write(source, position);
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public boolean isUninterruptible() {
    return file.isUninterruptible();
  }

  @Override
  public void confirm() throws IOException {
    file.confirm();
  }

  @Override
  public void truncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void evict() throws IOException {
    file.evict();
  }

  @Override
  public void reopen() throws IOException {
    file.reopen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
