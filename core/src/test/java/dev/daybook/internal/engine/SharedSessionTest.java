package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several callers have one session open, and each closes what it opened. */
@Timeout(60)
class SharedSessionTest {

  private static final AppendableFile.Source NONE = trusted -> {
    throw new AssertionError("the session is open already");
  };

  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final Journals options = new Journals();

  SharedSessionTest() {
    options.listener = new JournalListener() {
      @Override
      public void eventRejected(String sessionId, DaybookException why) {
        reports.add(sessionId + " " + why.kind());
      }
    };
  }

  /** Is not to be shown anything. */
  private static final class Unwatched implements SessionWatcher {
    @Override
    public void written(long position) {}

    @Override
    public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

    @Override
    public void missed(long count) {}

    @Override
    public void ended(@Nullable DaybookException failure) {}
  }

  @RepeatedTest(20)
  void twoCallersOfOneSessionLoseNothing() throws Exception {
    MemoryFile file = new MemoryFile();
    CyclicBarrier start = new CyclicBarrier(2);
    try (Journal journal = options.start();
        SessionHandle outlives = journal.open("s", file::asSessionFile)) {
      Runnable caller = () -> {
        try {
          start.await(30, TimeUnit.SECONDS);
          for (int i = 0; i < 10; i++) {
            try (SessionHandle session = journal.open("s", file::asSessionFile)) {
              for (int event = 0; event < 20; event++) {
                session.record(new UserMessage("m"));
              }
            }
          }
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      };
      // threads of their own, since they meet: the common pool may have one alone
      Executor threads = task -> new Thread(task).start();
      CompletableFuture<Void> first = CompletableFuture.runAsync(caller, threads);
      CompletableFuture<Void> second = CompletableFuture.runAsync(caller, threads);
      CompletableFuture.allOf(first, second).get(30, TimeUnit.SECONDS);
      assertThat(Journals.texts(file.forcedContent())).hasSize(400);
      assertThat(outlives.counters().rejected()).isZero();
    }
    assertThat(reports).isEmpty();
  }

  @Test
  void theLastHandleClosesTheSessionAndEachForcesWhatWasRecorded() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle first = journal.open("s", file::asSessionFile);
      SessionHandle second = journal.open("s", NONE);
      first.record(new UserMessage("a"));
      second.record(new UserMessage("b"));
      first.close();
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
      assertThat(file.isClosed()).isFalse();
      assertThat(journal.isOpen("s")).isTrue();
      assertThat(second.recordSync(new UserMessage("c"))).isEqualTo(2);
      second.close();
      assertThat(file.isClosed()).isTrue();
      assertThat(journal.isOpen("s")).isFalse();
    }
  }

  @Test
  void aHandleIsClosedOnce() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle first = journal.open("s", file::asSessionFile);
      SessionHandle second = journal.open("s", NONE);
      first.close();
      first.close();
      first.close();
      assertThat(second.recordSync(new UserMessage("a"))).isZero();
    }
  }

  @Test
  void aClosedHandleTakesNothingThoughTheSessionIsOpen() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle closed = journal.open("s", file::asSessionFile);
      SessionHandle open = journal.open("s", NONE);
      closed.close();
      closed.record(new UserMessage("late"));
      assertThat(closed.tryRecord(new UserMessage("late"))).isFalse();
      assertThatThrownBy(() -> closed.recordSync(new UserMessage("late")))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_CLOSED));
      assertThatThrownBy(closed::sync).hasMessageContaining("session is closed");
      assertThatThrownBy(() -> closed.watch(new Unwatched()))
          .hasMessageContaining("session is closed");
      open.sync();
      assertThat(file.content()).isEmpty();
    }
  }

  @Test
  void whatIsRecordedAfterCloseIsCountedAndReportedOnceASession() throws Exception {
    Journal journal = options.start();
    SessionHandle a = journal.open("a", new MemoryFile()::asSessionFile);
    SessionHandle b = journal.open("b", new MemoryFile()::asSessionFile);
    a.close();
    for (int i = 0; i < 10; i++) {
      a.record(new UserMessage("late"));
    }
    Journals.await(() -> !reports.isEmpty());
    journal.close();
    for (int i = 0; i < 10; i++) {
      a.record(new UserMessage("late"));
      b.record(new UserMessage("late"));
    }
    Journals.await(() -> reports.size() == 2);
    assertThat(reports).containsExactly("a SESSION_CLOSED", "b SESSION_CLOSED");
    assertThat(a.counters().rejected()).isEqualTo(20);
    assertThat(b.counters().rejected()).isEqualTo(10);
  }

  @Test
  void whatIsRecordedAfterTheCloseOfAFailedSessionIsReportedToo() throws Exception {
    for (Supervision supervision : Arrays.asList(null, Supervision.STANDARD)) {
      reports.clear();
      options.supervision = supervision;
      MemoryFile file = new MemoryFile((call, operation) -> {
        if (operation.equals("force")) {
          throw new IOException("injected");
        }
      });
      Journal journal = options.start();
      SessionHandle session = journal.open("s", file::asSessionFile);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("a")))
          .hasRootCauseMessage("injected");
      assertThatThrownBy(session::close).hasRootCauseMessage("injected");
      session.record(new UserMessage("late"));
      Journals.await(() -> !reports.isEmpty());
      assertThat(reports).containsExactly("s SESSION_CLOSED");
      journal.close();
    }
  }

  @Test
  void theListenerIsNotCalledOnTheRecordingThread() throws Exception {
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    options.listener = new JournalListener() {
      @Override
      public void eventRejected(String sessionId, DaybookException why) {
        caller.complete(Thread.currentThread());
      }
    };
    Journal journal = options.start();
    SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
    journal.close();
    session.record(new UserMessage("late"));
    assertThat(caller.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void eachHandleReportsThatNotEverythingIsForced() throws Exception {
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        throw new IOException("injected");
      }
    });
    try (Journal journal = options.start()) {
      SessionHandle first = journal.open("s", file::asSessionFile);
      SessionHandle second = journal.open("s", NONE);
      first.record(new UserMessage("a"));
      for (SessionHandle each : List.of(first, second)) {
        assertThatThrownBy(each::close)
            .isInstanceOfSatisfying(
                DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
        assertThatCode(each::close).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aSessionThatFailedForGoodIsOpenedAnewDespiteOtherHandles() throws Exception {
    MemoryFile broken = new MemoryFile((call, operation) -> {
      throw new IOException("injected");
    });
    MemoryFile sound = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle forgotten = journal.open("s", broken::asSessionFile);
      SessionHandle first = journal.open("s", NONE);
      assertThatThrownBy(() -> first.recordSync(new UserMessage("a")))
          .isInstanceOf(DaybookException.class);
      assertThatThrownBy(first::close).isInstanceOf(DaybookException.class);
      SessionHandle again = journal.open("s", sound::asSessionFile);
      again.recordSync(new UserMessage("b"));
      assertThatThrownBy(() -> forgotten.record(new UserMessage("c")))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
      assertThatThrownBy(forgotten::close).isInstanceOf(DaybookException.class);
      again.recordSync(new UserMessage("d"));
      assertThat(Journals.texts(sound.forcedContent())).containsExactly("b", "d");
    }
  }

  @Test
  void aWatcherKeepsNoSessionOpenThatItsLastRecorderLeft() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle watching = journal.openToWatch("s", file::asSessionFile);
      SessionHandle recording = journal.open("s", NONE);
      recording.close();
      assertThat(file.isClosed()).isTrue();
      watching.close();
      assertThat(journal.isOpen("s")).isFalse();
    }
  }

  @Test
  void theLastWatcherClosesTheSession() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle first = journal.openToWatch("s", file::asSessionFile);
      SessionHandle second = journal.openToWatch("s", NONE);
      first.close();
      assertThat(file.isClosed()).isFalse();
      second.close();
      assertThat(file.isClosed()).isTrue();
    }
  }

  @Test
  void aWatcherThatLeavesTakesTheSessionFromNoRecorder() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle recording = journal.open("s", new MemoryFile()::asSessionFile);
      journal.openToWatch("s", NONE).close();
      assertThat(recording.recordSync(new UserMessage("a"))).isZero();
    }
  }
}
