package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * A session's file that comes into being whole, or not at all. Its name is not durable yet.
 *
 * @param folder where; its own folder exists
 * @param content asked for again if the draft is lost
 */
record Creation(SessionFolder folder, SessionId id, Draft content) {

  /** How often it begins anew because its draft was lost: a race, won some time. */
  private static final int MOST_LOST_DRAFTS = 10;

  /** @throws DaybookException {@code SESSION_EXISTS}; what the draft throws */
  void make() throws IOException {
    if (folder.exists(id)) {
      throw existsAlready();
    }
    for (int losses = 0; !isPlaced(); losses++) {
      if (losses == MOST_LOST_DRAFTS) {
        throw new IOException("the draft of the new file is removed again and again");
      }
    }
  }

  /** False if the draft went with a session of that id, which somebody deleted meanwhile. */
  private boolean isPlaced() throws IOException {
    try (DraftFile draft = DraftFile.of(folder.file(id), content)) {
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
  }

  /**
   * The name is taken first, which only one can, and then the draft put in its place; the lock
   * keeps everybody from writing to the file in between.
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
