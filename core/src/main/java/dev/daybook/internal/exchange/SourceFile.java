package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.internal.exchange.reading.FileHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A foreign file that is open to be imported. It is only read. One thread. */
final class SourceFile {

  private final FileChannel channel;
  private final FileHead head;
  private final byte[] buffer;
  private final @Nullable AgentFormat recognised;

  /**
   * @param head the file's beginning
   * @param buffer the room to read the file into
   */
  /** @param recognised the format that its content is of; null if it is of none */
  SourceFile(FileChannel channel, FileHead head, byte[] buffer, @Nullable AgentFormat recognised) {
    this.channel = channel;
    this.head = head;
    this.buffer = buffer;
    this.recognised = recognised;
  }

  /** Takes the bytes of the file, one part after another. */
  interface Part {
    /** Takes the first {@code count} bytes of the array. */
    void take(byte[] bytes, int count) throws IOException, InterruptedException;
  }

  /** Returns the file's beginning. */
  FileHead head() {
    return head;
  }

  /** Returns the checksum of what a file beside it says of it; 0 if there is none. */
  long besideCrc() {
    Json beside = head.beside().json();
    if (beside == null) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(beside.text().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** Returns this file with another head. */
  SourceFile withHead(FileHead other) {
    return new SourceFile(channel, other, buffer, recognised);
  }

  /**
   * Reads the file from its beginning to where it ends now.
   *
   * @param onProgress called with the number of bytes that were read, after each part
   * @return the number of its bytes
   */
  long read(Part part, LongConsumer onProgress) throws IOException, InterruptedException {
    long offset = 0;
    int read;
    do {
      read = read(channel, buffer, 0, buffer.length, offset);
      part.take(buffer, read);
      offset += read;
      onProgress.accept(offset);
    } while (read == buffer.length);
    return offset;
  }

  /**
   * Reads a part of the file.
   *
   * @throws DaybookException {@code IO_ERROR} if the file ends before it
   */
  void read(long from, long length, Part part) throws IOException, InterruptedException {
    long rest = length;
    while (rest > 0) {
      int wanted = (int) Math.min(buffer.length, rest);
      if (read(channel, buffer, 0, wanted, from + length - rest) < wanted) {
        throw changed();
      }
      part.take(buffer, wanted);
      rest -= wanted;
    }
  }

  /**
   * Refuses a file of which nothing is of the format that it is read as, if it is of another.
   *
   * @throws DaybookException {@code INVALID_VALUE}
   */
  void refuseUnless(AgentFormat asked) {
    if (recognised != null && !recognised.name().equals(asked.name())) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "nothing in it is of the format that was asked for, and it looks like another; give that"
              + " one, or none to have it recognised",
          "file",
          head.path(),
          "format",
          asked.name(),
          "recognised",
          recognised.name(),
          Refused.DETAIL,
          Refused.UNKNOWN_FORMAT.wireName());
    }
  }

  /** Returns the error for a file that was written while it was read. */
  DaybookException changed() {
    return DaybookException.of(
        Kind.IO_ERROR, "the file changed while it was read; import it again", "file", head.path());
  }

  /** Reads into a part of an array until it is full or the file ends; returns how many bytes. */
  static int read(FileChannel channel, byte[] target, int from, int to, long position)
      throws IOException {
    ByteBuffer into = ByteBuffer.wrap(target, from, to - from).slice();
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = channel.read(into, position + into.position());
    }
    return into.position();
  }
}
