package dev.daybook.internal.line;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The bytes of a session, read by position; those of a file may be closed by an interrupt of a
 * thread that reads. To read a session that is stored in another form, such as a packed one, choose
 * another source in {@link #open}, which every reading of a whole session begins with.
 */
public interface SessionSource extends Channel {

  /** The options of every opening, made once: a list opens many files. */
  Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** Returns the number of bytes that are there now. */
  long size() throws IOException;

  /** Reads some bytes from that position on; returns how many, or -1 behind the last one. */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Reads into {@code [from, to)}; returns the end of what was read, which is less if the bytes
   * ended.
   */
  default int read(byte[] target, int from, int to, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, from, to - from);
    while (buffer.hasRemaining() && read(buffer, position + buffer.position() - from) > 0) {
      // until it is full or the bytes end
    }
    return buffer.position();
  }

  /**
   * Opens a session's file for reading. Looks first, because opening a named pipe waits, and some
   * folders read as an empty file.
   *
   * @throws DaybookException {@code IO_ERROR} if it is no regular file, with what it is as
   *     {@code found} in the details
   * @throws NoSuchFileException if there is none
   */
  static SessionSource open(Path file) throws IOException {
    attributes(file);
    return openSeen(file);
  }

  /** Opens a file that the caller knows to be a regular one. */
  static SessionSource openSeen(Path file) throws IOException {
    return of(FileChannel.open(file, READ));
  }

  /** Returns a source of the bytes of a file that is open; closing it closes the file. */
  static SessionSource of(FileChannel file) {
    return new SessionSource() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
      }

      @Override
      public boolean isOpen() {
        return file.isOpen();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** Returns the file's attributes without opening it; throws as {@link #open} does. */
  static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "no regular file stands there",
          "file",
          file,
          "found",
          found.isDirectory() ? "folder" : found.isSymbolicLink() ? "symbolic_link" : "other");
    }
    return found;
  }
}
