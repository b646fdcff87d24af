package dev.daybook.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that are killed, run beside each other, are interrupted, or find damage of their own. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImportFaultsTest {

  private static final int FILES = 12;
  private static final int LINES = 40;
  private static final int KILLED = 128 + 9;

  @TempDir
  Path folder;

  private Path files;

  /** Imports all files of a folder into a root, each where it left off. */
  static final class Importer {
    private Importer() {}

    public static void main(String[] args) throws IOException {
      importAll(Path.of(args[0]), Path.of(args[1]));
    }
  }

  private static void importAll(Path root, Path files) throws IOException {
    try (Daybook daybook = Daybook.open(root);
        Stream<Path> found = Files.list(files)) {
      for (Path file : found.sorted().toList()) {
        daybook.importFile(file, ImportOptions.defaults());
      }
    }
  }

  @BeforeEach
  void makeFiles() throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    write(LINES / 2);
  }

  private void write(int lines) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(files.resolve(name(i) + ".jsonl"), text(name(i), lines));
    }
  }

  private static String name(int file) {
    return "00000000-0000-4000-8000-" + String.format("%012d", file);
  }

  /** A conversation of Claude Code of so many lines. */
  private static String text(String session, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      String parent = i == 0 ? "null" : "\"u" + (i - 1) + "\"";
      text.append("{\"type\":\"user\",\"uuid\":\"u")
          .append(i)
          .append("\",\"parentUuid\":")
          .append(parent)
          .append(",\"sessionId\":\"")
          .append(session)
          .append("\",\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"isSidechain\":false,")
          .append("\"message\":{\"role\":\"user\",\"content\":\"said ")
          .append("x".repeat(200 * (i % 7)))
          .append("\"}}\n");
    }
    return text.toString();
  }

  private Path atOnce() throws IOException {
    Path once = folder.resolve("once");
    importAll(once, files);
    return once;
  }

  private void assertSameAs(Path expected, Path root, String what) throws IOException {
    try (Daybook one = Daybook.open(expected);
        Daybook other = Daybook.open(root)) {
      List<String> ids =
          one.catalog().list().stream().map(SessionSummary::id).sorted().toList();
      assertThat(
              other.catalog().list().stream().map(SessionSummary::id).sorted().toList())
          .as(what)
          .isEqualTo(ids);
      for (String id : ids) {
        assertThat(Files.mismatch(other.file(id), one.file(id)))
            .as("%s, first difference of %s", what, id)
            .isEqualTo(-1);
        assertThat(other.verify(id).findings()).as(what).isEmpty();
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        other.exportSource(id, source);
        assertThat(Arrays.equals(
                source.toByteArray(), Files.readAllBytes(files.resolve(id + ".jsonl"))))
            .as("%s, source of %s", what, id)
            .isTrue();
      }
    }
  }

  private static long lists(Path root) {
    Path sessions = root.resolve("sessions");
    if (!Files.isDirectory(sessions)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(sessions)) {
      return found.filter(file -> file.toString().endsWith(".sources")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path root) {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException vanished) {
      return 0;
    }
  }

  @Test
  void importThatWasKilledAtAnyMomentAndRunAgainIsTheSameAsAtOnce() throws Exception {
    Finding finding = Lab.finding("kills of imports").add("kills", 0);
    long seed = Long.getLong("daybook.lab.seed", System.nanoTime());
    Random random = new Random(seed);
    Path root = folder.resolve("killed");
    int rounds = Lab.rounds(2, 30);
    for (int round = 0; round < rounds; round++) {
      boolean isGrowing = round % 2 == 1;
      if (!isGrowing) {
        root = folder.resolve("killed" + round);
      }
      Files.createDirectories(root);
      write(isGrowing ? LINES : LINES / 2);
      long before = lists(root);
      long bytesBefore = bytes(root);
      Path into = root;
      Process child = new ChildJvm().start(Importer.class, root.toString(), files.toString());
      int written = random.nextInt(FILES);
      Await.until(
          "some files are imported",
          () -> !child.isAlive()
              || (isGrowing ? bytes(into) > bytesBefore : lists(into) > before + written));
      LockSupport.parkNanos(random.nextInt(3_000_000));
      child.destroyForcibly();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      finding.add("kills", child.exitValue() == KILLED ? 1 : 0);

      importAll(root, files);
      Path once = folder.resolve("once" + round);
      importAll(once, files);
      assertSameAs(once, root, "seed=" + seed + ", round=" + round);
    }
  }

  @Test
  void importsBesideEachOtherBringInNothingTwice() throws Exception {
    Path root = Files.createDirectories(folder.resolve("both"));
    for (int lines = LINES / 2; lines <= LINES; lines += LINES / 4) {
      write(lines);
      Process one = new ChildJvm().start(Importer.class, root.toString(), files.toString());
      Process two = new ChildJvm().start(Importer.class, root.toString(), files.toString());
      assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(two.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(List.of(one.exitValue(), two.exitValue())).containsOnly(0);
    }
    assertSameAs(atOnce(), root, "both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped", "cut", "empty"})
  void damagedListOfSourcesIsNamedAndHarmsNoOtherSession(String how) throws IOException {
    Path root = atOnce();
    String id = name(3);
    try (Daybook daybook = Daybook.open(root)) {
      Path list = daybook.file(id).resolveSibling(id + ".ndjson.sources");
      byte[] bytes = Files.readAllBytes(list);
      byte[] damaged = bytes.clone();
      damaged[bytes.length / 2] ^= 1;
      Files.write(
          list,
          switch (how) {
            case "flipped" -> damaged;
            case "cut" -> Arrays.copyOf(bytes, bytes.length / 2);
            default -> new byte[0];
          });
      ImportOptions options = ImportOptions.defaults();
      Path file = files.resolve(id + ".jsonl");
      assertThatThrownBy(() -> daybook.importFile(file, options))
          .isInstanceOf(DaybookException.class)
          .hasFieldOrPropertyWithValue("kind", Kind.CRC_MISMATCH)
          .hasMessageContaining("list of the session's sources is damaged")
          .hasMessageContaining("list=" + id + ".ndjson.sources");
      assertThat(daybook.verify(id).findings()).hasSize(1);
      assertThat(daybook.history(id).entries()).isNotEmpty();

      ByteArrayOutputStream other = new ByteArrayOutputStream();
      daybook.exportSource(name(4), other);
      assertThat(other.toString()).isEqualTo(Files.readString(files.resolve(name(4) + ".jsonl")));
      Path next = files.resolve(name(4) + ".jsonl");
      assertThat(daybook.importFile(next, options).newEntries()).isZero();

      daybook.delete(id);
      assertThat(daybook.importFile(file, options).sessions()).containsExactly(id);
      assertThat(daybook.verify(id).findings()).isEmpty();
    }
  }

  @Test
  void interruptInTheMiddleOfAnImportLeavesNothingAndTheNextOneAll() throws IOException {
    Path root = folder.resolve("interrupted");
    Path file = files.resolve(name(0) + ".jsonl");
    Files.writeString(file, text(name(0), 5000));
    try (Daybook daybook = Daybook.open(root)) {
      ImportOptions interrupting = ImportOptions.defaults()
          .withOnProgress(bytes -> Thread.currentThread().interrupt());
      try {
        assertThatThrownBy(() -> daybook.importFile(file, interrupting))
            .isInstanceOf(DaybookException.class)
            .hasFieldOrPropertyWithValue("kind", Kind.INTERRUPTED);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(daybook.catalog().ids()).isEmpty();
      ImportReport report = daybook.importFile(file, ImportOptions.defaults());
      assertThat(report.newEntries()).isEqualTo(report.entries());
      List<Entry> entries = daybook.history(name(0)).entries();
      assertThat(entries.stream().filter(each -> each.event() instanceof UserMessage))
          .hasSize(5000);
      assertThat(daybook.verify(name(0)).findings()).isEmpty();
    }
  }
}
