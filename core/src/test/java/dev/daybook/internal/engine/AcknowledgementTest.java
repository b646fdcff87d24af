package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AcknowledgementTest {

  @Test
  void recordSyncReturnsOnlyAfterTheForce() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> passIf(operation.equals("force"), gate));
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> acknowledged =
          CompletableFuture.supplyAsync(() -> session.recordSync(new UserMessage("a")));
      gate.awaitArrival();
      assertThat(Journals.texts(file.content())).containsExactly("a");
      assertThat(acknowledged).isNotDone();
      gate.open();
      assertThat(acknowledged.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
    }
  }

  @Test
  void everyWaiterForAForceThatFailsGetsTheCause() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
        throw new IOException("injected");
      }
    });
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("a"));
      gate.awaitArrival();
      CompletableFuture<Long> behind = session.recordAsync(new UserMessage("b"));
      gate.open();
      assertThat(first)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class);
      assertThat(behind)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class);
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
    }
  }

  @Test
  void recordSyncCoversWhatWasRecordedBeforeIt() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      session.record(new UserMessage("b"));
      assertThat(session.recordSync(new UserMessage("c"))).isEqualTo(2);
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b", "c");
    }
  }

  @Test
  void writtenIsAcknowledgedWithoutAForce() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      assertThat(session.recordSync(new UserMessage("a"), Durability.WRITTEN)).isZero();
      assertThat(file.count("force")).isZero();
      assertThat(Journals.texts(file.content())).containsExactly("a");
      session.sync(Durability.WRITTEN);
      assertThat(file.count("force")).isZero();
    }
  }

  @Test
  void waitersOfOneBatchShareOneForce() throws Exception {
    Gate gate = new Gate();
    MemoryFile file =
        new MemoryFile((call, operation) -> passIf(operation.equals("force") && call == 2, gate));
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      List<CompletableFuture<Long>> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(session.recordAsync(new UserMessage("other " + i)));
      }
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      for (int i = 0; i < 50; i++) {
        assertThat(others.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i + 1);
      }
      assertThat(file.count("force")).isEqualTo(2);
      assertThat(file.count("write")).isEqualTo(2);
    }
  }

  @Test
  void aBatchCostsOneWriteForEachSessionAndOneForceForEachThatIsAwaited() throws Exception {
    Gate gate = new Gate();
    MemoryFile blocker =
        new MemoryFile((call, operation) -> passIf(operation.equals("force"), gate));
    List<MemoryFile> files = List.of(new MemoryFile(), new MemoryFile(), new MemoryFile());
    try (Journal journal = new Journals().start()) {
      Session blocking = journal.open("blocking", blocker::asSessionFile);
      List<Session> sessions = new ArrayList<>();
      for (MemoryFile file : files) {
        sessions.add(journal.open("s" + sessions.size(), file::asSessionFile));
      }
      CompletableFuture<Long> blocked = blocking.recordAsync(new UserMessage("x"));
      gate.awaitArrival();
      for (int i = 0; i < 30; i++) {
        sessions.get(i % 3).record(new UserMessage("event " + i / 3));
      }
      CompletableFuture<Long> awaited = sessions.get(1).recordAsync(new UserMessage("last"));
      gate.open();
      blocked.get(30, TimeUnit.SECONDS);
      assertThat(awaited.get(30, TimeUnit.SECONDS)).isEqualTo(10);
      for (int s = 0; s < 3; s++) {
        assertThat(files.get(s).count("write")).isEqualTo(1);
        assertThat(files.get(s).count("force")).isEqualTo(s == 1 ? 1 : 0);
        assertThat(Journals.texts(files.get(s).content()))
            .startsWith(IntStream.range(0, 10).mapToObj(i -> "event " + i).toArray(String[]::new));
      }
    }
  }

  @Test
  void sessionsOfOneBatchThatIsLargerThanTheBufferStayWhole() throws Exception {
    Gate gate = new Gate();
    MemoryFile blocker =
        new MemoryFile((call, operation) -> passIf(operation.equals("force"), gate));
    MemoryFile a = new MemoryFile();
    MemoryFile b = new MemoryFile();
    Journals options = new Journals();
    options.batchBytes = 4096;
    try (Journal journal = options.start()) {
      Session blocking = journal.open("blocking", blocker::asSessionFile);
      Session sa = journal.open("a", a::asSessionFile);
      Session sb = journal.open("b", b::asSessionFile);
      CompletableFuture<Long> blocked = blocking.recordAsync(new UserMessage("x"));
      gate.awaitArrival();
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String text = i + " " + "x".repeat(i * 13);
        texts.add(text);
        sa.record(new UserMessage(text));
        sb.record(new UserMessage(text));
      }
      gate.open();
      blocked.get(30, TimeUnit.SECONDS);
      journal.sync();
      assertThat(Journals.texts(a.forcedContent())).isEqualTo(texts);
      assertThat(Journals.texts(b.forcedContent())).isEqualTo(texts);
    }
  }

  @Test
  void syncOfTheJournalForcesEverySession() throws Exception {
    MemoryFile a = new MemoryFile();
    MemoryFile b = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      journal.open("a", a::asSessionFile).record(new UserMessage("a"));
      journal.open("b", b::asSessionFile).record(new UserMessage("b"));
      journal.sync();
      assertThat(Journals.texts(a.forcedContent())).containsExactly("a");
      assertThat(Journals.texts(b.forcedContent())).containsExactly("b");
      assertThat(journal.counters().forced()).isEqualTo(2);
    }
  }

  @Test
  void syncOfAForcedSessionForcesNothing() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.sync();
      session.recordSync(new UserMessage("a"));
      session.sync();
      journal.sync();
      assertThat(file.count("force")).isEqualTo(1);
    }
  }

  @Test
  void unforcedBytesAreForcedInTheBackground() throws Exception {
    MemoryFile a = new MemoryFile();
    MemoryFile b = new MemoryFile();
    Journals options = new Journals();
    options.forceInterval = Duration.ofMillis(20);
    try (Journal journal = options.start()) {
      journal.open("a", a::asSessionFile).record(new UserMessage("a"));
      Session second = journal.open("b", b::asSessionFile);
      second.record(new UserMessage("b"));
      Journals.await(() -> a.forcedContent().length > 0 && b.forcedContent().length > 0);
      second.record(new UserMessage("c"));
      Journals.await(() -> Journals.texts(b.forcedContent()).equals(List.of("b", "c")));
    }
  }

  @Test
  void aBusyJournalForcesInTheBackgroundToo() throws Exception {
    MemoryFile quiet = new MemoryFile();
    Journals options = new Journals();
    options.forceInterval = Duration.ofMillis(20);
    try (Journal journal = options.start()) {
      journal.open("quiet", quiet::asSessionFile).record(new UserMessage("a"));
      Session busy = journal.open("busy", new MemoryFile()::asSessionFile);
      Journals.await(() -> {
        busy.record(new UserMessage("b"));
        return quiet.forcedContent().length > 0;
      });
    }
  }

  @Test
  void callbacksRunInOrderAndNotOnTheJournalThread() throws Exception {
    List<Long> seqs = new ArrayList<>();
    List<String> threads = new ArrayList<>();
    Gate force = new Gate();
    Gate callback = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> passIf(operation.equals("force"), force));
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      List<CompletableFuture<Void>> done = new ArrayList<>();
      done.add(session.recordAsync(new UserMessage("held")).thenAccept(seq -> callback.pass()));
      for (int i = 0; i < 100; i++) {
        done.add(session.recordAsync(new UserMessage("m")).thenAccept(seq -> {
          seqs.add(seq);
          threads.add(Thread.currentThread().getName());
          throw new IllegalStateException("a user's own mistake");
        }));
      }
      force.open();
      callback.awaitArrival();
      // a callback that holds its thread holds up no caller that waits
      session.recordSync(new UserMessage("sync"));
      callback.open();
      for (CompletableFuture<Void> each : done.subList(1, 101)) {
        assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
            .hasMessageContaining("own mistake");
      }
      session.recordSync(new UserMessage("still alive"));
    }
    assertThat(seqs)
        .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(i -> (long) i).toList());
    assertThat(threads).containsOnly("daybook-callbacks");
  }

  @Test
  void callbacksStayOffTheJournalThreadEvenIfTheirExecutorRunsThemAtOnce() throws Exception {
    Gate force = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> passIf(operation.equals("force"), force));
    Journals options = new Journals();
    options.callbackExecutor = Runnable::run;
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      CompletableFuture<String> thread = session
          .recordAsync(new UserMessage("a"))
          .thenApply(seq -> Thread.currentThread().getName());
      force.open();
      assertThat(thread.get(30, TimeUnit.SECONDS)).isNotEqualTo("daybook-journal");
    }
  }

  @Test
  void aTimeoutSaysThatTheOutcomeIsUnknown() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> passIf(operation.equals("force"), gate));
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      assertThatThrownBy(() ->
              session.recordSync(new UserMessage("a"), Durability.FORCED, Duration.ofMillis(10)))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
      gate.open();
      session.sync();
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
    }
  }

  private static void passIf(boolean condition, Gate gate) {
    if (condition) {
      gate.pass();
    }
  }
}
