package dev.daybook.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of forces, and the threads that do them. Journal thread only.
 *
 * <p>The journal thread itself forces, at once, what a caller waits for. Another thread forces what
 * no caller waits for, so that the journal thread goes on writing meanwhile; and several awaited
 * sessions at a time, since devices and file systems take a few forces together sooner than one
 * after the other.
 */
final class Forces implements AutoCloseable {

  /**
   * The number of threads. On ext4 four force twice as many files a second as one; more add little.
   */
  private static final int THREADS = 4;

  /**
   * The unforced bytes that are forced without waiting for the interval: a caller that waits then,
   * or closes, finds little left to force, and the device works while events are encoded.
   */
  private static final long MAX_UNFORCED_BYTES = 8 << 20;

  /** A receiver of sessions that were worked on and may have failed. */
  interface Failures {
    void report(Appender appender, boolean couldFail);
  }

  private final ForceSchedule schedule;
  private final Failures failures;
  private final List<ForceThread> threads;
  private final List<Appender> awaited = new ArrayList<>();

  /** @param intervalNanos the longest time between a write and its force when no caller waits */
  Forces(long intervalNanos, Doorbell doorbell, Failures failures) {
    this.schedule = new ForceSchedule(intervalNanos);
    this.failures = failures;
    this.threads =
        Stream.generate(() -> new ForceThread(doorbell)).limit(THREADS).toList();
  }

  // --- when

  /** Schedules a session that was written to. */
  void written(Appender appender, boolean wasCovered) {
    if (wasCovered && appender.uncoveredBytes() > 0) {
      schedule.add(appender);
    }
    if (appender.uncoveredBytes() >= MAX_UNFORCED_BYTES) {
      begin(appender);
    }
  }

  /** Removes a session that has failed or is closed, and has nothing to force. */
  void remove(Appender appender) {
    schedule.remove(appender);
  }

  /** Begins to force the sessions that are due, and forces all that are overdue. */
  void forceDue() {
    Appender due = schedule.due();
    while (due != null && begin(due)) {
      due = schedule.due();
    }
    for (Appender late = schedule.overdue(); late != null; late = schedule.overdue()) {
      force(late);
    }
  }

  /** Returns the time until there is work here, unless a force {@linkplain #isAnyDone ends}. */
  long nanosToNext() {
    return schedule.nanosToNext(idle() != null);
  }

  /** Notes the time of the oldest written byte that is not forced. */
  void note(OldestUnforced oldest) {
    Appender first = schedule.oldest();
    long now = System.nanoTime();
    long age = first == null ? -1 : now - first.dirtySinceNanos;
    for (int i = 0; i < threads.size(); i++) {
      if (!threads.get(i).isIdle()) {
        age = Math.max(age, now - threads.get(i).dirtySinceNanos());
      }
    }
    if (age < 0) {
      oldest.isForced();
    } else {
      oldest.isWritten(now - age);
    }
  }

  // --- on which thread

  /** Forces a session; its waiting acks are completed when this returns. */
  void force(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.force();
    failures.report(appender, couldFail);
    schedule.remove(appender);
  }

  /** Begins to force the sessions that a caller waits for, if there is more than one. */
  void beginAwaited(List<Appender> sessions) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).isAwaited() || sessions.get(i).closeAck != null) {
        awaited.add(sessions.get(i));
      }
    }
    if (awaited.size() > 1) {
      begin(awaited);
    }
    awaited.clear();
  }

  /** Begins to force what is unforced of these sessions; {@link #force} ends it for each. */
  void begin(Iterable<Appender> sessions) {
    for (Appender appender : sessions) {
      if (appender.isDirty() && !begin(appender)) {
        force(appender);
        settleDone();
      }
    }
  }

  /** Begins to force a session; returns false if no thread is free, or a force is under way. */
  private boolean begin(Appender appender) {
    ForceThread idle = idle();
    if (idle == null || appender.isBeingForced()) {
      return false;
    }
    if (appender.forceIn(idle)) {
      schedule.remove(appender);
    } else {
      force(appender);
    }
    return true;
  }

  private @Nullable ForceThread idle() {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).isIdle()) {
        return threads.get(i);
      }
    }
    return null;
  }

  /** Forces a session, and fails it unless what was forced before is still there. */
  void confirm(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.confirm();
    failures.report(appender, couldFail);
    force(appender);
  }

  /** Returns true if a force has ended on another thread: {@link #settleDone} has work. */
  boolean isAnyDone() {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).isDone()) {
        return true;
      }
    }
    return false;
  }

  /** Takes over the outcomes of the forces that have ended on other threads. */
  void settleDone() {
    for (int i = 0; i < threads.size(); i++) {
      Appender appender = threads.get(i).appender();
      if (appender != null && threads.get(i).isDone()) {
        settle(appender);
      }
    }
  }

  private void settle(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.settleForce();
    failures.report(appender, couldFail);
  }

  /** Lets the threads end. */
  @Override
  public void close() {
    threads.forEach(ForceThread::close);
  }
}
