package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The drafts in a folder of the root that become files under another name, and those of them that
 * killed processes left. No lock is needed to remove one: its name is of one process alone, and
 * counts for nothing until that process moves it, which fails if it is gone. Any thread.
 */
final class LeftDrafts {

  private static final String PREFIX = ".tmp-";

  /** The age at which a draft belongs to no call that still runs. */
  private static final Duration LEFT_AFTER = Duration.ofDays(2);

  /** The folders that this process looked through. */
  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private LeftDrafts() {}

  /** Returns the path of a new draft. */
  static Path next(Path folder) {
    return folder.resolve(
        PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  /**
   * Removes what was left in a folder, at the first call for it in this process. What cannot be
   * removed stays for the next process: it takes room alone.
   */
  static void sweepOnce(Path folder) {
    if (SWEPT.add(folder)) {
      try {
        sweep(folder);
      } catch (IOException kept) {
        // the caller's own work does not depend on it
      }
    }
  }

  private static void sweep(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(LEFT_AFTER);
    List<Path> drafts = new ArrayList<>();
    FolderScan.forEachIn(folder, file -> {
      if (String.valueOf(file.getFileName()).startsWith(PREFIX)) {
        drafts.add(file);
      }
    });
    for (Path file : drafts) {
      FileState found = FileState.of(file);
      if (!found.isMissing() && found.written().toInstant().isBefore(oldest)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
