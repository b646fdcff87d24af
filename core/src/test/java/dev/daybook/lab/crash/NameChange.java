package dev.daybook.lab.crash;

import java.nio.file.Path;
import java.util.Map;

/**
 * A name that was given, taken or moved, which is one change: there or not, never half of it.
 *
 * @param taken the name that nothing has any more; null if none
 * @param given the name that the file has now; null if none
 * @param file which file; null for a folder
 */
record NameChange(Path taken, Path given, DeviceFile file) implements Undecided {

  boolean isOfFolder(Path folder) {
    return (taken != null && folder.equals(taken.getParent()))
        || (given != null && folder.equals(given.getParent()));
  }

  void applyTo(Map<Path, DeviceFile> names) {
    if (taken != null) {
      names.remove(taken);
    }
    if (given != null) {
      names.put(given, file);
    }
  }

  @Override
  public int forms() {
    return 2;
  }

  @Override
  public boolean isOfLock() {
    return given != null && given.toString().endsWith(".lock");
  }
}
