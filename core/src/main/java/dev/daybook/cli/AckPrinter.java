package dev.daybook.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A printer of one line for each acknowledgement, in the order of the events, on a thread of its
 * own, so that the next events are read meanwhile. What is acknowledged together is printed
 * together: the output is passed on only when the next acknowledgement is still to come.
 */
final class AckPrinter {

  /** The number of events that may wait for their acknowledgement. */
  private static final int CAPACITY = 1 << 14;

  private static final CompletableFuture<Long> END = new CompletableFuture<>();

  private final BlockingQueue<CompletableFuture<Long>> pending = new ArrayBlockingQueue<>(CAPACITY);
  private final StandardOutput out;
  private final Consumer<Throwable> onFailure;
  private final Thread thread = new Thread(this::run, "daybook-acks");
  private boolean failed;

  /**
   * @param onFailure is notified when an event will not be acknowledged, or nothing more can be
   *     printed; nothing is printed after that
   */
  AckPrinter(StandardOutput out, Consumer<Throwable> onFailure) {
    this.out = out;
    this.onFailure = onFailure;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Prints the acknowledgement after the ones before it; waits while too many are due. */
  void add(CompletableFuture<Long> ack) throws InterruptedException {
    while (!pending.offer(ack, 1, TimeUnit.SECONDS) && thread.isAlive()) {
      // a thread that has ended takes nothing
    }
  }

  /** Waits, at most so long, until all that came before is printed. */
  void finish(Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    while (!pending.offer(END, 100, TimeUnit.MILLISECONDS)) {
      if (!thread.isAlive() || System.nanoTime() - start > atMost.toNanos()) {
        return;
      }
    }
    thread.join(atMost.toMillis());
  }

  /** Returns the seq, once it is acknowledged; throws the reason if it is not. */
  static long seqOf(CompletableFuture<Long> ack) {
    try {
      return ack.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw e;
    }
  }

  private void run() {
    try {
      CompletableFuture<Long> next = pending.take();
      while (next != END) {
        attempt(next);
        next = pending.poll();
        if (next == null) {
          attemptFlush();
          next = pending.take();
        }
      }
      attemptFlush();
    } catch (Throwable e) {
      // a lack of memory too
      onFailure.accept(e);
    }
  }

  private void attempt(CompletableFuture<Long> ack) {
    if (failed) {
      return;
    }
    if (!ack.isDone()) {
      attemptFlush();
    }
    try {
      byte[] line = ("{\"seq\":" + seqOf(ack) + "}\n").getBytes(StandardCharsets.US_ASCII);
      out.write(line, 0, line.length);
    } catch (RuntimeException why) {
      fail(why);
    }
  }

  private void attemptFlush() {
    try {
      out.flush();
    } catch (RuntimeException why) {
      fail(why);
    }
  }

  private void fail(RuntimeException why) {
    failed = true;
    onFailure.accept(why);
  }
}
