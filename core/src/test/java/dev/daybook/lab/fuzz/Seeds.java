package dev.daybook.lab.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs to begin with: those that are kept in {@code src/test/resources/fuzz}, what was found
 * once among them, and the golden lines, behind the bytes that choose how they are used.
 */
final class Seeds {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private Seeds() {}

  static List<byte[]> of(Fuzzed fuzzed) {
    try {
      List<byte[]> seeds = new ArrayList<>();
      try (Stream<Path> kept = Files.list(RESOURCES.resolve("fuzz").resolve(fuzzed.folder()))) {
        for (Path file : kept.sorted().toList()) {
          seeds.add(Files.readAllBytes(file));
        }
      }
      golden().forEach(line -> seeds.addAll(around(fuzzed, line)));
      return seeds;
    } catch (IOException e) {
      throw new AssertionError("the kept inputs can be read", e);
    }
  }

  /** The lines that pin the format. */
  static List<byte[]> golden() {
    try {
      return NaiveLines.ofAll(
          Files.readAllBytes(RESOURCES.resolve("golden").resolve("format-1.ndjson")));
    } catch (IOException e) {
      throw new AssertionError("the golden file can be read", e);
    }
  }

  private static List<byte[]> around(Fuzzed fuzzed, byte[] line) {
    return switch (fuzzed) {
      case ENTRY, ROUND_TRIP -> List.of(line);
      case PARTS -> List.of(behind(line, 0xff), behind(line, 0x80));
      case INPUT -> List.of(behind(line, 4, 0xff));
      case READING, REPAIR, RESUME -> List.of(behind(line, 0));
      case LINES, NAMES, LOCK_TEXT -> List.of(Arrays.copyOf(line, Math.min(line.length, 100)));
    };
  }

  private static byte[] behind(byte[] line, int... choices) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (int choice : choices) {
      input.write(choice);
    }
    input.writeBytes(line);
    input.write('\n');
    return input.toByteArray();
  }
}
