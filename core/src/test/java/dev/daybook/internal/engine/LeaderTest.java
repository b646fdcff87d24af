package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ChildJvm;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that waits alone may write and force by itself, as safely as the journal thread. */
@Timeout(60)
class LeaderTest {

  private static final String JOURNAL_THREAD = "daybook-journal";

  private volatile Thread forcing;

  /** The number of forces that the current thread itself has done. */
  private final ThreadLocal<Integer> ownForces = ThreadLocal.withInitial(() -> 0);

  private volatile MemoryFile.Fault atForce = MemoryFile.Fault.NONE;

  private final MemoryFile file = new MemoryFile((call, operation) -> {
    if (operation.equals("force")) {
      forcing = Thread.currentThread();
      ownForces.set(ownForces.get() + 1);
      atForce.before(call, operation);
    }
  });

  /** Records until the calling thread itself has forced its event: the next caller may, too. */
  private void recordUntilLed(Session session) {
    // the first times take long: classes are loaded
    int[] led = {0};
    Journals.await(() -> {
      session.recordSync(new UserMessage("alone"));
      led[0] = forcing == Thread.currentThread() ? led[0] + 1 : 0;
      return led[0] == 5;
    });
  }

  /** A fault of forces that a caller does by itself. */
  private static MemoryFile.Fault ofCallers(MemoryFile.Fault fault) {
    return (call, operation) -> {
      if (!Thread.currentThread().getName().startsWith("daybook-")) {
        fault.before(call, operation);
      }
    };
  }

  /** Records until the calling thread itself has forced its event, which may fail. */
  private void recordOneLed(Session session, String text) {
    Journals.await(() -> {
      int before = ownForces.get();
      session.recordSync(new UserMessage(text));
      return ownForces.get() > before;
    });
  }

  private static CompletableFuture<Thread> run(ThreadFactory threads, Runnable task) {
    CompletableFuture<Thread> ended = new CompletableFuture<>();
    threads
        .newThread(() -> {
          try {
            task.run();
            ended.complete(Thread.currentThread());
          } catch (Throwable failure) {
            ended.completeExceptionally(failure);
          }
        })
        .start();
    return ended;
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aLoneCallerForcesItsEventAndAllBefore() throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      recordUntilLed(session);
      long seq;
      do {
        session.record(new UserMessage("before"));
        seq = session.recordSync(new UserMessage("last"));
        assertThat(Journals.entries(file.forcedContent())).hasSize((int) seq + 1);
      } while (forcing != Thread.currentThread());
      assertThat(session.counters().forced()).isEqualTo(seq + 1);
    }
  }

  // --- who does not lead

  private void assertLeftToTheJournalThread(ThreadFactory threads, SessionCall call)
      throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      for (int i = 0; i < 10; i++) {
        recordUntilLed(session);
        get(run(threads, () -> call.on(session)));
        session.sync();
        assertThat(forcing.getName()).isEqualTo(JOURNAL_THREAD);
      }
    }
  }

  private interface SessionCall {
    void on(Session session);
  }

  @Test
  void aThreadWithATimeLimitIsNotHeldByAForce() throws Exception {
    assertLeftToTheJournalThread(
        Thread::new,
        session ->
            session.recordSync(new UserMessage("m"), Durability.FORCED, Duration.ofSeconds(30)));
  }

  @Test
  void aThreadThatIsInterruptedIsNotHeldByAForce() throws Exception {
    assertLeftToTheJournalThread(Thread::new, session -> {
      Thread.currentThread().interrupt();
      try {
        session.recordSync(new UserMessage("m"));
      } catch (DaybookException e) {
        assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
      }
    });
  }

  @Test
  void aVirtualThreadDoesNotHoldItsCarrier() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    ThreadFactory virtual = (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    assertLeftToTheJournalThread(virtual, session -> session.recordSync(new UserMessage("m")));
  }

  @Test
  void afterASlowForceNoThreadIsHeldByTheNext() throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      long slow = Duration.ofMillis(20).toNanos();
      do {
        atForce = MemoryFile.Fault.NONE;
        recordUntilLed(session);
        atForce = (call, operation) -> {
          long end = System.nanoTime() + slow;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        };
        session.recordSync(new UserMessage("slow"));
      } while (forcing != Thread.currentThread());
      for (int i = 0; i < 10; i++) {
        session.recordSync(new UserMessage("after it"));
        assertThat(forcing.getName()).isEqualTo(JOURNAL_THREAD);
      }
    }
  }

  // --- one at a time

  @Test
  void whatComesMeanwhileIsTheJournalThreads() throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      MemoryFile other = new MemoryFile();
      Session second = journal.open("t", other::asSessionFile);
      Gate gate = new Gate();
      CompletableFuture<Thread> led = run(Thread::new, () -> {
        recordUntilLed(session);
        atForce = ofCallers((call, operation) -> gate.pass());
        recordOneLed(session, "led");
      });
      gate.awaitArrival();
      Thread leader = forcing;
      CompletableFuture<Long> ofAnother = second.recordAsync(new UserMessage("another"));
      CompletableFuture<Long> meanwhile = session.recordAsync(new UserMessage("meanwhile"));
      assertThat(ofAnother).isNotDone();
      gate.open();
      assertThat(get(led)).isSameAs(leader);
      get(ofAnother);
      get(meanwhile);
      assertThat(forcing).isNotSameAs(leader);
      assertThat(Journals.texts(other.forcedContent())).containsExactly("another");
      assertThat(Journals.texts(file.forcedContent())).endsWith("led", "meanwhile");
    }
  }

  @Test
  void callersThatComeTogetherAreTheJournalThreads() throws Exception {
    Thread caller = Thread.currentThread();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      // more than once: a first time takes so long that no next one is invited for that alone
      int led = 0;
      while (led < 5) {
        atForce = MemoryFile.Fault.NONE;
        recordUntilLed(session);
        Gate gate = new Gate();
        atForce = (call, operation) -> gate.pass();
        CompletableFuture<Thread> first =
            run(Thread::new, () -> session.recordSync(new UserMessage("first")));
        gate.awaitArrival();
        Thread forcesFirst = forcing;
        CompletableFuture<Long> second = session.recordAsync(new UserMessage("second"));
        gate.open();
        led += get(first) == forcesFirst ? 1 : 0;
        get(second);
        Thread journalThread = forcing;
        assertThat(journalThread.getName()).isEqualTo(JOURNAL_THREAD);
        // its place can be taken only while it sleeps
        Journals.await(() -> journalThread.getState() != Thread.State.RUNNABLE);
        session.recordSync(new UserMessage("third"));
        assertThat(forcing).as("others came, so the next one is not invited").isNotSameAs(caller);
      }
    }
  }

  @Test
  void otherSessionsAreForcedInTime() throws Exception {
    Journals options = new Journals();
    options.forceInterval = Duration.ofMillis(50);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      MemoryFile other = new MemoryFile();
      Session second = journal.open("t", other::asSessionFile);
      recordUntilLed(session);
      atForce = (call, operation) -> LockSupport.parkNanos(3_000_000);
      second.record(new UserMessage("waits for its turn"));
      int leads = 0;
      while (other.forcedContent().length == 0) {
        session.recordSync(new UserMessage("one after the other"));
        leads++;
      }
      assertThat(leads).isLessThan(60);
    }
  }

  @Test
  void whatStandsBeforeARejectedEventIsForcedInTime() throws Exception {
    Journals options = new Journals();
    options.forceInterval = Duration.ofMillis(50);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      recordUntilLed(session);
      session.record(new UserMessage("before"));
      assertThatThrownBy(() -> session.recordSync(Journals.unencodable()))
          .isInstanceOf(DaybookException.class);
      Journals.await(() -> Journals.texts(file.forcedContent()).contains("before"));
    }
  }

  @Test
  void theThreadsThatItsFailureStartsHaveNothingOfItsContext() throws Exception {
    InheritableThreadLocal<String> context = new InheritableThreadLocal<>();
    CompletableFuture<Optional<String>> ofSupervisor = new CompletableFuture<>();
    Journals options = new Journals();
    options.supervision = new Supervision(Duration.ofMillis(1), Duration.ofMillis(10));
    try (Journal journal = options.start()) {
      AtomicBoolean isOpen = new AtomicBoolean();
      Session session = journal.open("s", trusted -> {
        if (isOpen.getAndSet(true)) {
          ofSupervisor.complete(Optional.ofNullable(context.get()));
        }
        return file.asSessionFile();
      });
      recordUntilLed(session);
      context.set("the caller's");
      atForce = ofCallers((call, operation) -> {
        throw new IOException("planned");
      });
      assertThatThrownBy(() -> recordOneLed(session, "lost")).isInstanceOf(DaybookException.class);
      atForce = MemoryFile.Fault.NONE;
      assertThat(get(ofSupervisor)).isEmpty();
    } catch (DaybookException unforced) {
      assertThat(unforced.kind()).isEqualTo(Kind.SESSION_FAILED);
    } finally {
      context.remove();
    }
  }

  // --- failures

  @Test
  void aFailedForceFailsItsCallerAndTheSessionAlone() throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      recordUntilLed(session);
      atForce = ofCallers((call, operation) -> {
        throw new IOException("planned");
      });
      assertThatThrownBy(() -> recordOneLed(session, "lost"))
          .isInstanceOfSatisfying(DaybookException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED);
            assertThat(e).hasRootCauseMessage("planned");
          });
      assertThat(session.failure()).isPresent();
      MemoryFile other = new MemoryFile();
      Session second = journal.open("t", other::asSessionFile);
      assertThat(second.recordSync(new UserMessage("fine"))).isZero();
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
    }
  }

  @Test
  void aDefectEndsTheJournalAndLeavesNobodyWaiting() throws Exception {
    AtomicBoolean isBroken = new AtomicBoolean();
    PassingFile broken = new PassingFile(file) {
      @Override
      public boolean isUninterruptible() {
        if (isBroken.get()) {
          throw new AssertionError("planned");
        }
        return super.isUninterruptible();
      }
    };
    Journal journal = new Journals().start();
    Session session = journal.open("s", trusted -> new AppendableFile(broken, 0, 0));
    recordUntilLed(session);
    isBroken.set(true);
    DaybookException why =
        catchThrowableOfType(DaybookException.class, () -> recordOneLed(session, "m"));
    assertThat(why.kind()).isEqualTo(Kind.SESSION_FAILED);
    assertThat(why).hasRootCauseMessage("planned");
    assertThatThrownBy(journal::close).isInstanceOf(DaybookException.class);
  }

  // --- user code

  @Test
  void callbacksDoNotRunOnIt() throws Exception {
    BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();
    Journals options = new Journals();
    options.callbackExecutor = Runnable::run;
    options.listener = new JournalListener() {
      @Override
      public void eventRejected(String sessionId, DaybookException why) {
        ran.add(Thread.currentThread());
      }
    };
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      int led = 0;
      while (led < 20) {
        recordUntilLed(session);
        session.record(Journals.unencodable());
        session.recordSync(new UserMessage("sync"));
        led += forcing == Thread.currentThread() ? 1 : 0;
        assertThat(ran.poll(30, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
      }
      assertThatThrownBy(session::sync).isInstanceOf(DaybookException.class);
    }
  }

  /** An event whose text is asked for when it is written. */
  public record Asked(String text) implements SessionEvent {
    private static final AtomicReference<Runnable> WHEN_WRITTEN = new AtomicReference<>(() -> {});

    @Override
    public String text() {
      if (Leader.ledByCaller() != null) {
        WHEN_WRITTEN.get().run();
      }
      return text;
    }
  }

  @Test
  void anEventThatWaitsForTheJournalWhileItIsWrittenFailsAlone() throws Exception {
    EventTypes types = EventTypes.standard().with(Asked.class);
    try (Journal journal = new Journal(new Journals().options(), types)) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<Thread> ranLater = new CompletableFuture<>();
      AtomicBoolean isAsked = new AtomicBoolean();
      Asked.WHEN_WRITTEN.set(() -> {
        isAsked.set(true);
        JournalThread.runOffJournal(() -> ranLater.complete(Thread.currentThread()));
        session.sync();
      });
      try {
        Journals.await(() -> {
          recordUntilLed(session);
          try {
            session.recordSync(new Asked("x"));
            return false;
          } catch (DaybookException alone) {
            return isAsked.get();
          }
        });
      } finally {
        Asked.WHEN_WRITTEN.set(() -> {});
      }
      assertThat(get(ranLater)).isNotSameAs(Thread.currentThread());
      assertThat(session.failure()).isEmpty();
      session.recordSync(new UserMessage("after"));
      assertThat(Journals.texts(file.forcedContent())).endsWith("after").doesNotContain("x");
    }
  }

  // --- interrupts

  @Test
  void anInterruptDuringItsForceHarmsNothingAndStays() throws Exception {
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      Gate gate = new Gate();
      AtomicBoolean flag = new AtomicBoolean();
      CompletableFuture<Thread> led = run(Thread::new, () -> {
        recordUntilLed(session);
        atForce = ofCallers((call, operation) -> gate.pass());
        recordOneLed(session, "led");
        flag.set(Thread.interrupted());
      });
      gate.awaitArrival();
      forcing.interrupt();
      gate.open();
      get(led);
      assertThat(flag).isTrue();
      assertThat(Journals.texts(file.forcedContent())).endsWith("led");
    }
  }

  @Test
  void interruptsDuringItsForcesCloseNoFile(@TempDir Path root) throws Exception {
    SessionFolder folder = new SessionFolder(root, (id, bytes, movedTo) -> {});
    SessionId id = new SessionId("s");
    AtomicInteger led = new AtomicInteger();
    AtomicInteger lostFlags = new AtomicInteger();
    AtomicBoolean isForcing = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    Thread storm = new Thread(() -> {
      while (!done.get()) {
        if (isForcing.get()) {
          caller.interrupt();
        }
        Thread.onSpinWait();
      }
    });
    long events = 0;
    try (Journal journal = new Journals().start()) {
      Session session = journal.open(id.value(), trusted -> {
        AppendableFile opened = folder.openOrCreate(id).open(trusted);
        PassingFile counted = new PassingFile(opened.file()) {
          @Override
          public int write(ByteBuffer source, long position) throws IOException {
            if (Thread.currentThread() == caller) {
              caller.interrupt();
            }
            return super.write(source, position);
          }

          @Override
          public void force() throws IOException {
            boolean isLed = Thread.currentThread() == caller;
            if (!isLed) {
              super.force();
              return;
            }
            isForcing.set(true);
            // the looks of a force, without the device, which may be slow
            super.confirm();
            isForcing.set(false);
            lostFlags.addAndGet(caller.isInterrupted() ? 0 : 1);
            led.incrementAndGet();
          }
        };
        return new AppendableFile(counted, opened.position(), opened.nextSeq());
      });
      storm.start();
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (led.get() < 200 && System.nanoTime() < end) {
          boolean unused = Thread.interrupted();
          try {
            session.recordSync(new UserMessage("m"));
          } catch (DaybookException e) {
            assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
          }
          events++;
        }
      } finally {
        done.set(true);
        boolean unused = Thread.interrupted();
        storm.join();
        unused = Thread.interrupted();
      }
      session.sync();
      assertThat(led.get()).isGreaterThanOrEqualTo(200);
      assertThat(lostFlags).hasValue(0);
      assertThat(session.counters().forced()).isEqualTo(events);
      assertThat(Files.readAllLines(folder.file(id))).hasSize((int) events);
    }
  }

  // --- deep down

  private static final int CALLS_BELOW_THE_END = 400;

  /** In a JVM of its own, whose calls are compiled or not, and so take less or more room. */
  public static void main(String[] arguments) throws Exception {
    LeaderTest test = new LeaderTest();
    Journal journal = new Journals().start();
    Thread deep = new Thread(
        null,
        () -> {
          try {
            test.failFromTheEndUp(journal);
            test.atForce = MemoryFile.Fault.NONE;
            test.recordFromTheEndUp(journal);
          } catch (IOException unopened) {
            throw new UncheckedIOException(unopened);
          }
        },
        "deep",
        1 << 20);
    deep.start();
    deep.join();
    MemoryFile last = new MemoryFile();
    journal.open("last", last::asSessionFile).recordSync(new UserMessage("afterwards"));
    System.out.println(Journals.texts(last.forcedContent()).contains("afterwards"));
    System.exit(0);
  }

  /** Records from calls that leave less and less room, and then more again. */
  private void recordFromTheEndUp(Journal journal) throws IOException {
    Session session = journal.open("s", file::asSessionFile);
    recordUntilLed(session);
    int end = end();
    for (int calls = end; calls > end - CALLS_BELOW_THE_END; calls -= 5) {
      try {
        recordBelow(calls, session);
      } catch (StackOverflowError | DaybookException expected) {
        assertThat(expected).isNotNull();
      }
      recordOneLed(session, "in between");
    }
  }

  /** Fails in the same way: for the first time then, which loads classes, and later ones. */
  private void failFromTheEndUp(Journal journal) throws IOException {
    int end = end();
    for (int calls = end; calls > end - CALLS_BELOW_THE_END; calls -= 20) {
      atForce = MemoryFile.Fault.NONE;
      MemoryFile failing = new MemoryFile((call, operation) -> {
        if (operation.equals("force")) {
          forcing = Thread.currentThread();
          atForce.before(call, operation);
        }
      });
      Session session = journal.open("s-" + calls, failing::asSessionFile);
      recordUntilLed(session);
      atForce = (call, operation) -> {
        throw new IOException("planned");
      };
      try {
        recordBelow(calls, session);
      } catch (StackOverflowError | DaybookException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  private static int end() {
    int calls = 0;
    try {
      while (true) {
        calls += 50;
        recordBelow(calls, null);
      }
    } catch (StackOverflowError end) {
      return calls;
    }
  }

  private static void recordBelow(int calls, Session session) {
    if (calls > 0) {
      recordBelow(calls - 1, session);
    } else if (session != null) {
      session.recordSync(new UserMessage("deep down"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=4"})
  void aLackOfStackStopsNoBatchInItsMidst(String calls) throws Exception {
    assertThat(new ChildJvm().flag(calls).run(LeaderTest.class)).contains("true");
  }
}
