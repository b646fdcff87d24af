package dev.daybook.internal.engine;

import dev.daybook.internal.file.AnnotationBox;
import org.jspecify.annotations.Nullable;

/**
 * The journal thread's look at the inbox of annotations: one quick call of the system at most once
 * a second, and only while sessions are worked on. What is new is taken in on a thread of its own,
 * which exists meanwhile. Owned by the engine, except where stated.
 */
final class AnnotationWatch {

  private static final long LOOK_NANOS = 1_000_000_000;

  /** The age of a change behind which another one has another time, on any file system. */
  private static final long SETTLED_MILLIS = 3_000;

  private final @Nullable AnnotationBox box;
  private final Runnable takeIn;
  private long lookedNanos = System.nanoTime() - LOOK_NANOS;
  private long seenMillis;
  private boolean isOwed;
  private boolean isChanged;
  private @Nullable Thread taker;

  /**
   * @param box null if nothing is taken in
   * @param takeIn takes in what is new; called on another thread
   */
  AnnotationWatch(@Nullable AnnotationBox box, Runnable takeIn) {
    this.box = box;
    this.takeIn = takeIn;
  }

  /** Notes that a session was worked on: a look follows, at the latest in a second. */
  void worked() {
    isOwed = box != null;
  }

  /** Looks if a look is due. */
  void look() {
    if (!isOwed || box == null) {
      return;
    }
    long now = System.nanoTime();
    if (now - lookedNanos < LOOK_NANOS) {
      return;
    }
    isOwed = false;
    lookedNanos = now;
    long changed = box.changedMillis();
    if (changed != seenMillis) {
      isChanged = true;
      boolean isSettled = Math.abs(System.currentTimeMillis() - changed) > SETTLED_MILLIS;
      seenMillis = isSettled ? changed : -1;
    }
  }

  /** Returns true if {@link #takeIn} has work. */
  boolean isChanged() {
    return isChanged;
  }

  /** Begins to take in what is new. Journal thread only: a leader's would inherit its context. */
  void takeIn() {
    Thread before = taker;
    if (!isChanged || (before != null && before.isAlive())) {
      return;
    }
    try {
      Thread started = new Thread(null, takeIn, "daybook-inbox", 0, false);
      started.setDaemon(true);
      started.start();
      taker = started;
      isChanged = false;
    } catch (Throwable noThread) {
      // the next turn tries again
    }
  }

  /** Returns the time until {@link #look} has work. */
  long nanosToNext() {
    return isOwed ? Math.max(0, LOOK_NANOS - (System.nanoTime() - lookedNanos)) : Long.MAX_VALUE;
  }
}
