package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.session.ProcessBirth.Life;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write one session's file, held by one holder in the world at a time. It is the
 * operating system's lock on a byte of its own, so that it ends with its process, however that
 * ends, and nothing has to be cleaned up. Whoever reads a session needs none.
 *
 * <p>Three properties of such locks decide how this is done:
 *
 * <ul>
 *   <li>They are the process's and not the thread's (fcntl(2)): the same process would be given the
 *       lock again. So each {@link Claim} in here is known, and asked for first.
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
 * does while it writes, and nobody takes it from whoever writes in that time:
 * {@link Claim#isLeftByHidden}.
 *
 * <p>The files stay when the lock ends: if they were removed, one process could hold the lock in
 * the removed file and another one that in its successor. Where somebody removes them by hand, the
 * holder takes the lock in the new file when it confirms it. A file of the session's own says who
 * holds the lock, or nobody unless the last holder crashed, and what is known of the session's
 * file: {@link LockText}.
 */
final class SessionLock implements AutoCloseable {

  private final LockTextFile text;
  private final Claim claim;
  private final FileRecord record;
  private volatile long textConfirmedAtNanos = System.nanoTime();

  private SessionLock(Claim claim, LockTextFile text) {
    this.claim = claim;
    this.text = text;
    this.record = new FileRecord(text.root(), text.id());
  }

  /**
   * Takes the lock. The folder of the locks exists.
   *
   * @throws DaybookException {@code SESSION_LOCKED}, with the holder in the details
   */
  static SessionLock acquire(RootFolder root, SessionId id) throws IOException {
    LockByte at = LockByte.of(root, id);
    LockTextFile text = new LockTextFile(root, id);
    long deadline = System.nanoTime() + Claim.PATIENCE_NANOS;
    while (true) {
      refuseIfOthers(id, text.holder());
      Claim claim = Claim.tryTake(at, text);
      if (claim != null) {
        SessionLock lock = new SessionLock(claim, text);
        if (lock.isIntroduced()) {
          return lock;
        }
      }
      LockHolder holder = text.holder();
      Life life = holder.life();
      if (life == Life.RUNNING || System.nanoTime() >= deadline) {
        // whose text was left by a process that has ended is not who has it
        boolean isLeft = life == Life.GONE || (life == Life.ELSEWHERE && !Claim.isSigned(at));
        throw (isLeft ? LockHolder.UNNAMED : holder).refusal(id);
      }
      LockSupport.parkNanos(Claim.RETRY_NANOS);
    }
  }

  /** Who is seen to run has the lock, whatever the kernel says. */
  private static void refuseIfOthers(SessionId id, LockHolder holder) {
    if (!holder.isThisProcess() && holder.life() == Life.RUNNING) {
      throw holder.refusal(id);
    }
  }

  /**
   * Reads what the last holder left, and says who has the lock now; false if another one turns out
   * to have it, and this is given back.
   */
  private synchronized boolean isIntroduced() throws IOException {
    try {
      LockText left = text.readToWrite();
      refuseIfOthers(text.id(), left.holder());
      if (left.holder().life() == Life.HIDDEN) {
        List<Object> before = fileNow();
        if (!claim.isLeftByHidden() || !before.equals(fileNow())) {
          claim.release();
          return false;
        }
        // it may have closed the session in that time
        left = text.readToWrite();
      }
      record.takeOver(left);
      text.say(record.text(claim.holder()));
      // lost since it was taken, it could be another one's, who found no text
      confirm();
      return true;
    } catch (Throwable unread) {
      claim.release();
      throw unread;
    }
  }

  /** What changes whenever the session's file is written to; an empty list if there is none. */
  private List<Object> fileNow() throws IOException {
    try {
      BasicFileAttributes found =
          text.root().look(Part.SESSIONS, text.id().value() + SessionFolder.SUFFIX);
      return List.of(found.size(), found.lastModifiedTime());
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /**
   * Makes sure of the lock: takes it again if it was dropped, in another file if the one that it
   * was in has been removed, and says again who has it if that is not said.
   *
   * @throws IOException if somebody else has taken it; it is theirs from then on, and this one
   *     writes nothing more
   */
  synchronized void confirm() throws IOException {
    claim.confirm();
    if (text.isShort()) {
      sayWhatIsKnown();
    }
    textConfirmedAtNanos = System.nanoTime();
  }

  /**
   * The same, of a holder that is about to change the file as a whole.
   *
   * @throws IOException also if the file is not as it was found: another one had the lock meanwhile
   */
  synchronized void confirm(FoundFile file) throws IOException {
    claim.confirm();
    try {
      file.refuseIfChanged();
    } catch (IOException changed) {
      // what that one left is to be left again
      record.takeOver(text.read());
      throw changed;
    }
    confirm();
  }

  /**
   * The same before a force, if the last time is not just past. It costs a third of a force of a
   * quick disk, and what another process writes in the meantime is seen by the file's length.
   */
  void confirmForForce() throws IOException {
    if (!claim.isConfirmed() || !Claim.isJustPast(textConfirmedAtNanos)) {
      confirm();
    }
  }

  /** The same before a write, but for the text. */
  void confirmForWrite() throws IOException {
    if (!claim.isConfirmed()) {
      confirmTaken();
    }
  }

  private synchronized void confirmTaken() throws IOException {
    claim.confirm();
  }

  /** Whether somebody else has it now. */
  synchronized boolean isLost() {
    return claim.isLost();
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
    if (!claim.isHeld() || bytes >= record.trustedBytes()) {
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
    if (!claim.isHeld() || record.isLost()) {
      return true;
    }
    record.lose(bytes);
    return sayWhatIsKnown();
  }

  /** The same, said at once, for whoever comes after a crash. Throws nothing. */
  synchronized void sayGood(long bytes) {
    if (claim.isHeld()) {
      record.knowGoodInUse(bytes);
      sayWhatIsKnown();
    }
  }

  /**
   * The file is about to be changed in its midst or to go, or is gone: what was good says nothing
   * of what comes after it under that name. This is on the device when it returns.
   */
  synchronized void forget() throws IOException {
    confirm();
    if (record.goodBytes() == 0) {
      // nor does the file say anything, and a full disk has no room for that
      return;
    }
    record.beginAnew();
    text.sayDurably(record.text(claim.holder()));
  }

  /** False if that could not be said; it is tried again when the lock is given back. */
  synchronized boolean sayWhatIsKnown() {
    if (claim.isLost()) {
      // the text is another one's
      return true;
    }
    try {
      return text.say(record.text(claim.holder()));
    } catch (OutOfMemoryError unsaid) {
      return false;
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!claim.isHeld()) {
      return;
    }
    try {
      if (isStillOurs()) {
        sayNobody();
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

  /** Whether the text is this holder's to change. */
  private boolean isStillOurs() throws IOException {
    try {
      if (!claim.isLost()) {
        claim.confirm();
      }
    } catch (IOException lostOrRemoved) {
      LockHolder now = text.holder();
      return now.isUnnamed() || now.isSameAs(claim.holder());
    }
    return !claim.isLost();
  }

  private void sayNobody() {
    boolean isSaid;
    try {
      isSaid = text.say(record.last());
    } catch (OutOfMemoryError unsaid) {
      isSaid = false;
    }
    if (!isSaid) {
      withdraw();
    }
  }

  /** A text that named a process which goes on would keep all others out; a doubt counts more. */
  private void withdraw() {
    if (record.trustedBytes() == Long.MAX_VALUE) {
      text.remove();
    }
  }
}
