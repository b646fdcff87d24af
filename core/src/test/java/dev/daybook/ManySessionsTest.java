package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import dev.daybook.read.Fold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ManySessionsTest {

  private static final int THREADS = 16;
  private static final int SESSIONS = 1_000;
  private static final int EVENTS = Lab.values(160_000, 1_000_000, 4_000_000);

  @Test
  @Tag(Lab.RANDOM)
  @Timeout(120)
  void sixteenThreadsOnAThousandSessionsLoseNothingAndDoubleNothing(@TempDir Path root)
      throws Exception {
    int[][] sent = new int[THREADS][SESSIONS];
    Counters counters;
    // a busy machine may keep the disk longer than an agent would wait
    try (Daybook daybook =
        Daybook.builder(root).blockTimeout(Duration.ofSeconds(100)).open()) {
      List<Session> sessions = new ArrayList<>();
      for (int s = 0; s < SESSIONS; s++) {
        sessions.add(daybook.openSession("session-" + s));
      }
      List<CompletableFuture<Void>> recorders = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        CompletableFuture<Void> done = new CompletableFuture<>();
        recorders.add(done);
        new Thread(() -> {
              try {
                record(thread, sessions, sent[thread]);
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            })
            .start();
      }
      for (CompletableFuture<Void> recorder : recorders) {
        recorder.get(100, TimeUnit.SECONDS);
      }
      daybook.close();
      counters = daybook.counters();
      for (int s = 0; s < SESSIONS; s++) {
        // the strict reading refuses any seq that does not follow
        int[] received = daybook.fold("session-" + s, new EventsOfEachThread()).result();
        for (int t = 0; t < THREADS; t++) {
          assertThat(received[t]).isEqualTo(sent[t][s]);
        }
      }
    }
    assertThat(counters.recorded()).isEqualTo(EVENTS);
    assertThat(counters.written()).isEqualTo(EVENTS);
    assertThat(counters.forced()).isEqualTo(EVENTS);
  }

  private static void record(int thread, List<Session> sessions, int[] sent) {
    Random random = new Random(thread);
    for (int i = 0; i < EVENTS / THREADS; i++) {
      int s = random.nextInt(SESSIONS);
      UserMessage message = new UserMessage(thread + " " + sent[s]++);
      if (random.nextInt(10_000) == 0) {
        sessions.get(s).recordSync(message);
      } else {
        sessions.get(s).record(message);
      }
    }
  }

  /** Counts the events of each thread, which must come in the order in which it recorded them. */
  private static final class EventsOfEachThread implements Fold<int[]> {
    private final int[] next = new int[THREADS];

    @Override
    public void accept(Entry entry) {
      String[] parts = ((UserMessage) entry.event()).text().split(" ", -1);
      int thread = Integer.parseInt(parts[0]);
      assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
    }

    @Override
    public int[] result() {
      return next;
    }
  }
}
