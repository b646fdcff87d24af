package dev.daybook.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.EntryCount;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.UserMessage;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailEvent.WriterBack;
import dev.daybook.read.TailEvent.WriterGone;
import dev.daybook.read.TailOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tails of a session that other processes record, through the death of one of them. */
@Timeout(120)
class TailCrashTest {

  private static final int ENTRIES = 200_000;
  private static final int TAILS = 3;

  @TempDir
  Path folder;

  /** Records in a process of its own: root, how many entries, and whether the session ends. */
  static final class Writer {
    public static void main(String[] args) throws Exception {
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        Session session = daybook.openSession("s");
        long count = Long.parseLong(args[1]);
        for (long n = 0; n < count; n++) {
          session.record(new UserMessage("message of process " + args[2]));
        }
        if (args[2].equals("2")) {
          session.record(SessionEnded.normally());
        }
        session.sync();
      }
    }
  }

  private Process start(String count, String number) throws Exception {
    return new ChildJvm().start(Writer.class, folder.toString(), count, number);
  }

  /** The events of a tail, entries as their number alone. */
  private record Seen(long entries, List<String> others) {}

  private static Seen follow(Tail tail, CountDownLatch gone) {
    long next = 0;
    List<String> others = new ArrayList<>();
    while (true) {
      TailEvent event = Tails.next(tail);
      if (event instanceof Recorded recorded) {
        assertThat(recorded.entry().seq()).isEqualTo(next);
        next++;
        continue;
      }
      if (event instanceof WriterGone lost) {
        others.add("gone with " + lost.tornTailBytes() + " torn bytes");
        gone.countDown();
      } else {
        others.add(event instanceof WriterBack ? "back" : event.toString());
      }
      if (event instanceof Ended) {
        return new Seen(next, others);
      }
    }
  }

  @Test
  void everyEntryArrivesOnceThroughAKillATornTailAndAResume() throws Exception {
    Path file = folder.resolve("sessions/s.ndjson");
    Daybook daybook = Daybook.open(folder);
    List<CompletableFuture<Seen>> tails = new ArrayList<>();
    CountDownLatch gone = new CountDownLatch(TAILS);
    for (int i = 0; i < TAILS; i++) {
      Tail tail = daybook.tail("s", TailOptions.fromBeginning().withSessionAwaited(true));
      tails.add(CompletableFuture.supplyAsync(
          () -> {
            try (tail) {
              return follow(tail, gone);
            }
          },
          command -> new Thread(command, "tail").start()));
    }
    // more than it gets to: it is killed in the midst of its work
    Process first = start(String.valueOf(100L * ENTRIES), "1");
    while (!Files.exists(file) || Files.size(file) < ENTRIES / 2 * 150L) {
      LockSupport.parkNanos(100_000);
      assertThat(first.isAlive()).as("the writer is alive").isTrue();
    }
    first.destroyForcibly().waitFor();
    byte[] torn = "{\"v\":1,\"seq\":99,\"type\":\"user_mess".getBytes(StandardCharsets.US_ASCII);
    if (Files.size(file) == wholeBytes(file)) {
      Tails.append(file, torn);
    }
    long tornBytes = Files.size(file) - wholeBytes(file);
    assertThat(gone.await(60, TimeUnit.SECONDS)).as("the tails have found out").isTrue();
    Process second = start(String.valueOf(ENTRIES / 2), "2");
    for (CompletableFuture<Seen> tail : tails) {
      Seen seen = tail.get(60, TimeUnit.SECONDS);
      assertThat(seen.entries()).isGreaterThan(ENTRIES);
      assertThat(seen.entries()).isEqualTo(daybook.fold("s", new EntryCount()).result());
      assertThat(seen.others())
          .containsExactly(
              "gone with " + tornBytes + " torn bytes",
              "back",
              new Ended(TailEvent.TailEnd.SESSION_ENDED).toString());
    }
    assertThat(second.waitFor()).isZero();
    daybook.close();
  }

  private static long wholeBytes(Path file) throws Exception {
    byte[] all = Files.readAllBytes(file);
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Paced, with silences: a tail that has slept long must not sleep on. */
  @Test
  void anEntryArrivesSoonAfterItWasWritten() throws Exception {
    try (Daybook writer = Daybook.open(folder);
        Daybook reader = Daybook.open(folder)) {
      Session session = writer.openSession("s");
      try (Tail tail = reader.tail("s", TailOptions.fromBeginning())) {
        List<Long> delaysMs = delaysMs(session, tail);
        // the machine may be busy with something else now and then, the tail may not
        for (int attempt = 1; attempt < 5 && !areShort(delaysMs); attempt++) {
          delaysMs = delaysMs(session, tail);
        }
        assertThat(delaysMs).matches(TailCrashTest::areShort, "short ones");
      }
    }
  }

  private static List<Long> delaysMs(Session session, Tail tail) {
    List<Long> delaysMs = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      long pauseMs = n % 10 == 9 ? 1500 : 20L * n % 150;
      CompletableFuture.runAsync(
          () -> session.record(new UserMessage("paced")),
          CompletableFuture.delayedExecutor(pauseMs, TimeUnit.MILLISECONDS));
      Entry entry = Tails.entry(tail);
      delaysMs.add(Duration.between(entry.ts(), Instant.now()).toMillis());
    }
    delaysMs.sort(null);
    System.out.println("tail delays in ms: " + delaysMs);
    return delaysMs;
  }

  /** True if the median is below 100 milliseconds, and all but three are below 250. */
  private static boolean areShort(List<? extends Long> delaysMs) {
    return delaysMs.get(delaysMs.size() / 2) < 100 && delaysMs.get(delaysMs.size() - 4) < 250;
  }

  @Test
  void aTailThatHasNothingToDoCostsLittle() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (Daybook daybook = Daybook.open(folder)) {
      daybook.openSession("s").recordSync(new UserMessage("m"));
      try (Tail tail = daybook.tail("s", TailOptions.fromEnd())) {
        assertThat(tail.next(Duration.ofSeconds(2))).isEmpty();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(tail.next(Duration.ofSeconds(3))).isEmpty();
        long cpuMs = (threads.getCurrentThreadCpuTime() - before) / 1_000_000;
        System.out.println("an idle tail took " + cpuMs + " ms of CPU in 3 s");
        assertThat(cpuMs).isLessThan(90);
      }
    }
  }
}
