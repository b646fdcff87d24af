package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose files are closed while no thread records there look like all others. */
@Timeout(60)
class EvictedFilesTest {

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private DaybookBuilder builder(int maxOpenFiles) {
    return Daybook.builder(root).maxOpenFiles(maxOpenFiles).listener(new JournalListener() {});
  }

  private Path file(String id) {
    return root.resolve("sessions").resolve(id + ".ndjson");
  }

  /** The session "s-1" with one event, whose file is closed. */
  private static Session evicted(Daybook daybook) {
    Session session = daybook.openSession("s-1");
    session.recordSync(new UserMessage("one"));
    daybook.openSession("other").recordSync(new UserMessage("other"));
    return session;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Test
  void anyNumberIsOpenWithFewFilesAndEachKeepsItsOrder() throws IOException {
    Random random = new Random(1);
    List<List<UserMessage>> recorded = new ArrayList<>();
    try (Daybook daybook = builder(2).open()) {
      for (int s = 0; s < 20; s++) {
        recorded.add(new ArrayList<>());
        daybook.openSession("s-" + s);
      }
      for (int n = 0; n < 500; n++) {
        int s = random.nextInt(20);
        UserMessage event = new UserMessage("event " + n);
        if (n % 25 == 0) {
          assertThat(daybook.openSession("s-" + s).recordSync(event))
              .isEqualTo(recorded.get(s).size());
          daybook.sync();
          if (OpenDescriptors.areShown()) {
            assertThat(OpenDescriptors.below(root.toRealPath().resolve("sessions")))
                .isEqualTo(2);
          }
        } else {
          daybook.openSession("s-" + s).record(event);
        }
        recorded.get(s).add(event);
      }
      daybook.sync();
      assertThat(daybook.counters().forced()).isEqualTo(500);
      for (int s = 0; s < 20; s++) {
        assertThat(daybook.history("s-" + s).events()).isEqualTo(recorded.get(s));
      }
    }
    try (Daybook daybook = Daybook.open(root)) {
      for (int s = 0; s < 20; s++) {
        assertThat(daybook.verify("s-" + s).isClean()).isTrue();
        assertThat(daybook.openSession("s-" + s).recordSync(new UserMessage("last")))
            .isEqualTo(recorded.get(s).size());
      }
    }
  }

  @Test
  void anEvictedSessionIsReadForkedAndFollowed() throws Exception {
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    Subscriber subscriber = entry -> seen.add(entry.seq());
    try (Daybook daybook = builder(1).open()) {
      Session session = evicted(daybook);
      assertThat(daybook.history("s-1").entries()).hasSize(1);
      daybook.fork("s-1", "child");
      assertThat(daybook.history("child").events()).contains(new UserMessage("one"));
      try (var subscription = daybook.subscribe("s-1", StartPosition.beginning(), subscriber);
          Tail tail = daybook.tail("s-1", TailOptions.fromBeginning())) {
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isZero();
        assertThat(tail.next(Duration.ofSeconds(30))).get().isInstanceOf(TailEvent.Recorded.class);
        session.recordSync(new UserMessage("two"));
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(tail.next(Duration.ofSeconds(30))).get().isInstanceOf(TailEvent.Recorded.class);
      }
    }
  }

  @Test
  void anEvictedSessionStaysLockedForItsWriter() {
    try (Daybook daybook = builder(1).open();
        Daybook second = Daybook.open(root)) {
      Session session = evicted(daybook);
      assertThat(faultOf(() -> second.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(faultOf(() -> daybook.delete("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(faultOf(() -> second.purge("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      session.close();
      second.delete("s-1");
      assertThat(file("s-1")).doesNotExist();
    }
  }

  // --- what another process did to the file meanwhile

  private void failsToGoOn(Session session, String why) {
    DaybookException failure = faultOf(() -> session.recordSync(new UserMessage("two")));
    assertThat(failure.kind()).isEqualTo(Kind.SESSION_FAILED);
    assertThat(failure.details())
        .containsEntry("operation", "open")
        .containsEntry("session", "s-1");
    assertThat(rootOf(failure)).hasMessageContaining(why);
    assertThat(faultOf(session::close).kind()).isEqualTo(Kind.SESSION_FAILED);
  }

  @Test
  void anotherFileUnderTheNameIsNotWrittenTo() throws IOException {
    try (Daybook daybook = builder(1).open()) {
      Session session = evicted(daybook);
      // beside it, so that it gets another number
      Path copy = Files.copy(file("s-1"), root.resolve("copy"));
      byte[] bytes = Files.readAllBytes(copy);
      Files.move(copy, file("s-1"), StandardCopyOption.REPLACE_EXISTING);
      failsToGoOn(session, "another file has its name");
      assertThat(file("s-1")).hasBinaryContent(bytes);
      assertThat(daybook.openSession("other").recordSync(new UserMessage("goes on")))
          .isEqualTo(1);
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("two")))
          .as("opened again, it is looked at")
          .isEqualTo(1);
    }
  }

  @Test
  void aFileThatChangedIsNotWrittenTo() throws IOException {
    try (Daybook daybook = builder(1).open()) {
      Session session = evicted(daybook);
      Files.writeString(file("s-1"), "theirs\n", StandardOpenOption.APPEND);
      byte[] bytes = Files.readAllBytes(file("s-1"));
      failsToGoOn(session, "another process wrote to the file");
      assertThat(file("s-1")).hasBinaryContent(bytes);
    }
  }

  /** Only the last lines of what is known to be good are looked at when a session is opened. */
  @Test
  void nothingIsKnownToBeGoodOfAFileThatTookItsPlace() throws IOException {
    try (Daybook daybook = builder(1).open()) {
      Session session = daybook.openSession("s-1");
      for (int n = 0; n < 200; n++) {
        session.record(new UserMessage("event " + n));
      }
      session.sync();
      daybook.openSession("other").recordSync(new UserMessage("other"));
      String lines = Files.readString(file("s-1"));
      Path damaged =
          Files.writeString(root.resolve("damaged"), lines.replace("event 7\"", "EVENT 7\""));
      Files.move(damaged, file("s-1"), StandardCopyOption.REPLACE_EXISTING);
      failsToGoOn(session, "another file has its name");
      assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.CRC_MISMATCH);
    }
  }

  @Test
  void aFileThatIsGoneIsNotMadeAnew() throws IOException {
    try (Daybook daybook = builder(1).open()) {
      Session session = evicted(daybook);
      Files.delete(file("s-1"));
      failsToGoOn(session, "the file was removed");
      assertThat(file("s-1")).doesNotExist();
    }
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    try (Daybook daybook = builder(1).open()) {
      Session session = evicted(daybook);
      Path moved = Files.move(file("s-1"), root.resolve("moved"));
      byte[] bytes = Files.readAllBytes(moved);
      Files.createSymbolicLink(file("s-1"), moved);
      failsToGoOn(session, "something else stands where Daybook keeps its own");
      assertThat(moved).hasBinaryContent(bytes);
    }
  }

  @Test
  void aSupervisedSessionGoesOnInTheFileThatTookItsPlace() throws IOException {
    Daybook daybook =
        builder(1).supervise(Duration.ofMillis(1), Duration.ofMillis(5)).open();
    try (daybook) {
      Session session = evicted(daybook);
      Path copy = Files.copy(file("s-1"), root.resolve("copy"));
      Files.move(copy, file("s-1"), StandardCopyOption.REPLACE_EXISTING);
      session.record(new UserMessage("two"));
      assertThat(faultOf(session::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
      Await.until("it is back", () -> session.failure().isEmpty());
      long seq = session.recordSync(new UserMessage("three"));
      List<?> events = daybook.history("s-1").events();
      assertThat(events.get(0)).isEqualTo(new UserMessage("one"));
      assertThat(events.get(1)).isInstanceOf(Gap.class);
      assertThat(events.get((int) seq)).isEqualTo(new UserMessage("three"));
      assertThat(faultOf(session::sync).kind()).as("reported once").isEqualTo(Kind.SESSION_FAILED);
    }
  }
}
