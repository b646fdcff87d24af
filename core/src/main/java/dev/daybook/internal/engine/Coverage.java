package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.CommitLog;
import dev.daybook.internal.file.LastKnown;
import dev.daybook.internal.file.LostFileException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one session's log that a force has covered, and the acks that wait for more. Its
 * position moves only by a force that succeeded, of the session's file or of a commit log, to where
 * the log ended when that force began. Journal thread only; while the session is failed, the
 * supervisor's thread reads it.
 */
final class Coverage {

  private final AckQueue waiting = new AckQueue();
  private long position;
  private long seq;

  /** The position that a force of the file itself has covered. */
  private long filePosition;

  /** The round of the commit log's segment that has the session's last bytes; -1 if none has. */
  private long commitRound = -1;

  /** True if the log's next unit has bytes of the session. */
  private boolean isAdded;

  /** The end of those bytes, and the seq there. */
  private long addedPosition;

  private long addedSeq;

  /** The ends of the session's last bytes in both segments; 0 where the file has them. */
  private long @Nullable [] commitEnds;

  private @Nullable ForceThread forcing;
  private long slowestNanos;

  /** True if a caller waits until the file was looked for, not for its bytes alone. */
  private boolean isLookAwaited;

  /** True if the last failure leaves bytes in doubt that no force has covered. */
  private boolean isInDoubt;

  /** True if the session failed because its name no longer leads to its file. */
  private boolean isLost;

  /** The time at which the oldest byte was written that no force covers. */
  long dirtySinceNanos;

  Coverage(SessionLog log) {
    beginAt(log);
  }

  /** Begins anew with a log that is forced to its end. */
  void beginAt(SessionLog log) {
    position = log.position();
    filePosition = position;
    seq = log.lastSeq();
    leftLog();
  }

  /** Returns the number of bytes from the file's beginning that a force has covered. */
  long position() {
    return position;
  }

  /** Returns the seq of the last entry in them; -1 if there is none. */
  long seq() {
    return seq;
  }

  /** Returns the number of bytes from the file's beginning that a force of it has covered. */
  long filePosition() {
    return filePosition;
  }

  /** Returns that position, or what it will be when the force under way succeeds. */
  long filePositionBegun() {
    return forcing == null ? filePosition : forcing.coveredPosition();
  }

  /**
   * Moves the positions: a force of the file succeeded. Returns the number of entries that it
   * covered anew.
   */
  long moveFileTo(long to, long lastSeq) {
    filePosition = to;
    return to > position ? moveTo(to, lastSeq) : 0;
  }

  /** Moves the position: a force succeeded. Returns the number of entries that it covered anew. */
  long moveTo(long to, long lastSeq) {
    long entries = lastSeq - seq;
    position = to;
    seq = lastSeq;
    return entries;
  }

  // --- a commit log

  /** Returns true if the log's next unit has bytes of the session. */
  boolean isAdded() {
    return isAdded;
  }

  /** Returns the position up to which everything is covered, or added to the log's next unit. */
  long addedPosition() {
    return Math.max(position, addedPosition);
  }

  /** Notes that everything up to that position was added to the log's next unit. */
  void added(long to, long lastSeq) {
    isAdded = true;
    addedPosition = to;
    addedSeq = lastSeq;
  }

  /** Notes that what was added is dropped. */
  void dropAdded() {
    isAdded = false;
    addedPosition = 0;
  }

  /** Notes that the log's segment of that round may get what was added. */
  void commitBegun(long round) {
    if (commitEnds == null) {
      commitEnds = new long[CommitLog.SEGMENTS];
    }
    commitRound = round;
  }

  /**
   * Moves the position: that segment of the log has what was added. Returns the number of entries
   * that it covered anew.
   */
  long committedIn(int segment) {
    long to = addedPosition;
    dropAdded();
    if (commitEnds != null) {
      commitEnds[segment] = to;
    }
    return to > position ? moveTo(to, addedSeq) : 0;
  }

  /** Returns true if the file has, on the device, all that a segment of the log has. */
  boolean isInFile(int segment) {
    return commitEnds == null || filePosition >= commitEnds[segment];
  }

  /** Returns true if the file has, on the device, all that the log has. */
  boolean isInFile() {
    return isInFile(0) && isInFile(1);
  }

  /** Returns true if a segment of the log that was begun in that round or later has bytes. */
  boolean isInLogSince(long round) {
    return commitRound >= Math.max(0, round);
  }

  /** Notes that nothing in the log counts any more. */
  void leftLog() {
    commitRound = -1;
    commitEnds = null;
  }

  // --- the force that is under way on another thread

  boolean isBeingForced() {
    return forcing != null;
  }

  void begun(ForceThread by) {
    forcing = by;
    // that force ends with a look
    isLookAwaited = false;
  }

  /** Waits for the end of the force that is under way, and leaves its outcome to be taken. */
  void awaitForce() {
    if (forcing != null) {
      forcing.await();
    }
  }

  /** Returns the thread whose force is under way, whose outcome the caller takes; null if none. */
  @Nullable
  ForceThread takeForcing() {
    ForceThread begun = forcing;
    forcing = null;
    return begun;
  }

  void tookForce(long nanos) {
    slowestNanos = Math.max(slowestNanos, nanos);
  }

  /** Returns the time of the slowest force since the last call; 0 if there was none. */
  long takeSlowestNanos() {
    long slowest = slowestNanos;
    slowestNanos = 0;
    return slowest;
  }

  // --- what is trusted after a failure

  /** Notes that the session failed: an operation on its file did. */
  void failed(Operation operation, Throwable cause) {
    isLost = cause instanceof LostFileException;
    isInDoubt = operation.leavesDoubt() || isLost;
  }

  /** Returns true if the last failure leaves bytes in doubt that no force has covered. */
  boolean isInDoubt() {
    return isInDoubt;
  }

  /**
   * Returns the bytes to trust in {@link AppendableFile.Source#open}: a failed write alone leaves
   * nothing in doubt.
   */
  long trustedBytes() {
    return isLost ? 0 : isInDoubt ? filePosition : Long.MAX_VALUE;
  }

  /** Returns what is known of the failed file, whose next entry would have had that seq. */
  LastKnown lastKnown(long nextSeq) {
    return new LastKnown(trustedBytes(), position, seq, nextSeq, isLost);
  }

  // --- acks

  void addWaiter(Ack ack) {
    waiting.add(ack);
  }

  boolean isAwaited() {
    return !waiting.isEmpty();
  }

  /** Completes the acks that wait for no more than is covered. */
  void acknowledge() {
    isLookAwaited = false;
    waiting.completeTo(position);
  }

  /**
   * Completes the acks that wait for no more than a force of the file has covered, unless one of
   * them asks for a look at the file, which {@link Barrier#cover} takes.
   */
  void acknowledgeInFile() {
    if (!isLookAwaited) {
      waiting.completeTo(filePosition);
    }
  }

  /** Notes that a caller waits until the file was looked for under its name. */
  void awaitLook() {
    isLookAwaited = true;
  }

  boolean isLookAwaited() {
    return isLookAwaited;
  }

  void failAll(DaybookException why) {
    isLookAwaited = false;
    waiting.failAll(why);
  }
}
