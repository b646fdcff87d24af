package dev.daybook.journal;

import dev.daybook.codec.Admission;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One ring and one journal thread, for any number of sessions. Any thread may call anything here.
 *
 * <p>The thread is a daemon: a program that ends without {@link #close()} loses what was recorded
 * and not waited for.
 */
public final class Journal implements AutoCloseable {

  private final JournalOptions options;
  private final Ring ring;
  private final Admission admission;
  private final Tally total = new Tally(null);
  private final Callbacks callbacks;
  private final JournalWriter writer;
  private final JournalThread thread;
  private final Map<String, Session> open = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /**
   * Starts a journal.
   *
   * @param options how it works
   * @param types the types of events that it writes
   */
  public Journal(JournalOptions options, EventTypes types) {
    this.options = options;
    this.ring = new Ring(options.ringSlots(), options.maxInFlightBytes());
    this.admission = new Admission(types, options.maxLineBytes());
    this.callbacks = new Callbacks(options.callbackExecutor());
    this.writer = new JournalWriter(options, types, ring, total, callbacks, this::appenders);
    this.thread = new JournalThread(writer);
    thread.start();
  }

  /**
   * The session of that id: the one that is open, or a new one over the file that {@code source}
   * opens. If it is just being closed, waits for that first.
   *
   * @param id a checked session id
   * @param source called on this thread if the session is not open
   * @throws IOException what {@code source} throws
   * @throws DaybookException {@code SESSION_CLOSED} if the journal is closed
   */
  public Session open(String id, SessionFile.Source source) throws IOException {
    while (true) {
      Session session = open.get(id);
      if (session == null) {
        synchronized (open) {
          if (closing) {
            throw closed();
          }
          session = open.get(id);
          if (session == null) {
            session = new Session(this, new Appender(id, source.open(), total));
            open.put(id, session);
            return session;
          }
        }
      }
      if (!session.isClosing()) {
        return session;
      }
      session.close();
      open.remove(id, session);
    }
  }

  /**
   * Returns when everything that any thread recorded in any session before this call is forced.
   *
   * @throws DaybookException why that is not so for some session; the others are forced
   *     nevertheless. {@code OUTCOME_UNKNOWN} after an interrupt, with the thread's flag set
   */
  public void sync() {
    BlockingAck ack = new BlockingAck(Durability.FORCED);
    if (!request(Slot.Kind.SYNC_ALL, null, ack)) {
      throw closed();
    }
    ack.await(Long.MAX_VALUE, thread);
  }

  /** What has become of the events of all sessions so far. */
  public Counters counters() {
    return total.counters();
  }

  /** The sessions that are open now. */
  public List<Session> sessions() {
    return List.copyOf(open.values());
  }

  /** How many events wait in the ring. */
  public long backlog() {
    return ring.backlog();
  }

  /**
   * Which memory holds the batches, {@code chronicle} or {@code plain}; empty until the journal
   * thread has begun.
   */
  public Optional<String> bufferName() {
    return Optional.ofNullable(writer.bufferName());
  }

  /**
   * Writes and forces everything that was recorded, closes every session and ends the journal
   * thread. A second call does nothing. An interrupt does not end the wait and stays set.
   *
   * @throws DaybookException what could not be written; or {@code CLOSE_TIMEOUT}, after which the
   *     journal thread goes on alone
   */
  @Override
  public void close() {
    synchronized (open) {
      if (closing) {
        return;
      }
      closing = true;
    }
    BlockingAck ack = new BlockingAck(Durability.FORCED);
    try {
      if (request(Slot.Kind.STOP, null, ack)) {
        ack.awaitUninterruptibly(options.closeTimeout().toNanos(), thread);
      }
    } catch (DaybookException e) {
      throw closeFailure(e, options.closeTimeout(), "backlog", ring.backlog());
    } finally {
      open.clear();
    }
  }

  // --- for the sessions

  JournalOptions options() {
    return options;
  }

  Ring ring() {
    return ring;
  }

  Admission admission() {
    return admission;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  JournalThread thread() {
    return thread;
  }

  boolean isClosing() {
    return closing;
  }

  void forget(Session session) {
    open.remove(session.id(), session);
  }

  void owesGap(Appender appender) {
    writer.owesGap(appender);
  }

  /**
   * Puts a request into the ring, which always waits for room. False if the journal has ended.
   *
   * @param appender the session it is about, or null for all
   */
  boolean request(Slot.Kind kind, @Nullable Appender appender, Ack ack) {
    thread.refuseToWait();
    long sequence = ring.claim(0, Overflow.BLOCK, options.closeTimeout().toNanos(), true);
    if (sequence == Ring.ENDED) {
      return false;
    }
    Slot slot = ring.slot(sequence);
    slot.appender = appender;
    slot.ack = ack;
    slot.sequence = sequence;
    slot.ask(kind);
    ring.publish(sequence, true);
    refuseIfEnded(sequence);
    return true;
  }

  /** Called after every publication; see {@link JournalWriter}'s end. */
  void refuseIfEnded(long sequence) {
    if (ring.hasEnded()) {
      writer.refuseAfterEnd(sequence, closed());
    }
  }

  private Collection<Appender> appenders() {
    return open.values().stream().map(Session::appender).toList();
  }

  /** Why this journal takes nothing any more: it was closed, or its thread failed. */
  DaybookException closed() {
    DaybookException why = writer.endedBecause();
    return why != null
        ? why.again()
        : DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed");
  }

  /** What closing throws: that it takes too long, or what the journal thread found. */
  static DaybookException closeFailure(
      DaybookException why, Duration waited, String name, Object value) {
    return why.kind() != Kind.OUTCOME_UNKNOWN && why.kind() != Kind.OVERFLOW
        ? why
        : DaybookException.of(
            Kind.CLOSE_TIMEOUT,
            "closing takes too long; the journal thread goes on writing what is in the ring",
            name,
            value,
            "waited",
            waited);
  }
}
