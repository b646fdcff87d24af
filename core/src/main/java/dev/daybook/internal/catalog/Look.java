package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.LockHolder;
import dev.daybook.SessionId;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.internal.file.FolderScan;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.LockRecord;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A look at one session after another, with one window. Belongs to one thread. */
final class Look {

  /** The greatest number of looks at a session whose writers come and go. */
  private static final int MAX_LOOKS = 5;

  private final SessionFolder folder;
  private final EntryDecoder decoder;
  private final FileEnds ends;
  private final Instant latestBelieved;
  private final FolderScan scan;

  /** The summary of the session that was looked at. */
  record SeenSession(
      String id,
      String title,
      Optional<String> agent,
      Optional<String> parent,
      OptionalLong entries,
      Optional<Instant> created,
      Instant updated,
      long bytes,
      SessionState state,
      Optional<String> copyOf,
      Optional<LockHolder> holder)
      implements SessionSummary {}

  /** @param latestBelieved no entry is later, unless its clock was ahead */
  Look(SessionFolder folder, EventTypes types, int maxLineBytes, Instant latestBelieved) {
    this.folder = folder;
    this.latestBelieved = latestBelieved;
    this.scan = folder.scan();
    this.decoder = EntryDecoder.ofAnyData(types);
    this.ends = new FileEnds(maxLineBytes);
  }

  /**
   * Returns the summary of a session; empty if it has no file. The caller, which listed the folder
   * or asked for the file, has checked the folder.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR}
   */
  Optional<SessionSummary> at(SessionId id) {
    Path file = scan.file(id);
    try {
      // first: a session that is closed meanwhile is then seen as open, and not as interrupted
      LockRecord known = scan.record(id);
      SessionSummary found = summary(id, file, known);
      for (int n = 1; n < MAX_LOOKS && found.state() == SessionState.INTERRUPTED; n++) {
        LockRecord now = scan.record(id);
        if (now == null || known == null || now.hasSameTextAs(known)) {
          break;
        }
        // a writer opened it meanwhile, and may have closed it again
        known = now;
        found = summary(id, file, known);
      }
      return Optional.of(found);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw unread(id, file, e);
    }
  }

  private SessionSummary summary(SessionId id, Path file, @Nullable LockRecord known)
      throws IOException {
    Writer writer = writer(id, known);
    BasicFileAttributes attributes = scan.attributes(file);
    long bytes = attributes.size();
    boolean isShortened;
    Glance glance;
    boolean isClosed;
    try (SessionSource source = SessionSource.openSeen(file)) {
      isShortened = known != null && known.longerThan(file, source, bytes) > 0;
      ends.read(source, bytes);
      glance = Glance.of(ends, decoder, id.value(), Title.OF_LISTS);
      isClosed = isLeft(writer, glance)
          && known != null
          && known.isClosed(
              file, source, bytes, ends.head().bytes(), ends.head().to());
    }
    // what a recovery heals is no damage
    boolean isDamaged =
        (isShortened || glance.isDamaged()) && folder.unrecoveredIn(id).isEmpty();
    return new SeenSession(
        id.value(),
        glance.title(),
        glance.started("agent_name").or(() -> glance.started("agent_id")),
        glance.started("parent_session_id"),
        glance.entries(),
        glance.created(),
        updated(attributes, glance.updated()),
        bytes,
        isDamaged ? SessionState.DAMAGED : state(file, glance, writer, isClosed),
        glance.copyOf(),
        writer.holder());
  }

  /**
   * Returns the first words of the session's user; empty if it has no file.
   *
   * @throws DaybookException as {@link #at} does
   */
  Optional<String> openingOf(SessionId id) {
    Path file = folder.file(id);
    try (SessionSource source = SessionSource.openSeen(file)) {
      ends.read(source, source.size());
      return Optional.of(Glance.of(ends, decoder, id.value(), Title.OF_OPENINGS).opening());
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw unread(id, file, e);
    }
  }

  private static DaybookException unread(SessionId id, Path file, IOException why) {
    return Restated.at(ReadErrors.of(why, "cannot read", "file", file), "session", id);
  }

  /**
   * Bounds the time of the last entry by the file's last change: a file cannot have got an entry
   * after it, however far ahead its writer's clock.
   */
  private Instant updated(BasicFileAttributes file, @Nullable Instant ofLastEntry) {
    if (ofLastEntry != null && !ofLastEntry.isAfter(latestBelieved)) {
      return ofLastEntry;
    }
    Instant ofFile = file.lastModifiedTime().toInstant();
    return ofLastEntry == null || !ofFile.isAfter(latestBelieved) ? ofFile : ofLastEntry;
  }

  /**
   * The writer of the session.
   *
   * @param holder empty if there is none, or none is known
   * @param isKnown true if that can be known from here
   */
  private record Writer(Optional<LockHolder> holder, boolean isKnown) {}

  private Writer writer(SessionId id, @Nullable LockRecord known) {
    if (known == null) {
      return new Writer(Optional.empty(), false);
    }
    if (known.namesNoHolder()) {
      return new Writer(Optional.empty(), true);
    }
    try {
      return new Writer(folder.holder(id), true);
    } catch (IOException unanswered) {
      // as for a user who may read the sessions and not the locks
      return new Writer(Optional.empty(), false);
    }
  }

  /** Returns true if no writer has it open, and its last entry does not say that it has ended. */
  private static boolean isLeft(Writer writer, Glance glance) {
    return writer.isKnown() && writer.holder().isEmpty() && !glance.isEnded();
  }

  private static SessionState state(Path file, Glance glance, Writer writer, boolean isClosed) {
    if (!writer.isKnown()) {
      return SessionState.UNKNOWN;
    }
    if (writer.holder().isPresent()) {
      return SessionState.OPEN;
    }
    if (glance.isEnded()) {
      return SessionState.ENDED;
    }
    if (!isClosed) {
      return SessionState.INTERRUPTED;
    }
    return KeptSources.isImported(file) ? SessionState.IMPORTED : SessionState.PAUSED;
  }
}
