package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.read.Fold;
import dev.daybook.tree.AgentSession.SessionScope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fold that rebuilds the work of agents from the events of their loops: sessions, loops, turns,
 * and the calls between them. Events come live, or from a file with {@code daybook.fold("s-1", new
 * SessionTree())}; the same events in the same order give the same tree. It accepts several files,
 * one after another, for agents whose sub-agents record in files of their own. It ignores events of
 * other kinds and throws for none.
 *
 * <p>Messages, model calls and tool results that name no loop belong to the running loop that began
 * last. They count only if that loop's own events hold no messages.
 *
 * <p>A session begins with the first {@code agent_start} that names it. It is open, then completed
 * ({@link #checkpoint}, {@link #flush}), then drained ({@link #drainCompleted}). A loop that starts
 * in it later opens it again, with all its loops, so there is never a second session of one id. A
 * drained session therefore stays in memory until {@link #forget}.
 *
 * <p>A loop's identifier names one loop across all sessions. If a loop starts again while it runs,
 * the tree aborts the first run and keeps both; the identifier then names the later one.
 *
 * <p>Memory grows with the events. All methods are thread-safe. The thread that passes the event
 * calls the callbacks, after the change and outside the lock. What they throw is counted and
 * otherwise ignored.
 */
public final class SessionTree implements Fold<List<AgentSession>> {

  private final Object lock = new Object();
  private final TreeState state;
  private final Consumer<AgentSession> beforeTask;
  private final Consumer<AgentSession> afterTask;
  private long callbackFailures;
  private @Nullable Throwable lastCallbackFailure;

  /** Creates a tree with default options. */
  public SessionTree() {
    this(builder());
  }

  private SessionTree(Builder options) {
    this.state = new TreeState(options.keepsUpdates, options.keepsRequests, options.scope);
    this.beforeTask = options.beforeTask;
    this.afterTask = options.afterTask;
  }

  /** Returns a builder for a tree with options. */
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
   * @param ts the event's time, unless it is stamped with its own
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

  /**
   * Returns {@link #sessions}. A fold's end completes nothing: loops without an end are running.
   */
  @Override
  public List<AgentSession> result() {
    return sessions();
  }

  /** Completes the sessions without a running loop and returns their number. Calls no callback. */
  public int checkpoint() {
    synchronized (lock) {
      return state.checkpoint();
    }
  }

  /**
   * Aborts running loops and completes every open session. An aborted loop keeps its finished
   * turns, events and messages, and loses its unfinished turn; a pending loop stays pending. Then
   * calls the after callback for each completed session, in the order of their start.
   */
  public void flush() {
    List<AgentSession> flushed;
    synchronized (lock) {
      flushed = state.flush();
    }
    flushed.forEach(session -> call(afterTask, session));
  }

  /**
   * Removes the completed sessions from view and returns them, in the order of their start. The
   * tree keeps them in memory, so a session that continues is returned whole the next time, and a
   * caller that stores it by its id replaces the shorter version.
   */
  public List<AgentSession> drainCompleted() {
    synchronized (lock) {
      return state.drainCompleted();
    }
  }

  /**
   * Forgets a session and its loops, to free their memory. If the session continues after that, it
   * begins anew, without its earlier loops.
   *
   * @return false if there is no such session or a loop of it runs; nothing is forgotten then
   */
  public boolean forget(String sessionId) {
    synchronized (lock) {
      return state.forget(sessionId);
    }
  }

  /**
   * Returns the open and the completed sessions in the order of their start, without the drained
   * ones.
   */
  public List<AgentSession> sessions() {
    synchronized (lock) {
      return state.sessions();
    }
  }

  /** Returns the session of that id, if it is open or completed. */
  public Optional<AgentSession> session(String sessionId) {
    synchronized (lock) {
      return Optional.ofNullable(state.session(sessionId));
    }
  }

  /** Returns the loop of that id while it runs. */
  public Optional<Loop> currentLoop(String loopId) {
    synchronized (lock) {
      return Optional.ofNullable(state.runningLoop(loopId));
    }
  }

  /**
   * Sets the status of those of these loops that run, because no process records them any more or
   * because that is not known. The status holds until the loop's next event. Unknown loops are
   * ignored.
   *
   * @param as {@link LoopStatus#PAUSED}, {@link LoopStatus#INTERRUPTED} or
   *     {@link LoopStatus#UNKNOWN}
   * @throws IllegalArgumentException if it is another status
   */
  public void stopped(Collection<String> loopIds, LoopStatus as) {
    if (as != LoopStatus.PAUSED && as != LoopStatus.INTERRUPTED && as != LoopStatus.UNKNOWN) {
      throw new IllegalArgumentException(
          "no status of a loop that no process records: status=" + as);
    }
    synchronized (lock) {
      state.stopped(loopIds, as);
    }
  }

  /** Returns the number of events that named a loop that was not running, and so belong to none. */
  public long unplacedEvents() {
    synchronized (lock) {
      return state.unplaced();
    }
  }

  /** Returns the number of times a callback threw. */
  public long callbackFailures() {
    synchronized (lock) {
      return callbackFailures;
    }
  }

  /** Returns the last throwable of a callback. */
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

  /** The options of a tree. Each setter documents its default. Not thread-safe. */
  public static final class Builder {

    private boolean keepsUpdates;
    private boolean keepsRequests;
    private SessionScope scope = SessionScope.EPHEMERAL;
    private Consumer<AgentSession> beforeTask = session -> {};
    private Consumer<AgentSession> afterTask = session -> {};

    private Builder() {}

    /**
     * Keeps {@code message_update} among a loop's events. They are never on disk, so such a tree
     * needs live events. Default: not kept.
     */
    public Builder withMessageUpdates() {
      this.keepsUpdates = true;
      return this;
    }

    /**
     * Keeps the model's request in each turn. The {@code turn_request} is among the loop's events
     * in any case. Default: not kept.
     */
    public Builder withRequests() {
      this.keepsRequests = true;
      return this;
    }

    /** Sets the {@link AgentSession#scope} of the sessions. Default: ephemeral. */
    public Builder scope(SessionScope of) {
      this.scope = requireNonNull(of, "of");
      return this;
    }

    /** Sets a callback for each new session, called once with the session still without loops. */
    public Builder beforeTask(Consumer<AgentSession> callback) {
      this.beforeTask = requireNonNull(callback, "callback");
      return this;
    }

    /** Sets a callback that {@link SessionTree#flush} calls for each session that it completes. */
    public Builder afterTask(Consumer<AgentSession> callback) {
      this.afterTask = requireNonNull(callback, "callback");
      return this;
    }

    /** Returns an empty tree. */
    public SessionTree build() {
      return new SessionTree(this);
    }
  }
}
