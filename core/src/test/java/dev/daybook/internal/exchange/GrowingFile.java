package dev.daybook.internal.exchange;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.exchange.ImportOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that grows and is imported at some of its lengths, each time into a root that has nothing.
 * The root and its Daybook are the same all the time, since to make them takes longer than to
 * import a short file. One thread.
 */
final class GrowingFile implements AutoCloseable {

  /** The folders of a root that keep something of a session or of its source. */
  private static final List<String> KEPT = List.of("sessions", "sources", "locks");

  private static final String LINES = ".ndjson";
  private static final FileTime MODIFIED = FileTime.fromMillis(1_700_000_000_000L);

  private final Path root;
  private final Path file;
  private final Daybook daybook;

  /**
   * @param folder a folder for it alone
   * @param name the path of the file below it, since formats look at names
   */
  GrowingFile(Path folder, String name) throws IOException {
    this.root = folder.resolve("root");
    this.file = folder.resolve("files").resolve(name);
    Files.createDirectories(file.getParent());
    this.daybook = Daybook.open(root);
  }

  /**
   * Imports the file at each of these lengths, then whole.
   *
   * @return the bytes of all sessions then, by their names; none if the file is of no known format
   */
  Map<String, byte[]> sessions(byte[] whole, int... lengths) throws IOException {
    for (String part : KEPT) {
      empty(root.resolve(part));
    }
    for (int length : lengths) {
      importFile(Arrays.copyOf(whole, length));
    }
    importFile(whole);
    Map<String, byte[]> sessions = new TreeMap<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(root.resolve("sessions"), "*" + LINES)) {
      for (Path each : files) {
        sessions.put(each.getFileName().toString().replace(LINES, ""), Files.readAllBytes(each));
      }
    } catch (NoSuchFileException refused) {
      // there was nothing to import
    }
    return sessions;
  }

  private void importFile(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, MODIFIED);
    try {
      daybook.importFile(file, ImportOptions.defaults());
    } catch (DaybookException refused) {
      if (refused.kind() != Kind.INVALID_VALUE) {
        throw refused;
      }
      // too short to be known
    }
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.delete(each);
      }
    } catch (NoSuchFileException notYet) {
      // empty already
    }
  }

  @Override
  public void close() {
    daybook.close();
  }
}
