package dev.daybook.catalog;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.session.LockHolder;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look at one session after another, with one window. Belongs to one thread. */
final class Look {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final SessionFolder folder;
  private final EntryDecoder decoder;
  private final FileEnds ends;

  Look(SessionFolder folder, EventTypes types, int maxLineBytes) {
    this.folder = folder;
    this.decoder = EntryDecoder.ofAnyData(types);
    this.ends = new FileEnds(maxLineBytes);
  }

  /**
   * What the session is; empty if it has no file.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR}
   */
  Optional<SessionSummary> at(SessionId id) {
    Path file = folder.file(id);
    try {
      // first: a session that is closed meanwhile is then seen as open, and not as interrupted
      LockHolder holder = folder.holder(id).orElse(null);
      long bytes;
      Glance glance;
      try (FileChannel channel = FileChannel.open(file, READ)) {
        bytes = channel.size();
        ends.read(channel::read, bytes);
        glance = Glance.of(ends, decoder);
      }
      Instant ofLastEntry = glance.updated();
      Instant updated = ofLastEntry != null
          ? ofLastEntry
          : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return Optional.of(new SessionSummary(
          id.value(),
          glance.title(),
          glance.entries(),
          glance.created(),
          updated,
          bytes,
          state(glance, holder),
          holder));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot read", "session", id, "file", file, "cause", e);
    }
  }

  private static SessionState state(Glance glance, @Nullable LockHolder holder) {
    if (glance.isDamaged()) {
      return SessionState.DAMAGED;
    }
    if (holder != null) {
      return SessionState.OPEN;
    }
    return glance.isEnded() ? SessionState.ENDED : SessionState.INTERRUPTED;
  }
}
