package dev.daybook.cli;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output as UTF-8, buffered, with its errors, which {@link System#out} swallows. That the
 * reader went away, as {@code head} does, or that there never was one, is none: from then on
 * nothing is written and {@link #isClosed} says so. One thread at a time.
 */
final class StandardOutput {

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out =
      new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
  private volatile boolean closed;

  /** Whether nothing more can be written. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Writes bytes, to the buffer at first.
   *
   * @throws DaybookException {@code IO_ERROR}, once; later calls do nothing
   */
  void write(byte[] bytes, int from, int length) {
    if (!closed) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        close(e);
      }
    }
  }

  /** Writes text; throws as {@link #write} does. */
  void print(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(utf8, 0, utf8.length);
  }

  /** Passes on what is in the buffer; throws as {@link #write} does. */
  void flush() {
    if (!closed) {
      try {
        out.flush();
      } catch (IOException e) {
        close(e);
      }
    }
  }

  private void close(IOException why) {
    closed = true;
    if (!isBrokenPipe(why)) {
      throw DaybookException.causedBy(
          why,
          Kind.IO_ERROR,
          "cannot write to standard output",
          "cause",
          String.valueOf(why.getMessage()));
    }
  }

  /**
   * Java has only the message of the operating system, which may be in any language: so it is
   * compared with that of a pipe that is broken on purpose.
   */
  private static boolean isBrokenPipe(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("pipe")
        || message.equals("Bad file descriptor")
        || message.equals(messageOfBrokenPipe());
  }

  private static String messageOfBrokenPipe() {
    try {
      Pipe pipe = Pipe.open();
      pipe.source().close();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        sink.write(ByteBuffer.allocate(1));
      }
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
