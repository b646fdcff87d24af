package dev.daybook;

import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.file.SessionFolder;

/** The recovery of what processes have left in commit logs, at the first look at a root. */
final class LeftCommits {

  private static final System.Logger LOG = System.getLogger(Daybook.class.getName());

  private LeftCommits() {}

  /** Recovers it, if this user may write, and reports the results to the listener. */
  static void recover(SessionFolder folder, JournalListener listener) {
    for (LogRecovery each : folder.recoverCommits()) {
      try {
        Journal.reportRecovery(listener, each);
      } catch (Throwable mistake) {
        LOG.log(System.Logger.Level.WARNING, "the listener failed; the daybook opens", mistake);
      }
    }
  }
}
