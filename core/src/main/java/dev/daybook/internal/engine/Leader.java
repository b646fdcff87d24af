package dev.daybook.internal.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of the journal thread, which a caller that waits alone takes for one batch, as the
 * leader of a group commit does. Two hand-overs between threads take longer than anything else of
 * an acknowledgement but the force, and such a caller has nothing better to do.
 *
 * <p>Callers are invited after some batches with a lone caller each. Where several wait, the
 * journal thread does not sleep between their batches; a leader would then force for itself alone.
 *
 * <p>The leader's batch ends with its own event, and needs no more than to append to one file and
 * to force it. All else is left to the journal thread, which is woken for it: it has the threads,
 * the stack and the time, and cannot be interrupted.
 */
final class Leader {

  /** The number of callers, each alone, that are answered before the next one is invited. */
  private static final int LONE_BATCHES = 3;

  /**
   * The time for a batch within which callers are invited. A force of a slower disk is not made
   * quicker by sparing hand-overs, and keeps its caller from noticing an interrupt.
   */
  private static final long QUICK_NANOS = 5_000_000;

  /** The time by which the journal thread may sleep over a moment that came up meanwhile. */
  private static final long MAX_LATE_NANOS = 1_000_000;

  /**
   * The calls of {@link #hasRoom}. They take 64 bytes each once they are compiled, which is 32 KB,
   * and more than that before: a batch and what it may load need less.
   */
  private static final int CALLS = 500;

  private static final MethodHandle IS_VIRTUAL = isVirtual();

  /** The engine whose batch the current thread leads, if it does. */
  private static final ThreadLocal<EngineLoop> LED = new ThreadLocal<>();

  private final EngineLoop engine;
  private final Doorbell doorbell;
  private final Batch batch;
  private final SessionFiles files;
  private final OpenSessions sessions;
  private final BooleanSupplier hasWork;

  /** The awaited batches, one after the other, each of a lone caller, with a sleep before each. */
  private int loneBatches;

  private boolean hasSlept;

  // the sleep that the journal thread has begun last
  private long sleepBegan;
  private long sleepNanos;

  /** True if a caller that waits may lead; read by any thread. */
  private volatile boolean invites;

  /** The reason why a leader could not do its batch: the journal ends with it. */
  private volatile @Nullable Throwable failure;

  Leader(
      EngineLoop engine,
      Doorbell doorbell,
      Batch batch,
      SessionFiles files,
      OpenSessions sessions) {
    this.engine = engine;
    this.doorbell = doorbell;
    this.batch = batch;
    this.files = files;
    this.sessions = sessions;
    this.hasWork = engine::hasWork;
  }

  // --- any thread

  /** Returns true if the calling thread, which is to wait, should lead if it can. */
  boolean invitesCaller() {
    return invites && canBeCaller();
  }

  /** Returns true if the calling thread has the place: it is in the midst of a batch. */
  boolean isCaller() {
    return doorbell.isOwnedByCaller();
  }

  /** Returns the engine whose batch the calling thread leads; null if it does not. */
  static @Nullable EngineLoop ledByCaller() {
    return LED.get();
  }

  /**
   * Returns true if the calling thread can run a batch. A virtual one would hold its carrier for
   * the time of a force; one that is interrupted has no time to wait; and one whose stack is nearly
   * full could not end what it began.
   */
  private static boolean canBeCaller() {
    try {
      Thread caller = Thread.currentThread();
      return !caller.isInterrupted() && !(boolean) IS_VIRTUAL.invokeExact(caller) && hasRoom();
    } catch (Throwable unknown) {
      return false;
    }
  }

  private static boolean hasRoom() {
    try {
      return call(CALLS, 1, 2, 3, 4, 5, 6) != 0;
    } catch (StackOverflowError deep) {
      return false;
    }
  }

  /** Calls itself so many times; what it adds up after the call stays on the stack meanwhile. */
  private static long call(int times, long a, long b, long c, long d, long e, long f) {
    if (times == 0) {
      return a;
    }
    long sum = call(times - 1, b, c, d, e, f, a);
    return sum + a + b + c + d + e + f;
  }

  /** {@code Thread.isVirtual}, which came with JDK 21. */
  private static MethodHandle isVirtual() {
    MethodType type = MethodType.methodType(boolean.class);
    try {
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", type);
    } catch (ReflectiveOperationException before21) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }

  // --- the leader

  /**
   * Runs the batch that ends with the caller's event, or leaves it to the journal thread. The
   * caller has taken the place, and gives it back here, whatever happens.
   */
  void lead(Ack ack, OpenSession session) {
    boolean hasLeftWork = true;
    try {
      long start = System.nanoTime();
      if (needsAppendAlone(session) && batch.gatherTo(ack, session)) {
        run();
      }
      if (engine.hasWork() || System.nanoTime() - start >= QUICK_NANOS) {
        loneBatches = 0;
        invites = false;
      }
      hasLeftWork = engine.hasLeftWork() || sleepsTooLong();
    } catch (Throwable cause) {
      failure = cause;
    } finally {
      doorbell.giveBack(hasLeftWork, hasWork);
    }
  }

  private boolean needsAppendAlone(OpenSession session) {
    return failure == null
        && session.isWritable()
        && session.log().isUninterruptible()
        && !session.coverage.isBeingForced()
        && !session.missing.isAny()
        && session.closeAck == null
        && !files.hasEndedForce()
        && !sessions.hasEntered();
  }

  private void run() {
    EngineLoop outer = LED.get();
    LED.set(engine);
    try {
      engine.runLedBatch();
    } finally {
      if (outer == null) {
        LED.remove();
      } else {
        // an event of that one's batch, while it was written, recorded in this one
        LED.set(outer);
      }
    }
  }

  private boolean sleepsTooLong() {
    long left = sleepNanos - (System.nanoTime() - sleepBegan);
    // also if its time came while the place was taken: others may take it again and again
    return left <= 0 || left - engine.nanosToNext() > MAX_LATE_NANOS;
  }

  // --- journal thread only

  /** Notes that the journal thread has run a batch, in that time. */
  void batchDone(long nanos) {
    if (batch.isAwaited()) {
      boolean isLone = batch.isLone() && hasSlept && nanos < QUICK_NANOS;
      loneBatches = isLone ? loneBatches + 1 : 0;
      invites = loneBatches >= LONE_BATCHES;
    }
    hasSlept = false;
  }

  /** Notes that the journal thread goes to sleep for at most that time. */
  void sleepBegins(long nanos) {
    hasSlept = true;
    sleepNanos = nanos;
    sleepBegan = System.nanoTime();
  }

  /** Returns true if a leader could not do its batch. */
  boolean hasFailed() {
    return failure != null;
  }

  /** Throws why a leader could not do its batch, if that happened. */
  void throwFailure() throws Throwable {
    Throwable cause = failure;
    if (cause != null) {
      throw cause;
    }
  }
}
