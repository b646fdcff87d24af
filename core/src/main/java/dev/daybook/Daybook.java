package dev.daybook;

import static java.util.Objects.requireNonNull;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.journal.Counters;
import dev.daybook.journal.Durability;
import dev.daybook.journal.Journal;
import dev.daybook.journal.JournalListener;
import dev.daybook.journal.JournalOptions;
import dev.daybook.journal.Overflow;
import dev.daybook.journal.Session;
import dev.daybook.replay.Diagnosis;
import dev.daybook.replay.Fold;
import dev.daybook.replay.Folded;
import dev.daybook.replay.History;
import dev.daybook.replay.ReadOptions;
import dev.daybook.replay.SessionReader;
import dev.daybook.replay.Transcript;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import dev.daybook.session.Subscriber;
import dev.daybook.session.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The journals of a root folder: sessions in, histories out. Any thread may call anything here.
 *
 * <p>Opening a daybook touches no file and starts no thread; the first {@link #session} starts the
 * journal thread that all sessions share. Reading starts none.
 */
public final class Daybook implements AutoCloseable {

  private final SessionFolder folder;
  private final JournalOptions options;
  private final EventTypes types;
  private final Object lock = new Object();
  private @Nullable Journal journal;
  private boolean closed;

  private Daybook(SessionFolder folder, EventTypes types, JournalOptions options) {
    this.folder = folder;
    this.types = types;
    this.options = options;
  }

  /**
   * The daybook of that root folder, which need not exist, with every option as it comes. No other
   * daybook, in this process or another, may record in the same session at the same time.
   */
  public static Daybook open(Path root) {
    return builder(root).open();
  }

  /** For a daybook of that root folder with options. */
  public static Builder builder(Path root) {
    return new Builder(root);
  }

  /**
   * The session of that id, ready to be recorded in: the one that is open, else its file is opened,
   * or created. A torn tail, which only a crash leaves, is first moved to a file beside it. When
   * this returns, the file itself is durable.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}; {@code IO_ERROR}; {@code SESSION_CLOSED}
   *     if the daybook is closed; or what is wrong with the file's last line
   */
  public Session session(String id) {
    SessionId sessionId = new SessionId(id);
    try {
      return journal().open(sessionId.value(), trusted -> folder.open(sessionId, trusted));
    } catch (IOException e) {
      throw SessionFolder.refused(sessionId, e);
    }
  }

  /**
   * Everything in a session's file, in memory. For a large session use {@link #fold}.
   *
   * @throws DaybookException as {@link SessionReader#fold} does
   */
  public History history(String id) {
    return reader(id, ReadOptions.strict().withMaxLineBytes(options.maxLineBytes()))
        .history();
  }

  /**
   * Folds a session's file, strictly.
   *
   * @throws DaybookException as {@link SessionReader#fold} does
   */
  public <R> Folded<R> fold(String id, Fold<R> fold) {
    return reader(id, ReadOptions.strict().withMaxLineBytes(options.maxLineBytes()))
        .fold(fold);
  }

  /**
   * A session as a conversation, read strictly and from its end: the cost follows what came after
   * the newest snapshot.
   *
   * @throws DaybookException as {@link SessionReader#transcript} does
   */
  public Transcript transcript(String id) {
    return reader(id, ReadOptions.strict().withMaxLineBytes(options.maxLineBytes()))
        .transcript();
  }

  /**
   * What is to be known of a session before it goes on: damage, calls without a result, turns
   * without an end, and what it adds up to.
   *
   * @throws DaybookException as {@link SessionReader#diagnosis} does
   */
  public Diagnosis diagnosis(String id) {
    return reader(id, ReadOptions.strict().withMaxLineBytes(options.maxLineBytes()))
        .diagnosis();
  }

  /** A reader of a session's file with options. Nothing is read yet. */
  public SessionReader reader(String id, ReadOptions readOptions) {
    return SessionReader.of(file(id), types, readOptions);
  }

  /**
   * Shows a session live, from now on or from its beginning: each entry after it was written, and
   * what is published, on a thread of its own. Opens the session as {@link #session} does. Ends
   * when the session is closed, or this daybook.
   *
   * @throws DaybookException as {@link #session} does
   */
  public Subscription subscribe(String id, Subscription.From from, Subscriber subscriber) {
    Session session = session(id);
    return Subscription.start(session, file(id), types, options.maxLineBytes(), from, subscriber);
  }

  /** Where the session's file is or would be. */
  public Path file(String id) {
    return folder.file(new SessionId(id));
  }

  /**
   * Returns when everything that any thread recorded in any session before this call is forced.
   *
   * @throws DaybookException as {@link Journal#sync} does
   */
  public void sync() {
    Journal started = started();
    if (started != null) {
      started.sync();
    }
  }

  /** What has become of the events of all sessions so far. */
  public Counters counters() {
    Journal started = started();
    return started == null ? new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0) : started.counters();
  }

  /**
   * Which memory holds the batches: {@code chronicle} or {@code plain}; empty until the first
   * session is opened.
   */
  public Optional<String> bufferName() {
    Journal started = started();
    return started == null ? Optional.empty() : Optional.of(started.bufferName());
  }

  /**
   * Writes and forces everything that was recorded, closes every session and ends the journal
   * thread. A second call does nothing.
   *
   * @throws DaybookException as {@link Journal#close} does
   */
  @Override
  public void close() {
    Journal started;
    synchronized (lock) {
      closed = true;
      started = journal;
    }
    if (started != null) {
      started.close();
    }
  }

  private Journal journal() {
    synchronized (lock) {
      if (closed) {
        throw DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed");
      }
      Journal started = journal;
      if (started == null) {
        started = new Journal(options, types);
        journal = started;
      }
      return started;
    }
  }

  private @Nullable Journal started() {
    synchronized (lock) {
      return journal;
    }
  }

  /**
   * The options of a daybook. Each setter says its default; {@link #open} refuses a combination
   * that cannot work. Not thread-safe.
   */
  public static final class Builder {

    private final Path root;
    private EventTypes types = EventTypes.standard();
    private int ringSlots = 8192;
    private long maxInFlightBytes = 256L << 20;
    private int maxLineBytes = 16 << 20;
    private int batchBytes = 1 << 20;
    private Overflow overflow = Overflow.BLOCK;
    private Duration blockTimeout = Duration.ofSeconds(30);
    private Durability durability = Durability.FORCED;
    private Duration forceInterval = Duration.ofSeconds(1);
    private Duration closeTimeout = Duration.ofSeconds(60);
    private boolean dropsEphemeral;
    private InstantSource clock = Clock.systemUTC();
    private JournalListener listener = JournalListener.logging();
    private @Nullable Executor callbackExecutor;

    private Builder(Path root) {
      this.root = requireNonNull(root, "root");
    }

    /**
     * A type of event of your own, named as its class is, in snake_case: {@code BuildFinished} is
     * {@code build_finished} in the file. Histories give it back as this record; a program that
     * does not register it gets its JSON as {@code Unknown}.
     *
     * @param eventClass a record, as {@link dev.daybook.event.SessionEvent} says
     * @throws IllegalArgumentException if it has a component without a JSON form, or its name is
     *     taken
     */
    public Builder register(Class<? extends SessionEvent> eventClass) {
      this.types = types.with(eventClass);
      return this;
    }

    /**
     * A type of event of your own under a name of your choice; else as {@link #register(Class)}.
     */
    public Builder register(String wireName, Class<? extends SessionEvent> eventClass) {
      this.types = types.with(wireName, eventClass);
      return this;
    }

    /** How many events may wait to be written; a power of two from 64. Default 8192. */
    public Builder ringSlots(int slots) {
      this.ringSlots = slots;
      return this;
    }

    /**
     * A bound for the heap that the texts of waiting events take; at least four times
     * {@link #maxLineBytes}. Default 256 MiB.
     */
    public Builder maxInFlightBytes(long bytes) {
      this.maxInFlightBytes = bytes;
      return this;
    }

    /**
     * The longest line, its line feed included; from 1024. A longer event is refused when it is
     * recorded. Readers have their own limit, {@link ReadOptions#maxLineBytes}. Default 16 MiB.
     */
    public Builder maxLineBytes(int bytes) {
      this.maxLineBytes = bytes;
      return this;
    }

    /**
     * How many encoded bytes make a batch be written before it is complete; from 4096. Default 1
     * MiB.
     */
    public Builder batchBytes(int bytes) {
      this.batchBytes = bytes;
      return this;
    }

    /** What recording does when there is no room. Default {@link Overflow#BLOCK}. */
    public Builder overflow(Overflow policy) {
      this.overflow = policy;
      return this;
    }

    /** How long {@link Overflow#BLOCK} waits for room. Default 30 seconds. */
    public Builder blockTimeout(Duration timeout) {
      this.blockTimeout = timeout;
      return this;
    }

    /**
     * What an acknowledgement means unless a call says otherwise. Default
     * {@link Durability#FORCED}.
     */
    public Builder durability(Durability durability) {
      this.durability = durability;
      return this;
    }

    /**
     * The longest time between a write and its force when nobody waits: what a power cut can cost
     * of events that were recorded without waiting. Default 1 second.
     */
    public Builder forceInterval(Duration interval) {
      this.forceInterval = interval;
      return this;
    }

    /** How long closing waits for the journal thread. Default 60 seconds. */
    public Builder closeTimeout(Duration timeout) {
      this.closeTimeout = timeout;
      return this;
    }

    /** Makes recording an ephemeral type do nothing, where it is otherwise refused. */
    public Builder dropEphemeral() {
      this.dropsEphemeral = true;
      return this;
    }

    /** Where an event's time comes from. Default the system's clock. */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /** Who is told what goes wrong. Default {@link JournalListener#logging}. */
    public Builder listener(JournalListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Where futures complete and the listener is called. Default one daemon thread of the journal's
     * own, on which a callback that blocks holds up the others, but never the journal. Its
     * {@code execute} is called by the journal thread and must not block.
     */
    public Builder callbackExecutor(Executor executor) {
      this.callbackExecutor = executor;
      return this;
    }

    /**
     * The daybook.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    public Daybook open() {
      return new Daybook(
          new SessionFolder(root, listener),
          types,
          new JournalOptions(
              ringSlots,
              maxInFlightBytes,
              maxLineBytes,
              batchBytes,
              overflow,
              blockTimeout,
              durability,
              forceInterval,
              closeTimeout,
              dropsEphemeral,
              clock,
              listener,
              callbackExecutor));
    }
  }
}
