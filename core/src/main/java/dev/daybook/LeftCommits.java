package dev.daybook;

import dev.daybook.internal.file.SessionFolder;
import java.io.IOException;
import java.util.List;

/** The recovery of what processes have left in commit logs, at the first look at a root. */
final class LeftCommits {

  private static final System.Logger LOG = System.getLogger(Daybook.class.getName());

  private LeftCommits() {}

  /** Recovers it, if this user may write; logs a warning of what cannot be recovered. */
  static void recover(SessionFolder folder) {
    try {
      List<String> unrecovered = folder.recoverCommits();
      if (!unrecovered.isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "what processes left below commits could not all be put into its sessions: {0}",
            unrecovered);
      }
    } catch (IOException | DaybookException refused) {
      LOG.log(
          System.Logger.Level.WARNING,
          "acknowledged events may be missing: cannot bring the sessions up to what a process left"
              + " below commits; open the daybook as the owner of the root: root="
              + folder.root(),
          refused);
    }
  }
}
