package dev.daybook.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is removed when the command ends, also by a signal. */
final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private final StopHook hook;

  TemporaryFolder() throws IOException {
    path = Files.createTempDirectory("daybook-demo-");
    hook = new StopHook(this::remove, "daybook-clean-up");
  }

  Path path() {
    return path;
  }

  /** Removes the folder and what is in it. */
  @Override
  public void close() {
    remove();
    hook.remove();
  }

  private synchronized void remove() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
