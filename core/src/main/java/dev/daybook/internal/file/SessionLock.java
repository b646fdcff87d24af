package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.internal.file.ProcessBirth.Life;
import dev.daybook.internal.line.LostLineFeeds;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write one session's file, held by one holder in the world at a time. It is the
 * operating system's lock on one byte per session, so that it ends with its process, however that
 * ends, and nothing has to be cleaned up. A reader needs none.
 *
 * <p>Three properties of such locks decide how this is done:
 *
 * <ul>
 *   <li>They are the process's and not the thread's (fcntl(2)): the same process would be given the
 *       lock again. So each {@link Claim} of this process is registered, and looked up first.
 *   <li>A process that closes <em>any</em> descriptor of the file loses its locks there (fcntl(2)
 *       again), and nothing reports that. {@link LockFile} sees to it that Daybook closes none, but
 *       the program around it may read all files of its folder. So a taker also respects a text
 *       that names a process which is seen to run, and a holder takes the lock again before it
 *       counts: {@link #confirm}.
 *   <li>The only test of a locked byte is to lock it. So the holder locks a second byte as a sign,
 *       and a look tries that one.
 * </ul>
 *
 * <p>A text may name a process of another container, which this one cannot see: it may have
 * crashed, or have lost its lock unnoticed. It is given some time to take the lock again, or to be
 * present, as it is while it writes: {@link Claim#isLeftBy}. So the lock is never taken from it.
 *
 * <p>The files stay when the lock ends: if they were removed, one process could hold the lock in
 * the removed file and another one that in its successor. If a user removes them, the holder takes
 * the lock in the new file when it confirms it. A second file, one per session, is the
 * {@link LockRecord}: it names the holder while the lock is held, or after a crash, and what is
 * known of the session's file. A disk without room, a process without a descriptor or without
 * memory is no reason to refuse or to keep a lock: the old record stays then, as after a crash.
 */
final class SessionLock implements AutoCloseable {

  private final LockRecordFile recordFile;
  private final Claim claim;

  // the knowledge of the session's file, as in LockRecord, of which the next holder believes what
  // is still true: a failure can be noted without memory, and the record be written when there is
  // some
  private long goodBytes;
  private long trustedBytes = Long.MAX_VALUE;
  private FileMark file = FileMark.NONE;

  // as in LockRecord, and as the record was written last
  private volatile String commitLog = "";
  private volatile String recordedLog = "";

  /** True if this holder has verified the file; otherwise it leaves again what it took over. */
  private boolean isVouchedFor;

  private boolean isFileLost;

  /** True if the record names this holder, as far as is known. */
  private volatile boolean isNamed;

  private volatile long recordConfirmedAtNanos = System.nanoTime();

  private SessionLock(Claim claim, LockRecordFile recordFile) {
    this.claim = claim;
    this.recordFile = recordFile;
  }

  /**
   * Takes the lock. The folder of the locks exists.
   *
   * @param ended a holder that is known to have ended, although its process cannot be seen
   * @throws DaybookException {@code SESSION_LOCKED}, with the holder in the details
   */
  static SessionLock acquire(LockRecordFile recordFile, SessionHolder ended) throws IOException {
    LockByte at = recordFile.lockByte();
    SessionId id = recordFile.id();
    long deadline = System.nanoTime() + Claim.PATIENCE_NANOS;
    while (true) {
      recordFile.holder().refuseIfOthers(id);
      Claim claim = Claim.tryTake(at, recordFile);
      if (claim != null) {
        SessionLock lock = new SessionLock(claim, recordFile);
        if (lock.isIntroduced(ended)) {
          return lock;
        }
      }
      SessionHolder holder = recordFile.holder();
      Life life = holder.life();
      if (life == Life.RUNNING || System.nanoTime() >= deadline) {
        // a record left by a process that has ended does not name the holder
        boolean isLeft = life == Life.GONE || (life == Life.ELSEWHERE && !Claim.isSigned(at));
        throw (isLeft ? SessionHolder.UNNAMED : holder).refusal(id);
      }
      LockSupport.parkNanos(Claim.RETRY_NANOS);
    }
  }

  /**
   * Reads the last holder's record, and writes this one's. Returns false if another process turns
   * out to have the lock; the claim is released then.
   */
  private synchronized boolean isIntroduced(SessionHolder ended) throws IOException {
    try {
      LockRecord left = recordFile.readToWrite();
      left.holder().refuseIfOthers(recordFile.id());
      Life life = left.holder().life();
      if (left.holder().mayLiveUnseen(life) && !left.holder().isOfSameProcessAs(ended)) {
        Path file = recordFile.locked().unchecked();
        FileState before = FileState.of(file);
        if (!claim.isLeftBy(left.holder(), life) || !before.isSameAs(FileState.of(file))) {
          claim.release();
          return false;
        }
        // it may have closed the session in that time
        left = recordFile.readToWrite();
      }
      takeOver(left);
      writeRecord();
      // the byte may be lost since, and another process may have taken it before this record
      confirm();
      return true;
    } catch (Throwable unread) {
      claim.release();
      throw unread;
    }
  }

  private void takeOver(LockRecord left) {
    goodBytes = left.goodBytes();
    trustedBytes = left.trustedBytes();
    file = left.file();
    commitLog = left.commitLog();
  }

  /** Returns the name of the log that may have bytes of the session; empty if there is none. */
  String commitLog() {
    return commitLog;
  }

  /** Returns true if the record names a log: a crash would hide what another one has. */
  boolean isLogRecorded() {
    return !commitLog.isEmpty() && commitLog.equals(recordedLog);
  }

  /** Sets the name, which goes into the record when that is written next. */
  void setCommitLog(String name) {
    commitLog = name;
  }

  /** Reads again what another holder left, after it came and went unnoticed, to leave that. */
  synchronized void takeOverAgain() throws IOException {
    takeOver(recordFile.read());
  }

  /**
   * Confirms that this holder has the lock. Takes it again if it was dropped, in the new file if
   * the old one was removed, and writes the record again if it names no holder or may name another.
   *
   * @throws IOException if another holder has taken it; that one keeps it, and this one writes
   *     nothing more
   */
  synchronized void confirm() throws IOException {
    claim.confirm();
    if (!isNamed || recordFile.isShort()) {
      writeRecord();
    }
    recordConfirmedAtNanos = System.nanoTime();
  }

  /** Confirms the lock as {@link #confirm} does, and leaves the record alone. */
  synchronized void confirmTaken() throws IOException {
    claim.confirm();
  }

  /**
   * Confirms the lock before a force, unless the last confirmation still counts and the record is
   * still there. A confirmation costs a third of a force of a quick disk, and what another process
   * writes in the meantime is seen by the file's length.
   */
  void confirmForForce() throws IOException {
    if (!claim.isConfirmed(isNamed) || isRecordGone()) {
      confirm();
    }
  }

  /** Returns true if the record names no holder any more; looks now and then. */
  private boolean isRecordGone() throws IOException {
    if (Claim.isLately(recordConfirmedAtNanos)) {
      return false;
    }
    boolean isGone = recordFile.isShort();
    recordConfirmedAtNanos = System.nanoTime();
    return isGone;
  }

  /** Confirms the lock before a write, without its record, unless the last one still counts. */
  void confirmForWrite() throws IOException {
    if (!claim.isConfirmed(isNamed)) {
      confirmTaken();
    }
  }

  /** Returns true if another holder has the lock now. */
  synchronized boolean isLost() {
    return claim.isLost();
  }

  /**
   * Returns the bytes that are on the device although a force failed, here or at an earlier
   * holder's: {@link LockRecord#trustedBytes}.
   */
  synchronized long trustedBytes() {
    return trustedBytes;
  }

  /** Returns the bytes that are good and on the device: {@link LockRecord#goodBytes}. */
  synchronized long goodBytes() {
    return goodBytes;
  }

  /**
   * Records a failed force: the bytes behind this position may be in memory alone. Throws nothing.
   *
   * @return true if that is in the record, for the next holder after a crash
   */
  synchronized boolean recordDoubt(long bytes) {
    if (!claim.isHeld() || bytes >= trustedBytes) {
      return true;
    }
    trustedBytes = bytes;
    return writeRecord();
  }

  /**
   * Keeps the good bytes only if the channel's file is the one that they were recorded of.
   *
   * @throws DaybookException {@code FILE_SHORTENED}; what is known stays as it was then
   */
  synchronized void recognize(FileChannel channel) throws IOException {
    Path path = recordFile.locked().path();
    long bytes = channel.size();
    SessionSource source = SessionSource.of(channel);
    LockRecord known = record(SessionHolder.UNNAMED);
    if (known.longerThan(path, source, bytes) > 0) {
      throw Shortage.of(source, goodBytes, LostLineFeeds.MAX_LINE_BYTES)
          .refusal(recordFile.id(), path);
    }
    goodBytes = known.goodBytesOf(FileMark.of(path, channel), bytes);
  }

  /**
   * Records that the whole file is verified and durable, at this length.
   *
   * @param channel the file's, which may be another one now
   */
  synchronized void trust(long bytes, FileChannel channel) throws IOException {
    file = FileMark.of(recordFile.locked().path(), channel).inUse();
    goodBytes = bytes;
    trustedBytes = Long.MAX_VALUE;
    isVouchedFor = true;
    writeRecord();
  }

  /**
   * Sets the number of the file's bytes that are good lines and forced. It goes into the record
   * when the lock is released.
   */
  synchronized void setGood(long bytes) {
    if (!isFileLost) {
      goodBytes = bytes;
    }
  }

  /**
   * Sets the number of good bytes, and writes it into the record at once, for the next holder after
   * a crash. Throws nothing.
   */
  synchronized void recordGood(long bytes) {
    if (claim.isHeld() && !isFileLost) {
      goodBytes = bytes;
      try {
        file = mark().inUse();
      } catch (OutOfMemoryError unwritten) {
        // the record goes on with fewer good bytes
        return;
      }
      writeRecord();
    }
  }

  /**
   * Records that the file was removed, replaced or made shorter: nothing in the file with its name
   * is known to be good, but this many bytes of the session were. Throws nothing.
   *
   * @return as {@link #recordDoubt}
   */
  synchronized boolean recordLoss(long bytes) {
    if (!claim.isHeld() || isFileLost) {
      return true;
    }
    goodBytes = bytes;
    trustedBytes = 0;
    isVouchedFor = false;
    isFileLost = true;
    return writeRecord();
  }

  /**
   * Forgets the good bytes, durably, of a file that is gone, or about to go or to be changed in its
   * midst: they prove nothing about a later file of that name.
   */
  synchronized void forget() throws IOException {
    confirm();
    if (goodBytes == 0) {
      // the record has none either, and a full disk has no room for it
      return;
    }
    goodBytes = 0;
    file = FileMark.NONE;
    recordFile.writeDurably(record(claim.holder()));
  }

  /** Writes the record; false if that failed, and then {@link #confirm} tries it again. */
  synchronized boolean writeRecord() {
    if (claim.isLost()) {
      // the record is another one's
      return true;
    }
    isNamed = tryWrite(false);
    return isNamed;
  }

  /** Returns true if the record was written. */
  private boolean tryWrite(boolean isLast) {
    try {
      LockRecord record = isLast ? last() : record(claim.holder());
      recordFile.write(record);
      recordedLog = record.commitLog();
      return true;
    } catch (IOException | RuntimeException | OutOfMemoryError unwritten) {
      // the lock is what counts
      return false;
    }
  }

  private LockRecord record(SessionHolder holder) {
    return new LockRecord(holder, goodBytes, trustedBytes, file, commitLog);
  }

  /** Returns the record to leave. */
  private LockRecord last() {
    if (!isVouchedFor) {
      return record(SessionHolder.UNNAMED);
    }
    FileMark mark = mark();
    long good = mark.isUnknown() ? 0 : goodBytes;
    return new LockRecord(SessionHolder.UNNAMED, good, trustedBytes, mark, commitLog);
  }

  /** Returns the mark of the file as it is now; none if nothing in it is known to be good. */
  private FileMark mark() {
    return goodBytes == 0 ? FileMark.NONE : file.now(recordFile.locked());
  }

  /** Releases the lock; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!claim.isHeld()) {
      return;
    }
    try {
      if (isStillOurs() && !tryWrite(true)) {
        withdraw();
      }
    } catch (Throwable unknown) {
      if (!claim.isLost()) {
        withdraw();
      }
      throw unknown;
    } finally {
      claim.release();
    }
  }

  /** Returns true if this holder may change the record. */
  private boolean isStillOurs() throws IOException {
    try {
      if (!claim.isLost()) {
        claim.confirm();
      }
    } catch (IOException lostOrRemoved) {
      SessionHolder now = recordFile.holder();
      return now.isUnnamed() || now.isSameAs(claim.holder());
    }
    return !claim.isLost();
  }

  /**
   * Removes the record, unless it has a doubt or names a commit log: one that names a running
   * process would keep all others out.
   */
  private void withdraw() {
    if (trustedBytes == Long.MAX_VALUE && commitLog.isEmpty()) {
      recordFile.remove();
    }
  }
}
