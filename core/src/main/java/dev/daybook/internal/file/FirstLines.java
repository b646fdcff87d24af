package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of one new session, encoded on the caller's thread and written in batches to a
 * draft of its file. One batch is in memory at a time. A session of one batch touches no file
 * before all of its lines are encoded.
 */
public final class FirstLines implements AutoCloseable {

  private static final int ROOM_BYTES = 1 << 16;

  /** The bytes from which a batch is written: large enough for the hand-over to a thread. */
  private static final int BATCH_BYTES = 1 << 20;

  private final BatchEncoder encoder;
  private final Admission admission;
  private final InstantSource clock;
  private final SessionFolder folder;
  private final SessionId id;
  private final byte[] quotedId;

  private long count;
  private @Nullable Creation creation;
  private @Nullable Throwable failure;

  /**
   * @param types the types that may be recorded
   * @param maxLineBytes the longest line, its line feed included
   * @param clock the time of events that bring none
   */
  public FirstLines(
      EventTypes types, int maxLineBytes, InstantSource clock, SessionFolder folder, SessionId id) {
    this.encoder = new BatchEncoder(types, ROOM_BYTES, maxLineBytes);
    this.admission = new Admission(types, maxLineBytes);
    this.clock = clock;
    this.folder = folder;
    this.id = id;
    this.quotedId = BatchEncoder.quoted(id.value());
  }

  /**
   * Creates the session with these events: all of them are on the device when this returns, or
   * there is no such session. Called once.
   *
   * @param events not read if there is such a session already
   * @throws DaybookException for an event that is refused, with its index from 0; what the stream
   *     throws goes through
   */
  public void write(Stream<? extends SessionEvent> events) {
    folder.refuseReserved(id);
    folder.refuseExisting(id);
    // an iterator would hold all that one element of a flat map becomes
    events.sequential().forEachOrdered(this::add);
    refuseIfFailed();
    try {
      Creation begun = creation;
      if (begun == null) {
        folder.create(id, this::writeOut);
      } else {
        Uninterrupted.call(() -> {
          writeOut(begun.lines());
          begun.make();
          return id;
        });
      }
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    }
  }

  private void add(SessionEvent event) {
    // a source that goes on after a failure must not leave that event out
    refuseIfFailed();
    try {
      encode(event);
      if (encoder.position() >= BATCH_BYTES) {
        writeBatch();
      }
    } catch (Throwable refused) {
      failure = refused;
      throw refused;
    }
  }

  private void refuseIfFailed() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException refused) {
      throw refused;
    }
  }

  private void encode(SessionEvent event) {
    try {
      SessionEvent bare = event;
      Instant ts = null;
      @Nullable String eventId = null;
      if (event instanceof Stamped stamped) {
        bare = stamped.event();
        ts = stamped.ts();
        eventId = stamped.id();
      }
      admission.admit(bare, eventId);
      Instant at = ts == null ? clock.instant() : ts;
      encoder.encode(quotedId, count, at.getEpochSecond(), at.getNano(), eventId, bare);
      count++;
    } catch (DaybookException refused) {
      throw Restated.at(refused, "session", id, "event", count);
    }
  }

  private void writeBatch() {
    try {
      creation = Uninterrupted.call(() -> {
        Creation begun = creation == null ? folder.begin(id) : creation;
        try {
          writeOut(begun.lines());
          return begun;
        } catch (Throwable unwritten) {
          begun.close();
          throw unwritten;
        }
      });
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    }
  }

  private void writeOut(FileChannel file) throws IOException {
    ByteBuffer batch = encoder.view(0, encoder.position());
    while (batch.hasRemaining()) {
      file.write(batch);
    }
    encoder.clear();
  }

  /** Frees the memory, and removes the draft. */
  @Override
  public void close() {
    try {
      Creation begun = creation;
      if (begun != null) {
        Uninterrupted.call(() -> {
          begun.close();
          return id;
        });
      }
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    } finally {
      encoder.close();
    }
  }
}
