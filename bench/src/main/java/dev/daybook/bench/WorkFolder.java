package dev.daybook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fresh folder on a real disk, gone when closed. It lies below the folder of the system property
 * {@value #PROPERTY}, or else below {@code .daybook/bench} of the working folder.
 *
 * <p>A file system in memory is refused: forcing a file there costs nothing, so that every number
 * of a journal would be too good.
 */
final class WorkFolder implements AutoCloseable {

  static final String PROPERTY = "daybook.bench.folder";

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder create() {
    try {
      String type = fileSystem();
      if (IN_MEMORY.contains(type)) {
        throw new IllegalStateException(
            "no disk here, give a folder on one: property=" + PROPERTY + ", fileSystem=" + type);
      }
      return new WorkFolder(Files.createTempDirectory(parent(), "run-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type of the file system that the folders lie on. */
  static String fileSystem() throws IOException {
    return Files.getFileStore(parent()).type();
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parent() throws IOException {
    return Files.createDirectories(Path.of(System.getProperty(PROPERTY, ".daybook/bench")));
  }
}
