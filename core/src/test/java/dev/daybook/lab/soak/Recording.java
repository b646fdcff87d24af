package dev.daybook.lab.soak;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.engine.SessionHandle;
import dev.daybook.internal.engine.Supervision;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.follow.LiveSubscription;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place in which a round records: a daybook, or where the disk is to fail, the journal beneath
 * one.
 */
final class Recording {

  private static final int SLOTS = 64;
  private static final int LINE_BYTES = 1 << 14;
  private static final int IN_FLIGHT_BYTES = 1 << 16;
  private static final Duration FORCE_INTERVAL = Duration.ofMillis(5);

  private final Function<String, Session> sessions;
  private final Following following;
  private final Runnable sync;
  private final Runnable close;

  /** The handles that all threads share, and none of them owns. */
  private final Map<String, Session> shared = new ConcurrentHashMap<>();

  /** Every such handle that there ever was: one for each time that its session was open. */
  final Set<Session> handles = ConcurrentHashMap.newKeySet();

  /** Begins a subscription to a session of the round's. */
  interface Following {
    Subscription subscribe(String id, StartPosition from, Subscriber subscriber);
  }

  private Recording(
      Function<String, Session> sessions, Following following, Runnable sync, Runnable close) {
    this.sessions = sessions;
    this.following = following;
    this.sync = sync;
    this.close = close;
  }

  static Daybook daybook(
      Path root, Plan plan, JournalListener listener, @Nullable Executor executor) {
    var builder = Daybook.builder(root)
        .ringSlots(SLOTS)
        .maxLineBytes(LINE_BYTES)
        .maxInFlightBytes(IN_FLIGHT_BYTES)
        .batchBytes(4096)
        .overflow(plan.overflow())
        .blockTimeout(plan.blockTimeout())
        .closeTimeout(plan.closeTimeout())
        .maxOpenFiles(plan.maxOpenFiles())
        .forceInterval(FORCE_INTERVAL)
        .listener(listener);
    if (plan.isLogged()) {
      builder.commitLog(64 << 10);
    }
    return (executor == null ? builder : builder.callbackExecutor(executor)).open();
  }

  static Recording in(Daybook daybook) {
    return new Recording(daybook::openSession, daybook::subscribe, daybook::sync, daybook::close);
  }

  /** Below the same root, with files that fail while the disk is sick. */
  static Recording failing(
      Path root,
      Plan plan,
      JournalListener listener,
      @Nullable Executor executor,
      AtomicBoolean sick) {
    SessionFolder folder = new SessionFolder(root, listener::tornTailMoved);
    JournalOptions options = new JournalOptions(
        SLOTS,
        IN_FLIGHT_BYTES,
        LINE_BYTES,
        4096,
        plan.overflow(),
        plan.blockTimeout(),
        Durability.FORCED,
        FORCE_INTERVAL,
        Duration.ofMinutes(1),
        plan.closeTimeout(),
        plan.maxOpenFiles(),
        null,
        false,
        Clock.systemUTC(),
        listener,
        executor,
        plan.disk() == Plan.Disk.SUPERVISED
            ? new Supervision(Duration.ofNanos(50_000), Duration.ofMillis(2))
            : null);
    Journal journal = new Journal(options, EventTypes.standard());
    SplittableRandom seeds = new SplittableRandom(plan.seed());
    Function<String, AppendableFile.Source> files = id -> trusted -> {
      SplittableRandom random;
      synchronized (seeds) {
        random = seeds.split();
      }
      return FailingFile.over(folder.openOrCreate(new SessionId(id)).open(trusted), sick, random);
    };
    Function<String, Session> sessions = id -> opened(id, () -> journal.open(id, files.apply(id)));
    Following following = (id, from, subscriber) -> LiveSubscription.start(
        opened(id, () -> journal.openToWatch(id, files.apply(id))),
        folder.file(new SessionId(id)),
        EventTypes.standard(),
        LINE_BYTES,
        from,
        subscriber);
    return new Recording(sessions, following, journal::sync, journal::close);
  }

  private static SessionHandle opened(String id, Callable<SessionHandle> opening) {
    try {
      return opening.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw DaybookException.causedBy(e, Kind.IO_ERROR, "cannot open", "session", id);
    }
  }

  /** The handle that all share, which any of them may {@link #close(String)} at any moment. */
  Session session(String id) {
    return shared.computeIfAbsent(id, any -> {
      Session session = sessions.apply(id);
      handles.add(session);
      return session;
    });
  }

  /** A handle of the caller's own. */
  Session own(String id) {
    return sessions.apply(id);
  }

  Subscription subscribe(String id, Subscriber subscriber) {
    return following.subscribe(id, StartPosition.beginning(), subscriber);
  }

  /** Closes the handle that all share; it is another one afterwards. */
  void close(String id) {
    Session session = session(id);
    try {
      session.close();
    } catch (DaybookException e) {
      if (e.kind() != Kind.CLOSE_TIMEOUT) {
        shared.remove(id, session);
      }
      throw e;
    }
    shared.remove(id, session);
  }

  void sync() {
    sync.run();
  }

  void close() {
    close.run();
  }
}
