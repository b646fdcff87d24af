package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.Restated;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An agent's handle of an open session. */
public final class SessionHandle implements Session {

  private final Journal journal;
  private final SessionHandles handles;
  private final OpenSession session;
  private final boolean records;

  /** The ack of this handle's closing, once that has begun. Written within this monitor. */
  private volatile @Nullable CloseAck closeAck;

  SessionHandle(Journal journal, SessionHandles handles, boolean records) {
    this.journal = journal;
    this.handles = handles;
    this.session = handles.session();
    this.records = records;
  }

  @Override
  public String id() {
    return session.id;
  }

  @Override
  public void record(SessionEvent event) {
    journal.publisher().record(this, event, null);
  }

  @Override
  public boolean tryRecord(SessionEvent event) {
    return journal.publisher().tryRecord(this, event);
  }

  @Override
  public long recordSync(SessionEvent event) {
    return recordSync(event, journal.options().durability());
  }

  @Override
  public long recordSync(SessionEvent event, Durability durability) {
    return recordAndAwait(event, durability, Long.MAX_VALUE);
  }

  @Override
  public long recordSync(SessionEvent event, Durability durability, Duration timeout) {
    return recordAndAwait(event, durability, JournalOptions.nanos(timeout));
  }

  long recordAndAwait(SessionEvent event, Durability durability, long timeoutNanos) {
    journal.thread().checkNotJournalThread();
    Leader leader = journal.thread().leader();
    boolean mayLead =
        durability == Durability.FORCED && timeoutNanos == Long.MAX_VALUE && leader.invitesCaller();
    BlockingAck ack = new BlockingAck(requireNonNull(durability, "durability"), mayLead);
    try {
      journal.publisher().record(this, event, ack);
    } finally {
      if (ack.leads) {
        leader.lead(ack, session);
      }
    }
    return ack.await(timeoutNanos, journal.thread(), id());
  }

  @Override
  public CompletableFuture<Long> recordAsync(SessionEvent event) {
    return recordAsync(event, journal.options().durability());
  }

  @Override
  public CompletableFuture<Long> recordAsync(SessionEvent event, Durability durability) {
    FutureAck ack = new FutureAck(requireNonNull(durability, "durability"), journal.callbacks());
    try {
      journal.publisher().record(this, event, ack);
    } catch (DaybookException refused) {
      ack.future.completeExceptionally(refused);
    }
    return ack.future;
  }

  @Override
  public void sync() {
    sync(Durability.FORCED);
  }

  @Override
  public void sync(Durability durability) {
    sync(durability, Long.MAX_VALUE);
  }

  void sync(Durability durability, long timeoutNanos) {
    journal.thread().checkNotJournalThread();
    BlockingAck ack = new BlockingAck(requireNonNull(durability, "durability"));
    if (isClosing() || !journal.requests().add(Request.Kind.SYNC, session, ack)) {
      throw Failures.closed(id());
    }
    long unused = ack.await(timeoutNanos, journal.thread(), id());
  }

  @Override
  public void publish(EphemeralEvent event) {
    if (!isClosing()) {
      journal.publisher().publish(session, event);
    }
  }

  /**
   * Adds a watcher, which is notified of everything that is written and published from now on.
   *
   * @return the position in the file from which it is notified
   * @throws DaybookException {@code SESSION_CLOSED}, {@code SESSION_FAILED}
   */
  public long watch(SessionWatcher watcher) {
    long position = closeAck != null ? -1 : session.watchers.add(watcher);
    if (position < 0) {
      DaybookException failure = session.failure();
      throw failure != null ? Restated.again(failure) : Failures.closed(id());
    }
    return position;
  }

  /** Removes the watcher; a call that is under way may still end. */
  public void unwatch(SessionWatcher watcher) {
    session.watchers.remove(watcher);
  }

  @Override
  public Counters counters() {
    return session.tally.counters();
  }

  @Override
  public Optional<DaybookException> failure() {
    Recovery recovery = session.recovery;
    DaybookException latest = recovery == null ? null : recovery.latestFailure;
    DaybookException failure = session.failure();
    return Optional.ofNullable(failure != null && latest != null ? latest : failure);
  }

  @Override
  public void close() {
    journal.thread().checkNotJournalThread();
    TimeLimit limit = journal.closeLimit();
    if (records && !isClosing()) {
      journal.annotations().takeIn(this, limit);
    }
    CloseAck ack = beginClose();
    ack.awaitSettled(limit, journal.thread(), id());
    // a failed session's file may just be opened again: it is free when this returns
    journal.awaitNoReopening(each -> each.isReleased && each == session.recovery, limit, id());
    ack.await(limit, journal.thread(), id());
  }

  private CloseAck beginClose() {
    CloseAck ack;
    synchronized (this) {
      if (closeAck != null) {
        return closeAck;
      }
      ack = new CloseAck();
      closeAck = ack;
    }
    try {
      handles.leave(records, ack);
    } catch (Throwable notAsked) {
      // the handle is open as before
      closeAck = null;
      throw notAsked;
    }
    return ack;
  }

  @Override
  public String toString() {
    return "Session[" + id() + "]";
  }

  OpenSession session() {
    return session;
  }

  boolean isClosing() {
    return closeAck != null || journal.isClosing();
  }
}
