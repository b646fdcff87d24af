package dev.daybook.lab.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A root of sessions in memory that is made anew for each input, and gone with the process. */
final class Scratch {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  final Path root;
  final Path sessions;
  final Path file;

  Scratch() {
    try {
      root = Files.isWritable(SHARED_MEMORY)
          ? Files.createTempDirectory(SHARED_MEMORY, "fuzz-")
          : Files.createTempDirectory("fuzz-");
      sessions = Files.createDirectories(root.resolve("sessions"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file = sessions.resolve(Pieces.ID + ".ndjson");
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  /** One session with that file, nothing beside it, and nothing known of an earlier one. */
  void reset(byte[] content) throws IOException {
    Path locks = root.resolve("locks");
    if (Files.exists(locks)) {
      try (Stream<Path> all = Files.list(locks)) {
        for (Path lock : all.toList()) {
          Files.delete(lock);
        }
      }
    }
    for (Path other : files()) {
      if (!other.equals(file)) {
        Files.delete(other);
      }
    }
    Files.write(file, content);
  }

  /** The names of the session's file and those beside it. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(sessions)) {
      return files.sorted().toList();
    }
  }

  byte[] read() throws IOException {
    return Files.readAllBytes(file);
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException leftToTheSystem) {
      // a killed process leaves it as well
    }
  }
}
