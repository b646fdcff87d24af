package dev.daybook.internal.engine;

import dev.daybook.internal.json.BatchEncoder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The barrier of a force a file.
 *
 * <p>The journal thread itself forces, at once, what a caller waits for. Another thread forces what
 * no caller waits for, so that the journal thread goes on writing meanwhile; and several awaited
 * sessions at a time, since devices and file systems take a few forces together sooner than one
 * after the other.
 */
final class FileBarrier implements Barrier {

  /**
   * The most threads, each begun when it is first needed. On ext4, which commits the forces of
   * several threads together, sixteen force 1.5 to 1.8 times as many files a second as four.
   */
  private static final int MAX_THREADS = 16;

  /**
   * The unforced bytes that are forced without waiting for the interval: a caller that waits then,
   * or closes, finds little left to force, and the device works while events are encoded.
   */
  private static final long MAX_UNFORCED_BYTES = 8 << 20;

  /** The time for which no thread counts as free after the system refused to start one. */
  private static final long RETRY_NANOS = 1_000_000_000;

  private final ForceSchedule schedule;
  private final List<ForceThread> threads;
  private boolean isRefused;
  private long refusedAtNanos;

  /** @param intervalNanos the longest time between a write and its force when no caller waits */
  FileBarrier(long intervalNanos, Doorbell doorbell) {
    this.schedule = new ForceSchedule(intervalNanos);
    this.threads =
        Stream.generate(() -> new ForceThread(doorbell)).limit(MAX_THREADS).toList();
  }

  @Override
  public @Nullable Throwable written(OpenSession session, BatchEncoder encoder) {
    long uncovered = session.log().position() - session.coverage.filePositionBegun();
    if (uncovered > 0) {
      schedule.add(session);
    }
    boolean canBegin = !session.coverage.isBeingForced() && freeThread() != null;
    return uncovered >= MAX_UNFORCED_BYTES && canBegin ? begin(session) : null;
  }

  @Override
  public @Nullable Throwable begin(OpenSession session) {
    ForceThread idle = session.coverage.isBeingForced() ? null : freeThread();
    if (idle == null || !idle.begin(session)) {
      Throwable cause = cover(session);
      if (idle != null && idle.isRefused()) {
        isRefused = true;
        refusedAtNanos = System.nanoTime();
      }
      return cause;
    }
    isRefused = false;
    session.coverage.begun(idle);
    schedule.remove(session);
    return null;
  }

  @Override
  public @Nullable Throwable cover(OpenSession session) {
    Throwable cause = takeOutcome(session);
    if (cause == null && session.isDirty()) {
      cause = force(session);
    } else if (cause == null && session.coverage.isAwaited()) {
      cause = confirm(session);
    }
    if (cause == null && session.failure() == null) {
      session.coverage.acknowledge();
    }
    schedule.remove(session);
    return cause;
  }

  @Override
  public @Nullable Throwable settle(OpenSession session) {
    return cover(session);
  }

  private static @Nullable Throwable force(OpenSession session) {
    long start = System.nanoTime();
    try {
      session.log().force();
    } catch (Throwable cause) {
      session.coverage.tookForce(System.nanoTime() - start);
      return cause;
    }
    session.covered(session.log().position(), session.log().lastSeq(), System.nanoTime() - start);
    return null;
  }

  @Override
  public @Nullable Throwable confirm(OpenSession session) {
    Throwable cause = takeOutcome(session);
    if (cause == null && session.isWritable() && !session.isDirty()) {
      try {
        session.log().confirm();
      } catch (Throwable missing) {
        return missing;
      }
    }
    return cause;
  }

  @Override
  public @Nullable OpenSession ended() {
    for (int i = 0; i < threads.size(); i++) {
      OpenSession session = threads.get(i).session();
      if (session != null && threads.get(i).isDone()) {
        return session;
      }
    }
    return null;
  }

  @Override
  public @Nullable Throwable takeOutcome(OpenSession session) {
    return session.takeForceOutcome();
  }

  @Override
  public @Nullable OpenSession due() {
    return freeThread() == null ? null : schedule.due();
  }

  @Override
  public @Nullable OpenSession overdue() {
    return schedule.overdue();
  }

  @Override
  public void remove(OpenSession session) {
    schedule.remove(session);
  }

  @Override
  public long nanosToNext() {
    return schedule.nanosToNext(freeThread() != null);
  }

  @Override
  public void note(OldestUnforced oldest) {
    OpenSession first = schedule.oldest();
    long now = System.nanoTime();
    long age = first == null ? -1 : now - first.coverage.dirtySinceNanos;
    for (int i = 0; i < threads.size(); i++) {
      if (!threads.get(i).isIdle()) {
        age = Math.max(age, now - threads.get(i).dirtySinceNanos());
      }
    }
    if (age < 0) {
      oldest.allForced();
    } else {
      oldest.writtenSince(now - age);
    }
  }

  @Override
  public boolean hasFreeThread() {
    return freeThread() != null;
  }

  private @Nullable ForceThread freeThread() {
    if (isRefused && System.nanoTime() - refusedAtNanos < RETRY_NANOS) {
      return null;
    }
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).isIdle()) {
        return threads.get(i);
      }
    }
    return null;
  }

  @Override
  public void close() {
    threads.forEach(ForceThread::close);
  }
}
