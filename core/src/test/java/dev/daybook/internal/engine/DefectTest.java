package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Overflow;
import dev.daybook.SessionId;
import dev.daybook.event.Gap;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.Stamped;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defects of the past, none of which may come back. */
@Timeout(60)
class DefectTest {

  private final Journals options = new Journals();

  private static MemoryFile heldAtForce(Gate gate) {
    return new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      }
    });
  }

  @Test
  void aSessionWhoseClosingTimedOutIsNotOpenedASecondTime() throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    MemoryFile file = new MemoryFile();
    options.closeTimeout = Duration.ofMillis(50);
    AtomicInteger opened = new AtomicInteger();
    Journal journal = options.start();
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    SessionHandle session = journal.open("s", file::asSessionFile);
    session.record(new UserMessage("first"));
    assertThatThrownBy(session::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    AppendableFile.Source again = trusted -> {
      opened.incrementAndGet();
      return new AppendableFile(new MemoryFile(), 0, 1);
    };
    assertThatThrownBy(() -> journal.open("s", again))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    assertThat(opened).hasValue(0);
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    Journals.await(file::isClosed);
    Journals.await(() -> journal.sessions().size() == 1);
    session.close();
    assertThat(Journals.texts(file.forcedContent())).containsExactly("first");
    assertThat(journal.open("s", again)).isNotSameAs(session);
    assertThat(opened).hasValue(1);
    Journals.close(journal);
  }

  @Test
  void whatIsLaidForASessionKeepsItsClosingNoLonger(@TempDir Path root) throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    options.closeTimeout = Duration.ofMillis(50);
    options.closeIdle = Duration.ofHours(1);
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    AnnotationBox box = new AnnotationBox(folder, EventTypes.standard(), 1 << 20);
    Journal journal = new Journal(options.options(), EventTypes.standard(), null, box);
    SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
    session.recordSync(new UserMessage("first"));
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    Instant now = Instant.now();
    box.lay(new SessionId("s"), new Stamped(new Note(NoteLevel.INFO, "laid"), now, "n-1"), now, 0);
    assertThatThrownBy(session::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    Journals.close(journal);
    assertThat(box.files(new SessionId("s"))).hasSize(1);
  }

  @Test
  void whatIsLaidForManySessionsKeepsAClosingNoLonger(@TempDir Path root) throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    options.closeTimeout = Duration.ofMillis(500);
    options.closeIdle = Duration.ofHours(1);
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    AnnotationBox box = new AnnotationBox(folder, EventTypes.standard(), 1 << 20);
    Journal journal = new Journal(options.options(), EventTypes.standard(), null, box);
    for (int i = 0; i < 10; i++) {
      journal.open("s-" + i, new MemoryFile()::asSessionFile).recordSync(new UserMessage("first"));
    }
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    Instant now = Instant.now();
    for (int i = 0; i < 10; i++) {
      Stamped note = new Stamped(new Note(NoteLevel.INFO, "laid"), now, "n-" + i);
      box.lay(new SessionId("s-" + i), note, now, 0);
    }
    long before = System.nanoTime();
    assertThatThrownBy(journal::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    Journals.close(journal);
  }

  @Test
  void aJournalWhoseClosingTimedOutStillForcesAndMayBeClosedAgain() throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    MemoryFile file = new MemoryFile();
    options.closeTimeout = Duration.ofMillis(50);
    Journal journal = options.start();
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    journal.open("s", file::asSessionFile).record(new UserMessage("a"));
    assertThatThrownBy(journal::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    Journals.await(file::isClosed);
    Journals.close(journal);
    assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
  }

  @Test
  void theSecondToCloseWaitsForTheFirst() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    Journal journal = options.start();
    journal.open("s", file::asSessionFile).record(new UserMessage("a"));
    CompletableFuture<Void> first = CompletableFuture.runAsync(journal::close);
    gate.awaitArrival();
    CompletableFuture<Void> second = CompletableFuture.runAsync(journal::close);
    assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    gate.open();
    first.get(30, TimeUnit.SECONDS);
    second.get(30, TimeUnit.SECONDS);
  }

  @Test
  void durationsBeyondEveryClockMeanForEver() throws Exception {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    options.closeTimeout = forEver;
    options.blockTimeout = forEver;
    options.forceInterval = forEver;
    MemoryFile file = new MemoryFile();
    Journal journal = options.start();
    SessionHandle session = journal.open("s", file::asSessionFile);
    session.record(new UserMessage("a"));
    assertThat(session.recordSync(new UserMessage("b"), Durability.FORCED, forEver))
        .isEqualTo(1);
    journal.close();
    assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
  }

  @Test
  void aWaitOfLessThanNothingIsOver() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      assertThatThrownBy(() -> session.recordSync(
              new UserMessage("a"), Durability.FORCED, Duration.ofNanos(Long.MIN_VALUE)))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
      gate.open();
    }
  }

  @Test
  void aShortWriteKeepsTheLinesThatAreWhole() throws Exception {
    Gate gate = new Gate();
    MemoryFile held = heldAtForce(gate);
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        throw new MemoryFile.ShortWrite(call == 1 ? 300 : 0);
      }
    });
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> first =
          journal.open("held", held::asSessionFile).recordAsync(new UserMessage("x"));
      gate.awaitArrival();
      for (int i = 0; i < 5; i++) {
        session.record(new UserMessage("m" + i));
      }
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
    }
    assertThat(Journals.texts(file.content())).containsExactly("m0", "m1");
    assertThat(file.content()[file.content().length - 1]).isEqualTo((byte) '\n');
  }

  @Test
  void anExecutorThatFailsLosesNoCallbackAndKillsNothing() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    ExecutorService threads = Executors.newCachedThreadPool();
    options.callbackExecutor = task -> {
      if (fails.get()) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      threads.execute(task);
    };
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("a"));
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(1);
      fails.set(false);
      CompletableFuture<Long> third = session.recordAsync(new UserMessage("c"));
      assertThat(first.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(third.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void callbacksKeepTheirOrderOnAnyExecutor(int poolSize) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(poolSize);
    options.callbackExecutor = threads;
    int events = 5_000;
    List<Long> seqs = new ArrayList<>();
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < events; i++) {
        last = session.recordAsync(new UserMessage("m")).thenAccept(seqs::add);
        all.add(last);
        if (i == 500) {
          gate.open();
        }
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    assertThat(seqs).hasSize(events);
    assertThat(seqs.subList(0, 500)).isEqualTo(LongStream.range(0, 500).boxed().toList());
  }

  @Test
  void anEphemeralEventThatIsWaitedForWaitsForWhatCameBefore() throws Exception {
    options.dropsEphemeral = true;
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      assertThat(session.recordSync(Journals.unknown("ping", "{}"))).isZero();
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
    }
  }

  @Test
  void dropsWhileTheJournalClosesAreCountedInTheFile() throws Exception {
    options.overflow = Overflow.DROP;
    options.ringSlots = 64;
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    Journal journal = options.start();
    SessionHandle session = journal.open("s", file::asSessionFile);
    CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
    gate.awaitArrival();
    for (int i = 0; i < 63; i++) {
      session.record(new UserMessage("m"));
    }
    CompletableFuture<Void> closed = CompletableFuture.runAsync(journal::close);
    Journals.await(journal::isClosing);
    // a thread that was recording meanwhile found no room
    session.session().missing.add(Gap.OVERFLOW, 3);
    gate.open();
    first.get(30, TimeUnit.SECONDS);
    closed.get(30, TimeUnit.SECONDS);
    assertThat(Journals.entries(file.forcedContent()).get(64).event())
        .isEqualTo(new Gap(3, Gap.OVERFLOW));
  }

  @Test
  void aClockThatFailsLosesNoGap() throws Exception {
    options.overflow = Overflow.DROP;
    options.ringSlots = 64;
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    Thread test = Thread.currentThread();
    options.clock = () -> {
      if (Thread.currentThread() != test) {
        throw new AssertionError("a clock's own mistake");
      }
      return java.time.Instant.now();
    };
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      for (int i = 0; i < 70; i++) {
        session.record(new UserMessage("m"));
      }
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      session.sync();
      Journals.await(() -> Journals.texts(file.content()).size() == 66);
      assertThat(Journals.entries(file.content()).get(65).event())
          .isEqualTo(new Gap(6, Gap.OVERFLOW));
    }
  }

  @Test
  void manySessionsWithoutWaitersAreForcedInTimeBesideSlowOnes() throws Exception {
    options.forceInterval = Duration.ofMillis(400);
    long slowForceNanos = TimeUnit.MILLISECONDS.toNanos(20);
    MemoryFile slow = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        long begun = System.nanoTime();
        long left = slowForceNanos;
        while (left > 0) {
          LockSupport.parkNanos(left);
          left = begun + slowForceNanos - System.nanoTime();
        }
      }
    });
    AtomicBoolean done = new AtomicBoolean();
    try (Journal journal = options.start()) {
      SessionHandle busy = journal.open("busy", slow::asSessionFile);
      CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> {
        while (!done.get()) {
          busy.recordSync(new UserMessage("b"));
        }
      });
      List<MemoryFile> files = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        MemoryFile file = new MemoryFile();
        files.add(file);
        journal.open("s" + i, file::asSessionFile).record(new UserMessage("m"));
      }
      long slowForces = slow.count("force");
      Journals.await(() -> files.stream().allMatch(file -> file.forcedContent().length > 0));
      // 20 of them fit into the interval; with four for each of the slow ones there were 125 more
      assertThat(slow.count("force") - slowForces).isLessThan(120);
      done.set(true);
      waiter.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void callbacksAreRunAlthoughTheirExecutorIsShutDown() throws Exception {
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    ExecutorService threads = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    Gate gate = new Gate();
    threads.execute(gate::pass);
    gate.awaitArrival();
    options.callbackExecutor = threads;
    CompletableFuture<Long> first;
    CompletableFuture<Long> second;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
      first = session.recordAsync(new UserMessage("a"));
      session.sync();
      // the task that would run it stands in the queue, and is thrown away
      Journals.await(() -> !queue.isEmpty());
      assertThat(threads.shutdownNow()).isNotEmpty();
      second = session.recordAsync(new UserMessage("b"));
    }
    gate.open();
    assertThat(first.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void aClosingThatFindsTheRingFullGoesOnAndTheSessionCanBeOpenedAnew() throws Exception {
    options.ringSlots = 64;
    options.closeTimeout = Duration.ofMillis(300);
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    MemoryFile file = new MemoryFile();
    Journal journal = options.start();
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    SessionHandle session = journal.open("s", file::asSessionFile);
    for (int i = 0; i < 64; i++) {
      session.record(new UserMessage("m"));
    }
    assertThatThrownBy(session::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    AppendableFile.Source second = trusted -> {
      throw new AssertionError("a second writer");
    };
    assertThatThrownBy(() -> journal.open("s", second))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    Journals.await(() -> !journal.isOpen("s"));
    session.close();
    assertThat(Journals.texts(file.forcedContent())).hasSize(64);
    assertThat(journal.open("s", new MemoryFile()::asSessionFile).recordSync(new UserMessage("n")))
        .isZero();
    journal.close();
  }

  @Test
  void aSyncOfAllKnowsOfTheSessionThatIsClosedBehindIt() throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = heldAtForce(gate);
    MemoryFile broken = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        throw new IOException("the device is gone");
      }
    });
    Journal journal = options.start();
    CompletableFuture<Long> held =
        journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
    gate.awaitArrival();
    SessionHandle session = journal.open("s", broken::asSessionFile);
    session.record(new UserMessage("m"));
    CompletableFuture<Void> synced = CompletableFuture.runAsync(journal::sync);
    Journals.await(() -> journal.requests().isAny());
    Thread closer = new Thread(
        () -> assertThatThrownBy(session::close).hasRootCauseMessage("the device is gone"));
    closer.start();
    Journals.await(() -> closer.getState() == Thread.State.TIMED_WAITING);
    gate.open();
    held.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> synced.get(30, TimeUnit.SECONDS))
        .hasRootCauseMessage("the device is gone");
    closer.join();
    journal.close();
  }

  @Test
  void aSlotKeepsNoEventAlive() throws Exception {
    options.ringSlots = 64;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
      for (int i = 0; i < 200; i++) {
        session.record(new UserMessage("m"));
      }
      session.sync();
      for (int i = 0; i < 64; i++) {
        Slot slot = journal.ring().slot(i);
        assertThat(slot.event).isNull();
        assertThat(slot.ack).isNull();
        assertThat(slot.session).isNull();
      }
    }
  }

  @Test
  void aLargeEventThatFindsNoSlotGivesItsBytesBack() throws Exception {
    options.ringSlots = 64;
    options.overflow = Overflow.FAIL;
    options.maxLineBytes = 1 << 20;
    options.maxInFlightBytes = 4 << 20;
    Gate gate = new Gate();
    MemoryFile file = heldAtForce(gate);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      for (int i = 0; i < 64; i++) {
        session.record(new UserMessage("m"));
      }
      UserMessage large = new UserMessage("x".repeat(400_000));
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> session.record(large)).isInstanceOf(DaybookException.class);
      }
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      session.sync();
      session.record(large);
      session.sync();
    }
  }

  @Test
  void afterAFailureTheNextOpeningKnowsWhichBytesToTrust() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (fails.get() && operation.equals("force")) {
        throw new java.io.IOException("injected");
      }
    });
    List<Long> trusted = new ArrayList<>();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      session.recordSync(new UserMessage("a"));
      long forced = file.content().length;
      fails.set(true);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("b")))
          .isInstanceOf(DaybookException.class)
          .hasMessageContaining("forcedSeq=0");
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
      AppendableFile.Source source = bytes -> {
        trusted.add(bytes);
        return new MemoryFile().asSessionFile();
      };
      journal.open("s", source).close();
      journal.open("s", source);
      assertThat(trusted).containsExactly(forced, Long.MAX_VALUE);
    }
  }

  /** The kernel still has what it took, and would say at the next force if it could not keep it. */
  @Test
  void afterAFailedWriteTheNextForceIsToBeTrusted() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (fails.get() && operation.equals("write")) {
        throw new java.io.IOException("injected");
      }
    });
    List<Long> trusted = new ArrayList<>();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      session.recordSync(new UserMessage("a"));
      fails.set(true);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("b")))
          .isInstanceOf(DaybookException.class);
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
      journal.open("s", bytes -> {
        trusted.add(bytes);
        return new MemoryFile().asSessionFile();
      });
      assertThat(trusted).containsExactly(Long.MAX_VALUE);
    }
  }

  @Test
  void recordersThatRunOutOfStackStopNoOthers() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session =
          journal.open("s", trusted -> new AppendableFile(new NullFile(), 0, 0));
      SessionHandle other = journal.open("other", new MemoryFile()::asSessionFile);
      for (int i = 0; i < 100; i++) {
        Thread thread = new Thread(
            null,
            () -> {
              try {
                recordDeeper(session);
              } catch (StackOverflowError expected) {
                assertThat(expected).isNotNull();
              }
            },
            "deep",
            200_000 + 64 * i);
        thread.start();
        thread.join();
      }
      assertThat(other.recordSync(new UserMessage("a"), Durability.FORCED, Duration.ofSeconds(20)))
          .isZero();
    }
  }

  @SuppressWarnings("InfiniteRecursion") // its end is what is tested
  private static void recordDeeper(SessionHandle session) {
    session.record(new UserMessage("m"));
    recordDeeper(session);
  }
}
