package dev.daybook.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedTimerTest {

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(SharedTimer.THREAD_NAME))
        .toList();
  }

  @Test
  void allRunsShareADaemonThreadThatEndsWithTheLast(@TempDir Path root) {
    try (Daybook daybook = Daybook.open(root);
        Session one = daybook.openSession("one");
        Session two = daybook.openSession("two")) {
      WorkflowRecorder first = WorkflowRecorder.start(one, "nightly", "nightly.zig", 1);
      WorkflowRecorder second = WorkflowRecorder.start(two, "nightly", "nightly.zig", 1);
      Await.until("the thread begins", () -> !threads().isEmpty());
      assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);
      first.finish(WorkflowStatus.SUCCESS);
      second.close();
      Await.until("the thread ends", () -> threads().isEmpty());
      WorkflowRecorder third = WorkflowRecorder.start(one, "again", "again.zig", 1);
      Await.until("another one begins", () -> threads().size() == 1);
      third.close();
    }
  }

  @Test
  void signsOfLifeReachTheFile(@TempDir Path root) {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("run");
        WorkflowRecorder run = WorkflowRecorder.start(
            session,
            new WorkflowStarted("w", "w.zig", 1, null, null, null),
            Duration.ofSeconds(1))) {
      Await.until("it beats twice", () -> session.counters().written() >= 3);
      assertThat(daybook.history("run").events()).endsWith(new Heartbeat(1L), new Heartbeat(1L));
      assertThat(run.unrecorded()).isZero();
    }
  }

  @Test
  void whatABeatThrowsEndsNeitherItNorTheOthers() throws InterruptedException {
    AtomicInteger failing = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(2);
    Runnable stopFailing = SharedTimer.INSTANCE.every(Duration.ofMillis(1), () -> {
      failing.incrementAndGet();
      throw new AssertionError("a beat's mistake");
    });
    Await.until("it fails twice", () -> failing.get() >= 2);
    Runnable stop = SharedTimer.INSTANCE.every(Duration.ofMillis(1), enough::countDown);
    assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
    stopFailing.run();
    stop.run();
  }
}
