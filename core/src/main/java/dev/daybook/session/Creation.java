package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a session's file: whole, or not at all. It does not make the name durable.
 *
 * @param folder where the file goes; its own folder exists
 * @param content asked for again if the draft is lost
 */
record Creation(SessionFolder folder, SessionId id, Draft content) {

  /** The number of new attempts after a lost draft: a race, won some time. */
  private static final int MAX_LOST_DRAFTS = 10;

  /**
   * The file that was made.
   *
   * @param key distinguishes it from other files, where the system can
   * @param bytes its length
   */
  record Made(@Nullable Object key, long bytes) {

    /** Returns true if it has its name still, and nothing was added to it. */
    boolean isStill(Path file, FileChannel channel) throws IOException {
      return channel.size() == bytes && Objects.equals(OwnFiles.key(file), key);
    }
  }

  /**
   * Makes the file.
   *
   * @throws DaybookException {@code SESSION_EXISTS}; what the draft throws
   */
  Made make() throws IOException {
    if (folder.exists(id)) {
      throw existsAlready();
    }
    for (int losses = 0; losses <= MAX_LOST_DRAFTS; losses++) {
      Made made = placed();
      if (made != null) {
        return made;
      }
    }
    throw new IOException("the draft of the new file is removed again and again");
  }

  /**
   * Makes the file, or returns null if another process deleted a session of that id meanwhile, and
   * the draft with it.
   */
  private @Nullable Made placed() throws IOException {
    try (DraftFile draft = DraftFile.of(folder.file(id), content)) {
      return placed(draft);
    }
  }

  private @Nullable Made placed(DraftFile draft) throws IOException {
    try {
      Made made = draft.made();
      return isPlaced(draft) ? made : null;
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  private boolean isPlaced(DraftFile draft) throws IOException {
    try {
      draft.link();
      return true;
    } catch (FileAlreadyExistsException taken) {
      throw existsAlready();
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException | UnsupportedOperationException noLinks) {
      return isPlacedWithoutLinks(draft);
    }
  }

  /**
   * Takes the name first, which only one process can, and then puts the draft in its place. The
   * lock keeps all others from writing to the file in between.
   */
  private boolean isPlacedWithoutLinks(DraftFile draft) throws IOException {
    SessionLock lock = folder.lockUninterrupted(id);
    try (lock) {
      OwnFiles.create(folder.file(id)).close();
      try {
        draft.replace();
        return true;
      } catch (Throwable e) {
        // the name alone would be a session without its first events
        Files.delete(folder.file(id));
        throw e;
      }
    } catch (FileAlreadyExistsException taken) {
      throw existsAlready();
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private DaybookException existsAlready() {
    return DaybookException.of(
        Kind.SESSION_EXISTS, "there is such a session already; give another id", "session", id);
  }
}
