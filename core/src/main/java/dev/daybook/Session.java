package dev.daybook;

import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A handle of an open session, through which an agent records. Any number of threads, platform or
 * virtual, may use it at once; the order in which their events enter the ring is the order of the
 * file.
 *
 * <p>Programs use this interface and do not implement it, except as a stand-in in a test: it may
 * get methods.
 *
 * <p>Each opening gives a handle of its own, and each caller closes its own: the session stays open
 * until its last handle is closed, or the daybook. A closed handle takes nothing any more, even if
 * the session has others. If the session has failed for good, the first handle that is closed
 * closes it, so that it can be opened anew.
 *
 * <p>What is on disk when a call returns:
 *
 * <ul>
 *   <li>{@link #record}: nothing yet. The event is in the ring; it is written within moments and
 *       forced about one force interval later.
 *   <li>{@link #recordSync}: the event, and everything recorded in this session before it by any
 *       thread, is forced to the device, or written if that was asked for.
 *   <li>{@link #sync()}: everything recorded in this session before it is forced.
 *   <li>{@link #close()}: everything that was recorded in this session by any thread is forced.
 * </ul>
 *
 * <p>If writing or forcing fails, the session has failed for good: every waiting and later call
 * throws {@code SESSION_FAILED} with the original cause. What was acknowledged before stays true.
 * An event that itself cannot be written fails alone. An interrupt never loses an event and never
 * closes the file.
 *
 * <p>If the journal is supervised ({@link DaybookBuilder#supervise}), a failed session reopens
 * itself. Until then, calls that promise durability throw as above, and {@link #record} throws
 * nothing: its events are counted as rejected. A {@code gap} entry of the reason
 * {@code session_failed} then counts the events missing from the file: every event that was
 * offered, also one whose call threw {@code SESSION_FAILED}, is either in the file or counted in
 * such an entry. The next {@link #sync()}, or {@link #close()}, throws once because of them.
 */
public interface Session extends AutoCloseable {

  /** Returns the session's id. */
  String id();

  /**
   * Records an event: it is in the ring when this returns. The call does no I/O, and takes no lock
   * unless the ring is full. Nor does it allocate, with three exceptions: lists of an event that
   * may still change are copied, JSON that it brings is parsed to check it, and an event that may
   * be too long for a line is encoded to measure it. The standard events' lists never change.
   *
   * <p>After {@link #close()} the event is not kept, and nothing is thrown, so that an agent that
   * is shutting down need not care: it is counted as rejected, and a session's first such event is
   * reported to the listener and the log. While a supervised session is failed, events are counted
   * likewise.
   *
   * @throws DaybookException if the event is not recorded: {@code SESSION_FAILED},
   *     {@code OVERFLOW}, or what is wrong with the event
   */
  void record(SessionEvent event);

  /**
   * Records an event if there is room for it now, whatever {@link Overflow} says; for heartbeats,
   * timers and the like, which must not wait and of which the next replaces the last. Otherwise, or
   * after a failure or {@link #close()}, it does nothing and counts nothing.
   *
   * @return true if the event is in the ring
   * @throws DaybookException what is wrong with the event
   */
  boolean tryRecord(SessionEvent event);

  /**
   * Records an event and waits for the default durability, as {@link #recordSync(SessionEvent,
   * Durability)} does.
   *
   * @return the event's seq
   * @throws DaybookException as {@link #recordSync(SessionEvent, Durability, Duration)} does
   */
  long recordSync(SessionEvent event);

  /**
   * Records an event and waits for the given durability.
   *
   * <p>A thread that waits alone may write and force by itself, which saves two hand-overs between
   * threads. While it does, an interrupt has no effect: the call returns the event's seq when the
   * force has ended, with the thread's flag set. A call that must end earlier has a timeout.
   * Virtual threads never do this, nor does any thread where forces lately took more than some
   * milliseconds.
   *
   * @return the event's seq
   * @throws DaybookException as {@link #recordSync(SessionEvent, Durability, Duration)} does
   */
  long recordSync(SessionEvent event, Durability durability);

  /**
   * Records an event and waits, at most so long, until it and everything recorded before it in this
   * session has the given durability. All threads that wait at the same time share one force.
   *
   * <p>An event of an ephemeral type that {@linkplain DaybookBuilder#dropEphemeral is dropped} has
   * no seq. The call then waits, and throws, as {@link #sync(Durability)} does.
   *
   * @return the event's seq; of a dropped event, the seq of the session's last entry, or -1 if it
   *     has none
   * @throws DaybookException if the event is not recorded: {@code SESSION_CLOSED},
   *     {@code OVERFLOW}, or what is wrong with it; {@code SESSION_FAILED} if its durability is not
   *     certain; {@code OUTCOME_UNKNOWN} if the time ran out or the thread was interrupted (its
   *     flag is set again): the event is on its way and will usually be durable soon, so do not
   *     record it again without looking
   */
  long recordSync(SessionEvent event, Durability durability, Duration timeout);

  /** Records an event; the returned future completes when the default durability is reached. */
  CompletableFuture<Long> recordAsync(SessionEvent event);

  /**
   * Records an event and returns at once. The future completes with the event's seq as
   * {@link #recordSync} would return, or fails with its exception, also when the event is refused
   * at once. It completes on the callback executor, in order, and so does what was hung on it
   * before; what is hung on it later runs as {@link CompletableFuture} says, on the thread that
   * hangs it. Nothing runs on the journal thread. Cancelling it changes nothing on disk.
   */
  CompletableFuture<Long> recordAsync(SessionEvent event, Durability durability);

  /**
   * Forces the session: returns when everything that any thread recorded in it before the call is
   * forced.
   *
   * @throws DaybookException {@code SESSION_FAILED}; {@code SESSION_CLOSED};
   *     {@code OUTCOME_UNKNOWN} after an interrupt, with the thread's flag set; or the first reason
   *     why an event that {@link #record} took since the last sync could not be written, after all
   *     others are forced
   */
  void sync();

  /**
   * Waits until everything recorded before the call has the given durability, as {@link #sync()}.
   */
  void sync(Durability durability);

  /**
   * Shows an event to the session's current followers, after what was recorded before it, and
   * writes nothing. Returns at once: it costs nothing without followers, and when the ring is full
   * the event is lost, which is reported to them. After {@link #close()} it does nothing.
   *
   * @throws DaybookException {@code UNENCODABLE} if its type is not registered
   */
  void publish(EphemeralEvent event);

  /** Returns the counters of this session's events so far, over all its handles. */
  Counters counters();

  /**
   * Returns why this session is failed, or empty if it is not. For a supervised session this is the
   * most recent failed attempt to reopen it, if any; otherwise the original failure. Its cause is
   * what the failed operation threw.
   */
  Optional<DaybookException> failure();

  /**
   * Writes and forces everything that was recorded in this session, and closes this handle: what is
   * recorded through it from now on is counted as rejected. The last handle closes the session, and
   * its file. A second call waits for the first to end and then does nothing. An interrupt does not
   * end the wait and stays set.
   *
   * @throws DaybookException {@code SESSION_FAILED} if not everything is forced; why an event that
   *     {@link #record} took could not be written; {@code CLOSE_TIMEOUT}, after which the journal
   *     thread goes on alone
   */
  @Override
  void close();
}
