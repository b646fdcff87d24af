package dev.daybook.lab.huge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system that is mounted until this is closed, which takes root and Linux. */
record Mounted(Path folder) implements AutoCloseable {

  /** A small one in memory; skips the test where that cannot be. */
  static Mounted ofMegabytes(int size, Path folder) throws InterruptedException {
    boolean isThere = run("mount", "-t", "tmpfs", "-o", "size=" + size + "m", "tmpfs", folder);
    Lab.need(isThere, "no tmpfs can be mounted here");
    return new Mounted(folder);
  }

  void makeReadOnly() throws InterruptedException {
    assertThat(run("mount", "-o", "remount,ro", folder)).as("remounted").isTrue();
  }

  @Override
  public void close() throws InterruptedException {
    // a file that somebody forgot to close would keep it busy
    assertThat(run("umount", folder)).as("unmounted").isTrue();
  }

  private static boolean run(Object... command) throws InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
