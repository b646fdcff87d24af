package dev.daybook.internal.file;

import dev.daybook.LogRecovery;
import dev.daybook.SessionId;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** The result of a {@link CommitRecovery} for one session, or for a log with a fault. */
record FoundRecovery(
    Result result,
    Optional<String> session,
    long bytes,
    Optional<Path> path,
    Optional<String> reason)
    implements LogRecovery {

  static FoundRecovery recovered(SessionId id, long bytes) {
    return of(Result.RECOVERED, id, bytes, Optional.empty(), Optional.empty());
  }

  static FoundRecovery setAside(SessionId id, long bytes, Path aside) {
    return of(Result.SET_ASIDE, id, bytes, Optional.of(aside), Optional.empty());
  }

  static FoundRecovery kept(SessionId id, Path log, Throwable why) {
    return of(Result.KEPT, id, 0, Optional.of(log), Optional.of(reason(why)));
  }

  static FoundRecovery unread(Path log, Throwable why) {
    return new FoundRecovery(
        Result.UNREAD, Optional.empty(), 0, Optional.of(log), Optional.of(reason(why)));
  }

  static FoundRecovery damaged(Path log) {
    return new FoundRecovery(
        Result.DAMAGED,
        Optional.empty(),
        0,
        Optional.of(log),
        Optional.of(
            "a part of the log is missing or changed, and acknowledged events may be missing with"
                + " it; remove it when you have looked"));
  }

  /** Returns a reason for people: the message of a file system's refusal is only a path. */
  private static String reason(Throwable why) {
    if (why instanceof AccessDeniedException denied) {
      return "this user may not look or write there; let the owner of the root open it: path="
          + denied.getFile();
    }
    if (why instanceof FileSystemException refused) {
      return refused.getReason() + ": path=" + refused.getFile();
    }
    return String.valueOf(why.getMessage());
  }

  private static FoundRecovery of(
      Result result, SessionId id, long bytes, Optional<Path> path, Optional<String> reason) {
    return new FoundRecovery(result, Optional.of(id.value()), bytes, path, reason);
  }
}
