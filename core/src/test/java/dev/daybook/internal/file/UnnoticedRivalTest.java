package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.SessionId;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A holder is about to change its file, whose lock it lost before; meanwhile another process came,
 * recorded, and is gone already. Nothing of what that wrote is cut off, replaced or written over.
 */
@Timeout(120)
class UnnoticedRivalTest {

  private static final SessionId ID = new SessionId("s-1");

  @TempDir
  Path root;

  private OtherProcess rival;
  private Path file;

  /** Before this the rival comes; null if it came. */
  private Predicate<Operation> moment;

  @BeforeEach
  void begin() throws IOException {
    rival = new OtherProcess(root);
    file = root.resolve("sessions/s-1.ndjson");
    Files.createDirectories(file.getParent());
    Files.write(file, Lines.line(0, new UserMessage("one")));
  }

  @AfterEach
  void end() throws InterruptedException {
    rival.close();
  }

  private SessionFolder folder() {
    Path watched = new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (moment != null && moment.test(operation)) {
              moment = null;
              comes();
            }
          }
        })
        .path(root);
    return new SessionFolder(watched, (id, bytes, to) -> {});
  }

  /** As where the text is of no use to it: in another container, or where there was no room. */
  private void comes() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("locks"))) {
      for (Path lock : files.toList()) {
        // which ends all locks of this process in it
        Files.readAllBytes(lock);
      }
    }
    Files.deleteIfExists(text());
    assertThat(rival.ask("record", "s-1", "theirs")).isEqualTo("done");
    assertThat(rival.ask("close", "s-1")).isEqualTo("done");
  }

  private Path text() {
    return root.resolve("locks/s-1.lock");
  }

  private static Predicate<Operation> creates(String suffix) {
    return operation -> operation instanceof Operation.CreateFile
        && operation.path().toString().contains("s-1.ndjson." + suffix);
  }

  private void isRefused(ThrowingCallable change) throws IOException {
    assertThatThrownBy(change)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("another process changed the file meanwhile");
    assertThat(moment).as("the rival came").isNull();
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.history("s-1").events())
          .containsExactly(new UserMessage("one"), new UserMessage("theirs"));
    }
    assertThat(LockRecord.of(Files.readString(text())).goodBytes())
        .as("what the rival knew is known")
        .isEqualTo(Files.size(file));
  }

  @Test
  void itsLinesAreNoTornTail() throws IOException {
    Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);
    moment = creates("torn-0");
    isRefused(() -> folder().openOrCreate(ID).open(Long.MAX_VALUE));
  }

  @Test
  void itsLinesAreNotLeftOutOfACopy() throws IOException {
    moment = creates("tmp-");
    isRefused(() -> folder().openOrCreate(ID).open(0));
  }

  @Test
  void itsLinesAreNotWrittenOver() throws IOException {
    moment =
        operation -> operation instanceof Operation.Force && operation.path().equals(file);
    isRefused(() -> folder().openOrCreate(ID).open(Long.MAX_VALUE));
  }

  @Test
  void itsLinesAreNotCutOffByARepair() throws IOException {
    long end = Files.size(file);
    Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);
    try (HeldFile held = folder().hold(ID)) {
      comes();
      isRefused(() -> held.cut(end));
    }
  }

  @Test
  void itsLinesAreNotReplacedByARepair() throws IOException {
    try (HeldFile held = folder().hold(ID)) {
      comes();
      isRefused(() -> held.replace(draft -> {}));
    }
  }

  @Test
  void itsFileIsNotReplacedByASuccessor() throws IOException {
    moment = creates("damaged-0");
    isRefused(() -> folder().openOrCreate(ID).reopen(new LastKnown(0, 1 << 20, 99, 100, true)));
  }
}
