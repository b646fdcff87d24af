package dev.daybook.journal;

import dev.daybook.codec.Admission;
import dev.daybook.codec.BatchEncoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One ring and one journal thread, for any number of sessions. Any thread may call anything here.
 *
 * <p>The thread is a daemon: a program that ends without {@link #close()} loses what was recorded
 * and not waited for. A {@code Daybook} has a shutdown hook against that.
 */
public final class Journal implements AutoCloseable {

  private final JournalOptions options;
  private final long blockNanos;
  private final long closeNanos;
  private final Ring ring;
  private final Admission admission;
  private final Tally total = new Tally(null);
  private final Callbacks callbacks;
  private final OpenSessions sessions = new OpenSessions();
  private final BatchEncoder encoder;
  private final JournalEnd end;
  private final Recorder recorder;
  private final Publisher publisher;
  private final Notices notices;
  private final Supervisor supervisor;
  private final OpenFiles files;
  private final OldestUnforced oldest = new OldestUnforced();
  private final JournalWriter writer;
  private final JournalThread thread;
  private volatile boolean closing;
  private @Nullable CloseAck closeAck;

  /**
   * Starts a journal.
   *
   * @param options its options
   * @param types the types of events that it writes
   */
  public Journal(JournalOptions options, EventTypes types) {
    this.options = options;
    this.blockNanos = JournalOptions.nanos(options.blockTimeout());
    this.closeNanos = JournalOptions.nanos(options.closeTimeout());
    this.ring = new Ring(options.ringSlots(), options.maxInFlightBytes());
    this.admission = new Admission(types, options.maxLineBytes());
    this.recorder = new Recorder(this, ring);
    this.publisher = new Publisher(this, ring);
    this.callbacks = new Callbacks(options.callbackExecutor());
    // here and not on the journal thread, so that a lack of memory is this caller's exception
    this.encoder = new BatchEncoder(types, options.batchBytes(), options.maxLineBytes());
    this.notices = new Notices(options.listener(), callbacks);
    this.end = new JournalEnd(ring, total, notices, sessions);
    Supervision supervision = options.supervision();
    this.supervisor = new Supervisor(
        supervision == null ? Supervision.STANDARD : supervision,
        tried -> request(Slot.Kind.REOPENED, tried.outage.appender, tried));
    this.files = new OpenFiles(options.maxOpenFiles());
    this.writer = new JournalWriter(
        options, ring, end, callbacks, notices, sessions, files, encoder, supervisor, oldest);
    this.thread = new JournalThread(writer);
    thread.start();
  }

  /**
   * Returns a handle of the session of that id: of the one that is open, or of a new one over the
   * file that {@code source} opens. If it is just being closed, waits for that first. Each call is
   * an opening of its own: the session is closed with the last handle.
   *
   * @param id a checked session id
   * @param source called on this thread if the session is not open; on a thread of the journal's
   *     own when a supervised session is opened again after a failure
   * @throws IOException what {@code source} throws
   * @throws DaybookException {@code SESSION_CLOSED} if the journal is closed;
   *     {@code SESSION_FAILED} if its thread has failed; {@code CLOSE_TIMEOUT} if the session is
   *     being closed and that takes too long
   */
  public Session open(String id, SessionFile.Source source) throws IOException {
    return open(id, source, true);
  }

  /**
   * Opens a session as {@link #open} does, to watch it. The handle records nothing, and does not
   * keep the session open when the last handle that records is closed.
   */
  public Session openToWatch(String id, SessionFile.Source source) throws IOException {
    return open(id, source, false);
  }

  private Session open(String id, SessionFile.Source source, boolean records) throws IOException {
    OpenSession shared = sessions.get(id);
    Session handle = shared == null ? null : shared.enter(records);
    if (handle != null) {
      return held(handle);
    }
    thread.checkNotJournalThread();
    synchronized (sessions.lockFor(id)) {
      for (shared = sessions.get(id); shared != null; shared = sessions.get(id)) {
        handle = shared.enter(records);
        if (handle != null) {
          return held(handle);
        }
        refuseIfClosed();
        shared.awaitClosed(closeLimit());
      }
      refuseIfClosed();
      awaitNoReopening(outage -> outage.appender.id.equals(id), closeLimit(), id);
      return opened(id, source, records);
    }
  }

  /** Opens the session; the caller holds the lock of that id. */
  private Session opened(String id, SessionFile.Source source, boolean records) throws IOException {
    SessionFile file = source.open(sessions.trustedBytes(id));
    try {
      Appender appender = new Appender(id, file, total, source, options.supervision() != null);
      OpenSession shared = new OpenSession(this, appender);
      Session handle = shared.enter(records);
      if (!files.use(appender)) {
        appender.file().rest();
      }
      if (handle == null || !sessions.add(shared)) {
        files.remove(appender);
        throw closed();
      }
      ring.doorbell().ring();
      return handle;
    } catch (Throwable refused) {
      try {
        file.file().close();
      } catch (IOException unclosed) {
        // nothing was written through it
        refused.addSuppressed(unclosed);
      }
      throw refused;
    }
  }

  /**
   * Returns the handle once its session's file is held: the file may have been given back because
   * the session was idle, or be about to be. It is then kept for a while.
   */
  private Session held(Session handle) {
    if (options.closeIdle() == null) {
      return handle;
    }
    try {
      BlockingAck ack = new BlockingAck(Durability.WRITTEN);
      if (!request(Slot.Kind.HOLD, handle.appender(), ack)) {
        throw closed();
      }
      ack.awaitUninterrupted(thread);
      return handle;
    } catch (Throwable refused) {
      try {
        handle.close();
      } catch (DaybookException unclosed) {
        refused.addSuppressed(unclosed);
      }
      throw refused;
    }
  }

  /**
   * Forces all sessions: returns when everything that any thread recorded in any of them before
   * this call is forced.
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

  /** Returns the counters over the events of all sessions so far. */
  public Counters counters() {
    return total.counters();
  }

  /** Returns the fill level and backlog of the journal, and the state of its sessions. */
  public Gauges gauges() {
    long idle = Math.max(0, total.get(Tally.Count.IDLE_SESSIONS));
    long failed = Math.max(0, total.get(Tally.Count.FAILED_SESSIONS));
    boolean isSupervised = options.supervision() != null;
    return new Gauges(
        ring.use(),
        Math.max(0, sessions.size() - idle),
        idle,
        isSupervised ? 0 : failed,
        isSupervised ? failed : 0,
        oldest.age());
  }

  /** Returns true if that session is open: its file is, or it failed and is to be reopened. */
  public boolean isOpen(String id) {
    return sessions.get(id) != null;
  }

  /** Returns the ids of the sessions that are open now. */
  public List<String> sessions() {
    return sessions.ids();
  }

  /** Returns the number of events that wait in the ring. */
  public long backlog() {
    return ring.backlog();
  }

  /** Returns the kind of memory that holds the batches: {@code chronicle} or {@code plain}. */
  public String bufferName() {
    return encoder.bufferName();
  }

  /**
   * Writes and forces everything that was recorded, closes every session and ends the journal
   * thread. A second call waits for the first to end and then does nothing. An interrupt does not
   * end the wait and stays set.
   *
   * @throws DaybookException what could not be written; or {@code CLOSE_TIMEOUT}, after which the
   *     journal thread goes on and this may be called again
   */
  @Override
  public void close() {
    thread.checkNotJournalThread();
    TimeLimit limit = closeLimit();
    CloseAck ack = beginClose(limit);
    ack.awaitSettled(limit, thread, "daybook");
    awaitNoReopening(outage -> true, limit, "daybook");
    ack.await(limit, thread, "daybook");
  }

  private synchronized CloseAck beginClose(TimeLimit limit) {
    CloseAck ack = closeAck;
    if (ack == null) {
      closing = true;
      sessions.refuseNew();
      ack = new CloseAck();
      try {
        if (!request(Slot.Kind.STOP, null, ack, limit)) {
          ack.fail(closed());
        }
      } catch (DaybookException noRoom) {
        throw CloseAck.timeout("daybook", limit);
      }
      closeAck = ack;
    }
    return ack;
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

  Recorder recorder() {
    return recorder;
  }

  Publisher publisher() {
    return publisher;
  }

  Notices notices() {
    return notices;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  JournalThread thread() {
    return thread;
  }

  long blockNanos() {
    return blockNanos;
  }

  /** Returns a limit for all the waits of one closing together. */
  TimeLimit closeLimit() {
    return new TimeLimit(closeNanos);
  }

  boolean isClosing() {
    return closing;
  }

  private void refuseIfClosed() {
    if (closing || ring.hasEnded()) {
      throw closed();
    }
  }

  void owesGap(Appender appender) {
    writer.owesGap(appender);
  }

  /** Waits until no attempt to reopen these closed sessions is under way. */
  void awaitNoReopening(Predicate<Outage> which, TimeLimit limit, String what) {
    supervisor.awaitNone(which, limit, what);
  }

  /**
   * Puts a request into the ring, which always waits for room. Returns false if the journal has
   * ended.
   *
   * @param appender the session it is about, or null for all
   */
  boolean request(Slot.Kind kind, @Nullable Appender appender, Ack ack) {
    return request(kind, appender, ack, closeLimit());
  }

  /** Puts a request into the ring, within a limit. */
  boolean request(Slot.Kind kind, @Nullable Appender appender, Ack ack, TimeLimit limit) {
    thread.checkNotJournalThread();
    long sequence = ring.claimForRequest(limit);
    if (sequence == Ring.ENDED) {
      return false;
    }
    try {
      ring.claimed(sequence).set(kind, appender, ack);
      ring.publish(sequence, true);
    } catch (Throwable noStack) {
      ring.slots[(int) sequence & ring.mask].strandedSequence = sequence;
      throw noStack;
    }
    refuseIfEnded(sequence);
    return true;
  }

  /** Refuses a just published slot if the journal has ended; see {@link JournalEnd}. */
  void refuseIfEnded(long sequence) {
    if (ring.hasEnded()) {
      end.refuse(sequence, closed());
    }
  }

  /** Returns why this journal takes nothing any more: it was closed, or its thread failed. */
  DaybookException closed() {
    DaybookException why = end.because();
    return why != null
        ? why.again()
        : DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed");
  }
}
