package dev.daybook.internal.exchange;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of real session files. They are their authors', and not in this project:
 * {@code -Ddaybook.samples=DIR} names the folder, and without it a test of them is skipped.
 *
 * @param folder the folder
 */
record Samples(Path folder) {

  /** Formats that are no format of Daybook's. */
  private static final Set<String> OTHERS = Set.of("amp", "cursor", "droid", "kimi");

  /** Returns the samples; skips the test if there are none. */
  static Samples needed() {
    String folder = System.getProperty("daybook.samples");
    assumeTrue(folder != null, "-Ddaybook.samples names no folder of session files");
    return new Samples(Path.of(folder));
  }

  /** Returns the paths of the files of our formats below the folder, sorted. */
  List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .filter(name -> name.contains("/") && !OTHERS.contains(name.split("/", 2)[0]))
          .sorted()
          .toList();
    }
  }

  /** Returns the bytes of a file. */
  byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }
}
