package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The standard output as UTF-8, buffered, with its errors, which {@link System#out} swallows. A
 * reader that went away, as {@code head} does, or that never was, is no error: from then on nothing
 * is written, and {@link #isClosed} returns true. One thread at a time.
 */
final class StandardOutput extends OutputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private OutputStream out;
  private volatile boolean closed;
  private volatile boolean isWorkFirst;
  private @Nullable Pager pager;

  StandardOutput(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /**
   * Reports from now on that nothing can be written, and goes on: what the command does counts for
   * more than what it says.
   */
  void putWorkFirst() {
    isWorkFirst = true;
  }

  /** Returns true if nothing more can be written. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Writes bytes, to the buffer at first.
   *
   * @throws DaybookException {@code IO_ERROR}, once; later calls do nothing
   */
  @Override
  public void write(byte[] bytes, int from, int length) {
    if (!closed) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        close(e);
      }
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Writes text; throws as {@link #write(byte[], int, int)} does. */
  void print(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(utf8, 0, utf8.length);
  }

  /** Writes out what is in the buffer; throws as {@link #write(byte[], int, int)} does. */
  @Override
  public void flush() {
    if (!closed) {
      try {
        out.flush();
      } catch (IOException e) {
        close(e);
      }
    }
  }

  /**
   * Shows people in their pager what is written from now on; reports for them go there too, each to
   * its place.
   */
  void page() {
    pager = Pager.start(out);
    if (pager != null) {
      out = new BufferedOutputStream(pager.input(), BUFFER_BYTES);
      ErrorReport.showIn(this);
    }
  }

  /**
   * Writes out what is in the buffer, and waits until it is read; throws as {@link #write(byte[],
   * int, int)} does.
   */
  void end() {
    Pager reading = pager;
    try {
      flush();
    } finally {
      if (reading != null) {
        ErrorReport.showIn(null);
        end(reading);
      }
    }
  }

  private void end(Pager reading) {
    try {
      reading.end();
    } catch (IOException e) {
      close(e);
    }
  }

  private void close(IOException why) {
    closed = true;
    boolean isReadInPager = pager != null && !pager.isAbsent();
    if (!isReadInPager && !isBrokenPipe(why)) {
      DaybookException failure = DaybookException.causedBy(
          why,
          Kind.IO_ERROR,
          isWorkFirst
              ? "cannot write to standard output; the work goes on all the same"
              : "cannot write to standard output",
          "cause",
          String.valueOf(why.getMessage()));
      if (!isWorkFirst) {
        throw failure;
      }
      ErrorReport.print(failure);
    }
  }

  /**
   * Returns true if the reader went away. Java has only the message of the operating system, which
   * may be in any language, so it is compared with that of a pipe that is broken on purpose.
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
