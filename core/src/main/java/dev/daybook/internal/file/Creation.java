package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * The creation of a session's file: whole, or not at all. Its lines are written to a draft first;
 * closing removes that, whatever came of it. Used by one thread at a time, which no interrupt may
 * reach.
 */
final class Creation implements AutoCloseable {

  /** The number of new attempts after a lost draft: a race, won some time. */
  private static final int MAX_LOST_DRAFTS = 10;

  private final SessionFolder folder;
  private final SessionId id;
  private DraftFile draft;

  /**
   * Begins the draft of a file.
   *
   * @param folder where the file goes; its own folder exists
   * @throws DaybookException {@code SESSION_EXISTS}
   */
  Creation(SessionFolder folder, SessionId id) throws IOException {
    this.folder = folder;
    this.id = id;
    folder.refuseExisting(id);
    this.draft = DraftFile.begin(folder.file(id));
  }

  /** Returns the draft's bytes: gets complete lines, seq from 0; not to be closed. */
  FileChannel lines() {
    return draft.channel();
  }

  /**
   * Makes the file of what was written, and its name durable.
   *
   * @throws DaybookException {@code SESSION_EXISTS}
   */
  void make() throws IOException {
    draft.force();
    forgetRemoved();
    FileState made = made();
    folder.forceFolders();
    recordClosed(made);
  }

  /**
   * Makes the file as {@link #make} does, under the session's lock.
   *
   * @param first what to do before the file has its name
   */
  void makeLocked(SessionFolder.Step first) throws IOException {
    draft.force();
    forgetRemoved();
    try (SessionLock lock = folder.lockUninterrupted(id)) {
      folder.refuseExisting(id);
      first.run();
      try {
        draft.link();
      } catch (IOException | UnsupportedOperationException noLinks) {
        folder.refuseExisting(id);
        // no other process gives a file this name while this one has the lock, but by a link
        draft.replace();
      }
      folder.forceFolders();
      try (FileChannel channel = OwnFiles.openToRead(folder.file(id))) {
        lock.trust(channel.size(), channel);
      }
    }
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
    folder.refuseExisting(id);
    for (int losses = 0; losses <= MAX_LOST_DRAFTS; losses++) {
      FileState made = draft.state();
      if (!made.isMissing() && isPlaced()) {
        return made;
      }
      // another process deleted a session of that id meanwhile, and the draft with it
      try (DraftFile lost = draft) {
        draft = lost.copied();
      }
    }
    throw new IOException("the draft of the new file is removed again and again");
  }

  /** Gives the draft its final name; returns false if the draft is lost. */
  private boolean isPlaced() throws IOException {
    try {
      draft.link();
      return true;
    } catch (FileAlreadyExistsException taken) {
      throw SessionFolder.existsAlready(id);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException | UnsupportedOperationException noLinks) {
      return isPlacedWithoutLinks();
    }
  }

  /**
   * Takes the name first, which only one process can, and then puts the draft in its place. The
   * lock keeps all others from writing to the file in between.
   */
  private boolean isPlacedWithoutLinks() throws IOException {
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
      throw SessionFolder.existsAlready(id);
    } catch (NoSuchFileException gone) {
      return false;
    }
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

  @Override
  public void close() throws IOException {
    draft.close();
  }
}
