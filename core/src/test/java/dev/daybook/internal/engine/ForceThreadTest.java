package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A force that no caller waits for: it holds no thread up, and hides its failure from none. */
@Timeout(60)
class ForceThreadTest {

  private final Journals options = new Journals();
  private final Gate gate = new Gate();

  @Test
  void eventsAreWrittenWhileAForceIsUnderWay() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      assertThat(session.recordSync(new UserMessage("b"), Durability.WRITTEN)).isEqualTo(1);
      assertThat(file.forcedContent()).isEmpty();
      gate.open();
      session.recordSync(new UserMessage("c"));
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b", "c");
    }
  }

  @Test
  void whatIsWrittenWhileAForceIsUnderWayIsForcedBehindIt() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      session.recordSync(new UserMessage("b"), Durability.WRITTEN);
      gate.open();
      Journals.await(() -> session.counters().forced() == 2);
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
    }
  }

  @Test
  void theFailureOfAForceUnderWayIsTheAnswerToWaitersForTheNext() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
        if (call == 2) {
          throw new IOException("the device is gone");
        }
      }
    });
    Journal journal = options.start();
    try {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      session.recordSync(new UserMessage("b"), Durability.WRITTEN);
      CompletableFuture<Long> acked = session.recordAsync(new UserMessage("c"));
      Journals.await(() -> file.count("write") == 3);
      gate.open();
      assertThatThrownBy(() -> acked.get(30, TimeUnit.SECONDS))
          .hasRootCauseMessage("the device is gone");
      assertThat(file.count("force")).isOne();
      assertThatThrownBy(session::sync).isInstanceOf(DaybookException.class);
      assertThat(session.counters().forced()).isZero();
    } finally {
      assertThatThrownBy(journal::close).hasRootCauseMessage("the device is gone");
    }
  }

  @Test
  void closingWaitsForTheForceUnderWayAndForcesTheRest() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      session.recordSync(new UserMessage("b"), Durability.WRITTEN);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(session::close);
      assertThat(closed).isNotDone();
      gate.open();
      closed.get(30, TimeUnit.SECONDS);
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
      assertThat(file.count("force")).isEqualTo(2);
    }
  }

  @Test
  void muchThatIsUnforcedDoesNotWaitForTheInterval() throws Exception {
    options.maxInFlightBytes = 1 << 30;
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      recordMegabytes(session, 10);
      Journals.await(() -> file.forcedContent().length >= 8 << 20);
    }
  }

  @Test
  void aFileIsForcedByOneThreadAtATime() throws Exception {
    options.maxInFlightBytes = 1 << 30;
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    MemoryFile other = new MemoryFile();
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      recordMegabytes(session, 10);
      gate.awaitArrival();
      recordMegabytes(session, 10);
      session.recordSync(new UserMessage("a"), Durability.WRITTEN);
      // once this is answered, what that batch had to begin has begun
      journal.open("other", other::asSessionFile).recordSync(new UserMessage("b"));
      assertThat(file.count("force")).isOne();
      gate.open();
      session.sync();
    }
    assertThat(file.forcedContent()).isEqualTo(file.content());
  }

  @Test
  void aFileThatIsBeingForcedIsNotForcedByASecondThreadForItsWaiters() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        holdsTheFirstForce(call, operation);
        atOnce.decrementAndGet();
      }
    });
    Gate write = new Gate();
    MemoryFile slow = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        write.pass();
      }
    });
    MemoryFile other = new MemoryFile();
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      Session second = journal.open("t", other::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      journal.open("slow", slow::asSessionFile).record(new UserMessage("b"));
      write.awaitArrival();
      // both in one batch, whose awaited forces begin together
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("c"));
      CompletableFuture<Long> ofOther = second.recordAsync(new UserMessage("d"));
      write.open();
      Thread engine = journal.thread();
      Journals.await(() -> first.isDone() || LockSupport.getBlocker(engine) instanceof ForceThread);
      assertThat(first).isNotDone();
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      ofOther.get(30, TimeUnit.SECONDS);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void aSessionThatIsBeingForcedAndIsDueAgainHoldsUpNoOther() throws Exception {
    options.maxInFlightBytes = 1 << 30;
    // a quarter of it is left between due and overdue, in which the other must begin
    options.forceInterval = Duration.ofSeconds(8);
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    MemoryFile other = new MemoryFile();
    try (Journal journal = options.start()) {
      Session behind = journal.open("other", other::asSessionFile);
      recordMegabytes(journal.open("s", file::asSessionFile), 10);
      gate.awaitArrival();
      behind.record(new UserMessage("a"));
      try {
        Journals.await(() -> other.forcedContent().length > 0);
      } finally {
        gate.open();
      }
    }
  }

  @Test
  void aSessionThatIsBeingForcedAndIsOverdueAgainHoldsUpNoOther() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile(this::holdsTheFirstForce);
    try (Journal journal = options.start()) {
      Session other = journal.open("other", new MemoryFile()::asSessionFile);
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      session.recordSync(new UserMessage("b"), Durability.WRITTEN);
      long written = System.nanoTime();
      try {
        while (System.nanoTime() - written < 5 * options.forceInterval.toNanos()) {
          other.recordAsync(new UserMessage("c"), Durability.WRITTEN).get(10, TimeUnit.SECONDS);
        }
      } finally {
        gate.open();
      }
      Journals.await(() -> session.counters().forced() == 2);
    }
  }

  @Test
  void aSyncLooksForTheFileAfterTheForceUnderWay() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile memory = new MemoryFile(this::holdsTheFirstForce);
    PassingFile removed = new PassingFile(memory) {
      @Override
      public void confirm() throws IOException {
        throw new IOException("the file is gone");
      }
    };
    Journal journal = options.start();
    try {
      Session session = journal.open("s", trusted -> new AppendableFile(removed, 0, 0));
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      CompletableFuture<Void> synced = CompletableFuture.runAsync(session::sync);
      Thread engine = journal.thread();
      Journals.await(
          () -> synced.isDone() || LockSupport.getBlocker(engine) instanceof ForceThread);
      gate.open();
      assertThatThrownBy(() -> synced.get(30, TimeUnit.SECONDS))
          .hasRootCauseMessage("the file is gone");
    } finally {
      gate.open();
      assertThatThrownBy(journal::close).hasRootCauseMessage("the file is gone");
    }
  }

  @Test
  void aWriteThatFailsWhileAForceIsUnderWayHidesNothing() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      } else if (operation.equals("write") && call > 1) {
        throw new IOException("no space left on device");
      }
    });
    Journal journal = options.start();
    try {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      CompletableFuture<Long> acked = session.recordAsync(new UserMessage("b"));
      Journals.await(() -> file.count("write") == 2);
      gate.open();
      assertThatThrownBy(() -> acked.get(30, TimeUnit.SECONDS))
          .hasRootCauseMessage("no space left on device")
          .hasMessageContaining("forcedSeq=0");
    } finally {
      assertThatThrownBy(journal::close).hasRootCauseMessage("no space left on device");
    }
  }

  @Test
  void nothingIsCutOffWhileAForceIsUnderWay() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      } else if (operation.equals("write") && call > 1) {
        throw new MemoryFile.ShortWrite(call == 3 ? 5 : 0);
      }
    });
    Journal journal = options.start();
    try {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      gate.awaitArrival();
      session.recordAsync(new UserMessage("b"));
      Journals.await(() -> file.count("write") == 3);
      Journals.await(() -> journal.thread().getState() == Thread.State.TIMED_WAITING);
      assertThat(file.count("truncate")).isZero();
      gate.open();
      Journals.await(() -> file.count("truncate") == 1);
      Journals.await(() -> session.failure().isPresent());
      assertThat(session.counters().forced()).isOne();
      assertThat(file.content()).isEqualTo(file.forcedContent());
    } finally {
      gate.open();
      assertThatThrownBy(journal::close).hasRootCauseMessage("no space left on device");
    }
  }

  @Test
  void itsThreadEndsWithTheJournal() throws Exception {
    Set<Thread> earlier = Thread.getAllStackTraces().keySet();
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile file = new MemoryFile();
    Journal journal = options.start();
    try (journal) {
      journal.open("s", file::asSessionFile).record(new UserMessage("a"));
      Journals.await(() -> file.forcedContent().length > 0);
    }
    Journals.await(() -> Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !earlier.contains(thread))
        .noneMatch(thread -> thread.getName().equals("daybook-forces")));
  }

  @Test
  void eventsAreWrittenBetweenForcesThatAreOverdue() throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    int many = 60;
    AtomicInteger byJournal = new AtomicInteger();
    AtomicReference<Thread> engine = new AtomicReference<>();
    MemoryFile.Fault fault = (call, operation) -> {
      if (operation.equals("force") && Thread.currentThread() == engine.get()) {
        long begun = System.nanoTime();
        Journals.await(() -> System.nanoTime() - begun > 20_000_000);
        byJournal.incrementAndGet();
      } else if (operation.equals("force")) {
        gate.pass();
      }
    };
    try (Journal journal = options.start()) {
      engine.set(journal.thread());
      Session other = journal.open("other", new MemoryFile()::asSessionFile);
      for (int i = 0; i < many; i++) {
        journal.open("s-" + i, new MemoryFile(fault)::asSessionFile).record(new UserMessage("a"));
      }
      try {
        Journals.await(() -> byJournal.get() > 0);
        other.recordSync(new UserMessage("b"), Durability.WRITTEN);
        assertThat(byJournal.get()).isLessThan(many / 2);
      } finally {
        gate.open();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsDueIsForcedDuringALongBatch(boolean isAwaited) throws Exception {
    options.forceInterval = Duration.ofMillis(20);
    MemoryFile first = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        gate.pass();
      }
    });
    MemoryFile due = new MemoryFile();
    MemoryFile slow = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        long begun = System.nanoTime();
        Journals.await(() -> System.nanoTime() - begun > 20_000_000);
      }
    });
    MemoryFile last = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        Journals.await(() -> due.forcedContent().length > 0);
      }
    });
    try (Journal journal = options.start()) {
      List<Session> batch = List.of(
          journal.open("due", due::asSessionFile),
          journal.open("slow", slow::asSessionFile),
          journal.open("last", last::asSessionFile));
      journal.open("first", first::asSessionFile).record(new UserMessage("a"));
      gate.awaitArrival();
      for (Session session : batch) {
        session.record(new UserMessage("b"));
      }
      if (isAwaited) {
        CompletableFuture<Long> unused = batch.get(2).recordAsync(new UserMessage("c"));
      }
      gate.open();
      Journals.await(() -> last.content().length > 0);
    }
  }

  private static void recordMegabytes(Session session, int megabytes) {
    UserMessage half = new UserMessage("x".repeat(500_000));
    for (int i = 0; i < 2 * megabytes; i++) {
      session.record(half);
    }
  }

  private void holdsTheFirstForce(int call, String operation) {
    if (operation.equals("force")) {
      gate.pass();
    }
  }
}
