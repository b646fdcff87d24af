package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting a session moves all that is its own, and nothing else; purging removes it. */
class DeleteTest {

  @TempDir
  Path root;

  private static void createWithSideFiles(Daybook daybook, String id) throws IOException {
    daybook.createSession(id, List.of(new UserMessage(id)));
    Path file = daybook.file(id);
    Files.writeString(file.resolveSibling(file.getFileName() + ".torn-0"), "torn");
    Files.writeString(file.resolveSibling(file.getFileName() + ".damaged-12"), "damaged");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void whatIsDeletedIsInTheTrashWithAllThatBelongsToIt() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      createWithSideFiles(daybook, "s-1");
      Path moved = daybook.delete("s-1");
      assertThat(daybook.exists("s-1")).isFalse();
      assertThat(names(root.resolve("sessions"))).isEmpty();
      assertThat(moved.startsWith(root.resolve("trash"))).isTrue();
      assertThat(names(moved.getParent()))
          .containsExactly("s-1.ndjson", "s-1.ndjson.damaged-12", "s-1.ndjson.torn-0");

      Files.move(moved, daybook.file("s-1"));
      assertThat(daybook.history("s-1").events()).containsExactly(new UserMessage("s-1"));
    }
  }

  @Test
  void aDeletionThatEndsHalfWayLeavesTheSession() throws IOException {
    DiskObserver keepsSideFiles = new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Move && operation.path().toString().contains(".torn-")) {
          throw new IOException("Input/output error");
        }
      }
    };
    try (Daybook daybook = Daybook.open(root)) {
      createWithSideFiles(daybook, "s-1");
    }
    try (Daybook daybook = Daybook.open(new RecordedDisk(keepsSideFiles).path(root))) {
      assertThat(faultOf(() -> daybook.delete("s-1")).kind()).isEqualTo(Kind.IO_ERROR);
      assertThat(daybook.history("s-1").events()).containsExactly(new UserMessage("s-1"));
    }
  }

  @Test
  void oneIdCanBeDeletedAgainAndAgain() {
    try (Daybook daybook = Daybook.open(root)) {
      List<Path> moved = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        daybook.createSession("s-1", List.of(new UserMessage("m" + n)));
        moved.add(daybook.delete("s-1"));
      }
      assertThat(moved).isSorted().doesNotHaveDuplicates().allMatch(Files::exists);
    }
  }

  @Test
  void whatIsPurgedIsGone() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      createWithSideFiles(daybook, "s-1");
      daybook.purge("s-1");
      assertThat(names(root.resolve("sessions"))).isEmpty();
      assertThat(root.resolve("trash")).doesNotExist();
    }
  }

  /** Ids may begin as the names of another session's files do. */
  @Test
  void sessionsOfSimilarNamesStay() throws IOException {
    List<String> similar = List.of("s-10", "s-1.ndjson", "s-1.ndjson.torn-0", "s-1.ndjson.torn-0x");
    try (Daybook daybook = Daybook.open(root)) {
      for (String id : similar) {
        createWithSideFiles(daybook, id);
      }
      daybook.createSession("s-1", List.of());
      daybook.delete("s-1");
      daybook.createSession("s-1", List.of());
      daybook.purge("s-1");
      for (String id : similar) {
        assertThat(daybook.history(id).events()).containsExactly(new UserMessage(id));
      }
      assertThat(names(root.resolve("sessions"))).hasSize(3 * similar.size());
    }
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(faultOf(() -> daybook.delete("s-1")).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
      assertThat(faultOf(() -> daybook.purge("s-1")).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
    }
    assertThat(root).as("nothing was created").isEmptyDirectory();
  }

  /** A creation that is killed once the file has its name leaves a second name of it. */
  private static Path secondName(Daybook daybook, String id) throws IOException {
    Path file = daybook.file(id);
    return Files.createLink(file.resolveSibling(file.getFileName() + ".tmp-0a1b2c3d"), file);
  }

  @Test
  void aPurgeLeavesNothingUnderTheNameOfADraft() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("secret")));
      secondName(daybook, "s-1");
      daybook.createSession("s-1.ndjson.tmp-0", List.of(new UserMessage("another session")));
      daybook.purge("s-1");
      assertThat(names(root.resolve("sessions"))).containsExactly("s-1.ndjson.tmp-0.ndjson");
    }
  }

  @Test
  void whatIsDeletedHasNoSecondNameAmongTheSessions() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("secret")));
      secondName(daybook, "s-1");
      Path moved = daybook.delete("s-1");
      assertThat(names(root.resolve("sessions"))).isEmpty();
      assertThat(moved).exists();
    }
  }
}
