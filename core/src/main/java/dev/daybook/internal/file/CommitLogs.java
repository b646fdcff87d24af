package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.LogRecovery;
import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commit logs below a root, as one folder of sessions knows them: its own, and those that some
 * session could not be recovered from. Such a session is opened only once it is recovered. The
 * record of its lock need not name the log: a power cut may have taken that. Any thread.
 */
final class CommitLogs {

  private final SessionFolder folder;

  /** The logs that sessions stay in, by session. */
  private final Map<String, String> keptIn = new ConcurrentHashMap<>();

  /** The name of the log that sessions opened here may get bytes in; empty if there is none. */
  private volatile String name = "";

  CommitLogs(SessionFolder folder) {
    this.folder = folder;
  }

  /** Makes a log for the sessions that are opened from now on. */
  CommitLog make(int segmentBytes) throws IOException {
    CommitLog log = CommitLog.create(folder.rootFolder(), segmentBytes);
    name = log.name();
    return log;
  }

  /** Returns the name of that log; empty if there is none. */
  String name() {
    return name;
  }

  /** Recovers the sessions of logs that processes have left: {@link CommitRecovery#recover}. */
  List<LogRecovery> recover() {
    Path commits = folder.rootFolder().unchecked(Part.COMMITS);
    if (!Files.exists(commits, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      List<LogRecovery> results = Uninterrupted.call(() -> CommitRecovery.recover(folder));
      results.forEach(this::noteKept);
      return results;
    } catch (IOException | DaybookException refused) {
      return List.of(FoundRecovery.unread(commits, refused));
    }
  }

  private void noteKept(LogRecovery result) {
    if (result.result() == LogRecovery.Result.KEPT) {
      String log = String.valueOf(result.path().orElseThrow().getFileName());
      keptIn.put(result.session().orElseThrow(), log);
    }
  }

  /**
   * Returns the log that the session could not be recovered from, as long as its file lacks what
   * that has; empty if there is none.
   */
  Optional<Path> unrecoveredIn(SessionId id) {
    String kept = keptIn.get(id.value());
    if (kept == null) {
      return Optional.empty();
    }
    Path log = folder.rootFolder().unchecked(Part.COMMITS).resolve(kept);
    try {
      boolean lacks = Uninterrupted.call(() -> CommitRecovery.isLacking(folder, id, log));
      return lacks ? Optional.of(log) : Optional.empty();
    } catch (IOException | DaybookException unread) {
      return Optional.of(log);
    }
  }

  /**
   * Brings a session that was just locked up to the log that it stays in, and to the one that the
   * lock's record names.
   */
  void bringUp(SessionId id, SessionLock lock) throws IOException {
    String kept = keptIn.getOrDefault(id.value(), "");
    if (!kept.isEmpty()) {
      CommitRecovery.recover(folder, id, lock, kept);
      keptIn.remove(id.value());
    }
    if (!lock.commitLog().isEmpty()) {
      CommitRecovery.recover(folder, id, lock, lock.commitLog());
    }
  }
}
