package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fails the n-th call to a supervised session's file, for every n and in many ways, and adds up
 * what is there after the recovery: each event that was offered is in the file or in the count of a
 * gap, and what was acknowledged is there.
 */
@Tag(Lab.TAG)
class SupervisionSweepTest {

  private static final int ROUNDS = 4;
  private static final IOException CAUSE = new IOException("injected");

  /** The ways in which calls fail from the n-th on, until all is well again. */
  enum Way {
    ONCE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN == 0);
      }
    },
    FOR_A_WHILE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN >= 0 && sinceN < 12);
      }
    },
    SHORT_WRITE_IN_A_LINE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        shortIf(sinceN == 0 && operation.equals("write"), 7);
        failIf(sinceN == 1 && operation.equals("write"));
      }
    },
    SHORT_WRITE_BEHIND_A_LINE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        shortIf(sinceN == 0 && operation.equals("write"), 200);
        failIf(sinceN == 1 && operation.equals("write"));
      }
    },
    WRITE_AND_TRUNCATE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        shortIf(sinceN == 0 && operation.equals("write"), 200);
        failIf(sinceN == 1 && operation.equals("write"));
        failIf(sinceN == 2 && operation.equals("truncate"));
      }
    },
    EVERY_WRITE_FOR_A_WHILE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN >= 0 && sinceN < 20 && operation.equals("write"));
      }
    },
    EVERY_FORCE_FOR_A_WHILE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN >= 0 && sinceN < 20 && operation.equals("force"));
      }
    },
    REOPENING_FAILS_FOR_A_WHILE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN == 0 || (sinceN > 0 && sinceN < 10 && operation.equals("open")));
      }
    },
    DAMAGE_FOR_A_WHILE {
      @Override
      void before(int sinceN, String operation) throws IOException {
        failIf(sinceN == 0);
        if (sinceN > 0 && sinceN < 8 && operation.equals("open")) {
          throw DaybookException.of(Kind.CRC_MISMATCH, "the line is not what was written");
        }
      }
    },
    LACK_OF_MEMORY {
      @Override
      void before(int sinceN, String operation) {
        if (sinceN >= 0 && sinceN < 5) {
          throw new OutOfMemoryError("direct buffer memory");
        }
      }
    };

    abstract void before(int sinceN, String operation) throws IOException;

    private static void failIf(boolean condition) throws IOException {
      if (condition) {
        throw CAUSE;
      }
    }

    private static void shortIf(boolean condition, int bytes) throws IOException {
      if (condition) {
        throw new MemoryFile.ShortWrite(bytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(180)
  void everyEventIsInTheFileOrCountedInAGap(Way way) throws Exception {
    Finding finding = Lab.finding("failing calls to a supervised session's file");
    int n = 1;
    boolean untouched = false;
    while (!untouched) {
      // the first call opens the session for its caller, which gets the failure
      int at = ++n;
      AtomicBoolean healed = new AtomicBoolean();
      MemoryDisk disk = new MemoryDisk((call, operation) -> {
        if (!healed.get()) {
          way.before(call - at, operation);
        }
      });
      Work work = new Work(disk, healed, "way=" + way + ", call=" + n);
      untouched = work.run() < n;
      finding.add("faults", untouched ? 0 : 1).add("acknowledged", work.acknowledged.size());
    }
    assertThat(n).as("calls of the untouched work").isGreaterThan(2 * ROUNDS);
  }

  /** One thread that records in every way. */
  private static final class Work {
    private final MemoryDisk disk;
    private final AtomicBoolean healed;
    private final String at;
    private final Set<String> acknowledged = new HashSet<>();
    private long offered;

    Work(MemoryDisk disk, AtomicBoolean healed, String at) {
      this.disk = disk;
      this.healed = healed;
      this.at = at;
    }

    /** Returns how many calls were made while they could fail. */
    int run() throws Exception {
      Journals options = new Journals();
      options.supervision = new Supervision(Duration.ofNanos(1), Duration.ofMillis(1));
      AtomicLong recoveries = new AtomicLong();
      AtomicLong reported = new AtomicLong();
      options.listener = new JournalListener() {
        @Override
        public void sessionRecovered(String sessionId, long lostEvents) {
          recoveries.incrementAndGet();
          reported.addAndGet(lostEvents);
        }
      };
      int calls;
      try (Journal journal = options.start()) {
        Session session = journal.open("s", disk);
        for (int i = 0; i < ROUNDS; i++) {
          String plain = "plain " + i;
          String more = "more " + i;
          String sync = "sync " + i;
          String async = "async " + i;
          offered += 4;
          session.record(new UserMessage(plain));
          session.record(new UserMessage(more));
          attempt(() -> session.recordSync(new UserMessage(sync)), sync);
          CompletableFuture<Long> future = session.recordAsync(new UserMessage(async));
          attempt(() -> await(future), async);
          attempt(session::sync, null);
        }
        awaitGood(session);
        calls = disk.calls();
        healed.set(true);
        offered++;
        session.recordSync(new UserMessage("later"));
        acknowledged.add("later");
        assertThat(journal.openToWatch("s", disk).counters())
            .hasToString(session.counters().toString());
        session.close();
        check(session.counters());
        if (disk.opened() == 1) {
          assertThat(recoveries).hasValue(0);
        }
      }
      return calls;
    }

    /** Until all that was offered is settled; the faults are used up by trying. */
    private void awaitGood(Session session) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (true) {
        try {
          Journals.await(() -> session.failure().isEmpty());
          session.sync();
          return;
        } catch (DaybookException e) {
          assertThat(e.kind()).as(at).isEqualTo(Kind.SESSION_FAILED);
          assertThat(System.nanoTime()).as(at + ": " + e).isLessThan(end);
        }
      }
    }

    private void attempt(Runnable call, @Nullable String text) {
      try {
        call.run();
        if (text != null) {
          acknowledged.add(text);
        }
      } catch (DaybookException e) {
        assertThat(e.kind()).as(at).isEqualTo(Kind.SESSION_FAILED);
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        assertThat(root == CAUSE
                || root instanceof MemoryFile.ShortWrite
                || root instanceof OutOfMemoryError
                || root == Failures.WITHOUT_MEMORY)
            .as(at + ": the original cause, not " + root)
            .isTrue();
      }
    }

    private static void await(CompletableFuture<Long> future) {
      try {
        future.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw ((DaybookException) e.getCause());
      } catch (Exception e) {
        throw new AssertionError("hangs", e);
      }
    }

    private void check(Counters counters) {
      assertThat(disk.misuses()).as(at).isEmpty();
      assertThat(disk.isHeld()).as(at).isFalse();
      List<Entry> entries = Journals.entries(disk.forcedContent());
      List<String> texts = texts(entries);
      for (int i = 0; i < entries.size(); i++) {
        assertThat(entries.get(i).seq()).as(at + ": seq").isEqualTo(i);
      }
      assertThat(texts).as(at).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(disk.accountedFor()).as(at + ": " + entries).isEqualTo(offered);
      assertThat(counters.recorded() + counters.rejected())
          .as(at + ": " + counters)
          .isEqualTo(offered);
      assertThat(counters.failed() + counters.rejected())
          .as(at + ": " + counters)
          .isEqualTo(offered - texts.size());
      assertThat(counters.written()).as(at + ": " + counters).isEqualTo(entries.size());
      assertThat(counters.forced()).as(at + ": " + counters).isEqualTo(entries.size());
    }
  }

  private static List<String> texts(List<Entry> entries) {
    List<String> texts = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof UserMessage message) {
        texts.add(message.text());
      } else {
        assertThat(entry.event()).isInstanceOfSatisfying(Gap.class, gap -> {
          assertThat(gap.reason()).isEqualTo(Gap.FAILURE);
          assertThat(gap.count()).isPositive();
        });
      }
    }
    return texts;
  }

  /** Threads that record without a pause while the disk fails again and again, at random. */
  @RepeatedTest(60)
  @Timeout(60)
  void noEventIsCountedTwiceOrForgottenUnderLoad(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    AtomicBoolean sick = new AtomicBoolean(true);
    MemoryDisk disk = new MemoryDisk((call, operation) -> {
      boolean fails;
      synchronized (random) {
        fails = call > 1 && sick.get() && random.nextInt(3) == 0;
      }
      if (fails) {
        throw operation.equals("write") && call % 2 == 0
            ? new MemoryFile.ShortWrite(call % 500)
            : CAUSE;
      }
    });
    Journals options = new Journals();
    options.ringSlots = 64;
    options.batchBytes = 4096;
    options.forceInterval = Duration.ofMillis(2);
    options.supervision = new Supervision(Duration.ofNanos(1), Duration.ofNanos(100_000));
    Set<String> acknowledged = new HashSet<>();
    ConcurrentLinkedQueue<String> acks = new ConcurrentLinkedQueue<>();
    AtomicLong offered = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newCachedThreadPool();
    Counters counters;
    try (Journal journal = options.start()) {
      Session session = journal.open("s", disk);
      List<CompletableFuture<Void>> recorders = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int thread = t;
        recorders.add(CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                String text = thread + "-" + i;
                offered.incrementAndGet();
                if (thread % 2 == 0) {
                  session.record(new UserMessage(text));
                } else {
                  try {
                    session.recordSync(new UserMessage(text));
                    acks.add(text);
                  } catch (DaybookException refused) {
                    assertThat(refused.kind()).isEqualTo(Kind.SESSION_FAILED);
                  }
                }
              }
            },
            pool));
      }
      Journals.await(() -> disk.opened() > 10);
      sick.set(false);
      int openedBefore = disk.opened();
      long ackedBefore = acks.size();
      Journals.await(() -> acks.size() > ackedBefore + 10);
      assertThat(disk.opened()).isLessThanOrEqualTo(openedBefore + 1);
      done.set(true);
      for (CompletableFuture<Void> recorder : recorders) {
        recorder.get(30, TimeUnit.SECONDS);
      }
      try {
        session.close();
      } catch (DaybookException lost) {
        assertThat(lost).hasMessageContaining("could not be written");
      }
      counters = session.counters();
    } finally {
      done.set(true);
      pool.shutdown();
    }
    acknowledged.addAll(acks);
    List<Entry> entries = Journals.entries(disk.forcedContent());
    assertThat(disk.misuses()).isEmpty();
    assertThat(disk.isHeld()).isFalse();
    assertThat(texts(entries)).doesNotHaveDuplicates().containsAll(acknowledged);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).seq()).isEqualTo(i);
    }
    assertThat(disk.accountedFor()).as(counters.toString()).isEqualTo(offered.get());
    assertThat(counters.recorded() + counters.rejected()).isEqualTo(offered.get());
  }
}
