package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.session.ProcessBirth.Life;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one session's file, held by one holder in the world at a time. It is the
 * operating system's lock on a byte of its own, so that it ends with its process, however that
 * ends, and nothing has to be cleaned up. Whoever reads a session needs none.
 *
 * <p>Three properties of such locks decide how this is done:
 *
 * <ul>
 *   <li>They are the process's and not the thread's (fcntl(2)): the same process would be given the
 *       lock again. So {@link #HELD} knows who holds what in here, and is asked first.
 *   <li>A process that closes <em>any</em> descriptor of the file loses its locks there (fcntl(2)
 *       again), and nothing reports that. {@link LockFile} sees to it that Daybook closes none; but
 *       the program around it may read all files of its folder. So who takes the lock also respects
 *       a text that names a process which is seen to run, and who holds it takes it again before it
 *       counts: {@link #confirm}.
 *   <li>One can only find out whether a byte is locked by locking it. So the holder locks a second
 *       byte as a sign, and that is the one that is tried.
 * </ul>
 *
 * <p>A text that names a process of another container, whose processes this one cannot see, may be
 * of one that crashed or of one that lost its lock. It gets some time to take the lock again, as it
 * does before it writes: {@link #isLeftByHidden}.
 *
 * <p>The files stay when the lock ends: if they were removed, one process could hold the lock in
 * the removed file and another one that in its successor. Where somebody removes them by hand, the
 * holder takes the lock in the new file when it confirms it. A file of the session's own says who
 * holds the lock, or nobody unless the last holder crashed, and what is known of the session's
 * file: {@link LockText}.
 */
final class SessionLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long RETRY_NANOS = 1_000_000;

  /** A process of another container is given the lock so often, for so long, before it is taken. */
  private static final int COURTESIES = 10;

  private static final long COURTESY_NANOS = 20_000_000;

  /** So long ago a lock may have been confirmed for a write: much less than the courtesies take. */
  private static final long CONFIRMED_NANOS = 10_000_000;

  /** The locks of this process. Within the monitor of the lock files. */
  private static final Map<LockByte, SessionLock> HELD = new HashMap<>();

  private final RootFolder root;
  private final SessionId id;
  private final long sinceNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());

  /** Null when it has been given back. */
  private @Nullable TakenByte taken;

  /** Whether somebody else has the lock now: nothing more is said. */
  private boolean isLost;

  private volatile long confirmedAtNanos = System.nanoTime();
  private final FileRecord record;

  private SessionLock(TakenByte taken, LockTextFile text) {
    this.taken = taken;
    this.root = text.root();
    this.id = text.id();
    this.record = new FileRecord(root, id);
  }

  // made anew each time: they are rarely wanted, and there may be many locks

  private LockTextFile text() {
    return new LockTextFile(root, id);
  }

  private LockHolder holder() {
    return LockHolder.self(Instant.EPOCH.plusNanos(sinceNanos));
  }

  /**
   * Takes the lock. The folder of the locks exists.
   *
   * @throws DaybookException {@code SESSION_LOCKED}, with the holder in the details
   */
  static SessionLock acquire(RootFolder root, SessionId id) throws IOException {
    LockByte at = LockByte.of(root, id);
    LockTextFile text = new LockTextFile(root, id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      refuseIfOthers(id, text.holder());
      SessionLock lock = tryAcquire(at, text);
      if (lock != null && lock.isIntroduced()) {
        return lock;
      }
      LockHolder holder = text.holder();
      Life life = holder.life();
      if (life == Life.RUNNING || System.nanoTime() >= deadline) {
        throw locked(id, life == Life.GONE ? LockHolder.UNNAMED : holder);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Who is seen to run has the lock, whatever the kernel says. */
  private static void refuseIfOthers(SessionId id, LockHolder holder) {
    if (!holder.isThisProcess() && holder.life() == Life.RUNNING) {
      throw locked(id, holder);
    }
  }

  /** Null if another process has it. */
  private static @Nullable SessionLock tryAcquire(LockByte at, LockTextFile text)
      throws IOException {
    synchronized (LockFile.MONITOR) {
      SessionLock inHere = HELD.get(at);
      if (inHere != null) {
        throw locked(text.id(), inHere.holder());
      }
      TakenByte taken = TakenByte.tryTake(at);
      if (taken == null) {
        return null;
      }
      SessionLock held = new SessionLock(taken, text);
      HELD.put(taken.at(), held);
      return held;
    }
  }

  /**
   * Reads what the last holder left, and says who has the lock now; false if another one turns out
   * to have it, and this is given back.
   */
  private synchronized boolean isIntroduced() throws IOException {
    try {
      LockText left = text().readToWrite();
      refuseIfOthers(id, left.holder());
      if (left.holder().life() == Life.HIDDEN) {
        if (!isLeftByHidden()) {
          release();
          return false;
        }
        // it may have closed the session in that time
        left = text().readToWrite();
      }
      record.takeOver(left);
      text().say(record.text(holder()));
      // lost since it was taken, it could be another one's, who found no text
      confirm();
      return true;
    } catch (Throwable unread) {
      release();
      throw unread;
    }
  }

  /**
   * Whether the lock stays free while nobody holds it, as a holder that lives would not leave it.
   */
  private boolean isLeftByHidden() throws IOException {
    for (int n = 0; n < COURTESIES; n++) {
      synchronized (LockFile.MONITOR) {
        if (taken != null) {
          taken.pause();
        }
      }
      LockSupport.parkNanos(COURTESY_NANOS);
      if (!isRetaken()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes sure of the lock: takes it again if it was dropped, in another file if the one that it
   * was in has been removed, and says again who has it if that is not said.
   *
   * @throws IOException if somebody else has taken it; it is theirs from then on, and this one
   *     writes nothing more
   */
  synchronized void confirm() throws IOException {
    confirmTaken();
    if (text().saysNobody()) {
      sayWhatIsKnown();
    }
  }

  /**
   * The same, of a holder that is about to change the file as a whole.
   *
   * @throws IOException also if the file is not as it was found: another one had the lock meanwhile
   */
  synchronized void confirm(FoundFile file) throws IOException {
    confirmTaken();
    try {
      file.refuseIfChanged();
    } catch (IOException changed) {
      // what that one left is to be left again
      record.takeOver(text().read());
      throw changed;
    }
    confirm();
  }

  /** The same before a write, if the last time is not just past. */
  boolean isConfirmed() {
    return System.nanoTime() - confirmedAtNanos < CONFIRMED_NANOS;
  }

  synchronized void confirmTaken() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isLost && taken != null && !isRetaken()) {
      LockHolder now = text().holder();
      // somebody may have it for the moment in which it reads that it is not free
      isLost =
          System.nanoTime() >= deadline || (!now.isThisProcess() && now.life() == Life.RUNNING);
      LockSupport.parkNanos(RETRY_NANOS);
    }
    if (isLost || taken == null) {
      LockHolder now = text().holder();
      throw new IOException("another process has taken the session's lock: pid=" + now.pid()
          + ", host=" + now.host());
    }
    confirmedAtNanos = System.nanoTime();
  }

  private boolean isRetaken() throws IOException {
    synchronized (LockFile.MONITOR) {
      TakenByte held = taken;
      if (held == null) {
        return false;
      }
      // removed with the session's file, it goes with that, whose loss the next force finds
      boolean isReplaced = !held.isWhereOthersLook() && Files.exists(record.file());
      return isReplaced ? held.isTakenInNewFile(root) : held.isRetaken();
    }
  }

  /** Whether somebody else has it now. */
  synchronized boolean isLost() {
    return isLost;
  }

  /** The holder in this process, if there is one. */
  static Optional<LockHolder> holderInHere(LockByte at) {
    synchronized (LockFile.MONITOR) {
      return Optional.ofNullable(HELD.get(at)).map(SessionLock::holder);
    }
  }

  /**
   * How many bytes from the beginning of the session's file are known to be on the device although
   * a force failed, here or at an earlier holder's; {@link Long#MAX_VALUE} if none did.
   */
  synchronized long trustedBytes() {
    return record.trustedBytes();
  }

  /** How many bytes of the file are good and on the device, as {@link LockText#goodBytes}. */
  synchronized long goodBytes() {
    return record.goodBytes();
  }

  /**
   * A force failed: what is behind there may be in memory alone. Throws nothing.
   *
   * @return whether that is said, for whoever comes after a crash
   */
  synchronized boolean doubt(long bytes) {
    if (taken == null || bytes >= record.trustedBytes()) {
      return true;
    }
    record.doubt(bytes);
    return sayWhatIsKnown();
  }

  /**
   * Believes what was said only of the file that it was said of, whose channel is given.
   *
   * @throws DaybookException {@code FILE_SHORTENED}; all that was said stays then
   */
  synchronized void recognize(FileChannel channel) throws IOException {
    record.recognize(channel);
  }

  /** There was no file: what was said is of one that is gone. */
  synchronized void beginAnew() {
    record.beginAnew();
  }

  /**
   * All of the session's file is on the device, and these bytes of good lines are all of it.
   *
   * @param channel the file's, which may be another one now
   */
  synchronized void trust(long bytes, FileChannel channel) throws IOException {
    record.trust(bytes, channel);
    sayWhatIsKnown();
  }

  /** So many bytes of the session's file are good lines that were forced. Said at the end. */
  synchronized void knowGood(long bytes) {
    record.knowGood(bytes);
  }

  /**
   * The file was removed, replaced or made shorter: nothing of what has its name is known to be
   * good, but so many bytes of the session were. Throws nothing.
   *
   * @return as {@link #doubt}
   */
  synchronized boolean lose(long bytes) {
    if (taken == null || record.isLost()) {
      return true;
    }
    record.lose(bytes);
    return sayWhatIsKnown();
  }

  /** The same, said at once, for whoever comes after a crash. Throws nothing. */
  synchronized void sayGood(long bytes) {
    if (taken != null) {
      record.knowGoodInUse(bytes);
      sayWhatIsKnown();
    }
  }

  /**
   * The file is about to be changed in its midst, or to go: what was good says nothing of what
   * comes after it under that name. This is on the device when it returns.
   */
  synchronized void forget() throws IOException {
    confirm();
    if (record.goodBytes() == 0) {
      // nor does the file say anything, and a full disk has no room for that
      return;
    }
    record.beginAnew();
    text().sayDurably(record.text(holder()));
  }

  /** False if that could not be said; it is tried again when the lock is given back. */
  synchronized boolean sayWhatIsKnown() {
    if (isLost) {
      // the text is another one's
      return true;
    }
    try {
      return text().say(record.text(holder()));
    } catch (OutOfMemoryError unsaid) {
      return false;
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (taken == null) {
      return;
    }
    try {
      if (isStillOurs()) {
        sayNobody();
      }
    } finally {
      release();
    }
  }

  /** Whether the text is this holder's to change. */
  private boolean isStillOurs() throws IOException {
    try {
      if (!isLost) {
        confirmTaken();
      }
    } catch (IOException lostOrRemoved) {
      LockHolder now = text().holder();
      return now.isUnnamed() || now.isSameAs(holder());
    }
    return !isLost;
  }

  /** A text that named a process which goes on would keep all others out. */
  private void sayNobody() {
    boolean isSaid = text().say(record.last());
    if (!isSaid && record.trustedBytes() == Long.MAX_VALUE) {
      text().remove();
    }
  }

  private void release() throws IOException {
    synchronized (LockFile.MONITOR) {
      TakenByte held = taken;
      taken = null;
      if (held != null) {
        HELD.remove(held.at());
        held.release();
      }
    }
  }

  private static DaybookException locked(SessionId id, LockHolder holder) {
    return DaybookException.of(
        Kind.SESSION_LOCKED,
        holder.isThisProcess()
            ? "this process has the session open already; close it there, or record there"
            : "another process has the session open; wait until it closes it, or end it",
        "session",
        id,
        "pid",
        holder.pid(),
        "host",
        holder.host(),
        "since",
        String.valueOf(holder.since()),
        "processStart",
        String.valueOf(holder.processStart()));
  }
}
