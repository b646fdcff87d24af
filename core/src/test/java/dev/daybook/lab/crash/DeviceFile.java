package dev.daybook.lab.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A file, whatever its names are, as the device may have it. */
final class DeviceFile {

  private final boolean isLock;
  private byte[] base;
  private final List<DataChange> changes = new ArrayList<>();
  private long size;

  DeviceFile(byte[] content, boolean isLock) {
    this.base = content;
    this.size = content.length;
    this.isLock = isLock;
  }

  void write(long offset, byte[] bytes) {
    if (bytes.length > 0) {
      changes.add(DataChange.write(offset, bytes, isLock));
      size = Math.max(size, offset + bytes.length);
    }
  }

  void truncate(long newSize) {
    if (newSize < size) {
      changes.add(DataChange.size(newSize, isLock));
      size = newSize;
    }
  }

  /**
   * The device has what was written since the last force, and the size. What an earlier force
   * failed to put there it still need not have.
   */
  void force() {
    DataChange forcedSize = DataChange.size(size, isLock);
    changes.add(forcedSize);
    changes.stream().filter(change -> !change.isDropped).forEach(change -> change.isForced = true);
    while (!changes.isEmpty() && changes.get(0).isForced) {
      base = changes.remove(0).applyTo(base, Undecided.WHOLE);
    }
    List<DataChange> overwritten = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      DataChange earlier = changes.get(i);
      if (!earlier.isForced
          && changes.subList(i + 1, changes.size()).stream()
              .anyMatch(later -> later.isForced && later.covers(earlier))) {
        overwritten.add(earlier);
      }
    }
    changes.removeAll(overwritten);
  }

  /** The kernel may have dropped what was written; the size is kept in another way. */
  void failForce() {
    changes.stream()
        .filter(change -> !change.isForced && !change.isSize())
        .forEach(change -> change.isDropped = true);
  }

  List<DataChange> undecided() {
    return changes.stream().filter(change -> !change.isForced).toList();
  }

  byte[] content(ToIntFunction<Undecided> form) {
    byte[] content = base;
    for (DataChange change : changes) {
      content =
          change.applyTo(content, change.isForced ? Undecided.WHOLE : form.applyAsInt(change));
    }
    return content;
  }
}
