package dev.daybook;

import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.Project;
import dev.daybook.event.Stamped;
import dev.daybook.internal.engine.AnnotationIntake;
import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.engine.RingLibrary;
import dev.daybook.internal.engine.SessionHandle;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.CommitLog;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal of a daybook, which starts with its first open session, and its shutdown hook. */
final class LazyJournal implements AutoCloseable {

  private final SessionFolder folder;
  private final int commitLogBytes;
  private final JournalOptions options;
  private final EventTypes types;
  private final @Nullable Project project;
  private final boolean hasShutdownHook;
  private final AnnotationBox box;

  // guarded by this
  private @Nullable Journal journal;

  /** The hook, while the journal is open; null if there is to be none. */
  @Nullable
  ShutdownHook hook;

  private boolean closed;

  /**
   * @param commitLogBytes the size of each file of the journal's commit log, below the folder's
   *     root; 0 for none
   * @param project the project of the sessions; null if they belong to none
   * @param hasShutdownHook true if the end of the JVM closes it
   */
  LazyJournal(
      SessionFolder folder,
      int commitLogBytes,
      JournalOptions options,
      EventTypes types,
      @Nullable Project project,
      boolean hasShutdownHook) {
    this.folder = folder;
    this.commitLogBytes = commitLogBytes;
    this.options = options;
    this.types = types;
    this.project = project;
    this.hasShutdownHook = hasShutdownHook;
    this.box = new AnnotationBox(folder, types, options.maxLineBytes());
  }

  /** Returns what is laid for the sessions. */
  AnnotationBox box() {
    return box;
  }

  /** Opens a session for recording, in the journal that this starts if need be. */
  SessionHandle open(SessionId id, AppendableFile.Source opener) {
    rememberProject();
    Journal started = start();
    try {
      return started.open(id.value(), opener);
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    }
  }

  /** Records an annotation as {@link AnnotationIntake#annotate} does, in a session that exists. */
  long annotate(SessionId id, Stamped event, boolean isNew) {
    Journal started = start();
    try {
      return started.annotations().annotate(id.value(), folder.existing(id), event, isNew);
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    }
  }

  /** Opens a session as {@link #open} does, for a handle that only watches. */
  SessionHandle openToWatch(SessionId id, AppendableFile.Source opener) {
    Journal started = start();
    try {
      return started.openToWatch(id.value(), opener);
    } catch (IOException e) {
      throw SessionFolder.refused(id, e);
    } catch (SessionNotFoundException none) {
      throw Restated.and(
          none, "create it first with Daybook.openSession, or wait for it with Daybook.tail");
    } catch (SessionLockedException held) {
      throw Restated.and(held, "or follow it with Daybook.tail, which takes no lock");
    }
  }

  /** Writes down the folder of the project that the sessions belong to, if they belong to one. */
  void rememberProject() {
    if (project != null) {
      project.remember();
    }
  }

  private synchronized Journal start() {
    if (closed) {
      throw DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed");
    }
    Journal started = journal;
    if (started == null) {
      RingLibrary.check();
      started = journal(commitLogBytes > 0 ? makeCommitLog() : null);
      journal = started;
      hook = hasShutdownHook ? ShutdownHook.add(started) : null;
    }
    return started;
  }

  private Journal journal(@Nullable CommitLog log) {
    try {
      return new Journal(options, types, log, box);
    } catch (Throwable notStarted) {
      try {
        if (log != null) {
          log.remove();
        }
      } catch (IOException unremoved) {
        // a log of nothing, which the next opening removes
        notStarted.addSuppressed(unremoved);
      }
      throw notStarted;
    }
  }

  private CommitLog makeCommitLog() {
    try {
      return folder.makeCommitLog(commitLogBytes);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e,
          Kind.IO_ERROR,
          "cannot make the commit log; make room, or open the daybook without commitLog()",
          "root",
          folder.root(),
          "cause",
          e);
    }
  }

  /**
   * Refuses a session that is open here: one that failed and is to be reopened has no lock
   * meanwhile, and would come back empty.
   */
  void refuseIfOpen(SessionId id) {
    if (started().filter(open -> open.isOpen(id.value())).isPresent()) {
      throw DaybookException.of(
          Kind.SESSION_LOCKED,
          "this daybook has the session open; close it first",
          "session",
          id,
          "pid",
          ProcessHandle.current().pid());
    }
  }

  /** Returns the journal, closed or not; empty if no session was ever opened. */
  synchronized Optional<Journal> started() {
    return Optional.ofNullable(journal);
  }

  /** Closes the journal; removes the hook unless that took too long, when the hook still tries. */
  @Override
  public void close() {
    Journal started;
    synchronized (this) {
      closed = true;
      started = journal;
    }
    if (started == null) {
      return;
    }
    boolean isOver = false;
    try {
      started.close();
      isOver = true;
    } catch (DaybookException why) {
      isOver = why.kind() != Kind.CLOSE_TIMEOUT;
      throw why;
    } finally {
      if (isOver) {
        removeHook();
      }
    }
  }

  private void removeHook() {
    ShutdownHook removed;
    synchronized (this) {
      removed = hook;
      hook = null;
    }
    if (removed != null) {
      removed.remove();
    }
  }
}
