package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixir's cases of its log where symbolic links stand in the way. */
class PixirLinkCasesTest {

  private static final String ID = "s-1";

  @TempDir
  Path root;

  private void record(String id) {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession(id).recordSync(new UserMessage("hello"));
    }
  }

  private Path file(String id) {
    return root.resolve("sessions").resolve(id + ".ndjson");
  }

  @Test
  @DisplayName("pixir: a log that is a symbolic link is refused, and its target stays as it is")
  void aLogThatIsALinkIsRefused() throws IOException {
    record("other");
    Path target = Files.move(file("other"), root.resolve("target"));
    byte[] before = Files.readAllBytes(target);
    Files.createSymbolicLink(file(ID), target);

    DaybookException refused = faultOf(() -> Daybook.open(root).history(ID));
    assertThat(refused.kind()).isEqualTo(Kind.UNSAFE_PATH);
    assertThat(refused.details()).containsEntry("found", "symbolic_link");
    assertThat(refused.getMessage()).doesNotContain("target");
    assertThat(faultOf(() -> Daybook.open(root).diagnosis(ID)).kind()).isEqualTo(Kind.UNSAFE_PATH);
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(faultOf(() -> daybook.openSession(ID)).kind()).isEqualTo(Kind.UNSAFE_PATH);
    }
    assertThat(target).hasBinaryContent(before);
  }

  @Test
  @DisplayName(
      "pixir: a folder of sessions that is a symbolic link is refused, its target untouched")
  void aFolderThatIsALinkIsRefused() throws IOException {
    record(ID);
    Path target = Files.move(file(ID).getParent(), root.resolve("target"));
    byte[] before = Files.readAllBytes(target.resolve(ID + ".ndjson"));
    Files.createSymbolicLink(root.resolve("sessions"), target);

    try (Daybook daybook = Daybook.open(root)) {
      List<ThrowingCallable> doors = List.of(
          () -> daybook.file(ID),
          () -> daybook.history(ID),
          () -> daybook.diagnosis(ID),
          () -> daybook.openSession(ID),
          () -> daybook.openSession("new"));
      assertThat(doors).allSatisfy(door -> {
        DaybookException refused = faultOf(door);
        assertThat(refused.kind()).isEqualTo(Kind.UNSAFE_PATH);
        assertThat(refused.details()).containsEntry("found", "symbolic_link");
        assertThat(refused.getMessage()).doesNotContain("target");
      });
    }
    assertThat(target.resolve(ID + ".ndjson")).hasBinaryContent(before);
    try (Stream<Path> names = Files.list(target)) {
      assertThat(names).hasSize(1);
    }
  }
}
