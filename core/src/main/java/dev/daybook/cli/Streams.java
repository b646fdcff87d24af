package dev.daybook.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard streams of a command, as bytes, since {@link System#out} and {@link System#err} have
 * the encoding of the platform and swallow errors.
 */
record Streams(InputStream in, OutputStream out, OutputStream err) {

  /** Returns the streams of this process. */
  static Streams ofProcess() {
    return new Streams(
        isInputClosed() ? closedInput() : new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /**
   * Returns true if the process was started without a standard input. Java does not notice: the
   * descriptor then is that of the first file that it opens, which has its own classes.
   */
  private static boolean isInputClosed() {
    try {
      Path classes = Path.of(System.getProperty("java.home", ""), "lib", "modules");
      return Files.isSameFile(classes, Path.of("/proc/self/fd/0"));
    } catch (IOException elsewhere) {
      return false;
    }
  }

  private static InputStream closedInput() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("standard input is closed");
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return read();
      }
    };
  }
}
