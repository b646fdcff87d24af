package dev.daybook.follow;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.follow.PublishedEvents.Published;
import dev.daybook.journal.Session;
import dev.daybook.journal.SessionWatcher;
import dev.daybook.replay.TailReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Subscriber}'s live view of a session while it is recorded.
 *
 * <p>The subscription reads entries back from the file, on a thread of its own, up to the written
 * position that the journal thread publishes. So a subscriber sees what every later reader will
 * see, and the journal thread only stores a number for it. However slow it is, only a bounded
 * number of published events waits in memory.
 */
public final class Subscription implements AutoCloseable {

  /** The place where a subscription begins. */
  public enum From {
    /** The session's first entry: all that there is, then what comes. */
    BEGINNING,
    /** The present: what is recorded from now on. */
    NOW
  }

  private final Session session;
  private final Subscriber subscriber;
  private final TailReader reader;
  private final Watcher watcher = new Watcher();
  private final CountDownLatch done = new CountDownLatch(1);

  /** The lock where the journal thread and ours meet; no other code can hold it. */
  private final Object lock = new Object();

  // guarded by the lock
  private final PublishedEvents waiting = new PublishedEvents();
  private long missed;
  private long written;
  private long shown;

  /** The position from which the file differs from what was shown of it; -1 if it does not. */
  private long differsFrom = -1;

  private boolean ended;
  private boolean closed;
  private @Nullable DaybookException failure;

  private Subscription(
      Session session,
      Path file,
      EventTypes types,
      int maxLineBytes,
      From from,
      Subscriber subscriber) {
    this.session = session;
    this.subscriber = subscriber;
    long now = session.watch(watcher);
    this.shown = from == From.NOW ? now : 0;
    try {
      this.reader = new TailReader(file, session.id(), types, shown, maxLineBytes);
    } catch (Throwable refused) {
      session.unwatch(watcher);
      throw refused;
    }
    watcher.begin(now);
  }

  /**
   * Starts to show a session.
   *
   * @param session an open one, which is closed when the subscription is closed or ends
   * @param file its file
   * @param types the types to give back as their records
   * @param maxLineBytes the longest line to hold in memory
   * @throws DaybookException {@code SESSION_CLOSED}, {@code SESSION_FAILED}, {@code IO_ERROR}
   */
  public static Subscription start(
      Session session,
      Path file,
      EventTypes types,
      int maxLineBytes,
      From from,
      Subscriber subscriber) {
    Subscription subscription =
        new Subscription(session, file, types, maxLineBytes, from, subscriber);
    Thread thread = new Thread(subscription::run, "daybook-subscriber-" + session.id());
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Throwable noThread) {
      session.unwatch(subscription.watcher);
      subscription.reader.close();
      throw noThread;
    }
    return subscription;
  }

  /**
   * Shows nothing more, and closes the session if no other handle has it open. Does not wait for a
   * call of the subscriber that is under way; its {@link Subscriber#ended} comes after that.
   *
   * @throws DaybookException as {@link Session#close} does
   */
  @Override
  public void close() {
    session.unwatch(watcher);
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    session.close();
  }

  /**
   * Waits until {@link Subscriber#ended} has returned; for example after the session was closed, to
   * know that the subscriber has seen all of it.
   *
   * @return false if that took too long
   * @throws InterruptedException if this thread was interrupted
   */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return done.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  // --- the subscription's thread

  private void run() {
    try {
      while (awaitNews()) {
        showNews();
      }
    } catch (Throwable unreadable) {
      // also what the constructor of an event of the user's own throws, or a lack of memory
      failed(unreadable);
    } finally {
      Optional<DaybookException> why = failure();
      Guarded.run(() -> subscriber.ended(why));
      Guarded.run(reader::close);
      done.countDown();
      leaveSession();
    }
  }

  /**
   * Closes the handle after the subscriber has seen the end; the session's listener learns how the
   * session itself ends.
   */
  private void leaveSession() {
    try {
      session.close();
    } catch (DaybookException reported) {
      // as above
    }
  }

  private void failed(Throwable cause) {
    session.unwatch(watcher);
    DaybookException why = cause instanceof DaybookException known
        ? known
        : DaybookException.causedBy(
            cause,
            Kind.IO_ERROR,
            "cannot read what was written",
            "thrown",
            cause.getClass().getSimpleName());
    synchronized (lock) {
      failure = why;
    }
  }

  /** Waits for news; returns false when there will be none, or the subscription was closed. */
  private boolean awaitNews() {
    synchronized (lock) {
      while (!closed && !ended && !hasNews()) {
        try {
          lock.wait();
        } catch (InterruptedException notOurs) {
          // only a subscriber can have interrupted this thread, which is not how one ends
        }
      }
      return !closed && hasNews();
    }
  }

  private boolean hasNews() {
    return written > shown || differsFrom >= 0 || !waiting.isEmpty() || missed > 0;
  }

  /** Shows the entries up to the next published event, or all that are written, then that event. */
  private void showNews() {
    Published next;
    long upTo;
    long lost;
    long restart;
    synchronized (lock) {
      next = waiting.poll();
      upTo = next == null ? written : Math.min(written, next.position());
      restart = differsFrom;
      differsFrom = -1;
      lost = waiting.isEmpty() ? missed : 0;
      missed -= lost;
    }
    if (restart >= 0) {
      reader.restart(restart);
    }
    reader.readTo(upTo, this::show);
    if (next != null && isWanted()) {
      Guarded.run(() -> subscriber.published(next.event(), next.ts()));
    }
    if (lost > 0 && isWanted()) {
      Guarded.run(() -> subscriber.missed(lost));
    }
    synchronized (lock) {
      shown = restart >= 0 ? upTo : Math.max(shown, upTo);
    }
  }

  /**
   * Shows an entry. Returns false if the subscription was closed, or the file has become another
   * one. In the latter case, what was read last may be from either file, and is read again.
   */
  private boolean show(Entry entry) {
    synchronized (lock) {
      if (differsFrom >= 0) {
        return false;
      }
    }
    Guarded.run(() -> subscriber.entry(entry));
    return isWanted();
  }

  private boolean isWanted() {
    synchronized (lock) {
      return !closed;
    }
  }

  private Optional<DaybookException> failure() {
    synchronized (lock) {
      return Optional.ofNullable(failure);
    }
  }

  /**
   * A receiver of what the journal thread reports, which keeps it until this subscription's thread
   * comes for it.
   */
  private final class Watcher implements SessionWatcher {

    /** Begins at the written position so far, unless a later one is known by now. */
    void begin(long position) {
      synchronized (lock) {
        if (differsFrom < 0) {
          written = Math.max(written, position);
        }
      }
    }

    @Override
    public void shortened(long position) {
      synchronized (lock) {
        written = position;
        differsFrom = differsFrom < 0 ? position : Math.min(differsFrom, position);
        lock.notifyAll();
      }
    }

    @Override
    public void written(long position) {
      synchronized (lock) {
        written = Math.max(written, position);
        lock.notifyAll();
      }
    }

    @Override
    public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {
      synchronized (lock) {
        written = Math.max(written, position);
        if (!waiting.offer(new Published(event, ts, position, heapBytes))) {
          missed++;
        }
        lock.notifyAll();
      }
    }

    @Override
    public void missed(long count) {
      synchronized (lock) {
        missed += count;
        lock.notifyAll();
      }
    }

    @Override
    public void ended(@Nullable DaybookException why) {
      synchronized (lock) {
        ended = true;
        failure = why;
        lock.notifyAll();
      }
    }
  }
}
