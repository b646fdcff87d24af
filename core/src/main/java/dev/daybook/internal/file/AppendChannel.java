package dev.daybook.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a session's file that is appended to. Each call does its work before it
 * returns, on the calling thread. One thread at a time, but for a force, during which another
 * thread may write.
 */
abstract class AppendChannel implements Closeable {

  /**
   * Opens a file that exists; refuses a symbolic link in its place. On POSIX systems an interrupt
   * leaves the channel open, and ends no call.
   */
  static AppendChannel open(Path file) throws IOException {
    if (OwnFiles.POSIX) {
      try {
        return new Uninterruptible(OwnFiles.openUninterruptible(file));
      } catch (UnsupportedOperationException none) {
        // a file system of the application's own
      }
    }
    return new Interruptible(OwnFiles.open(file));
  }

  abstract long size() throws IOException;

  /** Writes as {@link FileChannel#write(ByteBuffer, long)} does. */
  abstract int write(ByteBuffer source, long position) throws IOException;

  /** Forces the content, and what of the metadata is needed to read it. */
  abstract void force() throws IOException;

  abstract void truncate(long size) throws IOException;

  /** Returns true if a thread may call this that could be interrupted meanwhile. */
  abstract boolean isUninterruptible();

  /** A channel that an interrupt of a thread inside a call closes, for every thread. */
  private static class Interruptible extends AppendChannel {
    private final FileChannel channel;

    Interruptible(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    long size() throws IOException {
      return channel.size();
    }

    @Override
    int write(ByteBuffer source, long position) throws IOException {
      return channel.write(source, position);
    }

    @Override
    void force() throws IOException {
      channel.force(false);
    }

    @Override
    void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    boolean isUninterruptible() {
      return false;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * A channel of the only kind that no interrupt closes. Its executor runs the one call that is
   * asynchronous, a write, at once: nothing of it is asynchronous.
   */
  private static final class Uninterruptible extends AppendChannel {
    private final AsynchronousFileChannel channel;

    Uninterruptible(AsynchronousFileChannel channel) {
      this.channel = channel;
    }

    @Override
    long size() throws IOException {
      return channel.size();
    }

    @Override
    int write(ByteBuffer source, long position) throws IOException {
      Written written = new Written();
      channel.write(source, position, null, written);
      return written.bytes();
    }

    @Override
    void force() throws IOException {
      channel.force(false);
    }

    @Override
    void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    boolean isUninterruptible() {
      return true;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** The outcome of a write. */
  private static final class Written implements CompletionHandler<Integer, @Nullable Void> {
    private int bytes = -1;
    private @Nullable Throwable failure;

    @Override
    public void completed(Integer count, @Nullable Void unused) {
      bytes = count;
    }

    @Override
    public void failed(Throwable why, @Nullable Void unused) {
      failure = why;
    }

    int bytes() throws IOException {
      Throwable why = failure;
      if (why instanceof IOException io) {
        throw io;
      }
      if (why instanceof Error error) {
        throw error;
      }
      if (why != null || bytes < 0) {
        throw new IOException("the write has no outcome", why);
      }
      return bytes;
    }
  }
}
