package dev.daybook.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many threads on few sessions for a moment, all ways of use and of trouble mixed as the plan says;
 * then everything is closed, and what is there is held against what was promised.
 */
final class Round {

  static final int CALLS = 150;
  static final int STAYING = 3;
  static final int GOING = 2;
  private static final int WORKERS = 6;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  final Plan plan;
  final Ledger ledger = new Ledger();
  final Daybook readers;
  final Recording recording;
  final Queue<CompletableFuture<?>> futures = new ConcurrentLinkedQueue<>();

  private final Path root;
  private final AtomicBoolean sick = new AtomicBoolean(true);
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Follower> followers = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> overflows = new ConcurrentHashMap<>();
  private final AtomicLong reportedDropped = new AtomicLong();
  private final @Nullable ExecutorService pool;

  Round(Path root, Plan plan) {
    this.root = root;
    this.plan = plan;
    this.pool =
        plan.callbacks() == Plan.Callbacks.SLOW_POOL ? Executors.newFixedThreadPool(2) : null;
    JournalListener listener = new JournalListener() {
      @Override
      public void eventsDropped(String sessionId, long count) {
        reportedDropped.addAndGet(count);
      }
    };
    var executor = switch (plan.callbacks()) {
      case OWN_THREAD -> null;
      case CALLER -> (java.util.concurrent.Executor) Runnable::run;
      case SLOW_POOL -> pool;
    };
    this.readers = Recording.daybook(root, plan, listener, executor);
    this.recording = plan.disk() == Plan.Disk.SOUND
        ? Recording.in(readers)
        : Recording.failing(root, plan, listener, executor, sick);
  }

  String staying(int number) {
    return "stays-" + number;
  }

  String going(int number) {
    return "goes-" + number;
  }

  void wrong(String what, Throwable e) {
    ledger.wrongs.add(what + ": " + Traces.of(e));
  }

  /** The ring was full, and the event was refused. */
  void overflows(String id) {
    // what is dropped is counted as that
    boolean isRefused = switch (plan.overflow()) {
      case BLOCK, FAIL -> true;
      case BLOCK_THEN_DROP, DROP -> false;
    };
    if (isRefused) {
      overflows.computeIfAbsent(id, any -> new AtomicLong()).incrementAndGet();
    }
  }

  /** A file that loses part of a line while it is read may look damaged. */
  void readable(Runnable reading) {
    try {
      reading.run();
    } catch (DaybookException e) {
      if (plan.disk() == Plan.Disk.SOUND) {
        throw e;
      }
    }
  }

  void follow(String id, long seed) {
    Follower follower = new Follower(id, seed, ledger.wrongs);
    // counted by the handle that all share
    recording.session(id);
    follower.subscription = recording.subscribe(id, follower);
    followers.add(follower);
  }

  /** Runs it all; throws what is wrong. */
  void run() throws Exception {
    Leftovers before = Leftovers.of(root);
    Random random = new Random(plan.seed());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      threads.add(Threads.start(plan.virtual(), new Worker(this, "t" + i, random.nextLong())));
    }
    Thread trouble = new Thread(() -> makeTrouble(threads, random), "soak-trouble");
    trouble.start();
    for (Thread thread : threads) {
      join(thread);
    }
    over.set(true);
    join(trouble);
    sick.set(false);
    recover();
    close();
    awaitAll();
    assertThat(ledger.wrongs).as(plan.toString()).isEmpty();
    before.awaitNoMore(plan.toString());
    checkFiles();
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
    if (thread.isAlive()) {
      AssertionError hangs = new AssertionError("hangs: " + thread);
      hangs.setStackTrace(thread.getStackTrace());
      throw hangs;
    }
  }

  private void makeTrouble(List<Thread> threads, Random random) {
    boolean closesAll = plan.closes() && random.nextBoolean();
    for (int i = 0; !over.get(); i++) {
      if (plan.interrupts()) {
        threads.get(random.nextInt(threads.size())).interrupt();
      }
      if (closesAll && i == 20) {
        tryToClose();
      }
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
  }

  private boolean tryToClose() {
    try {
      recording.close();
      return true;
    } catch (DaybookException e) {
      if (e.kind() == Kind.CLOSE_TIMEOUT) {
        return false;
      }
      if (e.kind() == Kind.OVERFLOW && plan.overflow() == Overflow.BLOCK_THEN_DROP) {
        // reported once more to the caller that closes
        return true;
      }
      if (plan.disk() == Plan.Disk.SOUND || e.kind() != Kind.SESSION_FAILED) {
        wrong("close", e);
      }
      return true;
    }
  }

  /** Sessions that come back by themselves have come back. */
  private void recover() {
    if (plan.disk() == Plan.Disk.SUPERVISED && !plan.closes()) {
      for (Session session : recording.handles) {
        if (session.id().startsWith("stays")) {
          await("comes back: " + session, () -> {
            try {
              session.sync();
              return true;
            } catch (DaybookException e) {
              return false;
            }
          });
        }
      }
    }
  }

  private void close() {
    await("closed", this::tryToClose);
    readers.close();
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("hangs: " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  private void awaitAll() throws InterruptedException {
    await("futures", () -> futures.stream().allMatch(CompletableFuture::isDone));
    for (Follower follower : followers) {
      assertThat(follower.subscription.awaitEnd(Duration.ofNanos(PATIENCE_NANOS)))
          .as(plan + ": the follower ended")
          .isTrue();
      assertThat(follower.endings()).as(plan.toString()).isEqualTo(1);
    }
    if (pool != null) {
      pool.shutdown();
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void checkFiles() throws IOException {
    long dropped = 0;
    try (Daybook again = Daybook.open(root)) {
      for (int i = 0; i < STAYING; i++) {
        String id = staying(i);
        // its lock is not held any more, and what a failure left behind is repaired
        again.openSession(id).close();
        List<Entry> entries = again.history(id).entries();
        assertThat(again.verify(id).isClean()).as(plan + ": " + id).isTrue();
        ledger.check(id, entries, plan + ": " + id);
        checkCounts(id, entries);
        dropped += Ledger.missing(entries, Gap.OVERFLOW);
      }
      for (int i = 0; i < GOING; i++) {
        again.openSession(going(i)).close();
        again.history(going(i));
      }
    }
    if (plan.isExact() && plan.disk() == Plan.Disk.SOUND) {
      assertThat(reportedDropped.get())
          .as(plan + ": reported to the listener")
          .isGreaterThanOrEqualTo(dropped);
    }
  }

  private void checkCounts(String id, List<Entry> entries) {
    long offered = ledger.offeredTo(id);
    long events = Ledger.events(entries);
    long uncounted = offered - events;
    String at = plan + ": " + id + ": offered=" + offered + " events=" + events;
    for (Session handle : recording.handles) {
      if (handle.id().equals(id)) {
        Counters counters = handle.counters();
        uncounted -= counters.rejected() + counters.dropped() + counters.failed();
        at += " " + counters;
      }
    }
    if (plan.disk() != Plan.Disk.SOUND) {
      // lines that could not be cut off are counted as failed, and may be there all the same
      assertThat(uncounted).as(at).isLessThanOrEqualTo(0);
    } else {
      assertThat(uncounted).as(at).isZero();
    }
    if (plan.isExact()) {
      AtomicLong refused = overflows.get(id);
      long counted = Ledger.missing(entries, Gap.OVERFLOW) + Ledger.missing(entries, Gap.FAILURE);
      assertThat(events + counted)
          .as(at + " refused=" + refused)
          .isEqualTo(offered - (refused == null ? 0 : refused.get()));
    }
    for (Follower follower : followers) {
      if (follower.session.equals(id) && plan.isExact()) {
        assertThat(follower.failure()).as(at).isNull();
        assertThat(follower.seen()).as(at).isEqualTo(entries.size());
      }
    }
  }

  /** What became of the events of all handles together. */
  long sum(ToLongFunction<Counters> number) {
    return recording.handles.stream()
        .mapToLong(handle -> number.applyAsLong(handle.counters()))
        .sum();
  }

  long calls() {
    return (long) WORKERS * CALLS;
  }
}
