package dev.daybook.internal.engine;

import dev.daybook.internal.file.JournalFile;
import java.nio.ByteBuffer;

/** A file that takes everything and keeps nothing. */
public final class NullFile implements JournalFile {

  @Override
  public int write(ByteBuffer source, long position) {
    int all = source.remaining();
    source.position(source.limit());
    return all;
  }

  @Override
  public void force() {}

  @Override
  public void confirm() {}

  @Override
  public void truncate(long size) {}

  @Override
  public void evict() {}

  @Override
  public void reopen() {}

  @Override
  public void close() {}
}
