package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.Stamped;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that comes into being with its first events. */
@Timeout(60)
class CreateTest {

  @TempDir
  Path root;

  @Test
  void recordingGoesOnBehindTheFirstEvents() {
    Instant ts = Instant.parse("2026-11-20T23:00:00.123456Z");
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new Stamped(new UserMessage("one"), ts, "id-1")));
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(1);
      List<Entry> entries = daybook.history("s-1").entries();
      assertThat(entries.get(0))
          .isEqualTo(new Entry(0, ts, "s-1", "id-1", "user_message", new UserMessage("one")));
      assertThat(entries).hasSize(2);
    }
  }

  /** A file that the content is made of, as a fork's parent, is not the draft. */
  @Test
  void aFileThatTheContentLacksIsReportedAtOnce() {
    AtomicInteger tries = new AtomicInteger();
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    assertThatThrownBy(() -> folder.create(new SessionId("s-1"), file -> {
          tries.incrementAndGet();
          throw new NoSuchFileException("parent");
        }))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("parent");
    assertThat(tries).hasValue(1);
  }

  /** Its file may be given the number of the one that is gone. */
  @Test
  void whatIsCreatedWhereAFileWasRemovedIsNoRestOfThat() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      session.close();
      Files.delete(daybook.file("s-1"));
      daybook.createSession("s-1", List.of());
      assertThat(root.resolve("locks/s-1.lock")).isEmptyFile();
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("two"))).isZero();
    }
  }

  @Test
  void aSessionWithoutEventsIsAnEmptyFile() throws IOException {
    Daybook daybook = Daybook.open(root);
    daybook.createSession("s-1", List.of());
    assertThat(daybook.file("s-1")).isEmptyFile();
    assertThat(daybook.history("s-1").entries()).isEmpty();
  }

  /** A session of that id was created and purged by others, and the draft with it. */
  @Test
  void aCreationWhoseDraftWasLostIsMadeAgain() throws IOException {
    AtomicInteger losses = new AtomicInteger(2);
    RecordedDisk disk = new RecordedDisk(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Link link && losses.getAndDecrement() > 0) {
          Files.delete(link.existing());
        }
      }
    });
    try (Daybook daybook = Daybook.open(disk.path(root))) {
      daybook.createSession("s-1", List.of(new UserMessage("one"), new UserMessage("two")));
      daybook.fork("s-1", "s-2");
      assertThat(daybook.history("s-1").entries()).hasSize(2);
      assertThat(daybook.history("s-2").entries()).hasSize(3);
      losses.set(Integer.MAX_VALUE);
      assertThatThrownBy(() -> daybook.createSession("s-3"))
          .hasMessageContaining("the draft of the new file is removed again and again");
      assertThat(daybook.exists("s-3")).isFalse();
    }
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    assumeThat(root.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Daybook daybook = Daybook.open(root.resolve("new"));
    daybook.createSession("s-1", List.of(new UserMessage("one")));
    Path file = daybook.file("s-1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void anInterruptDisturbsNothingAndStays() {
    Daybook daybook = Daybook.open(root);
    Thread.currentThread().interrupt();
    daybook.createSession("s-1", List.of(new UserMessage("one")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(daybook.history("s-1").entries()).hasSize(1);
  }

  @Test
  void anOpenSessionIsNotCreatedAgain() {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").record(new UserMessage("one"));
      assertThatThrownBy(() -> daybook.createSession("s-1", List.of()))
          .isInstanceOfSatisfying(
              DaybookException.class,
              refused -> assertThat(refused.kind()).isEqualTo(Kind.SESSION_EXISTS))
          .hasMessage("there is such a session already; give another id: session=s-1");
      daybook.sync();
      assertThat(daybook.history("s-1").entries()).hasSize(1);
    }
  }

  @Test
  void ofManyAtOnceOneWinsAndItsFileIsWhole() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 50; round++) {
        String id = "race-" + round;
        CountDownLatch start = new CountDownLatch(1);
        List<Integer> winners = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> tries = new ArrayList<>();
        for (int n = 0; n < threads; n++) {
          int number = n;
          tries.add(executor.submit(() -> {
            start.await();
            try {
              Daybook.open(root)
                  .createSession(
                      id, List.of(new UserMessage("a" + number), new UserMessage("b" + number)));
              winners.add(number);
            } catch (DaybookException late) {
              assertThat(late.kind()).isEqualTo(Kind.SESSION_EXISTS);
            }
            return null;
          }));
        }
        start.countDown();
        for (Future<?> each : tries) {
          each.get();
        }
        assertThat(winners).hasSize(1);
        assertThat(Daybook.open(root).history(id).events())
            .containsExactly(
                new UserMessage("a" + winners.get(0)), new UserMessage("b" + winners.get(0)));
      }
    } finally {
      executor.shutdown();
    }
    try (var files = Files.list(Daybook.open(root).file("x").getParent())) {
      assertThat(files).as("no draft is left").hasSize(50);
    }
  }
}
