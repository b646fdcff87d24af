package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.replay.Fold;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds what agents did from the events of their loops: sessions, loops, turns, and who called
 * whom. Events come from a file, {@code daybook.fold("s-1", new SessionTree())}, or live; the same
 * events in the same order give the same tree. It may be fed from several files, one after another,
 * for agents whose sub-agents record in files of their own. Events of other kinds are ignored, and
 * no event makes this throw.
 *
 * <p>Messages, model calls and tool results that no loop tells are of the loop that runs and began
 * last, as far as its own events tell none.
 *
 * <p>A session begins with the first {@code agent_start} that names it. It is open, then completed
 * ({@link #checkpoint}, {@link #flush}), then drained ({@link #drainCompleted}). A loop that starts
 * in it later opens it again, with all its loops: there is never a second session of one id. So a
 * drained session stays in memory until {@link #forget}.
 *
 * <p>A loop's identifier stands for one loop in all sessions. If it starts again while it runs, the
 * first run is aborted; both are kept, and the identifier means the later one.
 *
 * <p>Memory grows with the events. Any thread may call anything; callbacks are called by the thread
 * that brought the event, after the change and outside the lock, and what they throw is counted and
 * harms nothing.
 */
public final class SessionTree implements Fold<List<AgentSession>> {

  private final Object lock = new Object();
  private final TreeState state;
  private final Consumer<AgentSession> beforeTask;
  private final Consumer<AgentSession> afterTask;
  private long callbackFailures;
  private @Nullable Throwable lastCallbackFailure;

  /** With every option as it comes. */
  public SessionTree() {
    this(builder());
  }

  private SessionTree(Builder options) {
    this.state = new TreeState(options.keepsUpdates, options.keepsRequests, options.scope);
    this.beforeTask = options.beforeTask;
    this.afterTask = options.afterTask;
  }

  /** For a tree with options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Takes the next entry; the entry's time is the event's. */
  @Override
  public void accept(Entry entry) {
    accept(entry.event(), entry.ts());
  }

  /**
   * Takes the next event, which need not be recorded anywhere.
   *
   * @param ts when it happened, unless it is stamped with its own time
   */
  public void accept(SessionEvent event, Instant ts) {
    requireNonNull(event, "event");
    requireNonNull(ts, "ts");
    if (event instanceof Stamped stamped) {
      accept(stamped.event(), stamped.ts() == null ? ts : stamped.ts());
      return;
    }
    AgentSession begun;
    synchronized (lock) {
      begun = state.accept(event, ts);
    }
    if (begun != null) {
      call(beforeTask, begun);
    }
  }

  /** As {@link #sessions}: a fold's end flushes nothing, and what still ran is running. */
  @Override
  public List<AgentSession> result() {
    return sessions();
  }

  /** Completes the sessions without a running loop and says how many. Calls no callback. */
  public int checkpoint() {
    synchronized (lock) {
      return state.checkpoint();
    }
  }

  /**
   * Gives up what runs: turns without an end are dropped, running loops are aborted and keep their
   * finished turns, events and what was said, and every open session is completed. Then the after
   * callback is called for each of these, in the order of their start. A pending loop stays so.
   */
  public void flush() {
    List<AgentSession> flushed;
    synchronized (lock) {
      flushed = state.flush();
    }
    flushed.forEach(session -> call(afterTask, session));
  }

  /**
   * Takes out the completed sessions, in the order of their start. They are kept, out of sight, so
   * that one that goes on comes out whole the next time: whoever stores it by its id overwrites
   * less with more.
   */
  public List<AgentSession> drainCompleted() {
    synchronized (lock) {
      return state.drainCompleted();
    }
  }

  /**
   * Forgets a session and its loops, to free their memory. If the session goes on after that, it
   * begins anew, without its earlier loops.
   *
   * @return false if there is no such session or a loop of it runs; nothing is forgotten then
   */
  public boolean forget(String sessionId) {
    synchronized (lock) {
      return state.forget(sessionId);
    }
  }

  /** The open and the completed sessions in the order of their start; not the drained ones. */
  public List<AgentSession> sessions() {
    synchronized (lock) {
      return state.sessions();
    }
  }

  /** The session of that id, if it is open or completed. */
  public Optional<AgentSession> session(String sessionId) {
    synchronized (lock) {
      return Optional.ofNullable(state.session(sessionId));
    }
  }

  /** The loop of that id while it runs. */
  public Optional<Loop> currentLoop(String loopId) {
    synchronized (lock) {
      return Optional.ofNullable(state.runningLoop(loopId));
    }
  }

  /**
   * Says that nobody records these loops any more, or that nobody knows: where one of them runs,
   * its status is that one, until another event of it comes. Loops that nobody knows do not matter.
   *
   * @param as {@link LoopStatus#PAUSED}, {@link LoopStatus#INTERRUPTED} or
   *     {@link LoopStatus#UNKNOWN}
   * @throws IllegalArgumentException if it is another status
   */
  public void stopped(Collection<String> loopIds, LoopStatus as) {
    if (as != LoopStatus.PAUSED && as != LoopStatus.INTERRUPTED && as != LoopStatus.UNKNOWN) {
      throw new IllegalArgumentException("no status of a loop that nobody records: status=" + as);
    }
    synchronized (lock) {
      state.stopped(loopIds, as);
    }
  }

  /** How many events named a loop that was not running, and so stand in none. */
  public long unplacedEvents() {
    synchronized (lock) {
      return state.unplaced();
    }
  }

  /** How often a callback threw. */
  public long callbackFailures() {
    synchronized (lock) {
      return callbackFailures;
    }
  }

  /** What a callback threw last. */
  public Optional<Throwable> lastCallbackFailure() {
    synchronized (lock) {
      return Optional.ofNullable(lastCallbackFailure);
    }
  }

  private void call(Consumer<AgentSession> callback, AgentSession session) {
    try {
      callback.accept(session);
    } catch (Throwable thrown) {
      synchronized (lock) {
        callbackFailures++;
        lastCallbackFailure = thrown;
      }
    }
  }

  /** The options of a tree. Each setter says its default. Not thread-safe. */
  public static final class Builder {

    private boolean keepsUpdates;
    private boolean keepsRequests;
    private SessionScope scope = SessionScope.EPHEMERAL;
    private Consumer<AgentSession> beforeTask = session -> {};
    private Consumer<AgentSession> afterTask = session -> {};

    private Builder() {}

    /**
     * Keeps {@code message_update} among a loop's events. They are never on disk, so such a tree
     * can only be had live. Default not.
     */
    public Builder withMessageUpdates() {
      this.keepsUpdates = true;
      return this;
    }

    /**
     * Keeps in each turn what the model was asked; the {@code turn_request} is among the loop's
     * events in any case. Default not.
     */
    public Builder withRequests() {
      this.keepsRequests = true;
      return this;
    }

    /** What the sessions say of their {@link AgentSession#scope}. Default ephemeral. */
    public Builder scope(SessionScope of) {
      this.scope = requireNonNull(of, "of");
      return this;
    }

    /** Called once for each new session, before its first loop is in what it is given. */
    public Builder beforeTask(Consumer<AgentSession> callback) {
      this.beforeTask = requireNonNull(callback, "callback");
      return this;
    }

    /** Called by {@link SessionTree#flush} for each session that it completes. */
    public Builder afterTask(Consumer<AgentSession> callback) {
      this.afterTask = requireNonNull(callback, "callback");
      return this;
    }

    /** The tree, empty. */
    public SessionTree build() {
      return new SessionTree(this);
    }
  }
}
