package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder names that lead from the disk's root to a folder of Daybook's. Each is forced once
 * before anything in that folder is acknowledged, even if the folder existed before: its maker may
 * have been killed before forcing the name, or may have failed to, and a power cut would then lose
 * it. Any thread.
 */
final class DurableNames {

  private final Path root;

  /** The folders all of whose names above are forced; another folder in the place is not one. */
  private final Set<Object> reached = ConcurrentHashMap.newKeySet();

  /** @param root as it was given, which may be a link */
  DurableNames(Path root) {
    this.root = root;
  }

  /** Makes the names in a folder durable, and those above it that are not known to be. */
  void force(Path folder) throws IOException {
    OwnFiles.forceFolder(folder);
    Object key = Objects.requireNonNullElse(OwnFiles.key(folder), folder);
    if (!reached.contains(key)) {
      Set<Path> forced = new HashSet<>();
      forceAbove(folder.toRealPath(), forced);
      // of a root that is a link the link itself, too
      forceAbove(root, forced);
      reached.add(key);
    }
  }

  /**
   * Forces the names above a folder, up to the mount point of its disk, whose own name was there
   * before the mount.
   */
  private static void forceAbove(Path folder, Set<Path> forced) throws IOException {
    Object disk = OwnFiles.disk(folder);
    Path at = folder.getParent();
    while (at != null && Objects.equals(OwnFiles.disk(at), disk)) {
      // a folder that this process may not read it cannot force either
      if (forced.add(at) && Files.isReadable(at)) {
        OwnFiles.forceFolder(at);
      }
      at = at.getParent();
    }
  }
}
