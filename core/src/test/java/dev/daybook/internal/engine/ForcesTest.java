package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Durability;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several sessions are forced at a time, where otherwise one would wait for the other. */
@Timeout(60)
class ForcesTest {

  private static final int SESSIONS = 3;

  private final Journals options = new Journals();
  private final CyclicBarrier together = new CyclicBarrier(SESSIONS);
  private final List<MemoryFile> files = new ArrayList<>();
  private final List<SessionHandle> sessions = new ArrayList<>();

  @Test
  void aSyncOfAllForcesSessionsTogether() throws Exception {
    try (Journal journal = options.start()) {
      open(journal);
      sessions.forEach(session -> session.record(new UserMessage("a")));
      journal.sync();
      files.forEach(file -> assertThat(Journals.texts(file.forcedContent())).containsExactly("a"));
    }
  }

  @Test
  void closingForcesSessionsTogether() throws Exception {
    try (Journal journal = options.start()) {
      open(journal);
      sessions.forEach(session -> session.record(new UserMessage("a")));
    }
    files.forEach(file -> assertThat(Journals.texts(file.forcedContent())).containsExactly("a"));
  }

  @Test
  void sessionsThatAreWaitedForInOneBatchAreForcedTogether() throws Exception {
    try (Journal journal = options.start()) {
      open(journal);
      for (CompletableFuture<Long> acked : recordInOneBatch(journal)) {
        acked.get(30, TimeUnit.SECONDS);
      }
      files.forEach(file -> assertThat(Journals.texts(file.forcedContent())).containsExactly("a"));
      files.forEach(file -> assertThat(file.count("force")).isOne());
    }
  }

  @Test
  void oneOfSeveralFailsAlone() throws Exception {
    Journal journal = options.start();
    try {
      open(journal);
      MemoryFile broken = new MemoryFile((call, operation) -> {
        if (operation.equals("force")) {
          throw new IOException("the device is gone");
        }
      });
      sessions.add(0, journal.open("broken", broken::asSessionFile));
      List<CompletableFuture<Long>> acks = recordInOneBatch(journal);
      assertThatThrownBy(() -> acks.get(0).get(30, TimeUnit.SECONDS))
          .hasRootCauseMessage("the device is gone");
      for (CompletableFuture<Long> acked : acks.subList(1, acks.size())) {
        acked.get(30, TimeUnit.SECONDS);
      }
      files.forEach(file -> assertThat(Journals.texts(file.forcedContent())).containsExactly("a"));
    } finally {
      assertThatThrownBy(journal::close).hasRootCauseMessage("the device is gone");
    }
  }

  @Test
  void moreSessionsThanThreadsAreAllForced() throws Exception {
    try (Journal journal = options.start()) {
      for (int i = 0; i < 40; i++) {
        MemoryFile file = new MemoryFile();
        files.add(file);
        sessions.add(journal.open("s" + i, file::asSessionFile));
      }
      for (CompletableFuture<Long> acked : recordInOneBatch(journal)) {
        acked.get(30, TimeUnit.SECONDS);
      }
      files.forEach(file -> assertThat(Journals.texts(file.forcedContent())).containsExactly("a"));
    }
  }

  @Test
  void aWaiterIsAcknowledgedBeforeTheLastOfManyIsForced() throws Exception {
    Gate gate = new Gate();
    try (Journal journal = options.start()) {
      for (int i = 0; i < 7; i++) {
        int number = i;
        MemoryFile file = new MemoryFile((call, operation) -> {
          if (operation.equals("force") && number == 4) {
            // no thread was free for that one, and the first one's is when it goes on
            Journals.await(this::theFirstIsForcedAndItsThreadIdle);
          } else if (operation.equals("force") && number > 0) {
            gate.pass();
          }
        });
        files.add(file);
        sessions.add(journal.open("s" + i, file::asSessionFile));
      }
      try {
        Gate held = hold(journal);
        BlockingAck ack = new BlockingAck(Durability.FORCED);
        journal.publisher().record(sessions.get(0), new UserMessage("a"), ack);
        sessions.subList(1, 7).forEach(session -> session.recordAsync(new UserMessage("a")));
        held.open();
        assertThat(ack.await(TimeUnit.SECONDS.toNanos(30), journal.thread(), "s"))
            .isZero();
      } finally {
        gate.open();
      }
    }
  }

  private boolean theFirstIsForcedAndItsThreadIdle() {
    return files.get(0).forcedContent().length > 0
        && files.subList(1, 4).stream().allMatch(file -> file.count("force") == 1)
        && Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> LockSupport.getBlocker(thread) instanceof ForceThread);
  }

  /** Sessions whose forces go on only when all of them have begun. */
  private void open(Journal journal) throws IOException {
    for (int i = 0; i < SESSIONS; i++) {
      MemoryFile file = new MemoryFile(this::meetsTheOthersInTheFirstForce);
      files.add(file);
      sessions.add(journal.open("s" + i, file::asSessionFile));
    }
  }

  private List<CompletableFuture<Long>> recordInOneBatch(Journal journal) throws Exception {
    Gate held = hold(journal);
    List<CompletableFuture<Long>> acks = new ArrayList<>();
    for (SessionHandle session : sessions) {
      acks.add(session.recordAsync(new UserMessage("a")));
    }
    held.open();
    return acks;
  }

  /** What is recorded from now on, until that gate is opened, is one batch. */
  private static Gate hold(Journal journal) throws Exception {
    Gate gate = new Gate();
    MemoryFile held = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        gate.pass();
      }
    });
    journal.open("held", held::asSessionFile).record(new UserMessage("held"));
    gate.awaitArrival();
    return gate;
  }

  private void meetsTheOthersInTheFirstForce(int call, String operation) throws IOException {
    if (operation.equals("force") && !together.isBroken()) {
      try {
        together.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
        throw new IOException("the others are not forced at the same time", alone);
      }
    }
  }
}
