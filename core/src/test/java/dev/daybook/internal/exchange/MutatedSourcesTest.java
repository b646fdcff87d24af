package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines of each format, mutated at random: fields lost, doubled, moved into others, of other kinds
 * and of odd values, and bytes changed, cut and inserted. Whatever comes, the import ends, the
 * bytes come back, the sessions are sound, and importing again adds nothing.
 */
@Tag(Lab.RANDOM)
class MutatedSourcesTest {

  private static final int LINES_A_FILE = 250;
  private static final List<String> ODD = List.of(
      "null",
      "true",
      "-1",
      "1e400",
      "9223372036854775808",
      "\"\"",
      "\"\\ud800\"",
      "\"\\u0000\"",
      "[]",
      "{}",
      "[[[]]]",
      "[null]",
      "{\"\":{}}",
      "\"../../x\"",
      "0.1",
      "\"9999-99-99T99:99:99Z\"");

  @TempDir
  Path folder;

  static Stream<AgentFormat> formats() {
    return AgentFormats.all().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whateverALineSaysNothingIsLost(AgentFormat format) throws IOException {
    List<String> seeds = MutationSeeds.of(format.name());
    int lines = Lab.values(500, 5_000, 100_000);
    Random random = new Random(format.name().hashCode());
    try (Daybook daybook = Daybook.open(folder.resolve("root"))) {
      for (int file = 0; file * LINES_A_FILE < lines; file++) {
        Path source = folder.resolve("m" + file + ".jsonl");
        byte[] bytes = mutated(seeds, random, MutationSeeds.documentOf(format.name()));
        Files.write(source, bytes);
        ImportOptions options = ImportOptions.defaults().withFormat(format);
        ImportReport report;
        try {
          report = daybook.importFile(source, options);
        } catch (DaybookException refused) {
          assertThat(refused.kind())
              .as(source.toString())
              .isEqualTo(DaybookException.Kind.INVALID_VALUE);
          continue;
        }
        for (String session : report.sessions()) {
          assertThat(daybook.verify(session).findings()).as(session).isEmpty();
        }
        if (!report.sessions().isEmpty()) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          daybook.exportSource(report.sessions().get(0), out);
          assertThat(out.toByteArray()).isEqualTo(bytes);
          List<Entry> entries = daybook.history(report.sessions().get(0)).entries();
          assertThat(entries).isNotEmpty();
          daybook.transcript(report.sessions().get(0));
        }
        assertThat(daybook.importFile(source, options).newEntries()).isZero();
        for (String session : report.sessions()) {
          daybook.purge(session);
        }
        Files.delete(source);
      }
    }
    Lab.finding("mutated foreign lines").add(format.name(), lines);
  }

  private static byte[] mutated(List<String> seeds, Random random, String document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean isDocument = !document.isEmpty();
    out.writeBytes((document + seeds.get(0) + (isDocument ? "," : "\n")).getBytes(UTF_8));
    for (int i = 1; i < LINES_A_FILE; i++) {
      String line = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        line = changed(line, seeds, random);
      }
      byte[] bytes = line.replace("\n", "").getBytes(UTF_8);
      if (random.nextInt(20) == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      out.writeBytes(bytes);
      if (random.nextInt(40) > 0) {
        out.write(isDocument ? ',' : '\n');
      }
    }
    out.writeBytes((isDocument ? seeds.get(0) + "]}" : "").getBytes(UTF_8));
    return out.toByteArray();
  }

  /** Changes one value or place of a line, most often so that it stays JSON. */
  private static String changed(String line, List<String> seeds, Random random) {
    List<int[]> values = values(line);
    if (values.isEmpty() || random.nextInt(12) == 0) {
      int at = random.nextInt(line.length() + 1);
      return switch (random.nextInt(3)) {
        case 0 -> line.substring(0, at);
        case 1 -> line.substring(0, at) + (char) random.nextInt(0x3000) + line.substring(at);
        default -> line.substring(0, at) + line.substring(random.nextInt(line.length() + 1));
      };
    }
    int[] value = values.get(random.nextInt(values.size()));
    String odd = switch (random.nextInt(4)) {
      case 0 -> ODD.get(random.nextInt(ODD.size()));
      case 1 -> {
        int[] other = values.get(random.nextInt(values.size()));
        yield line.substring(other[0], other[1]);
      }
      case 2 -> {
        String from = seeds.get(random.nextInt(seeds.size()));
        List<int[]> all = values(from);
        int[] other =
            all.isEmpty() ? new int[] {0, from.length()} : all.get(random.nextInt(all.size()));
        yield from.substring(other[0], other[1]);
      }
      default -> String.valueOf(random.nextInt());
    };
    return line.substring(0, value[0]) + odd + line.substring(value[1]);
  }

  /** Returns where the values of a line stand that follow a colon or stand in an array. */
  private static List<int[]> values(String line) {
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i + 1 < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ':' || c == '[' || c == ',') {
        int end = end(line, i + 1);
        if (end > i + 1) {
          found.add(new int[] {i + 1, end});
        }
      }
    }
    return found;
  }

  private static int end(String line, int from) {
    int depth = 0;
    boolean isString = false;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (isString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          isString = false;
        }
      } else if (c == '"') {
        isString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        if (depth == 0) {
          return i;
        }
        depth--;
      } else if (c == ',' && depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
