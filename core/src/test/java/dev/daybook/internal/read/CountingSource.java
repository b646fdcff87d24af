package dev.daybook.internal.read;

import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that counts the bytes that are read, and may fail. */
public final class CountingSource implements SessionSource {

  public long bytes;

  /** The end of the furthest piece that was read. */
  volatile long furthest;

  /** The offset of a byte that cannot be read. */
  long brokenAt = Long.MAX_VALUE;

  private final SessionSource source;

  public CountingSource(SessionSource source) {
    this.source = source;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    if (position + target.remaining() > brokenAt) {
      throw new IOException("broken");
    }
    int read = source.read(target, position);
    synchronized (this) {
      bytes += Math.max(0, read);
      furthest = Math.max(furthest, position + read);
    }
    return read;
  }

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public boolean isOpen() {
    return source.isOpen();
  }

  @Override
  public void close() {}
}
