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
 * crashed, or have lost its lock unnoticed. It is given some time to take the lock again, as it
 * does while it writes. So the lock is never taken from a process that writes in that time:
 * {@link Claim#isLeftByHidden}.
 *
 * <p>The files stay when the lock ends: if they were removed, one process could hold the lock in
 * the removed file and another one that in its successor. If a user removes them, the holder takes
 * the lock in the new file when it confirms it. A second file, one per session, names the holder
 * while the lock is held, or after a crash, and holds what is known of the session's file:
 * {@link LockText}.
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
        // a text left by a process that has ended does not name the holder
        boolean isLeft = life == Life.GONE || (life == Life.ELSEWHERE && !Claim.isSigned(at));
        throw (isLeft ? LockHolder.UNNAMED : holder).refusal(id);
      }
      LockSupport.parkNanos(Claim.RETRY_NANOS);
    }
  }

  /** Refuses to take the lock from a process that is seen to run, whatever the kernel reports. */
  private static void refuseIfOthers(SessionId id, LockHolder holder) {
    if (!holder.isThisProcess() && holder.life() == Life.RUNNING) {
      throw holder.refusal(id);
    }
  }

  /**
   * Reads the last holder's text, and writes this one's. Returns false if another process turns out
   * to have the lock; the claim is released then.
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
      // the byte may be lost since, and another process may have taken it before this text
      confirm();
      return true;
    } catch (Throwable unread) {
      claim.release();
      throw unread;
    }
  }

  /**
   * Returns the length and time of the session's file, which change with each write; an empty list
   * if it does not exist.
   */
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
   * Confirms that this holder has the lock. Takes it again if it was dropped, in the new file if
   * the old one was removed, and writes the text again if it names no holder.
   *
   * @throws IOException if another holder has taken it; that one keeps it, and this one writes
   *     nothing more
   */
  synchronized void confirm() throws IOException {
    claim.confirm();
    if (text.isShort()) {
      sayWhatIsKnown();
    }
    textConfirmedAtNanos = System.nanoTime();
  }

  /**
   * Confirms the lock and the file, before the holder changes the file as a whole.
   *
   * @throws IOException also if the file is not as it was found: another holder had the lock
   *     meanwhile
   */
  synchronized void confirm(FoundFile file) throws IOException {
    claim.confirm();
    try {
      file.refuseIfChanged();
    } catch (IOException changed) {
      // this holder leaves again what that one left
      record.takeOver(text.read());
      throw changed;
    }
    confirm();
  }

  /**
   * Confirms the lock before a force, unless the last confirmation is just past. A confirmation
   * costs a third of a force of a quick disk, and what another process writes in the meantime is
   * seen by the file's length.
   */
  void confirmForForce() throws IOException {
    if (!claim.isConfirmed() || !Claim.isJustPast(textConfirmedAtNanos)) {
      confirm();
    }
  }

  /**
   * Confirms the lock before a write, without its text, unless the last confirmation is just past.
   */
  void confirmForWrite() throws IOException {
    if (!claim.isConfirmed()) {
      confirmTaken();
    }
  }

  private synchronized void confirmTaken() throws IOException {
    claim.confirm();
  }

  /** Returns true if another holder has the lock now. */
  synchronized boolean isLost() {
    return claim.isLost();
  }

  /**
   * Returns the number of bytes from the beginning of the session's file that are known to be on
   * the device although a force failed, here or at an earlier holder's; {@link Long#MAX_VALUE} if
   * none failed.
   */
  synchronized long trustedBytes() {
    return record.trustedBytes();
  }

  /**
   * Returns the number of bytes of the file that are good and on the device, as
   * {@link LockText#goodBytes}.
   */
  synchronized long goodBytes() {
    return record.goodBytes();
  }

  /**
   * Records a failed force: the bytes behind this position may be in memory alone. Throws nothing.
   *
   * @return true if that is in the text, for the next holder after a crash
   */
  synchronized boolean doubt(long bytes) {
    if (!claim.isHeld() || bytes >= record.trustedBytes()) {
      return true;
    }
    record.doubt(bytes);
    return sayWhatIsKnown();
  }

  /**
   * Keeps the good bytes only if the channel's file is the one that they were recorded of.
   *
   * @throws DaybookException {@code FILE_SHORTENED}; the record stays as it was then
   */
  synchronized void recognize(FileChannel channel) throws IOException {
    record.recognize(channel);
  }

  /**
   * Records that the whole file is verified and durable, at this length.
   *
   * @param channel the file's, which may be another one now
   */
  synchronized void trust(long bytes, FileChannel channel) throws IOException {
    record.trust(bytes, channel);
    sayWhatIsKnown();
  }

  /**
   * Records that this many bytes of the file are good lines and forced; written when the lock is
   * released.
   */
  synchronized void knowGood(long bytes) {
    record.knowGood(bytes);
  }

  /**
   * Records that the file was removed, replaced or made shorter: nothing in the file with its name
   * is known to be good, but this many bytes of the session were. Throws nothing.
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

  /**
   * Records that this many bytes are good, and writes it at once, for the next holder after a
   * crash. Throws nothing.
   */
  synchronized void sayGood(long bytes) {
    if (claim.isHeld()) {
      record.knowGoodInUse(bytes);
      sayWhatIsKnown();
    }
  }

  /**
   * Forgets the good bytes, durably, of a file that is gone, or about to go or to be changed in its
   * midst: they prove nothing about a later file of that name.
   */
  synchronized void forget() throws IOException {
    confirm();
    if (record.goodBytes() == 0) {
      // the text has none either, and a full disk has no room for it
      return;
    }
    record.beginAnew();
    text.sayDurably(record.text(claim.holder()));
  }

  /**
   * Writes the text; false if that failed, and then it is tried again when the lock is released.
   */
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

  /** Releases the lock; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!claim.isHeld()) {
      return;
    }
    try {
      if (isStillOurs()) {
        sayReleased();
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

  /** Returns true if this holder may change the text. */
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

  private void sayReleased() {
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

  /**
   * Removes the text, unless it records a doubt: a text that names a running process would keep all
   * others out.
   */
  private void withdraw() {
    if (record.trustedBytes() == Long.MAX_VALUE) {
      text.remove();
    }
  }
}
