package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixir's cases of paths below the root: nothing outside it is ever read, written or named. */
class PixirPathCasesTest {

  @TempDir
  Path folder;

  private Path root;
  private Path target;

  @BeforeEach
  void makeATarget() throws IOException {
    root = folder.resolve("root");
    target = Files.createDirectory(folder.resolve("SECRET"));
    Files.writeString(target.resolve("s-1.ndjson"), "SECRET");
    Files.writeString(target.resolve("s-1.lock"), "SECRET");
  }

  private static List<ThrowingCallable> readers(Daybook daybook) {
    return List.of(
        () -> daybook.exists("s-1"),
        () -> daybook.file("s-1"),
        () -> daybook.history("s-1"),
        () -> daybook.transcript("s-1"),
        () -> daybook.diagnosis("s-1"));
  }

  private static List<ThrowingCallable> writers(Daybook daybook) {
    return List.of(
        () -> daybook.openSession("s-1"),
        () -> daybook.resumeSession("s-1"),
        () -> daybook.createSession("s-1"),
        () -> daybook.delete("s-1"),
        () -> daybook.purge("s-1"));
  }

  private static void assertRefused(ThrowingCallable door, String reason, String component) {
    DaybookException refused = faultOf(door);
    assertThat(refused.kind()).isEqualTo(Kind.UNSAFE_PATH);
    assertThat(refused.details()).containsEntry("reason", reason);
    assertThat(String.valueOf(refused.details().get("component"))).isEqualTo(component);
    assertThat(refused.getMessage()).doesNotContain("SECRET");
  }

  private Map<String, String> everythingInTheTarget() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(target.relativize(file).toString(), Files.readString(file));
      }
    }
    return found;
  }

  @Test
  @DisplayName("pixir: folders are created one after the other, for their owner alone")
  void foldersAndFilesAreForTheirOwnerAlone() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("no POSIX permissions here")
        .contains("posix");
    Path deep = folder.resolve("a/b/c");
    try (Daybook daybook = Daybook.open(deep)) {
      try (Session session = daybook.openSession("s-1")) {
        session.recordSync(new UserMessage("m"));
      }
      daybook.delete("s-1");
    }
    try (Stream<Path> all = Files.walk(folder.resolve("a"))) {
      assertThat(all.toList())
          .hasSizeGreaterThan(6)
          .allSatisfy(
              path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  @DisplayName("pixir: the root itself may be a symbolic link")
  void aLinkedRootIsFollowed() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(root, folder.resolve("real"));
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").recordSync(new UserMessage("m"));
      assertThat(daybook.history("s-1").entries()).hasSize(1);
    }
    assertThat(folder.resolve("real/sessions/s-1.ndjson")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  @DisplayName("pixir: a folder of sessions that is a link, dangling or not, is refused")
  void aLinkedFolderIsRefused(boolean isDangling) throws IOException {
    Map<String, String> before = everythingInTheTarget();
    Files.createDirectory(root);
    Files.createSymbolicLink(
        root.resolve("sessions"), isDangling ? target.resolve("missing") : target);
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "symlink_component", "sessions"));
    }
    assertThat(everythingInTheTarget()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  @DisplayName("pixir: a log that is a link, dangling or not, is refused")
  void aLinkedLogIsRefused(boolean isDangling) throws IOException {
    Map<String, String> before = everythingInTheTarget();
    Files.createDirectories(root.resolve("sessions"));
    Files.createSymbolicLink(
        root.resolve("sessions/s-1.ndjson"), target.resolve(isDangling ? "missing" : "s-1.ndjson"));
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "symlink_component", "sessions/s-1.ndjson"));
    }
    assertThat(everythingInTheTarget()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"locks,locks", "locks/s-1.lock,locks/s-1.lock"})
  @DisplayName("pixir: a lease, or its folder, that is a link is refused")
  void aLinkedLockIsRefused(String link, String component) throws IOException {
    Map<String, String> before = everythingInTheTarget();
    Files.createDirectories(root.resolve(link).getParent());
    Files.createSymbolicLink(
        root.resolve(link), link.equals("locks") ? target : target.resolve("s-1.lock"));
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("m")));
      assertRefused(() -> daybook.openSession("s-1"), "symlink_component", component);
      assertRefused(() -> daybook.resumeSession("s-1"), "symlink_component", component);
      assertRefused(() -> daybook.delete("s-1"), "symlink_component", component);
      assertThat(daybook.history("s-1").entries()).as("readers need no lease").hasSize(1);
    }
    assertThat(everythingInTheTarget()).isEqualTo(before);
  }

  @Test
  @DisplayName("pixir: a trash that is a link is refused, and the session stays")
  void aLinkedTrashIsRefused() throws IOException {
    Map<String, String> before = everythingInTheTarget();
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("m")));
      Files.createSymbolicLink(root.resolve("trash"), target);
      assertRefused(() -> daybook.delete("s-1"), "symlink_component", "trash");
      assertThat(daybook.history("s-1").entries()).hasSize(1);
    }
    assertThat(everythingInTheTarget()).isEqualTo(before);
  }

  @Test
  @DisplayName("pixir: a loop of links is refused")
  void aLoopOfLinksIsRefused() throws IOException {
    Files.createDirectory(root);
    Files.createSymbolicLink(root.resolve("sessions"), root.resolve("other"));
    Files.createSymbolicLink(root.resolve("other"), root.resolve("sessions"));
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "symlink_component", "sessions"));
    }
  }

  @Test
  @DisplayName("pixir: a file in place of a folder is refused and stays")
  void aFileInPlaceOfAFolderIsRefused() throws IOException {
    Files.createDirectory(root);
    Files.writeString(root.resolve("sessions"), "mine");
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "non_directory_component", "sessions"));
    }
    assertThat(root.resolve("sessions")).hasContent("mine");
  }

  @Test
  @DisplayName("pixir: a folder in place of a log is refused and stays")
  void aFolderInPlaceOfALogIsRefused() throws IOException {
    Files.createDirectories(root.resolve("sessions/s-1.ndjson"));
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "unexpected_file_type", "sessions/s-1.ndjson"));
    }
    assertThat(root.resolve("sessions/s-1.ndjson")).isEmptyDirectory();
  }

  @Test
  @DisplayName("pixir: a named pipe in place of a log is refused, and nobody waits for it")
  void aPipeInPlaceOfALogIsRefused() throws Exception {
    Files.createDirectories(root.resolve("sessions"));
    Path pipe = root.resolve("sessions/s-1.ndjson");
    Process made;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    } catch (IOException none) {
      assumeThat(false).as("no mkfifo here").isTrue();
      return;
    }
    assumeThat(made.waitFor()).as("mkfifo works here").isZero();
    try (Daybook daybook = Daybook.open(root)) {
      Stream.concat(readers(daybook).stream(), writers(daybook).stream())
          .forEach(door -> assertRefused(door, "unexpected_file_type", "sessions/s-1.ndjson"));
    }
    assertThat(Files.exists(pipe, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  @DisplayName("pixir: links in place of side files are not followed")
  void aLinkedSideFileIsNotFollowed() throws IOException {
    Map<String, String> before = everythingInTheTarget();
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("m")));
      Path log = daybook.file("s-1");
      Files.writeString(log, Files.readString(log) + "{\"v\":1,\"se");
      Files.createSymbolicLink(log.resolveSibling("s-1.ndjson.torn-0"), target.resolve("missing"));
      Files.createSymbolicLink(
          log.resolveSibling("s-1.ndjson.torn-1"), target.resolve("s-1.ndjson"));
      daybook.openSession("s-1").close();
      assertThat(log.resolveSibling("s-1.ndjson.torn-2")).hasContent("{\"v\":1,\"se");
      daybook.purge("s-1");
    }
    assertThat(everythingInTheTarget()).isEqualTo(before);
  }
}
