package dev.daybook.internal.engine;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Gauges;
import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.CommitLog;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.nio.file.Path;
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
  private final long closeNanos;
  private final Ring ring;
  private final Requests requests;
  private final Tally total = new Tally(null);
  private final Callbacks callbacks;
  private final OpenSessions sessions = new OpenSessions();
  private final BatchEncoder encoder;
  private final EventPublisher publisher;
  private final Notices notices;
  private final Supervisor supervisor;
  private final OpenFiles files;
  private final OldestUnforced oldest = new OldestUnforced();
  private final JournalThread thread;
  private final AnnotationIntake intake;
  private volatile boolean closing;

  private final CloseAck closeAck = new CloseAck();

  /**
   * The request to stop. It is made with the journal: an application may close its class loader,
   * from which its class comes, and leave the journal to the end of the JVM.
   */
  private final Request stop = new Request(Request.Kind.STOP, null, closeAck);

  private boolean isStopAsked;

  /**
   * Starts a journal.
   *
   * @param options its options
   * @param types the types of events that it writes
   */
  public Journal(JournalOptions options, EventTypes types) {
    this(options, types, null, null);
  }

  /**
   * Starts a journal that may cover what several sessions wait for by one force.
   *
   * @param log for that, the journal's once this returns; its sessions are opened by the folder
   *     that made it. Null for none
   * @param box what others lay for its sessions, which it takes in; null for nothing
   */
  public Journal(
      JournalOptions options,
      EventTypes types,
      @Nullable CommitLog log,
      @Nullable AnnotationBox box) {
    this.options = options;
    this.closeNanos = JournalOptions.nanos(options.closeTimeout());
    this.ring = new Ring(options.ringSlots(), options.maxInFlightBytes());
    this.requests = new Requests(ring);
    this.callbacks = new Callbacks(options.callbackExecutor(), ring.doorbell());
    // here and not on the journal thread, so that a lack of memory is this caller's exception
    this.encoder = new BatchEncoder(types, options.batchBytes(), options.maxLineBytes());
    this.notices = new Notices(options.listener(), callbacks);
    this.intake = new AnnotationIntake(box, this);
    JournalEnd end = new JournalEnd(ring, requests, total, notices, sessions);
    Supervision supervision = options.supervision();
    this.supervisor = new Supervisor(
        supervision == null ? Supervision.STANDARD : supervision,
        tried -> requests.add(Request.Kind.REOPENED, tried.session, null));
    this.files = new OpenFiles(options.maxOpenFiles());
    FileBarrier ofFiles =
        new FileBarrier(JournalOptions.nanos(options.forceInterval()), ring.doorbell());
    Barrier barrier = log == null ? ofFiles : new CommitBarrier(ofFiles, log, total);
    this.thread = new JournalThread(new EngineLoop(
        options,
        ring,
        requests,
        end,
        callbacks,
        notices,
        sessions,
        new SessionFiles(options, barrier, files, sessions, supervisor, notices),
        encoder,
        supervisor,
        oldest,
        new AnnotationWatch(box, intake::takeInAll)));
    Admission admission = new Admission(types, options.maxLineBytes());
    this.publisher = new EventPublisher(options, admission, ring, requests, end, notices, thread);
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
  public SessionHandle open(String id, AppendableFile.Source source) throws IOException {
    SessionHandle opened = open(id, source, true);
    intake.takeIn(opened);
    return opened;
  }

  /**
   * Opens a session as {@link #open} does, to watch it. The handle records nothing, and does not
   * keep the session open when the last handle that records is closed.
   */
  public SessionHandle openToWatch(String id, AppendableFile.Source source) throws IOException {
    SessionHandle opened = open(id, source, false);
    intake.takeIn(opened);
    return opened;
  }

  private SessionHandle open(String id, AppendableFile.Source source, boolean records)
      throws IOException {
    SessionHandles handles = sessions.get(id);
    SessionHandle handle = handles == null ? null : handles.enter(records);
    if (handle != null) {
      return held(handle);
    }
    thread.checkNotJournalThread();
    synchronized (sessions.lockFor(id)) {
      for (handles = sessions.get(id); handles != null; handles = sessions.get(id)) {
        handle = handles.enter(records);
        if (handle != null) {
          return held(handle);
        }
        refuseIfClosed();
        handles.awaitClosed(closeLimit());
      }
      refuseIfClosed();
      awaitNoReopening(each -> each.session.id.equals(id), closeLimit(), id);
      return opened(id, source, records);
    }
  }

  /** Opens the session; the caller holds the lock of that id. */
  private SessionHandle opened(String id, AppendableFile.Source source, boolean records)
      throws IOException {
    AppendableFile file = source.open(sessions.trustedBytes(id));
    try {
      OpenSession session = new OpenSession(
          id, file, total, source, options.supervision() == null ? null : supervisor);
      SessionHandles handles = new SessionHandles(this, session);
      SessionHandle handle = handles.enter(records);
      if (!files.use(session)) {
        session.log().evict();
      }
      if (handle == null || !sessions.add(handles)) {
        files.remove(session);
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
  private SessionHandle held(SessionHandle handle) {
    if (options.closeIdle() == null) {
      return handle;
    }
    try {
      thread.checkNotJournalThread();
      long unused = hold(handle.session()).awaitUninterrupted(thread, handle.id());
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

  /** Has the session's file held, and kept for a while, from the acknowledgement on. */
  BlockingAck hold(OpenSession session) {
    BlockingAck ack = new BlockingAck(Durability.WRITTEN);
    if (!requests.add(Request.Kind.HOLD, session, ack)) {
      throw closed();
    }
    return ack;
  }

  /** Returns what takes in the annotations of the sessions. */
  public AnnotationIntake annotations() {
    return intake;
  }

  /**
   * Forces all sessions: returns when everything that any thread recorded in any of them before
   * this call is forced.
   *
   * @throws DaybookException why that is not so for some session; the others are forced
   *     nevertheless. {@code OUTCOME_UNKNOWN} after an interrupt, with the thread's flag set
   */
  public void sync() {
    thread.checkNotJournalThread();
    BlockingAck ack = new BlockingAck(Durability.FORCED);
    if (!requests.add(Request.Kind.SYNC_ALL, null, ack)) {
      throw closed();
    }
    ack.await(Long.MAX_VALUE, thread, null);
  }

  /**
   * Reports a torn tail to a listener: on this thread, or, if it is a journal's, on that journal's
   * callback executor.
   */
  public static void reportTornTail(
      JournalListener to, String sessionId, long bytes, Path movedTo) {
    JournalThread.runOffJournal(() -> to.tornTailMoved(sessionId, bytes, movedTo));
  }

  /** Reports a recovery to a listener, as {@link #reportTornTail} does. */
  public static void reportRecovery(JournalListener to, LogRecovery what) {
    JournalThread.runOffJournal(() -> to.logRecovered(what));
  }

  /** Returns the counters of a journal in which nothing was recorded. */
  public static Counters noCounters() {
    return new Tally(null).counters();
  }

  /** Returns the gauges of a journal with those options that has not started. */
  public static Gauges noGauges(JournalOptions options) {
    return JournalGauges.none(options);
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
    return new JournalGauges(
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
    intake.takeInAll(limit);
    beginClose();
    closeAck.awaitSettled(limit, thread, "daybook");
    awaitNoReopening(each -> true, limit, "daybook");
    closeAck.await(limit, thread, "daybook");
  }

  private synchronized void beginClose() {
    if (!isStopAsked) {
      closing = true;
      sessions.refuseNew();
      if (!requests.add(stop)) {
        closeAck.fail(closed());
      }
      isStopAsked = true;
    }
  }

  // --- for the sessions

  JournalOptions options() {
    return options;
  }

  /** Returns the ring, for tests. */
  Ring ring() {
    return ring;
  }

  /** Returns a handle that does not keep the session of that id open; null if it is not open. */
  @Nullable
  SessionHandle uncounted(String id) {
    SessionHandles handles = sessions.get(id);
    return handles == null ? null : new SessionHandle(this, handles, false);
  }

  Requests requests() {
    return requests;
  }

  EventPublisher publisher() {
    return publisher;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  JournalThread thread() {
    return thread;
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

  /** Waits until no attempt to reopen these closed sessions is under way. */
  void awaitNoReopening(Predicate<Recovery> which, TimeLimit limit, String what) {
    supervisor.awaitNone(which, limit, what);
  }

  /** Returns why this journal takes nothing any more: it was closed, or its thread failed. */
  DaybookException closed() {
    DaybookException why = ring.whyEnded();
    return why != null
        ? Restated.again(why)
        : DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed");
  }
}
