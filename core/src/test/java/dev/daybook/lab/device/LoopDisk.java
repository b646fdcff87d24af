package dev.daybook.lab.device;

import dev.daybook.lab.Lab;
import dev.daybook.lab.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real file system in a file, mounted through a loop device, whose power can be cut.
 *
 * <p>The cut loses what a power cut takes from the kernel: the page cache and what the file
 * system's journal had not committed. It does not lose a device's own cache, which a file has not.
 *
 * <p>All is in a folder of its own, in memory where there is such a place, and gone when this is
 * closed. What a killed run left mounted is removed by the next one.
 */
final class LoopDisk implements AutoCloseable {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path CUT = Path.of("src", "test", "c", "cut.c");
  private static final String PREFIX = "daybook-disk-";
  private static final Pattern LEFTOVER =
      Pattern.compile("\\S+ (/\\S*/" + PREFIX + "(\\d+)-[^/ ]+)(/\\S+)? .*");

  private final Path folder;
  private final String mountOptions;
  private boolean isMounted;
  private boolean isThin;

  private LoopDisk(Path folder, String mountOptions) {
    this.folder = folder;
    this.mountOptions = mountOptions;
  }

  /** Skips the test where no such disk can be made. */
  static void need() throws IOException {
    Lab.need(
        Shell.succeeds("sh", "-c", "test $(id -u) = 0 && test -e /dev/loop-control"),
        "mounting needs root and loop devices");
    Lab.need(Shell.succeeds("mkfs.ext4", "-V"), "no mkfs.ext4");
    Lab.need(Shell.succeeds("gcc", "--version"), "no gcc");
    removeLeftovers();
  }

  /** What random rounds begin with: the property {@code daybook.lab.seed}, or another each time. */
  static long seed() {
    return Long.getLong("daybook.lab.seed", System.nanoTime());
  }

  /**
   * A new disk, mounted.
   *
   * @param bytes its size, which it takes only as it is written
   * @param mkfs the command that makes the file system, without the image
   * @param mountOptions as mount takes them, besides {@code loop}
   */
  static LoopDisk create(long bytes, List<String> mkfs, String mountOptions) throws IOException {
    return of(newFolder(), bytes, mkfs, mountOptions, false);
  }

  /**
   * A new disk on a store that will not hold all of it: what its file system needs for itself is
   * there, the rest is taken as it is written.
   */
  static LoopDisk createThin(long bytes, List<String> mkfs) throws IOException {
    LoopDisk disk = of(newFolder(), bytes, mkfs, "", true);
    try {
      Shell.run("fallocate", "-l", Long.toString(bytes), disk.image().toString());
      Shell.run("fstrim", disk.path().toString());
      disk.writePageByPage();
      return disk;
    } catch (Throwable e) {
      disk.close();
      throw e;
    }
  }

  private static LoopDisk of(
      Path folder, long bytes, List<String> mkfs, String mountOptions, boolean isThin)
      throws IOException {
    LoopDisk disk = new LoopDisk(folder, mountOptions);
    try {
      Files.createDirectory(disk.store());
      if (isThin) {
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + 2 * bytes, "tmpfs", disk.store() + "");
        disk.isThin = true;
      }
      Shell.run("truncate", "-s", Long.toString(bytes), disk.image().toString());
      List<String> command = new ArrayList<>(mkfs);
      command.add(disk.image().toString());
      Shell.run(command.toArray(String[]::new));
      Shell.run("gcc", "-o", folder.resolve("cut").toString(), CUT.toString());
      Files.createDirectory(disk.path());
      disk.mount();
      return disk;
    } catch (Throwable e) {
      disk.close();
      throw e;
    }
  }

  private static Path newFolder() throws IOException {
    String name = PREFIX + ProcessHandle.current().pid() + "-";
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, name)
        : Files.createTempDirectory(name);
  }

  /** Where it is mounted. */
  Path path() {
    return folder.resolve("mounted");
  }

  private Path image() {
    return store().resolve("image");
  }

  private Path store() {
    return folder.resolve("store");
  }

  /**
   * Otherwise the device would lie: a request of which the store took only a part is one that
   * succeeded, to a loop device.
   */
  private void writePageByPage() throws IOException {
    String device = Files.getFileStore(path()).name();
    Path queue = Path.of("/sys/block", device.substring(device.lastIndexOf('/') + 1), "queue");
    Files.writeString(queue.resolve("max_sectors_kb"), "4");
  }

  /** Leaves so much room in the store of a thin disk, which does not know of it. */
  void leaveRoom(long bytes) throws IOException {
    FileStore room = Files.getFileStore(store());
    long used = room.getTotalSpace() - room.getUnallocatedSpace();
    Shell.run("mount", "-o", "remount,size=" + (used + bytes), store().toString());
  }

  void mount() throws IOException {
    String options = mountOptions.isEmpty() ? "loop" : "loop," + mountOptions;
    Shell.run("mount", "-o", options, image().toString(), path().toString());
    isMounted = true;
  }

  /** A file that was left open would keep it busy. */
  void unmount() throws IOException {
    Shell.run("umount", path().toString());
    isMounted = false;
  }

  /** Mounts it again: the page cache is lost, and the file system replays its journal. */
  void remount() throws IOException {
    unmount();
    mount();
  }

  /** Nothing more gets to the device until it is mounted again. */
  void cut() throws IOException {
    Shell.run(folder.resolve("cut").toString(), path().toString());
  }

  /** Makes it read-only for good, as the kernel does after an error of its own. */
  void abort() throws IOException {
    Shell.run("mount", "-o", "remount,abort", path().toString());
  }

  /** How it is mounted. */
  @Override
  public String toString() {
    return "disk=" + mountOptions;
  }

  @Override
  public void close() throws IOException {
    if (isMounted) {
      Shell.succeeds("umount", "-l", path().toString());
    }
    if (isThin) {
      Shell.succeeds("umount", "-l", store().toString());
    }
    remove(folder);
  }

  private static void removeLeftovers() throws IOException {
    List<String> mounts = Files.readAllLines(Path.of("/proc/mounts"), StandardCharsets.UTF_8);
    Set<Path> folders = new HashSet<>();
    // what was mounted last is in what was mounted before
    for (int i = mounts.size() - 1; i >= 0; i--) {
      Matcher mount = LEFTOVER.matcher(mounts.get(i));
      if (mount.matches() && ProcessHandle.of(Long.parseLong(mount.group(2))).isEmpty()) {
        String inside = mount.group(3) == null ? "" : mount.group(3);
        Shell.succeeds("umount", "-l", mount.group(1) + inside);
        folders.add(Path.of(mount.group(1)));
      }
    }
    for (Path folder : folders) {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
