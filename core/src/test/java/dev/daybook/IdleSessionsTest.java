package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.HeldFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are idle for long are closed by themselves, and come back when they are used. */
@Timeout(60)
class IdleSessionsTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  private DaybookBuilder closingIdle() {
    return Daybook.builder(root).closeIdle(SOON).listener(new JournalListener() {
      @Override
      public void sessionOpened(String sessionId) {
        hear("opened");
      }

      @Override
      public void sessionClosed(String sessionId) {
        hear("closed");
      }

      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        hear("failed");
      }

      @Override
      public void tornTailMoved(String sessionId, long bytes, Path to) {
        hear("torn");
      }
    });
  }

  private void hear(String what) {
    threads.add(Thread.currentThread().getName());
    heard.add(what);
  }

  private static void awaitIdle(Daybook daybook) {
    awaitIdle(daybook, daybook.counters().written());
  }

  /** Idle also before what was recorded is taken: only then does the session stay so. */
  private static void awaitIdle(Daybook daybook, long written) {
    Await.until(
        "the session is idle",
        () -> daybook.counters().written() == written && daybook.gauges().idleSessions() == 1);
  }

  private List<String> texts() {
    try (Daybook reader = Daybook.open(root)) {
      return reader.reader("s", ReadOptions.lenient()).history().entries().stream()
          .map(entry -> entry.event() instanceof UserMessage message
              ? message.text()
              : entry.event().toString())
          .toList();
    }
  }

  @Test
  void anIdleSessionIsForcedAndUnlockedAndItsHandleStaysGood() {
    try (Daybook daybook = closingIdle().forceInterval(Duration.ofHours(1)).open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.record(new UserMessage("a"));
      awaitIdle(daybook, 1);
      assertThat(session.counters().forced()).isOne();
      assertThat(daybook.gauges().openSessions()).isZero();
      Session theirs = other.openSession("s");
      theirs.recordSync(new UserMessage("theirs"));
      theirs.close();
      session.record(new UserMessage("b"));
      assertThat(session.recordSync(new UserMessage("c"))).isEqualTo(3);
      session.close();
    }
    assertThat(texts()).containsExactly("a", "theirs", "b", "c");
    Await.until(
        "the end is reported",
        () -> heard.size() >= 4 && heard.get(heard.size() - 1).equals("closed"));
    assertThat(heard).startsWith("opened", "closed", "opened");
    assertThat(threads).containsOnly("daybook-callbacks");
  }

  @Test
  void aSessionInWhichNothingIsRecordedIsClosedToo() {
    try (Daybook daybook = closingIdle().open();
        Daybook other = Daybook.open(root)) {
      daybook.openSession("s");
      awaitIdle(daybook);
      other.openSession("s").recordSync(new UserMessage("theirs"));
    }
    assertThat(texts()).containsExactly("theirs");
  }

  @Test
  void withoutTheOptionASessionIsHeld() {
    try (Daybook daybook = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
      assertThat(faultOf(() -> other.openSession("s")).kind()).isEqualTo(Kind.SESSION_LOCKED);
    }
  }

  @Test
  void openingAnIdleSessionLocksItAgain() {
    try (Daybook daybook =
            Daybook.builder(root).closeIdle(Duration.ofSeconds(3)).open();
        Daybook other = Daybook.open(root)) {
      daybook.openSession("s").recordSync(new UserMessage("a"));
      awaitIdle(daybook);
      Session again = daybook.openSession("s");
      assertThat(daybook.gauges().idleSessions()).isZero();
      again.recordSync(new UserMessage("b"));
      assertThat(faultOf(() -> other.openSession("s")).kind()).isEqualTo(Kind.SESSION_LOCKED);
    }
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void openingAnIdleSessionThatAnotherProcessHoldsIsRefusedAndMayBeTriedAgain() {
    try (Daybook daybook = closingIdle().open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      awaitIdle(daybook);
      Session theirs = other.openSession("s");
      assertThat(faultOf(() -> daybook.openSession("s")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(session.failure()).isEmpty();
      theirs.close();
      daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
    }
    assertThat(texts()).containsExactly("a");
  }

  @Test
  void anEventForASessionThatAnotherProcessHoldsMakesItFail() {
    Daybook daybook = closingIdle().open();
    try (Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      awaitIdle(daybook);
      Session theirs = other.openSession("s");
      DaybookException fault = faultOf(() -> session.recordSync(new UserMessage("a")));
      assertThat(fault.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(fault.getCause())
          .isInstanceOfSatisfying(
              DaybookException.class, why -> assertThat(why.kind()).isEqualTo(Kind.SESSION_LOCKED));
      assertThat(session.counters().failed()).isOne();
      theirs.close();
      assertThat(faultOf(session::close).kind()).isEqualTo(Kind.SESSION_FAILED);
      Session again = daybook.openSession("s");
      again.recordSync(new UserMessage("b"));
      again.close();
    } finally {
      daybook.close();
    }
    assertThat(texts()).containsExactly("b");
    Await.until("the failure is reported", () -> heard.contains("failed"));
  }

  @Test
  void aSupervisedSessionComesBackWhenItIsFreeAndCountsWhatItMissed() {
    Daybook daybook = closingIdle().supervise(SOON, SOON).open();
    try (Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      awaitIdle(daybook);
      Session theirs = other.openSession("s");
      session.record(new UserMessage("lost"));
      Await.until("it has failed", () -> session.failure().isPresent());
      theirs.close();
      Await.until("it is back", () -> session.failure().isEmpty());
      session.recordSync(new UserMessage("b"));
      assertThat(faultOf(session::sync)).hasMessageContaining("events=1");
    } finally {
      daybook.close();
    }
    assertThat(texts()).containsExactly(new Gap(1, Gap.FAILURE).toString(), "b");
  }

  /** A thing that may happen to a file while its session is idle and no process holds it. */
  private enum Deed {
    /** As {@code git clean -fdx} does, and {@code daybook rm}. */
    REMOVED,
    SHORTENED,
    /** As {@code daybook repair} may. */
    CUT;

    void to(Daybook daybook) throws IOException {
      Path file = daybook.file("s");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        switch (this) {
          case REMOVED -> daybook.delete("s");
          case SHORTENED -> channel.truncate(3);
          case CUT -> {
            SessionFolder folder =
                new SessionFolder(file.getParent().getParent(), (id, bytes, to) -> {});
            try (HeldFile held = folder.hold(new SessionId("s"))) {
              held.cut(0);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSupervisedSessionWhoseFileIsGoneComesBackOnANewFile(Deed deed) throws IOException {
    try (Daybook daybook = closingIdle().supervise(SOON, SOON).open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
      awaitIdle(daybook);
      deed.to(other);
      session.record(new UserMessage("lost"));
      Await.until("it is back", () -> daybook.counters().written() == 2);
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(2);
      assertThat(faultOf(session::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
    }
    assertThat(texts()).containsExactly(new Gap(2, Gap.FAILURE).toString(), "b");
  }

  /** The file is found to be gone when it is opened again after another failure. */
  @Test
  void aFailedSupervisedSessionWhoseFileGoesComesBackOnANewFile() throws IOException {
    try (Daybook daybook = closingIdle().supervise(SOON, SOON).open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
      awaitIdle(daybook);
      Session theirs = other.openSession("s");
      session.record(new UserMessage("lost"));
      Await.until("it has failed", () -> session.failure().isPresent());
      Files.delete(daybook.file("s"));
      assertThat(faultOf(theirs::close).kind()).isEqualTo(Kind.SESSION_FAILED);
      Await.until("it is back", () -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(2);
      assertThat(faultOf(session::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
    }
    assertThat(texts()).containsExactly(new Gap(2, Gap.FAILURE).toString(), "b");
  }

  @Test
  void aSyncOrACloseOfAnIdleSessionTouchesNothing() {
    try (Daybook daybook = closingIdle().open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      awaitIdle(daybook);
      Session theirs = other.openSession("s");
      session.sync();
      daybook.sync();
      session.close();
      assertThat(daybook.gauges().idleSessions()).isZero();
      theirs.recordSync(new UserMessage("theirs"));
    }
    assertThat(texts()).containsExactly("theirs");
  }

  /** What a listener does takes its own time, and is not the journal thread's. */
  @Test
  void aTornTailThatAnotherProcessLeftIsReportedOffTheJournalThread() throws IOException {
    try (Daybook daybook = closingIdle().open()) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("a"));
      awaitIdle(daybook);
      Files.writeString(daybook.file("s"), "{\"v\":1,\"se", StandardOpenOption.APPEND);
      assertThat(session.recordSync(new UserMessage("b"))).isOne();
    }
    Await.until("the torn tail is reported", () -> heard.contains("torn"));
    assertThat(threads).containsOnly("daybook-callbacks");
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void aSubscriptionSeesWhatComesBeforeAndAfter() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Daybook daybook = closingIdle().open();
        Daybook other = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      daybook.subscribe("s", StartPosition.beginning(), new Subscriber() {
        @Override
        public void entry(Entry entry) {
          seen.add(((UserMessage) entry.event()).text());
        }

        @Override
        public void published(EphemeralEvent event, Instant ts) {}
      });
      session.record(new UserMessage("a"));
      awaitIdle(daybook, 1);
      Session theirs = other.openSession("s");
      theirs.record(new UserMessage("theirs"));
      theirs.close();
      session.record(new UserMessage("b"));
      Await.until("all is seen", () -> seen.size() == 3);
    }
    assertThat(seen).containsExactly("a", "theirs", "b");
  }

  /** Closing and coming back race with threads that record, open, sync and close. */
  @Test
  void nothingIsLostAndOrderIsKeptHoweverOftenItIsClosed() throws Exception {
    int threadCount = 3;
    int events = 150;
    ExecutorService pool = Executors.newFixedThreadPool(threadCount);
    try (Daybook daybook = Daybook.builder(root).closeIdle(Duration.ofNanos(1)).open()) {
      Session session = daybook.openSession("s");
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threadCount; t++) {
        int thread = t;
        done.add(pool.submit(() -> {
          for (int i = 0; i < events; i++) {
            UserMessage event = new UserMessage(thread + " " + i);
            if (i % 3 == 0) {
              session.recordSync(event);
            } else if (i % 3 == 1) {
              session.record(event);
            } else {
              daybook.openSession("s").record(event);
            }
          }
        }));
      }
      for (Future<?> each : done) {
        each.get(50, TimeUnit.SECONDS);
      }
      session.sync();
      assertThat(session.counters().rejected() + session.counters().failed()).isZero();
    } finally {
      pool.shutdownNow();
    }
    List<String> texts = texts();
    assertThat(texts).hasSize(threadCount * events);
    for (int t = 0; t < threadCount; t++) {
      String prefix = t + " ";
      List<Integer> mine = texts.stream()
          .filter(text -> text.startsWith(prefix))
          .map(text -> Integer.parseInt(text.substring(prefix.length())))
          .toList();
      assertThat(mine).isSorted().hasSize(events);
    }
  }
}
