package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.LockHolder;
import dev.daybook.SessionId;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes that a failed force left in doubt. The process that opens the file next writes them
 * anew, whether or not it knows of the failure from its own journal: the kernel reports a failure
 * once, to those that had the file open.
 */
class FailedForceTest {

  private static final SessionId ID = new SessionId("s-1");
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  @TempDir
  Path root;

  private SessionFolder folder;
  private Path file;
  private byte[] first;

  @BeforeEach
  void writeAFile() throws IOException {
    folder = new SessionFolder(root, (id, bytes, to) -> {});
    file = folder.file(ID);
    first = Lines.line(0, new UserMessage("message 0"));
    Files.createDirectories(file.getParent());
    Files.write(file, first);
  }

  /** The session's file as a disk shows it whose observer does that. */
  private SessionFolder watched(DiskObserver observer) {
    return new SessionFolder(new RecordedDisk(observer).path(root), (id, bytes, to) -> {});
  }

  /** The session's file, all of it good, to append to. */
  private static LockedFile opened(SessionFolder in, SessionLock lock) throws IOException {
    Path path = in.file(ID);
    return new LockedFile(in.place(ID), FileState.of(path), AppendChannel.open(path), lock);
  }

  @Test
  void whatAnotherProcessWroteIsNotCutOff() throws IOException {
    try (LockedFile open = opened(folder, folder.lockUninterrupted(ID))) {
      open.write(ByteBuffer.wrap(Lines.line(1, new UserMessage("message 1"))), first.length);
      Files.writeString(file, "another's", StandardOpenOption.APPEND);
      assertThatThrownBy(() -> open.truncate(first.length))
          .isInstanceOf(ForeignBytesException.class);
      assertThat(Files.readString(file)).endsWith("another's");
    } catch (ForeignBytesException atTheEnd) {
      assertThat(atTheEnd).hasMessageContaining("another process wrote");
    }
  }

  private boolean isForceOfTheFile(Operation operation) {
    return operation instanceof Operation.Force && operation.path().equals(file);
  }

  private void failToForce() throws IOException {
    SessionFolder refusing = watched(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (isForceOfTheFile(operation)) {
          throw new IOException("no such device");
        }
      }
    });
    try (LockedFile broken = opened(refusing, folder.lockUninterrupted(ID))) {
      broken.write(ByteBuffer.wrap(Lines.line(1, new UserMessage("message 1"))), first.length);
      assertThatThrownBy(broken::force).hasMessage("no such device");
      assertThat(folder.holder(ID)).get().matches(LockHolder::isThisProcess);
    }
    assertThat(folder.holder(ID)).as("it is not held").isEmpty();
  }

  @Test
  void anOpeningThatFailsBehindTheCopyLeavesNothingOpen() throws IOException {
    Set<Long> open = new HashSet<>();
    boolean[] isReplaced = {false};
    Path watched = new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (isReplaced[0] && operation instanceof Operation.Read) {
              throw new IOException("as the test wants it");
            }
          }

          @Override
          public void after(Operation operation) {
            isReplaced[0] |= operation instanceof Operation.Move;
            if (operation instanceof Operation.Open opened && opened.path().equals(file)) {
              open.add(opened.channel());
            } else if (operation instanceof Operation.Close closed) {
              open.remove(closed.channel());
            }
          }
        })
        .path(root);
    SessionFolder failing = new SessionFolder(watched, (id, bytes, to) -> {});
    assertThatThrownBy(() -> failing.openOrCreate(ID).open(0)).hasMessage("as the test wants it");
    assertThat(open).isEmpty();
  }

  /** Else each try of a supervised session would leave a copy. */
  @Test
  void whatCannotBeForgottenIsNotCopied() throws IOException {
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    Path watched = new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (operation instanceof Operation.Force && operation.path().endsWith("s-1.lock")) {
              throw new IOException("as the test wants it");
            }
          }
        })
        .path(root);
    SessionFolder failing = new SessionFolder(watched, (id, bytes, to) -> {});
    assertThatThrownBy(
            () -> failing.openOrCreate(ID).reopen(new LastKnown(0, 1 << 20, 99, 100, true)))
        .hasMessage("as the test wants it");
    assertThat(file.resolveSibling("s-1.ndjson.damaged-0")).doesNotExist();
  }

  private boolean isWrittenAnewByOpening() throws IOException {
    byte[] before = Files.readAllBytes(file);
    Files.setLastModifiedTime(file, LONG_AGO);
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(file).hasBinaryContent(before);
    return !Files.getLastModifiedTime(file).equals(LONG_AGO);
  }

  @Test
  void theNextOpeningWritesAnewWhateverItKnows() throws IOException {
    assertThat(isWrittenAnewByOpening()).isFalse();
    failToForce();
    assertThat(isWrittenAnewByOpening()).isTrue();
    assertThat(isWrittenAnewByOpening()).as("it is no longer in doubt").isFalse();
    assertThat(LockRecord.of(Files.readString(root.resolve("locks/s-1.lock"))).goodBytes())
        .isEqualTo(Files.size(file));
  }

  /** Blocks that the device refused when they were new cannot be trusted even when written anew. */
  @Test
  void whatIsWrittenAnewIsAnotherFileUnderTheName() throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    assumeThat(key).as("files can be distinguished").isNotNull();
    failToForce();
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    byte[] next = Lines.line(2, new UserMessage("message 2"));
    opened.file().write(ByteBuffer.wrap(next), opened.position());
    opened.file().close();
    assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).isNotEqualTo(key);
    assertThat(Files.readString(file)).endsWith(new String(next, StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).as("no draft is left").containsExactly(file);
    }
  }

  /** A folder in the way of the text stands for a process that may open no more files. */
  @Test
  void aDoubtIsSaidWithTheLastDescriptor() throws IOException {
    Path text = root.resolve("locks/s-1.lock");
    SessionFolder full = watched(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (isForceOfTheFile(operation)) {
          Files.delete(text);
          Files.createDirectory(text);
          throw new IOException("no such device");
        }
      }

      @Override
      public void after(Operation operation) {
        if (operation instanceof Operation.Close && operation.path().equals(file)) {
          text.toFile().delete();
        }
      }
    });
    SessionLock lock = folder.lockUninterrupted(ID);
    LockedFile broken = opened(full, lock);
    assertThatThrownBy(broken::force).hasMessage("no such device");
    assertThat(LockRecord.of(Files.readString(text)).trustedBytes()).isEqualTo(first.length);
    lock.close();
  }

  @Test
  void whatWasForcedBeforeIsNotInDoubt() throws IOException {
    failToForce();
    try (SessionLock lock = folder.lockUninterrupted(ID)) {
      assertThat(lock.trustedBytes()).isEqualTo(first.length);
    }
  }

  @Test
  void whatWasNotForcedIsNotKnownToBeGood() throws IOException {
    failToForce();
    try (SessionLock lock = folder.lockUninterrupted(ID)) {
      assertThat(lock.goodBytes()).isEqualTo(first.length);
    }
  }

  /** Else a crash would leave all of a long session to be read again. */
  @Test
  void howFarALongSessionIsGoodIsSaidWhileItIsRecorded() throws IOException {
    Path text = root.resolve("locks/s-1.lock");
    int megabytes = 65;
    try (LockedFile opened = opened(folder, folder.lockUninterrupted(ID))) {
      for (int n = 0; n < megabytes; n++) {
        assertThat(LockRecord.of(Files.readString(text)).goodBytes()).isZero();
        opened.write(ByteBuffer.allocate(1 << 20), (long) n << 20);
      }
      opened.force();
      assertThat(LockRecord.of(Files.readString(text)).goodBytes())
          .isEqualTo((long) megabytes << 20);
      assertThat(folder.holder(ID)).as("it is still held").isPresent();
    }
  }

  @Test
  void anOpeningThatFailsLeavesTheDoubt() throws IOException {
    failToForce();
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "{}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE))
        .hasMessageStartingWith("one of the last lines is damaged");
    Files.write(file, whole);
    assertThat(isWrittenAnewByOpening()).isTrue();
  }

  @Test
  void aForceThatFailsWhileOpeningLeavesAllInDoubt() throws IOException {
    RecordedDisk refusing = new RecordedDisk(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Force force && force.path().equals(file)) {
          throw new IOException("no such device");
        }
      }
    });
    file = file.toRealPath();
    SessionFolder failing = new SessionFolder(refusing.path(root), (id, bytes, to) -> {});
    assertThatThrownBy(() -> failing.openOrCreate(ID).open(Long.MAX_VALUE))
        .hasMessage("no such device");
    assertThat(isWrittenAnewByOpening()).isTrue();
    assertThat(isWrittenAnewByOpening()).as("it is no longer in doubt").isFalse();
  }

  /** Wherever on the way to the copy a folder's names cannot be forced. */
  @Test
  void anOpeningThatFailsBehindTheCopyLeavesNoFileOpen() throws IOException {
    boolean isOpened = false;
    for (int n = 0; !isOpened; n++) {
      failToForce();
      AtomicInteger left = new AtomicInteger(n);
      Set<Long> channels = new HashSet<>();
      RecordedDisk refusing = new RecordedDisk(new DiskObserver() {
        @Override
        public void before(Operation operation) throws IOException {
          if (operation instanceof Operation.ForceFolder && left.getAndDecrement() == 0) {
            throw new IOException("no such device");
          }
        }

        @Override
        public void after(Operation operation) {
          if (operation instanceof Operation.Open open) {
            channels.add(open.channel());
          } else if (operation instanceof Operation.CreateFile created) {
            channels.add(created.channel());
          } else if (operation instanceof Operation.Close close) {
            channels.remove(close.channel());
          }
        }
      });
      SessionFolder failing = new SessionFolder(refusing.path(root), (id, bytes, to) -> {});
      try {
        failing.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
        isOpened = true;
      } catch (IOException refused) {
        assertThat(refused).hasMessage("no such device");
      }
      assertThat(channels).as("open after refusal %s", n).isEmpty();
      folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
      Files.delete(root.resolve("locks/s-1.lock"));
      Files.write(file, first);
    }
  }

  @Test
  void aHolderThatIsKilledLeavesTheDoubt() throws IOException {
    failToForce();
    try (SessionLock lock = folder.lockUninterrupted(ID)) {
      LockRecord left = LockRecord.of(Files.readString(root.resolve("locks/s-1.lock")));
      assertThat(left.trustedBytes()).isEqualTo(lock.trustedBytes());
      assertThat(left.holder().isThisProcess()).isTrue();
    }
  }

  @Test
  void aLockFileThatMakesNoSenseNamesNoHolder() {
    for (String text : new String[] {"", "\\u12", "trusted_bytes=", "good_bytes=x\n"}) {
      assertThat(LockRecord.of(text))
          .isEqualTo(new LockRecord(SessionHolder.UNNAMED, 0, Long.MAX_VALUE, FileMark.NONE));
    }
  }
}
