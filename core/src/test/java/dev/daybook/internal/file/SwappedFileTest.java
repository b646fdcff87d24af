package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.MemoryFolder;
import dev.daybook.SessionId;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link that takes a file's place between the look at it and its opening is not followed. */
@Timeout(60)
class SwappedFileTest {

  private static final SessionId ID = new SessionId("s-1");

  @FunctionalInterface
  private interface Opening {
    void open(SessionFolder folder) throws IOException;
  }

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private void isRefused(Path file) throws IOException {
    isNotFollowed(
        file,
        folder -> assertThatThrownBy(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE))
            .isInstanceOf(IOException.class));
  }

  private void isNotFollowed(Path file, Opening opening) throws IOException {
    Path elsewhere = Files.writeString(root.resolve("elsewhere"), "another's\n");
    Path watched = new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (operation.path().equals(file)
                && (operation instanceof Operation.Open
                    || operation instanceof Operation.CreateFile)) {
              Files.deleteIfExists(file);
              Files.createSymbolicLink(file, elsewhere);
            }
          }
        })
        .path(root);
    opening.open(new SessionFolder(watched, (id, bytes, to) -> {}));
    assertThat(file).isSymbolicLink();
    assertThat(elsewhere).hasContent("another's\n");
  }

  @Test
  void aLinkInPlaceOfASessionIsRefused() throws IOException {
    Path file = root.resolve("sessions/s-1.ndjson");
    Files.createDirectories(file.getParent());
    Files.write(file, Lines.line(0, new UserMessage("message 0")));
    isRefused(file);
  }

  @Test
  void aLinkInPlaceOfANewSessionIsRefused() throws IOException {
    isRefused(root.resolve("sessions/s-1.ndjson"));
  }

  @Test
  void aLinkInPlaceOfALockIsRefused() throws IOException {
    Files.createDirectories(root.resolve("locks"));
    isRefused(LockByte.of(new RootFolder(root), ID).file());
  }

  @Test
  void aLinkInPlaceOfWhatALockSaysIsRefused() throws IOException {
    Files.createDirectories(root.resolve("locks"));
    isRefused(Files.writeString(root.resolve("locks/s-1.lock"), "since=now\n"));
  }

  @Test
  void aLinkInPlaceOfWhatALockIsToSayIsNotFollowed() throws IOException {
    // a holder that cannot leave its name holds the lock all the same
    isNotFollowed(
        root.resolve("locks/s-1.lock"),
        folder -> folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close());
  }
}
