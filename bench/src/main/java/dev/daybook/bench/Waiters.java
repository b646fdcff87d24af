package dev.daybook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Threads that record one event after another in one store, all in one session or each in its own,
 * and wait for each acknowledgement, from {@link #start} to {@link #stop}. The thread that measures
 * does not take part: it waits until so many more events are acknowledged.
 */
final class Waiters {

  private static final String VIRTUAL = "VIRTUAL_";
  private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PATIENCE_SECONDS = 60;

  private final AckStore store;
  private final int batch;
  private final Recorder latency = new Recorder(HIGHEST_NANOS, 3);
  private final AtomicIntegerArray next;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final Semaphore batches = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile Throwable failure;

  /**
   * Not started yet.
   *
   * @param sessions how many sessions the store has, in which the threads take turns
   * @param batch how many acknowledgements {@link #awaitBatch} waits for
   */
  Waiters(AckStore store, int sessions, int batch) {
    this.store = store;
    this.next = new AtomicIntegerArray(sessions);
    this.batch = batch;
  }

  /** Returns how many threads the words ask for. */
  static int count(String waiters) {
    return Integer.parseInt(
        waiters.startsWith(VIRTUAL) ? waiters.substring(VIRTUAL.length()) : waiters);
  }

  /**
   * Starts the threads.
   *
   * @param waiters how many, after {@value #VIRTUAL} as many virtual ones
   */
  void start(String waiters) throws ReflectiveOperationException {
    boolean virtual = waiters.startsWith(VIRTUAL);
    int count = count(waiters);
    for (int i = 0; i < count; i++) {
      int session = i % next.length();
      Runnable work = () -> work(session);
      threads.add(virtual ? startVirtual(work) : startPlatform(work));
    }
  }

  private static Thread startPlatform(Runnable work) {
    Thread thread = new Thread(work, "waiter");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Thread startVirtual(Runnable work) throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      throw new IllegalStateException(
          "virtual threads need a newer JDK: needs=21, jdk=" + Runtime.version().feature());
    }
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  private void work(int session) {
    try {
      while (!stopped) {
        int index = next.getAndIncrement(session);
        long start = System.nanoTime();
        store.record(session, index);
        latency.recordValue(System.nanoTime() - start);
        if (acknowledged.incrementAndGet() % batch == 0) {
          batches.release();
        }
      }
    } catch (Throwable e) {
      failure = e;
      stopped = true;
    }
  }

  /** Waits for the next batch of acknowledgements, whichever threads get them. */
  void awaitBatch() throws InterruptedException {
    boolean done = batches.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!done || failure != null) {
      throw new IllegalStateException("no acknowledgement: count=" + acknowledged, failure);
    }
  }

  /** Forgets the batches that no thread waited for. */
  void skipBatches() {
    batches.drainPermits();
  }

  /** Returns the time of the calls that ended since this was called last, in nanoseconds. */
  Histogram latency() {
    return latency.getIntervalHistogram();
  }

  /** Returns the number of events that were acknowledged so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Returns the number of events that were acknowledged in each session, once all have stopped. */
  int[] acknowledgedBySession() {
    return IntStream.range(0, next.length()).map(next::get).toArray();
  }

  /** Lets every thread end the call that it is in. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure != null) {
      throw new IllegalStateException("recording failed: count=" + acknowledged, failure);
    }
  }
}
