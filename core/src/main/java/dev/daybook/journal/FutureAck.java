package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody who goes on and is told later. */
final class FutureAck extends Ack {

  private static final int MEMORY_TRIES = 500;
  private static final long MEMORY_PAUSE_NANOS = 20_000_000;

  final CompletableFuture<Long> future = new CompletableFuture<>();
  private final Callbacks callbacks;

  /** What the callback thread does: it completes the future, and so runs what hangs on it. */
  private final Completion completion = new Completion();

  /** Settled by the journal thread, or before the event got to it. */
  private boolean settled;

  /**
   * @param callbacks runs the completion, and with it whatever the user hung on the future, on a
   *     thread that is not the journal's
   */
  FutureAck(Durability durability, Callbacks callbacks) {
    super(durability);
    this.callbacks = callbacks;
  }

  @Override
  void succeeded(long atSeq) {
    if (!settled) {
      settled = true;
      completion.seq = atSeq;
      callbacks.run(completion);
    }
  }

  @Override
  void failed(DaybookException why) {
    if (!settled) {
      settled = true;
      completion.failure = why;
      callbacks.run(completion);
    }
  }

  private final class Completion extends Call {
    private long seq;
    private @Nullable DaybookException failure;

    /**
     * A future that found no memory for its outcome would never have one, nor would what hangs on
     * it be run: it waits for some.
     */
    @Override
    void run() {
      for (int i = 0; i < MEMORY_TRIES; i++) {
        try {
          settle();
          return;
        } catch (OutOfMemoryError noMemory) {
          LockSupport.parkNanos(this, MEMORY_PAUSE_NANOS);
        }
      }
    }

    private void settle() {
      if (failure != null) {
        future.completeExceptionally(failure);
      } else {
        future.complete(seq);
      }
    }
  }
}
