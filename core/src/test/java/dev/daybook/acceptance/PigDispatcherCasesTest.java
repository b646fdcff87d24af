package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * pig's cases of its dispatcher. Here the session's file is not one consumer among others: what the
 * others see is read back from it.
 */
class PigDispatcherCasesTest {

  private static final List<SessionEvent> EVENTS = IntStream.range(0, 300)
      .<SessionEvent>mapToObj(n -> new UserMessage("m" + n))
      .toList();

  @TempDir
  Path root;

  @Test
  @DisplayName("pig: an event goes to the session's file and to a probe, in order")
  void theFileAndAProbeGetTheSame() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      List<Entry> seen = new CopyOnWriteArrayList<>();
      CountDownLatch all = new CountDownLatch(EVENTS.size());
      Session session = daybook.openSession("s");
      try (Subscription probe = daybook.subscribe("s", StartPosition.end(), entry -> {
        seen.add(entry);
        all.countDown();
      })) {
        EVENTS.forEach(session::record);
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      }
      session.sync();
      assertThat(seen).extracting(Entry::event).isEqualTo(EVENTS);
      assertThat(daybook.history("s").entries()).isEqualTo(seen);
    }
  }

  @Test
  @DisplayName("pig: several consumers at once see every event in order, whichever of them is gone")
  void severalConsumersGetTheSame() throws Exception {
    List<List<SessionEvent>> seen = Stream.generate(
            () -> (List<SessionEvent>) new CopyOnWriteArrayList<SessionEvent>())
        .limit(3)
        .toList();
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      List<Subscription> consumers = seen.stream()
          .map(
              list -> daybook.subscribe("s", StartPosition.end(), entry -> list.add(entry.event())))
          .toList();
      Subscription gone = daybook.subscribe("s", StartPosition.end(), entry -> {});
      gone.close();
      EVENTS.forEach(session::record);
      session.close();
      for (Subscription consumer : consumers) {
        assertThat(consumer.awaitEnd(Duration.ofSeconds(60))).isTrue();
      }
      assertThat(daybook.history("s").events()).isEqualTo(EVENTS);
    }
    assertThat(seen).allSatisfy(list -> assertThat(list).isEqualTo(EVENTS));
  }
}
