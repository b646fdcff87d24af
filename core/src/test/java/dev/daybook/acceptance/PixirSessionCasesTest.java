package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pixir's cases of a live session. What its agent does with a turn (busy, interrupts, the effects
 * of tools) is not a journal's; its orphan repairs are in {@link PixirReplayCasesTest}, its leases
 * are the lock of {@code OneWriterTest}.
 */
class PixirSessionCasesTest {

  @TempDir
  Path root;

  @Test
  @DisplayName("pixir: seq is monotonic from 0")
  void theSeqRisesByOne() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      for (int n = 0; n < 5; n++) {
        assertThat(session.recordSync(new UserMessage("m" + n))).isEqualTo(n);
      }
    }
  }

  @Test
  @DisplayName("pixir: a live session blocks every other writer, and frees the log when it closes")
  void aSessionHasOneWriter() {
    try (Daybook live = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      Session session = live.openSession("s-1");
      session.recordSync(new UserMessage("live"));
      assertThat(faultOf(() -> other.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      session.close();
      assertThat(other.openSession("s-1").recordSync(new UserMessage("other"))).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("pixir: an event is published after it is persisted")
  void anEntryIsPersistedBeforeItIsPublished() throws Exception {
    List<Boolean> wasThere = new CopyOnWriteArrayList<>();
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      Path file = daybook.file("s-1");
      Subscription subscription = daybook.subscribe(
          "s-1",
          StartPosition.end(),
          entry -> wasThere.add(contains(file, "\"seq\":" + entry.seq())));
      for (int n = 0; n < 100; n++) {
        session.record(new UserMessage("m" + n));
      }
      session.close();
      assertThat(subscription.awaitEnd(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(wasThere).hasSize(100).containsOnly(true);
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Test
  @DisplayName("pixir: what is emitted is shown and not persisted")
  void whatIsEmittedIsNotPersisted() throws Exception {
    List<EphemeralEvent> shown = new CopyOnWriteArrayList<>();
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), new Subscriber() {
        @Override
        public void entry(Entry entry) {}

        @Override
        public void published(EphemeralEvent event, Instant ts) {
          shown.add(event);
        }
      });
      session.publish(new TextDelta("hel"));
      session.close();
      assertThat(subscription.awaitEnd(Duration.ofSeconds(30))).isTrue();
      assertThat(shown).containsExactly(new TextDelta("hel"));
      assertThat(daybook.file("s-1")).isEmptyFile();
    }
  }

  @Test
  @DisplayName("pixir: a resumed session goes on: 0, 1, then 2")
  void aResumedSessionContinuesItsSeq() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(faultOf(() -> daybook.resumeSession("s-1")).kind())
          .isEqualTo(Kind.SESSION_NOT_FOUND);
      daybook.createSession("s-1", List.of(new UserMessage("0"), new UserMessage("1")));
    }
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.resumeSession("s-1").recordSync(new UserMessage("2"))).isEqualTo(2);
      assertThat(daybook.history("s-1").events())
          .containsExactly(new UserMessage("0"), new UserMessage("1"), new UserMessage("2"));
    }
  }

  @Test
  @DisplayName("pixir: a session does not start on a corrupt log, and holds no lease then")
  void aCorruptLogIsNotResumed() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("0")));
      Files.writeString(daybook.file("s-1"), "{not json}\n");
      assertThat(faultOf(() -> daybook.resumeSession("s-1")).kind()).isEqualTo(Kind.INVALID_JSON);
      assertThat(daybook.delete("s-1")).as("it is not held").hasContent("{not json}");
    }
  }
}
