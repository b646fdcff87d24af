package dev.daybook.lab;

import java.io.IOException;
import java.nio.file.Path;

/** A file system that is mounted until this is closed, which takes root and Linux. */
public record Mounted(Path folder) implements AutoCloseable {

  /** A small one in memory; skips the test where that cannot be. */
  public static Mounted ofMegabytes(int size, Path folder) {
    String options = "size=" + size + "m";
    Lab.need(
        Shell.succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
        "no tmpfs can be mounted here");
    return new Mounted(folder);
  }

  public void makeReadOnly() throws IOException {
    Shell.run("mount", "-o", "remount,ro", folder.toString());
  }

  /** Fails if a file was left open; it is taken from its folder all the same. */
  @Override
  public void close() throws IOException {
    try {
      Shell.run("umount", folder.toString());
    } catch (IOException busy) {
      Shell.run("umount", "-l", folder.toString());
      throw busy;
    }
  }
}
