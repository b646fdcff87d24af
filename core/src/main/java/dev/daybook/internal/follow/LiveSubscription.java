package dev.daybook.internal.follow;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.engine.SessionHandle;
import dev.daybook.internal.follow.Inbox.News;
import dev.daybook.internal.follow.Inbox.Published;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.read.TailEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The subscription to a session that is open here. It reads on a thread of its own, up to the
 * written position that the journal thread publishes.
 */
public final class LiveSubscription implements Subscription {

  private final SessionHandle session;
  private final LiveLines lines;
  private final LiveReader reader;
  private final Subscriber subscriber;
  private final Inbox inbox = new Inbox();
  private final CountDownLatch done = new CountDownLatch(1);

  private LiveSubscription(
      SessionHandle session, LiveLines lines, LiveReader reader, Subscriber subscriber) {
    this.session = session;
    this.lines = lines;
    this.reader = reader;
    this.subscriber = subscriber;
  }

  /**
   * Starts to show a session.
   *
   * @param session an open one, which is closed when the subscription is closed or ends
   * @param file its file
   * @param types the types to give back as their records; an entry whose data does not fit its
   *     type, though its checksum proves it, is given as {@code Unknown}
   * @param maxLineBytes the longest line to hold in memory
   * @throws DaybookException {@code SESSION_CLOSED}, {@code SESSION_FAILED}
   */
  public static LiveSubscription start(
      SessionHandle session,
      Path file,
      EventTypes types,
      int maxLineBytes,
      StartPosition from,
      Subscriber subscriber) {
    LiveLines lines = new LiveLines(file, maxLineBytes);
    LiveReader reader = new LiveReader(lines, EntryDecoder.ofAnyData(types), session.id(), true);
    LiveSubscription subscription = new LiveSubscription(session, lines, reader, subscriber);
    long written = session.watch(subscription.inbox);
    subscription.inbox.begin(written);
    Thread thread =
        new Thread(() -> subscription.run(from, written), "daybook-subscriber-" + session.id());
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Throwable noThread) {
      session.unwatch(subscription.inbox);
      throw noThread;
    }
    return subscription;
  }

  @Override
  public void close() {
    session.unwatch(inbox);
    inbox.close();
    session.close();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return done.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  // --- the subscription's thread

  private void run(StartPosition from, long written) {
    try {
      begin(from, written);
      for (News news = inbox.take(); news != null; news = inbox.take()) {
        show(news);
      }
    } catch (Throwable unreadable) {
      // also what the constructor of an event of the user's own throws, or a lack of memory
      session.unwatch(inbox);
      if (unreadable instanceof DaybookException known) {
        // first as it is: saying more about it takes memory, which may be what is lacking
        inbox.fail(known);
      }
      inbox.fail(failure(unreadable));
    } finally {
      Optional<DaybookException> why = inbox.failure();
      guarded(() -> subscriber.ended(why));
      guarded(lines::close);
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

  private DaybookException failure(Throwable cause) {
    if (cause instanceof DaybookException known) {
      return Restated.at(known, "session", session.id());
    } else if (cause instanceof IOException e) {
      return Restated.at(
          ReadErrors.of(e, "cannot read", "file", lines.path), "session", session.id());
    }
    return DaybookException.causedBy(
        cause,
        Kind.IO_ERROR,
        "cannot read what was written",
        "session",
        session.id(),
        "thrown",
        cause.getClass().getSimpleName());
  }

  private void begin(StartPosition from, long written) throws IOException {
    while (true) {
      try {
        reader.begin(from, written);
        return;
      } catch (ClosedByInterruptException notOurs) {
        Thread.interrupted();
      }
    }
  }

  private void show(News news) throws IOException {
    if (news.differsFrom() >= 0) {
      reader.resumeAt(news.differsFrom());
    }
    readTo(news.written());
    Published published = news.published();
    if (published != null && !inbox.isClosed()) {
      guarded(() -> subscriber.published(published.event(), published.ts()));
    }
    if (news.missed() > 0 && !inbox.isClosed()) {
      guarded(() -> subscriber.missed(news.missed()));
    }
  }

  /** Shows the entries up to a position. An interrupt does not end that. */
  private void readTo(long position) throws IOException {
    do {
      lines.extendTo(position);
      try {
        while (isWanted() && showLine()) {
          // until there is none
        }
      } catch (ClosedByInterruptException notOurs) {
        Thread.interrupted();
      }
    } while (isWanted() && lines.awaitsLook());
  }

  private boolean isWanted() {
    return !inbox.isClosed() && !inbox.hasShortened();
  }

  /**
   * Shows the entry of the next line; returns false if there is none, or the file has become
   * another one meanwhile. In the latter case the line may be from either file, and is read again.
   */
  private boolean showLine() throws IOException {
    long before = lines.offset();
    boolean hasRead = reader.read();
    if (!isWanted()) {
      reader.rewindTo(before);
      return false;
    }
    for (TailEvent event = reader.poll(); event != null; event = reader.poll()) {
      if (event instanceof TailEvent.Recorded recorded) {
        guarded(() -> subscriber.entry(recorded.entry()));
      } else if (event instanceof TailEvent.Damaged damaged && damaged.line().skipped()) {
        throw damaged.line().fault();
      }
    }
    return hasRead;
  }

  private interface Call {
    void run() throws Exception;
  }

  /** Runs the subscriber's own code, which may do whatever it likes. */
  private static void guarded(Call call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      log(thrown);
    }
    // an interrupt that the subscriber left behind would close the file
    Thread.interrupted();
  }

  private static void log(Throwable thrown) {
    try {
      System.getLogger(Subscription.class.getName())
          .log(Level.WARNING, "a subscriber failed; the next events are shown to it", thrown);
    } catch (Throwable logFailed) {
      // the application's log is its own code too
    }
  }
}
