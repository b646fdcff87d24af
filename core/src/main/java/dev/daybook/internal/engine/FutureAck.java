package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An ack that completes a future. */
final class FutureAck extends Ack {

  private static final int MEMORY_TRIES = 500;
  private static final long MEMORY_PAUSE_NANOS = 20_000_000;

  final CompletableFuture<Long> future = new CompletableFuture<>();
  private final Callbacks callbacks;

  /**
   * The callback thread's part: it completes the future, and so runs the user code attached to it.
   */
  private final Completion completion = new Completion();

  /** True once settled, by the journal thread or before the event got to it. */
  private boolean settled;

  /**
   * @param callbacks runs the completion, and with it the user code attached to the future, on a
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
     * Completes the future, waiting for memory if need be. A future that found no memory for its
     * outcome would never have one, nor would the code attached to it be run.
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
