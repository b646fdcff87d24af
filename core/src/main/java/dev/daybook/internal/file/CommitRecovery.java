package dev.daybook.internal.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.LogRecovery;
import dev.daybook.SessionId;
import dev.daybook.internal.file.CommitContent.Piece;
import dev.daybook.internal.file.ProcessBirth.Life;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The recovery of sessions from the {@link CommitLog}s of processes that have ended: what a log
 * covers is written into each session's file where that differs, and the file is forced. Then the
 * log is removed. To do it twice, or to be interrupted by a power cut, changes nothing: a session
 * that is done is noted, durably, before its lock is released.
 *
 * <p>No line is judged, so that damage elsewhere in a file stops nothing. What has no place in the
 * session's file, because that was removed, replaced or cut in the meantime, goes into a file
 * beside it.
 */
final class CommitRecovery {

  /** The lock that all recoveries below a root hold. */
  private static final String ALL = "recovery";

  private static final long RETRY_NANOS = 10_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final String DONE = ".done";
  private static final String REMOVED = ".removed-";
  private static final String DAMAGED = ".damaged-";

  private final SessionFolder folder;
  private final RootFolder root;
  private final List<LogRecovery> results = new ArrayList<>();

  private CommitRecovery(SessionFolder folder) {
    this.folder = folder;
    this.root = folder.rootFolder();
  }

  /**
   * Recovers the sessions of all logs below a root whose process has ended, and removes the logs.
   * Waits while another process does so. If this one may not write here, it looks which sessions
   * lack something.
   *
   * @return the result for each session, and of each log with a fault; empty if there was no log
   * @throws IOException if the folder of the logs cannot be read
   */
  static List<LogRecovery> recover(SessionFolder folder) throws IOException {
    Set<Path> logs = logs(folder.rootFolder().folder(Part.COMMITS));
    if (logs.isEmpty()) {
      return List.of();
    }
    CommitRecovery recovery = new CommitRecovery(folder);
    SessionLock alone;
    try {
      alone = recovery.alone();
    } catch (IOException | DaybookException refused) {
      logs.forEach(log -> recovery.leave(log, refused));
      return recovery.results;
    }
    try (alone) {
      logs.forEach(recovery::recoverEnded);
    }
    // another recovery may have begun: its lock is what counts
    CommitLog.removeRecord(recovery.root, ALL);
    return recovery.results;
  }

  /** Finds the sessions whose files lack what a log has, which this process may not change. */
  private void leave(Path log, Throwable refused) {
    String name = String.valueOf(log.getFileName());
    try {
      boolean isLeft = CommitLog.isName(name)
          && Files.isDirectory(log, LinkOption.NOFOLLOW_LINKS)
          && LockRecordFile.ofLog(root, name).holder().life() != Life.RUNNING;
      if (isLeft) {
        CommitContent content = CommitContent.read(log);
        for (SessionId id : content.sessions()) {
          if (!RecoveredFile.hasAll(folder.file(id), notDone(id, log, content))) {
            results.add(FoundRecovery.kept(id, log, refused));
          }
        }
      }
    } catch (NoSuchFileException removed) {
      // by its own process, which has forced the files
    } catch (IOException | DaybookException unread) {
      results.add(FoundRecovery.unread(log, unread));
    }
  }

  /** Returns the logs, those too of which only the record of the lock is left. */
  private static Set<Path> logs(Path commits) throws IOException {
    Set<Path> logs = new TreeSet<>();
    if (Files.isDirectory(commits)) {
      FolderScan.forEachIn(commits, each -> {
        String name = String.valueOf(each.getFileName());
        String log = name.endsWith(Place.RECORD_SUFFIX)
            ? name.substring(0, name.length() - Place.RECORD_SUFFIX.length())
            : name;
        if (CommitLog.isName(log.replaceFirst("^\\.(removed|damaged)-", ""))) {
          logs.add(commits.resolve(log));
        }
      });
    }
    return logs;
  }

  /**
   * Recovers one session from a log, before its holder reads or changes the file. The log may be
   * that of a process that lives, this one too: it left the session so because its file could not
   * be forced, and keeps the bytes.
   *
   * @param lock the session's, held
   * @param name the log's
   */
  static void recover(SessionFolder folder, SessionId id, SessionLock lock, String name)
      throws IOException {
    Path log = folder.rootFolder().folder(Part.COMMITS).resolve(name);
    if (Files.isDirectory(log, LinkOption.NOFOLLOW_LINKS)) {
      CommitContent content = CommitContent.read(log);
      if (!notDone(id, log, content).isEmpty()) {
        LogRecovery unused = new CommitRecovery(folder).bringUp(id, lock, log, content);
      }
    }
    lock.setCommitLog("");
  }

  /** Returns true if a log has something that the session's file lacks. */
  static boolean isLacking(SessionFolder folder, SessionId id, Path log) throws IOException {
    try {
      return Files.isDirectory(log, LinkOption.NOFOLLOW_LINKS)
          && !RecoveredFile.hasAll(folder.file(id), notDone(id, log, CommitContent.read(log)));
    } catch (NoSuchFileException removed) {
      // it has been recovered since
      return false;
    }
  }

  private SessionLock alone() throws IOException {
    root.create(Part.LOCKS);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return CommitLog.lock(root, ALL);
      } catch (DaybookException held) {
        if (held.kind() != Kind.SESSION_LOCKED) {
          throw held;
        }
        if (System.nanoTime() >= deadline) {
          throw new IOException(
              "another process recovers the commit logs and does not come to an end; wait for it,"
                  + " or end it: "
                  + held.getMessage(),
              held);
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Recovers one log, if its process has ended; what stops that stops no other log. */
  private void recoverEnded(Path log) {
    String name = String.valueOf(log.getFileName());
    try {
      boolean isFolder = Files.isDirectory(log, LinkOption.NOFOLLOW_LINKS);
      if (!isFolder && Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (name.startsWith(DAMAGED)) {
        results.add(FoundRecovery.damaged(log));
      } else if (name.startsWith(REMOVED)) {
        delete(log);
        CommitLog.removeRecord(root, name.substring(REMOVED.length()));
      } else {
        recoverUnlessHeld(log, name);
      }
    } catch (NoSuchFileException removed) {
      // by its own process, which has forced the files
    } catch (IOException | DaybookException refused) {
      results.add(FoundRecovery.unread(log, refused));
    }
  }

  private void recoverUnlessHeld(Path log, String name) throws IOException {
    SessionHolder ended = LockRecordFile.ofLog(root, name).holder();
    SessionLock lock;
    try {
      lock = CommitLog.lock(root, name);
    } catch (DaybookException held) {
      if (held.kind() == Kind.SESSION_LOCKED) {
        // its process lives, and forces the files itself
        return;
      }
      throw held;
    }
    try (lock) {
      if (Files.isDirectory(log)) {
        recover(log, ended);
      }
    }
    CommitLog.removeRecord(root, name);
  }

  /**
   * Recovers the sessions of a log whose lock is held.
   *
   * @param ended the holder of the log before
   */
  private void recover(Path log, SessionHolder ended) throws IOException {
    CommitContent content = CommitContent.read(log);
    boolean isAllDone = true;
    for (SessionId id : content.sessions()) {
      isAllDone &= notDone(id, log, content).isEmpty() || isRecovered(id, log, content, ended);
    }
    if (!isAllDone) {
      return;
    }
    if (content.isDamaged()) {
      results.add(FoundRecovery.damaged(rename(log, DAMAGED)));
    } else {
      remove(log);
    }
  }

  private boolean isRecovered(SessionId id, Path log, CommitContent content, SessionHolder ended) {
    try (SessionLock lock = folder.lockUnrecovered(id, ended)) {
      results.add(bringUp(id, lock, log, content));
      return true;
    } catch (IOException | DaybookException refused) {
      results.add(FoundRecovery.kept(id, log, refused));
      return false;
    }
  }

  private LogRecovery bringUp(SessionId id, SessionLock lock, Path log, CommitContent content)
      throws IOException {
    LogRecovery result = new RecoveredFile(folder, id, lock).bringUpTo(notDone(id, log, content));
    // before the lock is released, and others may change the file
    byte[] done = (content.nextOrdinal() + "\n").getBytes(US_ASCII);
    try (DraftFile draft =
        DraftFile.of(doneFile(id, log), file -> Channels.newOutputStream(file).write(done))) {
      draft.replace();
    }
    OwnFiles.forceFolder(log);
    lock.setCommitLog("");
    return result;
  }

  /** Returns the pieces of a session that are not in its file yet. */
  private static List<Piece> notDone(SessionId id, Path log, CommitContent content)
      throws IOException {
    long from = doneBefore(doneFile(id, log));
    return content.pieces(id).stream().filter(piece -> piece.ordinal() >= from).toList();
  }

  private static long doneBefore(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file, US_ASCII).strip());
    } catch (NoSuchFileException none) {
      return 0;
    } catch (NumberFormatException changed) {
      throw new IOException("a file of the commit log was changed: file=" + file, changed);
    }
  }

  /**
   * Returns the file that has the ordinal before which nothing in the log counts for the session
   * any more. Later units do: the session may come back to the process of the log.
   */
  private static Path doneFile(SessionId id, Path log) {
    return log.resolve(id.value() + DONE);
  }

  /** Removes a log that nothing counts in any more: whole, or not at all. */
  static void remove(Path log) throws IOException {
    delete(rename(log, REMOVED));
  }

  private static Path rename(Path log, String prefix) throws IOException {
    Path renamed = log.resolveSibling(prefix + log.getFileName());
    Files.move(log, renamed, StandardCopyOption.ATOMIC_MOVE);
    OwnFiles.forceFolder(requireNonNull(log.getParent()));
    return renamed;
  }

  /** Deletes the folder of a log. */
  static void delete(Path removed) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(removed, LinkOption.NOFOLLOW_LINKS)) {
      FolderScan.forEachIn(removed, files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(removed);
  }
}
