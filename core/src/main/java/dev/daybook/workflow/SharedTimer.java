package dev.daybook.workflow;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one timer of this process. Its thread, a daemon, begins with the first beat requested and
 * ends soon after the last one is stopped.
 */
final class SharedTimer implements HeartbeatTimer {

  static final HeartbeatTimer INSTANCE = new SharedTimer();
  static final String THREAD_NAME = "daybook-heartbeats";

  private final ScheduledThreadPoolExecutor executor;

  private SharedTimer() {
    executor = new ScheduledThreadPoolExecutor(1, SharedTimer::thread);
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    // the thread keeps no class loader or thread local of the first caller alive
    Thread thread = new Thread(null, work, THREAD_NAME, 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Runnable every(Duration interval, Runnable beat) {
    long nanos = interval.toNanos();
    Future<?> beats =
        executor.scheduleWithFixedDelay(() -> call(beat), nanos, nanos, TimeUnit.NANOSECONDS);
    return () -> beats.cancel(false);
  }

  /** Calls the beat and logs any throwable, which must not end the beats that follow. */
  private static void call(Runnable beat) {
    try {
      beat.run();
    } catch (Throwable mistake) {
      System.getLogger(SharedTimer.class.getName())
          .log(System.Logger.Level.WARNING, "a heartbeat failed; the next one is tried", mistake);
    }
  }
}
