package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of entries as lines, one after another, into one batch of bytes. Belongs to one
 * thread.
 *
 * <p>A line is in the batch whole or not at all: whatever goes wrong inside one, the batch ends
 * where it ended before. A generator that was stopped inside an object would go on from there, so a
 * failure discards it.
 */
public final class BatchEncoder implements AutoCloseable {

  @SuppressWarnings("StaticAssignmentOfThrowable") // made before, because there is none left then
  private static final DaybookException WITHOUT_MEMORY = DaybookException.of(
      Kind.UNENCODABLE, "encoding the event failed, and there was no memory left to say why");

  /** Room for the line that fills the batch, so that only a long one makes it grow. */
  private static final int SLACK_BYTES = 1 << 16;

  private final EventTypes types;
  private final BatchBuffer buffer;
  private final LineSink sink;
  private final LineHeader.Writer header = new LineHeader.Writer();
  private final byte[] lineEnd = LineCrc.newLineEnd();
  private boolean checksJson = true;
  private @Nullable JsonGenerator generator;

  /**
   * @param types the types whose events can be encoded
   * @param batchBytes the room to begin with; a batch may grow beyond it, for a long line
   * @param maxLineBytes the longest line, its line feed included
   */
  public BatchEncoder(EventTypes types, int batchBytes, int maxLineBytes) {
    this.types = types;
    this.buffer = BatchBuffers.allocate(batchBytes + SLACK_BYTES);
    this.sink = new LineSink(buffer, maxLineBytes);
  }

  /** Returns a session id or type as the envelope wants it: JSON string bytes, quotes included. */
  public static byte[] quoted(String text) {
    return EventType.quoted(text);
  }

  /**
   * Leaves out, or not, the check of the JSON texts in events: for a caller that took each of them
   * out of JSON that was parsed, no deeper than {@link JsonValue#MAX_DEPTH}.
   */
  public void checkJson(boolean isChecked) {
    if (isChecked != checksJson) {
      checksJson = isChecked;
      generator = null;
    }
  }

  /** Returns the kind of memory that holds the batch: {@code chronicle} or {@code plain}. */
  public String bufferName() {
    return BatchBuffers.nameOf(buffer);
  }

  /** Returns the number of bytes in the batch. */
  public int position() {
    return buffer.position();
  }

  /**
   * Appends one line.
   *
   * @param quotedSessionId from {@link #quoted}
   * @param seq the entry's seq, from 0
   * @param epochSecond the entry's time, within the years 0000 to 9999
   * @param nano the nanosecond in that second; cut to the microsecond
   * @param id the caller's identifier, or null
   * @param event an event that {@link Admission} let pass
   * @throws DaybookException if the event cannot be encoded; the batch is as it was before
   */
  public void encode(
      byte[] quotedSessionId,
      long seq,
      long epochSecond,
      int nano,
      @Nullable String id,
      SessionEvent event) {
    int start = buffer.position();
    try {
      JsonGenerator json = generator;
      if (json == null) {
        json = new LineGenerator(sink, checksJson);
        generator = json;
      }
      sink.beginLine();
      if (event instanceof Unknown unknown) {
        begin(json, seq, EventType.quoted(unknown.type()), epochSecond, nano, quotedSessionId, id);
        json.writeRawValue(VerbatimJson.line(unknown.data()));
      } else {
        EventType type = types.of(event);
        if (type == null) {
          throw Admission.unregistered(event);
        }
        begin(json, seq, type.quotedName(), epochSecond, nano, quotedSessionId, id);
        type.write(json, event);
      }
      json.flush();
      LineCrc.setDigits(lineEnd, sink.crc());
      sink.write(lineEnd, 0, lineEnd.length);
    } catch (Throwable failure) {
      buffer.rewind(start);
      generator = null;
      throw rejected(failure);
    }
  }

  private void begin(
      JsonGenerator json,
      long seq,
      byte[] quotedType,
      long epochSecond,
      int nano,
      byte[] quotedSessionId,
      @Nullable String id)
      throws IOException {
    header.set(seq, quotedType, epochSecond, nano, quotedSessionId);
    if (id == null) {
      // most lines have none, and a piece less is a twentieth of the time of a line
      header.append(LineHeader.DATA);
      sink.write(header.bytes(), 0, header.length());
      return;
    }
    header.append(LineHeader.ID);
    sink.write(header.bytes(), 0, header.length());
    json.writeString(id);
    json.flush();
    sink.write(LineHeader.DATA, 0, LineHeader.DATA.length);
  }

  /** Returns a view of the batch's bytes {@code [from, to)}, valid until the next call here. */
  public ByteBuffer view(int from, int to) {
    return buffer.view(from, to);
  }

  /** Empties the batch. */
  public void clear() {
    buffer.rewind(0);
  }

  /** Frees the batch's memory. */
  @Override
  public void close() {
    buffer.close();
  }

  private static DaybookException rejected(Throwable failure) {
    if (failure instanceof DaybookException known) {
      return known;
    }
    if (failure instanceof JsonProcessingException) {
      // no cause: its message may quote the event
      return DaybookException.of(Kind.UNENCODABLE, "the event cannot be written as JSON");
    }
    try {
      return DaybookException.causedBy(
          failure,
          Kind.UNENCODABLE,
          "encoding the event failed",
          "thrown",
          failure.getClass().getSimpleName());
    } catch (OutOfMemoryError noMemory) {
      return WITHOUT_MEMORY;
    }
  }

  /**
   * The stream that the generator writes to: counts the line's bytes, sums them up, and stops at
   * the limit.
   */
  private static final class LineSink extends OutputStream {
    private final BatchBuffer buffer;
    private final int maxLineBytes;
    private final CRC32C crc = new CRC32C();
    private int lineStart;

    LineSink(BatchBuffer buffer, int maxLineBytes) {
      this.buffer = buffer;
      this.maxLineBytes = maxLineBytes;
    }

    void beginLine() {
      lineStart = buffer.position();
      crc.reset();
    }

    long crc() {
      return crc.getValue();
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      if ((long) buffer.position() - lineStart + length > maxLineBytes) {
        throw Admission.tooLong(maxLineBytes);
      }
      crc.update(source, offset, length);
      buffer.write(source, offset, length);
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }
  }
}
