package dev.daybook.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a session's file that is appended to. Each call does its work before it
 * returns, on the calling thread. One thread at a time, but for a force, during which another
 * thread may write.
 */
abstract class AppendChannel implements Closeable {

  /** Opens a file that exists; refuses a symbolic link in its place. */
  static AppendChannel open(Path file) throws IOException {
    AsynchronousFileChannel uninterruptible = uninterruptible(file);
    return uninterruptible == null
        ? new Interruptible(OwnFiles.open(file))
        : new Uninterruptible(uninterruptible);
  }

  /**
   * Opens a file again that is open, and all of it on the device. The name is looked up anew.
   *
   * @param open belongs to the result, or is closed: it has no error of writing back left to report
   */
  static AppendChannel reopen(Path file, FileChannel open) throws IOException {
    AsynchronousFileChannel uninterruptible = uninterruptible(file);
    if (uninterruptible == null) {
      return new Interruptible(open);
    }
    try {
      open.close();
      return new Uninterruptible(uninterruptible);
    } catch (Throwable e) {
      uninterruptible.close();
      throw e;
    }
  }

  /**
   * Opens a channel that no interrupt closes. Returns null on a system where that would need
   * threads, and for a file system of the application's own, of which that is not known.
   */
  private static @Nullable AsynchronousFileChannel uninterruptible(Path file) throws IOException {
    boolean isKnown = OwnFiles.POSIX && file.getFileSystem() == FileSystems.getDefault();
    return isKnown ? OwnFiles.openUninterruptible(file) : null;
  }

  abstract long size() throws IOException;

  /** Writes as {@link FileChannel#write(ByteBuffer, long)} does. */
  abstract int write(ByteBuffer source, long position) throws IOException;

  /** Reads as {@link FileChannel#read(ByteBuffer, long)} does. */
  abstract int read(ByteBuffer target, long position) throws IOException;

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
    int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
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
      return result(channel.write(source, position));
    }

    @Override
    int read(ByteBuffer target, long position) throws IOException {
      return result(channel.read(target, position));
    }

    /** Returns the result of a call that is over; an interrupt stays set. */
    private static int result(Future<Integer> call) throws IOException {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return call.get();
          } catch (InterruptedException notDone) {
            interrupted = true;
          }
        }
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof IOException why) {
          throw why;
        }
        throw new IOException("the call failed", failed.getCause());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
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
}
