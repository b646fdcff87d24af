package dev.daybook;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Note;
import dev.daybook.event.Stamped;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The annotator of sessions that it records itself, or that another process does. */
final class Annotator {

  private final SessionFolder folder;
  private final LazyJournal journal;
  private final AnnotationBox box;
  private final EventTypes types;
  private final JournalOptions options;

  Annotator(SessionFolder folder, LazyJournal journal, EventTypes types, JournalOptions options) {
    this.folder = folder;
    this.journal = journal;
    this.box = journal.box();
    this.types = types;
    this.options = options;
  }

  /**
   * Annotates a session, as {@link Daybook#annotate} says.
   *
   * @param givenId null for a new id
   */
  Annotated annotate(SessionId session, Note note, @Nullable String givenId) {
    if (givenId != null && givenId.isEmpty()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE, "the annotation's id is empty; give another one", "field", "id");
    }
    boolean isNew = givenId == null;
    String id = givenId == null ? SessionId.generate(options.clock()).value() : givenId;
    Instant ts = options.clock().instant();
    Stamped event = new Stamped(note, ts, id);
    try {
      long unused = new Admission(types, options.maxLineBytes()).admit(note, id);
    } catch (DaybookException refused) {
      throw Restated.at(refused, "session", session);
    }
    try {
      return new Annotated(id, OptionalLong.of(journal.annotate(session, event, isNew)));
    } catch (SessionLockedException held) {
      return laid(session, event, ts, id, isNew);
    }
  }

  private Annotated laid(SessionId session, Stamped event, Instant ts, String id, boolean isNew) {
    try {
      long from = box.nextSeqOf(session);
      if (!isNew && box.seqOf(session, id, 0).isPresent()) {
        // perhaps not forced yet: the process that recorded it makes sure of that
        from = 0;
      }
      Path laid = box.lay(session, event, ts, from);
      return settled(session, laid, id, from);
    } catch (IOException e) {
      if (!folder.exists(session)) {
        throw DaybookException.of(
            Kind.SESSION_NOT_FOUND, "the session was removed meanwhile", "session", session);
      }
      throw SessionFolder.refused(session, e);
    }
  }

  /**
   * Takes it in itself if the session is free by now: its holder may have looked for the last time.
   */
  private Annotated settled(SessionId session, Path laid, String id, long from) throws IOException {
    Annotated inInbox = new Annotated(id, OptionalLong.empty());
    try (Session free = journal.open(session, folder.existing(session))) {
      OptionalLong seq = box.seqOf(session, id, from);
      if (seq.isPresent()) {
        free.sync();
      }
      return new Annotated(id, seq);
    } catch (SessionNotFoundException removed) {
      AnnotationBox.remove(laid);
      throw removed;
    } catch (DaybookException unopened) {
      // it is locked, or cannot be opened now: the next opening takes it in
      return inInbox;
    }
  }
}
