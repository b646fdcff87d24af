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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first lines of a new session, all encoded before its file exists. */
public final class FirstLines implements AutoCloseable {

  private static final int BATCH_BYTES = 1 << 16;

  private final BatchEncoder encoder;
  private final Admission admission;
  private final InstantSource clock;

  /**
   * @param types the types that may be recorded
   * @param maxLineBytes the longest line, its line feed included
   * @param clock the time of events that bring none
   */
  public FirstLines(EventTypes types, int maxLineBytes, InstantSource clock) {
    this.encoder = new BatchEncoder(types, BATCH_BYTES, maxLineBytes);
    this.admission = new Admission(types, maxLineBytes);
    this.clock = clock;
  }

  /**
   * Encodes these events as lines, seq from 0; the buffer is valid until this is closed.
   *
   * @throws DaybookException for an event that is refused, with its index from 0
   */
  public ByteBuffer of(SessionId id, List<? extends SessionEvent> events) {
    byte[] quotedId = BatchEncoder.quoted(id.value());
    for (int i = 0; i < events.size(); i++) {
      try {
        encode(quotedId, i, events.get(i));
      } catch (DaybookException refused) {
        throw Restated.at(refused, "session", id, "event", i);
      }
    }
    return encoder.view(0, encoder.position());
  }

  /**
   * Creates a session with these events: all of them are on the device when this returns, or there
   * is no such session.
   *
   * @throws DaybookException for an event that is refused, with its index from 0
   */
  public void writeTo(SessionFolder folder, SessionId id, List<? extends SessionEvent> events) {
    ByteBuffer bytes = of(id, events);
    try {
      folder.create(id, file -> {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
          file.write(rest);
        }
      });
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    }
  }

  private void encode(byte[] quotedId, int seq, SessionEvent event) {
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
    encoder.encode(quotedId, seq, at.getEpochSecond(), at.getNano(), eventId, bare);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
