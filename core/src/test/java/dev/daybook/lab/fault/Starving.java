package dev.daybook.lab.fault;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process whose heap is full again and again while it records: one thread takes all memory that
 * there is, holds it for some calls, and gives it back. It remembers what was acknowledged in
 * memory that it took before, and prints that at the end.
 */
final class Starving {

  static final int THREADS = 3;

  private static final int MAX_ACKS = 100_000;
  private static final int CHUNK_BYTES = 64 << 10;

  /** How long a famine lasts, or a time between two, in which no thread makes a call. */
  private static final long PATIENCE_NANOS = 200_000_000;

  private final Path root;
  private final int famines;
  private final long seed;
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private int opened;

  /** For each thread, the numbers of its acknowledged events and the seqs they were given. */
  private final int[][] numbers = new int[THREADS][MAX_ACKS];

  private final long[][] seqs = new long[THREADS][MAX_ACKS];
  private final int[] acks = new int[THREADS];

  /** For each thread, the number of its next event: no event of a later journal has it again. */
  private final int[] next = new int[THREADS];

  private Starving(Path root, int famines, long seed) {
    this.root = root;
    this.famines = famines;
    this.seed = seed;
  }

  public static void main(String[] args) {
    try {
      new Starving(Path.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2])).run();
      System.exit(0);
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private void run() throws Exception {
    warmUp();
    int journals = 0;
    Hoard hoard = new Hoard();
    hoard.start();
    try {
      while (!done.get()) {
        Daybook daybook = insist(this::open);
        try {
          record(daybook);
        } catch (DaybookException refused) {
          // the journal ended for lack of memory while its sessions were opened
          errors.incrementAndGet();
        }
        close(daybook);
        journals++;
      }
    } catch (OutOfMemoryError | LinkageError | InternalError noMemory) {
      // it lacked for too long, or a class of the JDK could not begin: the process gives up
      done.set(true);
      errors.incrementAndGet();
      noMemory.printStackTrace();
    }
    hoard.join();
    for (int t = 0; t < THREADS; t++) {
      for (int i = 0; i < acks[t]; i++) {
        System.out.println("ack " + t + " " + numbers[t][i] + " " + seqs[t][i]);
      }
    }
    System.out.println("journals " + journals);
    System.out.println("errors " + errors.get());
  }

  /**
   * All classes are loaded once: one that finds no memory for its static fields is broken for good,
   * whosever it is.
   */
  private void warmUp() {
    Daybook daybook = open();
    try (daybook) {
      for (int t = 0; t < THREADS; t++) {
        try (Session session = daybook.openSession("warm-" + t)) {
          session.recordSync(new UserMessage("x".repeat(30_000)));
        }
      }
    }
    try {
      daybook.openSession("warm");
      throw new AssertionError("a closed daybook opens a session");
    } catch (DaybookException closed) {
      errors.incrementAndGet();
    }
  }

  private Daybook open() {
    // with a commit log every other time
    DaybookBuilder builder =
        opened++ % 2 == 0 ? Daybook.builder(root) : Daybook.builder(root).commitLog(64 << 10);
    return builder
        .ringSlots(256)
        .maxLineBytes(64 << 10)
        .maxInFlightBytes(4 << 20)
        .batchBytes(256 << 10)
        .closeTimeout(Duration.ofSeconds(30))
        .open();
  }

  /** Until all famines are over, or the journal ended for lack of memory. */
  private void record(Daybook daybook) throws Exception {
    List<Recorder> recorders = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int index = t;
      Session session = insist(() -> daybook.openSession("s" + index));
      recorders.add(new Recorder(index, session));
    }
    for (Recorder recorder : recorders) {
      insist(() -> {
        recorder.start();
        return recorder;
      });
    }
    for (Recorder recorder : recorders) {
      recorder.join();
    }
  }

  private void close(Daybook daybook) throws Exception {
    insist(() -> {
      try {
        daybook.close();
      } catch (DaybookException failed) {
        errors.incrementAndGet();
      }
      return daybook;
    });
    Counters counters = insist(daybook::counters);
    // an event for whose encoding there was no memory is taken, and refused
    long refused = counters.recorded() - counters.written() - counters.failed();
    if (refused < 0 || refused > counters.rejected()) {
      System.out.println("wrong " + counters);
    }
  }

  /** A call that gets no memory may be made again. */
  private static <T> T insist(Callable<T> call) throws Exception {
    long end = System.nanoTime() + 10 * PATIENCE_NANOS;
    while (true) {
      try {
        return call.call();
      } catch (DaybookException refused) {
        if (refused.kind() != Kind.LINE_TOO_LONG || System.nanoTime() > end) {
          throw refused;
        }
      } catch (OutOfMemoryError | IllegalArgumentException noMemory) {
        // the latter by the language, when closing a resource throws the very same error again
        if (!isOutOfMemory(noMemory) || System.nanoTime() > end) {
          throw noMemory;
        }
      }
    }
  }

  private static boolean isOutOfMemory(Throwable thrown) {
    return thrown instanceof OutOfMemoryError || thrown.getCause() instanceof OutOfMemoryError;
  }

  /** Records to one session until the session fails or the famines are over. */
  private final class Recorder extends Thread {
    private final int index;
    private final Session session;

    Recorder(int index, Session session) {
      this.index = index;
      this.session = session;
    }

    @Override
    public void run() {
      Random random = new Random(seed + index);
      while (!done.get() && session.failure().isEmpty() && acks[index] < MAX_ACKS) {
        calls.incrementAndGet();
        int number = next[index]++;
        try {
          String text = index + ":" + number + ":" + "x".repeat(random.nextInt(20_000));
          if (random.nextInt(3) == 0) {
            session.record(new UserMessage(text));
          } else {
            long seq = session.recordSync(new UserMessage(text), Durability.FORCED);
            seqs[index][acks[index]] = seq;
            numbers[index][acks[index]++] = number;
          }
        } catch (DaybookException | OutOfMemoryError refused) {
          errors.incrementAndGet();
        }
      }
    }
  }

  /** Takes all memory, holds it until some more calls were made, and gives it back. */
  private final class Hoard extends Thread {

    @Override
    public void run() {
      Object[] chunks = new Object[1 << 16];
      Random random = new Random(seed);
      for (int i = 0; i < famines && !done.get(); i++) {
        awaitCalls(random.nextInt(50));
        int taken = 0;
        int size = CHUNK_BYTES;
        while (size > 0) {
          try {
            chunks[taken] = new byte[size];
            taken++;
          } catch (OutOfMemoryError all) {
            // down to the last crumbs now and then
            size = random.nextBoolean() ? size / 8 : 0;
          }
        }
        awaitCalls(random.nextInt(20));
        Arrays.fill(chunks, null);
      }
      done.set(true);
    }

    private void awaitCalls(int more) {
      long target = calls.get() + more;
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (calls.get() < target && !done.get() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }
}
