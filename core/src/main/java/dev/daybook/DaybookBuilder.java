package dev.daybook;

import static dev.daybook.Bounds.positive;
import static dev.daybook.Bounds.require;
import static dev.daybook.Bounds.requireRoom;
import static java.util.Objects.requireNonNull;

import dev.daybook.catalog.Project;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.engine.Supervision;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Library;
import dev.daybook.read.ReadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The options of a daybook. Each setter says its default, and refuses what is out of its range or
 * conflicts with what was set before. Not thread-safe.
 */
public final class DaybookBuilder {

  private static final int LOG_STEP_BYTES = 64 << 10;
  private static final int MAX_LOG_BYTES = 1 << 30;
  private static final int MAX_BATCH_BYTES = 64 << 20;
  private static final int MAX_LINE_BYTES = 1 << 30;

  private final Path root;
  private final @Nullable Project project;
  private EventTypes types = EventTypes.standard();
  private int ringSlots = 8192;
  private @Nullable Long maxInFlightBytes;
  private int maxLineBytes = 16 << 20;
  private int batchBytes = 1 << 20;
  private Overflow overflow = Overflow.BLOCK_THEN_DROP;
  private Duration blockTimeout = Duration.ofSeconds(5);
  private Durability durability = Durability.FORCED;
  private Duration forceInterval = Duration.ofSeconds(1);
  private Duration slowForce = Duration.ofSeconds(1);
  private Duration closeTimeout = Duration.ofSeconds(60);
  private @Nullable Integer maxOpenFiles;
  private @Nullable Duration closeIdle;
  private boolean dropsEphemeral;
  private boolean isRootTrusted;
  private int commitLogBytes;
  private boolean hasShutdownHook = true;
  private InstantSource clock = Clock.systemUTC();
  private JournalListener listener = JournalListener.logging();
  private @Nullable Executor callbackExecutor;
  private @Nullable Supervision supervision;

  DaybookBuilder(Path root, @Nullable Project project) {
    this.root = requireNonNull(root, "root");
    this.project = project;
  }

  /**
   * Registers a type of event of your own, named as its class is, in snake_case:
   * {@code BuildFinished} is {@code build_finished} in the file. Histories give it back as this
   * record; a program that does not register it gets its JSON as {@code Unknown}.
   *
   * <p>Such a type may change; sessions that were recorded before stay readable and go on:
   *
   * <ul>
   *   <li>A component that is new must be one that may be absent: a {@code List} (then empty), a
   *       box ({@code Long}, {@code Integer}, {@code Boolean}, {@code Double}) or one with an
   *       annotation named {@code Nullable}, of any package, that is kept at run time (then null).
   *       The record's compact constructor may put a default in the place of null.
   *   <li>A component that is gone is passed over when older entries are read.
   *   <li>A type that is renamed is given its former names.
   *   <li>Whatever else changes (another type or name of a component, a constant less of an enum, a
   *       stricter constructor) makes older entries unfit. {@link Daybook#history},
   *       {@link Daybook#fold} and {@link Daybook#transcript}, every lenient reading, tails and
   *       subscribers get such an entry as {@code Unknown}, its data as it stands, and
   *       {@link dev.daybook.read.ReadReport} has it; {@link ReadOptions#strict} stops there. To go
   *       on reading them as records, keep the old class registered under the old name, and
   *       register the new one under another. An old name with white space in it can only be a
   *       former one: register the old class under a third name then.
   * </ul>
   *
   * @param eventClass a record, as {@link dev.daybook.event.SessionEvent} says
   * @param formerNames names that its events have in older sessions, if it had others; they are
   *     read as this record, under the name that they have in the file, and new ones are written
   *     under the new name
   * @throws IllegalArgumentException if it has a component without a JSON form, if a name is taken
   *     or empty, or if the name, former ones aside, has white space or a control character in it
   */
  public DaybookBuilder register(Class<? extends SessionEvent> eventClass, String... formerNames) {
    this.types = types.with(eventClass, formerNames);
    return this;
  }

  /**
   * Registers a type of event of your own under a name of your choice; else as
   * {@link #register(Class, String...)}.
   */
  public DaybookBuilder register(
      String wireName, Class<? extends SessionEvent> eventClass, String... formerNames) {
    this.types = types.with(wireName, eventClass, formerNames);
    return this;
  }

  /** Sets how many events may wait to be written; a power of two from 64. Default 8192. */
  public DaybookBuilder ringSlots(int slots) {
    require(
        slots >= 64 && Integer.bitCount(slots) == 1,
        "ringSlots must be a power of two from 64",
        "ringSlots",
        slots);
    this.ringSlots = slots;
    return this;
  }

  /**
   * Sets a bound for the heap that the texts of waiting events take; at least four times
   * {@link #maxLineBytes}, since the largest event must fit into the half that large events share;
   * a shorter line is set first. Default 256 MiB, or four times that if it is more.
   */
  public DaybookBuilder maxInFlightBytes(long bytes) {
    requireRoom(bytes, maxLineBytes);
    this.maxInFlightBytes = bytes;
    return this;
  }

  /**
   * Sets the longest line, its line feed included; 1024 to 1 GiB. A longer event is refused when it
   * is recorded. Readers have their own limit, {@link ReadOptions#maxLineBytes}. Default 16 MiB.
   */
  public DaybookBuilder maxLineBytes(int bytes) {
    require(
        bytes >= 1024 && bytes <= MAX_LINE_BYTES,
        "maxLineBytes must be 1024 to 1 GiB",
        "maxLineBytes",
        bytes);
    if (maxInFlightBytes != null) {
      requireRoom(maxInFlightBytes, bytes);
    }
    this.maxLineBytes = bytes;
    return this;
  }

  /**
   * Sets how many encoded bytes make a batch be written before it is complete; 4096 to 64 MiB.
   * Default 1 MiB.
   */
  public DaybookBuilder batchBytes(int bytes) {
    require(
        bytes >= 4096 && bytes <= MAX_BATCH_BYTES,
        "batchBytes must be 4096 to 64 MiB",
        "batchBytes",
        bytes);
    this.batchBytes = bytes;
    return this;
  }

  /**
   * Sets the way of recording when there is no room. Default {@link Overflow#BLOCK_THEN_DROP}; a
   * program that would rather have an exception than a {@code gap} sets {@link Overflow#BLOCK}.
   */
  public DaybookBuilder overflow(Overflow policy) {
    this.overflow = requireNonNull(policy, "overflow");
    return this;
  }

  /**
   * Sets the longest wait of a call for room while the journal stands still, where
   * {@link #overflow} lets it wait. Once the journal has stood still that long, no call waits any
   * more. Positive; default 5 seconds.
   */
  public DaybookBuilder blockTimeout(Duration timeout) {
    this.blockTimeout = positive(timeout, "blockTimeout");
    return this;
  }

  /**
   * Sets the meaning of an acknowledgement where a call does not choose one. Default
   * {@link Durability#FORCED}.
   */
  public DaybookBuilder durability(Durability durability) {
    this.durability = requireNonNull(durability, "durability");
    return this;
  }

  /**
   * Sets the longest time between a write and its force when no caller waits: what a power cut can
   * cost of events that were recorded without waiting. A disk that does not keep up takes longer,
   * which {@link Gauges#oldestUnforced} shows. Positive; default 1 second.
   */
  public DaybookBuilder forceInterval(Duration interval) {
    this.forceInterval = positive(interval, "forceInterval");
    return this;
  }

  /**
   * Sets how long a force of a session's file may take before {@link JournalListener#slowForce}
   * reports it. Positive; default 1 second.
   */
  public DaybookBuilder slowForce(Duration threshold) {
    this.slowForce = positive(threshold, "slowForce");
    return this;
  }

  /** Sets how long closing waits for the journal thread. Positive; default 60 seconds. */
  public DaybookBuilder closeTimeout(Duration timeout) {
    this.closeTimeout = positive(timeout, "closeTimeout");
    return this;
  }

  /**
   * Sets how many of the open sessions' files may be open at a time, from 1; any number of sessions
   * can be open. Beyond it, the files of the sessions that were not written to for the longest time
   * are forced and closed. They are opened again when they are written to, which costs up to a
   * force an event if more sessions than this are busy. Default half of what the process may open,
   * or 512 where the system does not say.
   */
  public DaybookBuilder maxOpenFiles(int files) {
    require(files > 0, "maxOpenFiles must be positive", "maxOpenFiles", files);
    this.maxOpenFiles = files;
    return this;
  }

  /**
   * Closes sessions that were idle for so long: each is forced, its file closed and its lock given
   * back, so that other processes can record in it, fork it or move it. Its handles stay good. The
   * next event that is recorded through one, or the next {@link Daybook#openSession}, opens the
   * file again, and entries follow those that other processes recorded meanwhile; {@code record}
   * itself still does no I/O. If another process holds the session then,
   * {@link Daybook#openSession} throws {@code SESSION_LOCKED}; an event makes the session fail with
   * that cause, and, if it is {@linkplain #supervise supervised}, come back when it is free. A
   * failed session is not idle. Positive; default: a session is held until it is closed.
   */
  public DaybookBuilder closeIdle(Duration idle) {
    this.closeIdle = positive(idle, "closeIdle");
    return this;
  }

  /** Turns on a commit log with two files of 16 MiB, as {@link #commitLog(int)} says. */
  public DaybookBuilder commitLog() {
    return commitLog(16 << 20);
  }

  /**
   * Lets one force acknowledge what callers wait for in several sessions. What is acknowledged is
   * then also in a log of this daybook, below {@code <root>/commits}, and the sessions' own files
   * are forced later, in the background. Use it where many sessions record at the same time, and
   * wait: some dozens get four to eight times as many acknowledgements, on two processors. A
   * session that waits alone, and more than 64 KiB of one, is forced by itself as without it.
   *
   * <p>The promise of an acknowledgement is the same. After a power cut the next opening of the
   * root writes what the files lack into them: see {@link LogRecovery}. A copy of a root made after
   * a crash needs {@code commits} too. Off by default.
   *
   * @param fileBytes the size of each of the log's two files, a multiple of 64 KiB up to 1 GiB:
   *     they are written full of zeros when the first session is opened, and removed when the
   *     daybook is closed. The larger they are, the less often the sessions' files are forced
   */
  public DaybookBuilder commitLog(int fileBytes) {
    require(
        fileBytes > 0 && fileBytes % LOG_STEP_BYTES == 0 && fileBytes <= MAX_LOG_BYTES,
        "a file of the commit log has a multiple of 64 KiB, from one to 1 GiB",
        "fileBytes",
        fileBytes);
    this.commitLogBytes = fileBytes;
    return this;
  }

  /**
   * Sets whether a JVM that ends before {@link Daybook#close} writes and forces what was recorded:
   * after the return from {@code main}, {@code System.exit}, SIGTERM or SIGINT, within
   * {@link #closeTimeout}. Nothing helps against {@code Runtime.halt} or SIGKILL. The JVM runs all
   * its hooks at once, and what is recorded after this one began is counted as rejected: turn it
   * off where a container, or a hook of your own, closes the daybook, or records to the end. It is
   * there from the first opening of a session until {@link Daybook#close}, and never where a
   * session is first opened while the JVM is ending. Default true.
   */
  public DaybookBuilder shutdownHook(boolean closesAtExit) {
    this.hasShutdownHook = closesAtExit;
    return this;
  }

  /**
   * Lets the root belong to another user, or to the superuser while others may write in it, as a
   * root that a group shares does. Every user who may write there can read, change and delete what
   * is recorded, and can put links there; links that stand below the root when a file is opened are
   * not followed. Default: a root, or a link to it, is used, for recording and for reading, only if
   * it belongs to this process's user, or to the superuser and no other user may write in it; any
   * other is refused. The superuser may use every root, and what it makes in a user's is that
   * user's. On systems without such owners any root is used.
   */
  public DaybookBuilder trustRoot() {
    this.isRootTrusted = true;
    return this;
  }

  /** Drops recorded events of ephemeral types, which are otherwise refused. */
  public DaybookBuilder dropEphemeral() {
    this.dropsEphemeral = true;
    return this;
  }

  /** Sets the clock that events get their time from. Default the system's. */
  public DaybookBuilder clock(InstantSource source) {
    this.clock = requireNonNull(source, "clock");
    return this;
  }

  /**
   * Sets the listener that is notified of what goes wrong, in the place of the one that logs: a
   * listener that shall log too calls {@link JournalListener#logging}. Default that one.
   */
  public DaybookBuilder listener(JournalListener listener) {
    this.listener = requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets the executor on which futures complete and the listener is called. Default one daemon
   * thread of the journal's own, on which a callback that blocks holds up the others, but never the
   * journal. Its {@code execute} is called by the journal thread, and now and then by one that
   * records, and must not block.
   */
  public DaybookBuilder callbackExecutor(Executor executor) {
    this.callbackExecutor = requireNonNull(executor, "callbackExecutor");
    return this;
  }

  /**
   * Reopens sessions that failed, because a disk was full or refused: each is opened again,
   * repaired and forced, first after 100 milliseconds, then after ever longer delays up to 30
   * seconds, until that succeeds or it is closed. {@link Session} says what its calls do meanwhile.
   * Default: a failed session stays so.
   */
  public DaybookBuilder supervise() {
    this.supervision = Supervision.STANDARD;
    return this;
  }

  /**
   * Reopens failed sessions as {@link #supervise()} does, with delays of your own.
   *
   * @param firstDelay before the first try; each later delay is twice as long
   * @param maxDelay the longest delay
   * @throws IllegalArgumentException if {@code firstDelay} is not positive or above
   *     {@code maxDelay}
   */
  public DaybookBuilder supervise(Duration firstDelay, Duration maxDelay) {
    this.supervision = new Supervision(firstDelay, maxDelay);
    return this;
  }

  /**
   * Opens the daybook. A root that exists is looked at, and sessions are brought up to the commit
   * logs that processes left there, if any; nothing else is touched. One that appears later is
   * looked at before its first use.
   *
   * @throws dev.daybook.DaybookException {@code INCOMPATIBLE_LIBRARY} if Jackson or JSpecify is
   *     missing, or too old; the details say what was found and what is needed. The ring's library,
   *     which no reader needs, is looked at when the first session is opened for recording;
   *     {@code UNSAFE_PATH} if the root is another user's, see {@link #trustRoot}
   */
  public Daybook open() {
    Library.checkJackson();
    Library.checkAnnotations();
    // not the field: this builder may open another daybook, with another listener
    JournalListener notified = listener;
    SessionFolder folder = new SessionFolder(
        root,
        (id, bytes, movedTo) -> Journal.reportTornTail(notified, id, bytes, movedTo),
        isRootTrusted);
    folder.checkRoot();
    LeftCommits.recover(folder, notified);
    JournalOptions options = new JournalOptions(
        ringSlots,
        maxInFlightBytes == null ? Math.max(256L << 20, 4L * maxLineBytes) : maxInFlightBytes,
        maxLineBytes,
        batchBytes,
        overflow,
        blockTimeout,
        durability,
        forceInterval,
        slowForce,
        closeTimeout,
        maxOpenFiles == null ? FileLimit.half() : maxOpenFiles,
        closeIdle,
        dropsEphemeral,
        clock,
        listener,
        callbackExecutor,
        supervision);
    LazyJournal journal =
        new LazyJournal(folder, commitLogBytes, options, types, project, hasShutdownHook);
    return new Daybook(folder, types, options, journal);
  }
}
