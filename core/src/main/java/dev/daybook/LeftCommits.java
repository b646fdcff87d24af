package dev.daybook;

import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.file.SessionFolder;
import java.io.IOException;
import java.util.List;

/** The recovery of what processes have left in commit logs, at the first look at a root. */
final class LeftCommits {

  private static final System.Logger LOG = System.getLogger(Daybook.class.getName());

  private LeftCommits() {}

  /** Recovers it, if this user may write, and reports the outcomes to the listener. */
  static void recover(SessionFolder folder, JournalListener listener) {
    List<LogRecovery> outcomes;
    try {
      outcomes = folder.recoverCommits();
    } catch (IOException | DaybookException refused) {
      LOG.log(
          System.Logger.Level.WARNING,
          "acknowledged events may be missing: cannot look at what processes left below commits;"
              + " open the daybook as the owner of the root: root="
              + folder.root(),
          refused);
      return;
    }
    for (LogRecovery each : outcomes) {
      try {
        Journal.reportRecovery(listener, each);
      } catch (Throwable mistake) {
        LOG.log(System.Logger.Level.WARNING, "the listener failed; the daybook opens", mistake);
      }
    }
  }
}
