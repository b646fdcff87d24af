package dev.daybook.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When sessions are forced, and on which thread. Journal thread only.
 *
 * <p>What somebody waits for is forced by the journal thread itself, at once. What nobody waits for
 * is forced by another thread, so that the journal thread goes on writing meanwhile; and so are
 * several sessions that are waited for at a time, since devices and file systems take a few forces
 * together sooner than one after the other.
 */
final class Forces implements AutoCloseable {

  /** On ext4 twice as many files a second are forced by four threads as by one; more add little. */
  private static final int THREADS = 4;

  /**
   * So much is forced without waiting for the interval: whoever waits then, or closes, finds little
   * left to force, and the device works while events are encoded.
   */
  private static final long MAX_UNFORCED_BYTES = 8 << 20;

  /** Who is told when a session that could fail has. */
  interface Failures {
    void report(Appender appender, boolean couldFail);
  }

  private final ForceSchedule schedule;
  private final Failures failures;
  private final List<ForceThread> threads;
  private final List<Appender> awaited = new ArrayList<>();

  /** @param intervalNanos the longest time between a write and its force when nobody waits */
  Forces(long intervalNanos, Doorbell doorbell, Failures failures) {
    this.schedule = new ForceSchedule(intervalNanos);
    this.failures = failures;
    this.threads =
        Stream.generate(() -> new ForceThread(doorbell)).limit(THREADS).toList();
  }

  // --- when

  /** The session was written to. */
  void written(Appender appender, boolean wasCovered) {
    if (wasCovered && appender.uncoveredBytes() > 0) {
      schedule.add(appender);
    }
    if (appender.uncoveredBytes() >= MAX_UNFORCED_BYTES) {
      begin(appender);
    }
  }

  /** The session has failed or is closed, and there is nothing to force. */
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

  /** How long there is nothing to be done here, unless a force {@linkplain #isAnyDone ends}. */
  long nanosToNext() {
    return schedule.nanosToNext(idle() != null);
  }

  /** Notes since when the oldest byte that is not forced is written. */
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

  /** Forces a session, and has told everybody who waits for that when it returns. */
  void force(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.force();
    failures.report(appender, couldFail);
    schedule.remove(appender);
  }

  /** Begins to force those that somebody waits for, if there is more than one. */
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

  /** Begins to force what is to be forced of them; {@link #force} ends it for each. */
  void begin(Iterable<Appender> sessions) {
    for (Appender appender : sessions) {
      if (appender.isDirty() && !begin(appender)) {
        force(appender);
        settleDone();
      }
    }
  }

  /** False if no thread is free for that, or if it is being forced already. */
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

  /** As {@link #force}; and what was forced before is still there, or the session has failed. */
  void confirm(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.confirm();
    failures.report(appender, couldFail);
    force(appender);
  }

  /** Whether a force has ended on another thread, and {@link #settleDone} has something to do. */
  boolean isAnyDone() {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).isDone()) {
        return true;
      }
    }
    return false;
  }

  /** Takes over what came of the forces that have ended on other threads. */
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
