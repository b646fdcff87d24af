package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.internal.json.Restated;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The ack of a closing, which any number of threads may await, as often as they like. The first
 * thread that awaits it gets the failure; the others return as if all was well, since closing again
 * does nothing.
 */
final class CloseAck extends Ack {

  /** The time between two checks whether the journal thread still lives. */
  private static final long LIVENESS_CHECK_NANOS = 1_000_000_000;

  // no user code can be attached to it, so the journal thread may complete it
  private final CompletableFuture<Long> outcome = new CompletableFuture<>();
  private final AtomicBoolean reported = new AtomicBoolean();

  CloseAck() {
    super(Durability.FORCED);
  }

  @Override
  void succeeded(long atSeq) {
    outcome.complete(atSeq);
  }

  @Override
  void failed(DaybookException why) {
    if (why.kind() == Kind.SESSION_CLOSED) {
      // by the closing of the whole journal, which forced it and reported what went wrong
      outcome.complete(-1L);
    } else {
      outcome.completeExceptionally(why);
    }
  }

  /**
   * Waits until the closing is done. An interrupt does not end the wait; the thread's flag is set
   * again afterwards.
   *
   * @param what the name of what is being closed, for the message
   * @throws DaybookException why not everything is forced, unless that was reported before; or
   *     {@code CLOSE_TIMEOUT}, after which the journal thread goes on and one may wait again
   */
  void await(TimeLimit limit, Thread journalThread, String what) {
    DaybookException why = awaitSettled(limit, journalThread, what);
    if (why != null && reported.compareAndSet(false, true)) {
      throw Restated.again(why);
    }
  }

  /**
   * Waits like {@link #await}, but returns the failure and leaves it to be reported to another
   * thread.
   */
  @Nullable
  DaybookException awaitSettled(TimeLimit limit, Thread journalThread, String what) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          outcome.get(limit.step(LIVENESS_CHECK_NANOS), TimeUnit.NANOSECONDS);
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          if (limit.left() <= 0 && !outcome.isDone()) {
            throw timeout(what, limit);
          }
          if (!journalThread.isAlive()) {
            failed(DaybookException.of(
                Kind.SESSION_FAILED, "the journal thread is gone", "closing", what));
          }
        } catch (ExecutionException e) {
          return e.getCause() instanceof DaybookException why ? why : null;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static DaybookException timeout(String what, TimeLimit waited) {
    return DaybookException.of(
        Kind.CLOSE_TIMEOUT,
        "closing takes too long; the journal thread goes on, and close() may be called again",
        "closing",
        what,
        "waitedMillis",
        TimeUnit.NANOSECONDS.toMillis(waited.nanos()));
  }
}
