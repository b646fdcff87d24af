package dev.daybook.internal.file;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.internal.file.CommitContent.Piece;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final SessionId ALL = CommitLog.lockId("recovery");

  private static final long RETRY_NANOS = 10_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final String DONE = "done";
  private static final String REMOVED = ".removed-";
  private static final String DAMAGED = ".damaged-";

  private final SessionFolder folder;
  private final RootFolder root;
  private final List<Outcome> outcomes = new ArrayList<>();

  private CommitRecovery(SessionFolder folder) {
    this.folder = folder;
    this.root = folder.rootFolder();
  }

  /**
   * Recovers the sessions of all logs below a root whose process has ended, and removes the logs.
   * Waits while another process does so.
   *
   * @return the outcome of each session, and of each log with a fault; empty if there was no log
   * @throws IOException if the file system refuses, or another process takes too long
   */
  static List<Outcome> recover(SessionFolder folder) throws IOException {
    Path commits = folder.rootFolder().folder(Part.COMMITS);
    if (!Files.isDirectory(commits)) {
      return List.of();
    }
    CommitRecovery recovery = new CommitRecovery(folder);
    SessionLock alone = recovery.alone();
    try (alone) {
      List<Path> logs = new ArrayList<>();
      FolderScan.forEachIn(commits, logs::add);
      for (Path log : logs) {
        recovery.recoverEnded(log);
      }
    }
    return recovery.outcomes;
  }

  private SessionLock alone() throws IOException {
    root.create(Part.LOCKS);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return SessionLock.acquire(root, ALL);
      } catch (DaybookException held) {
        if (held.kind() != Kind.SESSION_LOCKED || System.nanoTime() >= deadline) {
          throw held;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void recoverEnded(Path log) throws IOException {
    String name = String.valueOf(log.getFileName());
    if (name.startsWith(REMOVED)) {
      delete(log);
      return;
    }
    if (!CommitLog.isName(name)) {
      return;
    }
    SessionLock lock;
    try {
      lock = SessionLock.acquire(root, CommitLog.lockId(name));
    } catch (DaybookException held) {
      if (held.kind() == Kind.SESSION_LOCKED) {
        // its process lives, and forces the files itself
        return;
      }
      throw held;
    }
    try (lock) {
      recover(log);
    }
    CommitLog.removeRecord(root, name);
  }

  /** Recovers the sessions of a log whose lock is held. */
  private void recover(Path log) throws IOException {
    CommitContent content = CommitContent.read(log);
    boolean isAllDone = true;
    try (Done done = Done.open(log.resolve(DONE))) {
      for (Map.Entry<String, List<Piece>> each : content.pieces().entrySet()) {
        SessionId id = new SessionId(each.getKey());
        isAllDone &= done.has(id) || isRecovered(id, each.getValue(), done);
      }
    }
    if (!isAllDone) {
      return;
    }
    if (content.isDamaged()) {
      outcomes.add(new Outcome.Damaged(rename(log, DAMAGED)));
    } else {
      remove(log);
    }
  }

  private boolean isRecovered(SessionId id, List<Piece> pieces, Done done) throws IOException {
    try (SessionLock lock = folder.lockUninterrupted(id)) {
      RecoveredFile file = new RecoveredFile(folder, id, lock);
      Outcome outcome = file.bringUpTo(pieces);
      // before the lock is released, and others may change the file
      done.add(id);
      outcomes.add(outcome);
      return true;
    } catch (IOException | DaybookException refused) {
      outcomes.add(new Outcome.Kept(id, refused));
      return false;
    }
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

  private static void delete(Path removed) throws IOException {
    List<Path> files = new ArrayList<>();
    FolderScan.forEachIn(removed, files::add);
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(removed);
  }

  /** An outcome of one session, or of a log. */
  sealed interface Outcome {

    /**
     * The session's file holds what the log covered, on the device.
     *
     * @param bytes the number of bytes that were not in it before
     */
    record Recovered(SessionId session, long bytes) implements Outcome {}

    /** There was no place for some bytes of the session in its file; they are in this one. */
    record SetAside(SessionId session, Path file) implements Outcome {}

    /** The session stays in the log, for this reason. */
    record Kept(SessionId session, Throwable why) implements Outcome {}

    /** The log lacks units that it had: bytes that were acknowledged may be lost. It is kept. */
    record Damaged(Path log) implements Outcome {}
  }

  /** The sessions of a log that are recovered, a line each in a file of the log's folder. */
  private static final class Done implements AutoCloseable {
    private final FileChannel file;
    private final Set<String> ids;

    private Done(FileChannel file, Set<String> ids) {
      this.file = file;
      this.ids = ids;
    }

    static Done open(Path path) throws IOException {
      FileChannel file = OwnFiles.openOrCreate(path);
      try {
        String text = Files.readString(path);
        // the part of a line that a power cut left is no id
        int end = text.lastIndexOf('\n') + 1;
        file.truncate(end);
        OwnFiles.forceFolder(requireNonNull(path.getParent()));
        return new Done(file, new HashSet<>(List.of(text.substring(0, end).split("\n"))));
      } catch (Throwable e) {
        file.close();
        throw e;
      }
    }

    boolean has(SessionId id) {
      return ids.contains(id.value());
    }

    void add(SessionId id) throws IOException {
      ByteBuffer line = ByteBuffer.wrap((id.value() + "\n").getBytes(StandardCharsets.UTF_8));
      long at = file.size();
      while (line.hasRemaining()) {
        int unused = file.write(line, at + line.position());
      }
      file.force(true);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
