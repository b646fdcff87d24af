package dev.daybook.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that Daybook does to its files passes the recorded disk by, and it may refuse any. */
@Tag(Lab.TAG)
@Timeout(60)
class RecordedDiskTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final List<Operation> seen = Collections.synchronizedList(new ArrayList<>());

  private Path recorded(DiskObserver observer) {
    return new RecordedDisk(observer).path(folder.resolve("root"));
  }

  private final DiskObserver recorder = new DiskObserver() {
    @Override
    public void after(Operation operation) {
      seen.add(operation);
    }
  };

  private static Daybook daybook(Path root) {
    return Daybook.builder(root).listener(new JournalListener() {}).open();
  }

  private boolean isSeen(Class<? extends Operation> kind, String name) {
    return seen.stream()
        .anyMatch(operation -> kind.isInstance(operation) && operation.path().endsWith(name));
  }

  @Test
  void everyChangeOfEveryKindIsSeen() throws IOException {
    try (Daybook daybook = daybook(recorded(recorder))) {
      daybook.createSession("s-1", List.of(new UserMessage("first")));
      try (Session session = daybook.openSession("s-1")) {
        session.recordSync(new UserMessage("second"));
      }
      daybook.fork("s-1", "s-2");
      Files.write(
          folder.resolve("root/sessions/s-2.ndjson"), new byte[] {'{'}, StandardOpenOption.APPEND);
      daybook.openSession("s-2").close();
      daybook.delete("s-1");
      daybook.purge("s-2");
    }
    assertThat(isSeen(Operation.CreateFolder.class, "root/sessions")).isTrue();
    assertThat(isSeen(Operation.ForceFolder.class, "root")).isTrue();
    assertThat(isSeen(Operation.ForceFolder.class, folder.getFileName().toString()))
        .isTrue();
    assertThat(isSeen(Operation.Link.class, "s-1.ndjson")).isTrue();
    assertThat(isSeen(Operation.Open.class, "s-1.ndjson")).isTrue();
    assertThat(isSeen(Operation.Write.class, "s-1.ndjson")).isTrue();
    assertThat(isSeen(Operation.Force.class, "s-1.ndjson")).isTrue();
    assertThat(seen).anyMatch(Operation.Lock.class::isInstance);
    assertThat(isSeen(Operation.CreateFile.class, "s-2.ndjson.torn-0")).isTrue();
    assertThat(isSeen(Operation.Truncate.class, "s-2.ndjson")).isTrue();
    assertThat(isSeen(Operation.Move.class, "s-1.ndjson")).isTrue();
    assertThat(isSeen(Operation.Delete.class, "s-2.ndjson")).isTrue();
  }

  /** What is written is put together again from what was seen alone. */
  @Test
  void theBytesThatAreSeenAreThoseOfTheFile() throws IOException {
    try (Daybook daybook = daybook(recorded(recorder));
        Session session = daybook.openSession("s-1")) {
      for (int n = 0; n < 100; n++) {
        session.record(new UserMessage("message " + n));
      }
      session.sync();
    }
    Path file = folder.resolve("root/sessions/s-1.ndjson");
    ByteBuffer bytes = ByteBuffer.allocate((int) Files.size(file));
    for (Operation operation : seen) {
      if (operation instanceof Operation.Write write && write.path().equals(file)) {
        bytes.put((int) write.offset(), write.bytes());
      }
    }
    assertThat(file).hasBinaryContent(bytes.array());
  }

  @Test
  void aRefusedForceIsNotAcknowledged() {
    AtomicBoolean isBroken = new AtomicBoolean();
    DiskObserver breaking = new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (isBroken.get() && operation instanceof Operation.Force) {
          throw new IOException("no such device");
        }
      }
    };
    try (Daybook daybook = daybook(recorded(breaking))) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("first"));
      isBroken.set(true);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("second")))
          .isInstanceOf(DaybookException.class)
          .hasRootCauseMessage("no such device");
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
    }
  }

  @Test
  void aWriteIsAsShortAsTheObserverSays() throws IOException {
    DiskObserver narrow = new DiskObserver() {
      @Override
      public int passing(Operation.Write write) {
        return Math.min(3, write.bytes().length);
      }

      @Override
      public void after(Operation operation) {
        seen.add(operation);
      }
    };
    Path file = new RecordedDisk(narrow).path(folder.resolve("file"));
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertThat(channel.write(bytes)).isEqualTo(3);
      assertThat(channel.write(bytes)).isEqualTo(2);
      assertThat(channel.write(bytes)).isZero();
    }
    assertThat(folder.resolve("file")).hasBinaryContent(new byte[] {1, 2, 3, 4, 5});
    assertThat(seen)
        .filteredOn(Operation.Write.class::isInstance)
        .extracting(operation -> ((Operation.Write) operation).bytes().length)
        .containsExactly(3, 2, 0);
  }
}
