package dev.daybook.lab.device;

import dev.daybook.lab.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A file system with its options.
 *
 * @param name as the report says it
 * @param mkfs the command that makes one, without the image
 * @param bytes as little as it takes
 * @param options as mount takes them, besides {@code loop}
 * @param sectorBytes what its device writes whole or not at all
 */
record FileSystemKind(String name, List<String> mkfs, long bytes, String options, int sectorBytes) {

  /** One of each that can be made here, with options at random. */
  static List<FileSystemKind> here(Random random) {
    List<FileSystemKind> all = new ArrayList<>();
    all.add(ext4(random));
    if (Shell.succeeds("mkfs.xfs", "-V")) {
      all.add(xfs(random));
    }
    if (Shell.succeeds("mkfs.btrfs", "-V")) {
      all.add(btrfs(random));
    }
    return all;
  }

  private static FileSystemKind ext4(Random random) {
    String data = any(random, "data=ordered", "data=writeback", "data=journal");
    String allocation = data.equals("data=journal") ? "" : any(random, ",delalloc", ",nodelalloc");
    return new FileSystemKind(
        "ext4",
        List.of("mkfs.ext4", "-q", "-F", "-b", any(random, "1024", "4096")),
        64L << 20,
        data + allocation,
        512);
  }

  private static FileSystemKind xfs(Random random) {
    return new FileSystemKind(
        "XFS",
        List.of("mkfs.xfs", "-q", "-f"),
        320L << 20,
        any(random, "logbsize=32k", "logbsize=256k", "wsync"),
        4096);
  }

  private static FileSystemKind btrfs(Random random) {
    return new FileSystemKind(
        "btrfs",
        List.of("mkfs.btrfs", "-q", "-f"),
        160L << 20,
        any(random, "commit=30", "notreelog", "nodatacow", "flushoncommit"),
        4096);
  }

  private static String any(Random random, String... options) {
    return options[random.nextInt(options.length)];
  }

  @Override
  public String toString() {
    return name + " " + options;
  }
}
