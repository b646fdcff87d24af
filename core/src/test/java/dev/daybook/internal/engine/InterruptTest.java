package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt of any user thread never closes a file and never loses an event. */
@Timeout(60)
class InterruptTest {

  @Test
  void anInterruptBeforeRecordingLosesNothing(@TempDir Path root) {
    try (Daybook daybook = Daybook.open(root)) {
      Thread.currentThread().interrupt();
      Session session = daybook.openSession("s");
      session.record(new UserMessage("a"));
      try {
        // the force may be faster than the look at the flag
        assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(1);
      } catch (DaybookException e) {
        assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
      }
      assertThat(Thread.interrupted()).as("the flag stays").isTrue();
      assertThat(session.recordSync(new UserMessage("c"))).isEqualTo(2);
      Thread.currentThread().interrupt();
      session.close();
      assertThat(Thread.interrupted()).as("the flag stays").isTrue();
      assertThat(daybook.history("s").events())
          .containsExactly(new UserMessage("a"), new UserMessage("b"), new UserMessage("c"));
    }
  }

  @Test
  void anInterruptDuringAForceEndsTheWaitAlone() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      }
    });
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<List<DaybookException>> thrown = new CompletableFuture<>();
      AtomicBoolean flag = new AtomicBoolean();
      Thread waiter = new Thread(() -> {
        DaybookException ofEvent = interrupted(() -> session.recordSync(new UserMessage("a")));
        DaybookException ofBarrier = interrupted(session::sync);
        flag.set(Thread.currentThread().isInterrupted());
        thrown.complete(List.of(ofEvent, ofBarrier));
      });
      waiter.start();
      gate.awaitArrival();
      waiter.interrupt();
      assertThat(thrown.get(30, TimeUnit.SECONDS)).allSatisfy(e -> {
        assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(e.details()).containsEntry("session", "s");
      });
      assertThat(flag).isTrue();
      gate.open();
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(1);
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
    }
  }

  @Test
  void theJournalThreadItselfCannotBeInterrupted(@TempDir Path root) {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("daybook-journal"))
          .peek(Thread::interrupt)
          .forEach(thread -> assertThat(thread.isInterrupted()).isFalse());
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(1);
    }
  }

  @Test
  void aStormOfInterruptsLosesNothing(@TempDir Path root) throws Exception {
    int threads = 4;
    int events = 2_000;
    AtomicBoolean done = new AtomicBoolean();
    try (Daybook daybook = Daybook.open(root)) {
      List<Thread> recorders = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String name = "s" + t;
        Session session = daybook.openSession(name);
        recorders.add(new Thread(() -> {
          for (int i = 0; i < events; i++) {
            UserMessage message = new UserMessage(name + " " + i);
            if (i % 10 == 0) {
              try {
                session.recordSync(message);
              } catch (DaybookException e) {
                assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
              }
            } else {
              session.record(message);
            }
          }
        }));
      }
      Thread storm = new Thread(() -> {
        Random random = new Random(1);
        while (!done.get()) {
          recorders.get(random.nextInt(threads)).interrupt();
          Thread.yield();
        }
      });
      recorders.forEach(Thread::start);
      storm.start();
      for (Thread recorder : recorders) {
        recorder.join();
      }
      done.set(true);
      storm.join();
      daybook.sync();
      for (int t = 0; t < threads; t++) {
        String name = "s" + t;
        assertThat(daybook.history(name).events())
            .isEqualTo(IntStream.range(0, events)
                .mapToObj(i -> new UserMessage(name + " " + i))
                .toList());
      }
    }
  }

  private static DaybookException interrupted(Runnable call) {
    try {
      call.run();
    } catch (DaybookException e) {
      return e;
    }
    throw new AssertionError("the wait was not interrupted");
  }
}
