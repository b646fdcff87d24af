package dev.daybook.internal.fork;

import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The encoder of the child's lines, which writes or only counts them. For one thread. */
final class ChildLines implements AutoCloseable {

  private static final int BATCH_BYTES = 1 << 18;

  private final BatchEncoder encoder;
  private final byte[] quotedId;
  private final @Nullable FileChannel file;
  private long bytes;

  /**
   * @param maxLineBytes the longest line, its line feed included
   * @param file the child's file; null to only count
   */
  ChildLines(EventTypes types, int maxLineBytes, SessionId child, @Nullable FileChannel file) {
    this.encoder = new BatchEncoder(types, BATCH_BYTES, maxLineBytes);
    this.quotedId = BatchEncoder.quoted(child.value());
    this.file = file;
  }

  /**
   * Encodes one entry, and writes a full batch.
   *
   * @throws dev.daybook.DaybookException if the line would be too long
   */
  void add(long seq, Instant ts, @Nullable String id, SessionEvent event) throws IOException {
    encoder.encode(quotedId, seq, ts.getEpochSecond(), ts.getNano(), id, event);
    if (encoder.position() >= BATCH_BYTES) {
      writeOut();
    }
  }

  /** Writes the lines still in memory. Returns the number of bytes of all lines. */
  long end() throws IOException {
    writeOut();
    return bytes;
  }

  private void writeOut() throws IOException {
    int length = encoder.position();
    bytes += length;
    if (file != null) {
      ByteBuffer batch = encoder.view(0, length);
      while (batch.hasRemaining()) {
        file.write(batch);
      }
    }
    encoder.clear();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
