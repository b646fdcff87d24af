package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a session's file: whole, or not at all.
 *
 * @param folder where the file goes; its own folder exists
 * @param content asked for again if the draft is lost
 */
record Creation(SessionFolder folder, SessionId id, DraftFile.Content content) {

  /** The number of new attempts after a lost draft: a race, won some time. */
  private static final int MAX_LOST_DRAFTS = 10;

  /**
   * Makes the file, and its name durable.
   *
   * @throws DaybookException {@code SESSION_EXISTS}; what the content throws
   */
  void make() throws IOException {
    forgetRemoved();
    FileState made = made();
    folder.forceFolders();
    recordClosed(made);
  }

  /** Forgets what is known of a removed file, so that it is not taken for the next one's. */
  private void forgetRemoved() throws IOException {
    if (folder.exists(id) || !folder.recordFile(id).hasText()) {
      return;
    }
    try (SessionLock lock = folder.lockUninterrupted(id)) {
      if (!folder.exists(id)) {
        lock.forget();
      }
    } catch (DaybookException refused) {
      if (refused.kind() == Kind.SESSION_LOCKED && folder.exists(id)) {
        // another process created it meanwhile: it records what it knows of its own file
        return;
      }
      if (refused.kind() != Kind.UNSAFE_PATH) {
        throw refused;
      }
      // a link is no text of ours, and opening the session refuses it
    }
  }

  private FileState made() throws IOException {
    if (folder.exists(id)) {
      throw existsAlready();
    }
    for (int losses = 0; losses <= MAX_LOST_DRAFTS; losses++) {
      FileState made = placed();
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
  private @Nullable FileState placed() throws IOException {
    try (DraftFile draft = DraftFile.of(folder.file(id), content)) {
      FileState made = draft.state();
      return !made.isMissing() && isPlaced(draft) ? made : null;
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

  /** Records that a session created whole is closed, so that it does not look interrupted. */
  private void recordClosed(FileState made) {
    if (made.bytes() == 0) {
      // an empty file without a record is one already
      return;
    }
    try (SessionLock lock = folder.lockUninterrupted(id);
        FileChannel channel = OwnFiles.openToRead(folder.file(id))) {
      if (made.isSameAs(FileState.of(folder.file(id)))) {
        lock.trust(made.bytes(), channel);
      }
    } catch (IOException | DaybookException unrecorded) {
      // another process has it open already, or it is shown as interrupted until it is opened
    }
  }
}
