package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {

  @Test
  void writesForcesAndClosesTheFile() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      for (int i = 0; i < 100; i++) {
        session.record(new UserMessage("m" + i));
      }
      session.close();
      assertThat(Journals.texts(file.forcedContent())).hasSize(100);
      assertThat(file.isClosed()).isTrue();
      assertThat(session.counters().forced()).isEqualTo(100);
      session.close();
    }
  }

  @Test
  void recordingAfterwardsIsCountedAndHarmless() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.close();
      session.record(new UserMessage("late"));
      assertThat(session.counters().rejected()).isEqualTo(1);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("late")))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_CLOSED));
      assertThat(session.recordAsync(new UserMessage("late"))).isCompletedExceptionally();
      assertThatThrownBy(session::sync).isInstanceOf(DaybookException.class);
      assertThat(file.content()).isEmpty();
    }
  }

  @Test
  void closingTheJournalClosesEverySession() throws Exception {
    MemoryFile a = new MemoryFile();
    MemoryFile b = new MemoryFile();
    Journal journal = new Journals().start();
    Session sa = journal.open("a", a::asSessionFile);
    Session sb = journal.open("b", b::asSessionFile);
    sa.record(new UserMessage("a"));
    sb.record(new UserMessage("b"));
    journal.close();
    assertThat(Journals.texts(a.forcedContent())).containsExactly("a");
    assertThat(Journals.texts(b.forcedContent())).containsExactly("b");
    assertThat(a.isClosed() && b.isClosed()).isTrue();
    journal.close();
    sa.close();
    sa.record(new UserMessage("late"));
    assertThatThrownBy(() -> sb.recordSync(new UserMessage("late")))
        .isInstanceOf(DaybookException.class);
    assertThatThrownBy(journal::sync).isInstanceOf(DaybookException.class);
    assertThatThrownBy(() -> journal.open("c", new MemoryFile()::asSessionFile))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_CLOSED));
  }

  @Test
  void aClosedSessionIsOpenedAnew() throws Exception {
    try (Journal journal = new Journals().start()) {
      journal.open("s", new MemoryFile()::asSessionFile).close();
      Session second = journal.open("s", trusted -> new AppendableFile(new MemoryFile(), 0, 7));
      assertThat(second.recordSync(new UserMessage("a"))).isEqualTo(7);
    }
  }

  @Test
  void aFailedForceAtCloseIsReported() throws Exception {
    IOException cause = new IOException("injected");
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        throw cause;
      }
    });
    AtomicInteger reports = new AtomicInteger();
    Journals options = new Journals();
    options.listener = new JournalListener() {
      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        reports.incrementAndGet();
      }
    };
    Journal journal = options.start();
    Session session = journal.open("s", file::asSessionFile);
    session.record(new UserMessage("a"));
    assertThatThrownBy(session::close).hasCause(cause);
    session.close();
    assertThat(file.isClosed()).isTrue();
    journal.close();
    Journals.await(() -> reports.get() == 1);
  }

  @Test
  void aForceThatHangsDoesNotHangCloseForEver() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      }
    });
    Journals options = new Journals();
    options.closeTimeout = Duration.ofMillis(50);
    Journal journal = options.start();
    Session session = journal.open("s", file::asSessionFile);
    CompletableFuture<Long> waiting = session.recordAsync(new UserMessage("a"));
    gate.awaitArrival();
    assertThatThrownBy(session::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    assertThatThrownBy(journal::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    gate.open();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isZero();
    Journals.await(file::isClosed);
    assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
  }

  /**
   * An event that was acknowledged before close began is in the file; every waiting caller is
   * answered.
   */
  @RepeatedTest(200)
  void aRaceWithRecordersLosesNothingAndLeavesNoWaiter(RepetitionInfo repetition) throws Exception {
    MemoryFile file = new MemoryFile();
    Journals options = new Journals();
    options.ringSlots = 64;
    Journal journal = options.start();
    Session session = journal.open("s", file::asSessionFile);
    AtomicLong returned = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    List<CompletableFuture<List<Long>>> recorders = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      boolean waits = t == 0;
      recorders.add(CompletableFuture.supplyAsync(() -> {
        List<Long> acknowledged = new ArrayList<>();
        try {
          for (int i = 0; i < 10_000; i++) {
            if (waits) {
              acknowledged.add(session.recordSync(new UserMessage("waits")));
            } else {
              session.record(new UserMessage("goes on"));
            }
            returned.incrementAndGet();
          }
        } catch (DaybookException e) {
          assertThat(e.kind()).isEqualTo(Kind.SESSION_CLOSED);
          refused.incrementAndGet();
        }
        return acknowledged;
      }));
    }
    Journals.await(() -> returned.get() > 20);
    long before = returned.get();
    if (repetition.getCurrentRepetition() % 2 == 0) {
      session.close();
    }
    journal.close();
    List<Long> acknowledged = new ArrayList<>();
    for (CompletableFuture<List<Long>> recorder : recorders) {
      try {
        acknowledged.addAll(recorder.get(30, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        throw new AssertionError("a recorder was not answered properly", e);
      }
    }
    int forced = Journals.entries(file.forcedContent()).size();
    assertThat((long) forced).isGreaterThanOrEqualTo(before);
    assertThat(acknowledged).allMatch(seq -> seq < forced);
    assertThat(session.counters().forced()).isEqualTo(forced);
    // what came behind the closing is refused after it was answered
    Journals.await(() -> {
      Counters counters = session.counters();
      return counters.written() + counters.rejected() == returned.get() + refused.get();
    });
  }

  @Test
  void openingWhileTheJournalClosesSaysSoThoughTheFileCannotBeGivenBack() {
    Journal journal = new Journals().start();
    MemoryFile file = new MemoryFile((call, operation) -> {
      throw new IOException("planned: " + operation);
    });
    assertThatThrownBy(() -> journal.open("s", trustedBytes -> {
          journal.close();
          return file.asSessionFile();
        }))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_CLOSED));
    assertThat(file.count("close")).isEqualTo(1);
  }
}
