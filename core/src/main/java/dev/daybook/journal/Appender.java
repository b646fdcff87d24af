package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.event.DaybookException;
import dev.daybook.journal.Tally.Count;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One session as the journal thread sees it: its file, where the file ends, what is forced, who
 * waits. Only that thread calls methods here, except where said.
 *
 * <p>The rules that make an acknowledgement true:
 *
 * <ul>
 *   <li>The file's position is the end of the last complete line that the kernel took,
 *       {@code forcedPosition} the position that a <em>successful</em> force began with. Neither
 *       moves on a failure, but for the complete lines of a write that failed behind them.
 *   <li>A failed force is never tried again: the kernel may have dropped the pages and would answer
 *       that nothing is left to do. What lies above {@code forcedPosition} is unknown from then on.
 *   <li>Either failure is final for the open file, and everybody who waits or comes later gets its
 *       cause. A supervised session gets another file some time, and goes on behind what that has.
 * </ul>
 */
final class Appender {

  final String id;
  final byte[] quotedId;
  final Tally tally;
  final Watchers watchers;
  final Losses losses = new Losses();
  final Rejects rejects = new Rejects();

  /** What brings the session back after a failure; null if nothing does. */
  final @Nullable Outage outage;

  /** Why the session failed; read by recording threads. */
  private volatile @Nullable DaybookException failure;

  /** Whether the last failure leaves unforced bytes in doubt. */
  private boolean isInDoubt;

  /** Whether it was that the session's name leads to its file no more. */
  private boolean isLost;

  /** Whether an event that came after the close was reported. Any thread. */
  final AtomicBoolean lateEventReported = new AtomicBoolean();

  private FileEnd file;
  private final AckQueue untilWritten = new AckQueue();
  private final AckQueue untilForced = new AckQueue();
  private long nextSeq;
  private long forcedPosition;

  /** How long the slowest force took since that was last asked. */
  private long forceNanos;

  /** Where this file is being forced now, other than here; null if it is not. */
  private @Nullable ForceThread forcing;

  private long writtenSeq;
  private long forcedSeq;
  private boolean closed;

  /** Whether the file was given back, with its lock, until it is needed; read by any thread. */
  private volatile boolean isIdle;

  /** Why the file could not be taken again when it was last needed. */
  @Nullable
  Throwable whyIdle;

  /** Opens the file again. */
  private final SessionFile.Source source;

  private final Region region = new Region();

  /** This batch's slots of the session, and what else the batch must do for it. */
  @Nullable
  Slot firstSlot;

  @Nullable
  Slot lastSlot;

  boolean touched;
  boolean gapIsDue;

  /** Its neighbours among the open files, of which it is one or not; theirs to change. */
  @Nullable
  Appender openedBefore;

  @Nullable
  Appender openedAfter;

  boolean isAmongOpen;

  /** Whether the listener believes that its file is held; {@link Notices} keeps it. */
  boolean isReportedOpen;

  @Nullable
  Ack closeAck;

  /** When something was last asked of the session; {@link IdleSessions} keeps it. */
  long usedNanos;

  /** When the oldest unforced byte was written; meaningful while {@link #isDirty}. */
  long dirtySinceNanos;

  /**
   * @param source opens the file again
   * @param isSupervised whether that is to be done after a failure
   */
  Appender(
      String id, SessionFile at, Tally total, SessionFile.Source source, boolean isSupervised) {
    this.id = id;
    this.source = source;
    this.quotedId = BatchEncoder.quoted(id);
    this.tally = new Tally(total);

    this.file = new FileEnd(at.file(), at.position());
    this.watchers = new Watchers(at.position());
    this.forcedPosition = at.position();
    this.nextSeq = at.nextSeq();
    this.writtenSeq = nextSeq - 1;
    this.forcedSeq = nextSeq - 1;
    this.outage = !isSupervised ? null : new Outage(this, source);
  }

  /** Why the session failed, or null. Any thread. */
  @Nullable
  DaybookException failure() {
    return failure;
  }

  boolean isWritable() {
    return failure == null && !closed && !isIdle;
  }

  /** Whether its file is given back until it is needed. Any thread. */
  boolean isIdle() {
    return isIdle;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether its watchers are shown what comes: also while it waits to be opened again. */
  boolean isWatchable() {
    return !closed && (failure == null || outage != null);
  }

  boolean isDirty() {
    return file.position() > forcedPosition && isWritable();
  }

  boolean isAwaited() {
    return !untilForced.isEmpty();
  }

  // --- encoding: lines of this session lie together in the batch, in one region

  void beginRegion(int at) {
    region.beginAt(at);
  }

  /** The seq that the next line must carry; taken only by {@link #lineEncoded}. */
  long nextSeq() {
    return nextSeq;
  }

  /** A line was added to the region, which now ends at {@code at}. */
  long lineEncoded(int at) {
    region.addLine(at);
    return nextSeq++;
  }

  /** Where the file will end when the region is written. */
  long encodedPosition() {
    return file.position() + region.bytes();
  }

  /** Queues an ack behind everything that is encoded so far. */
  void await(Ack ack, long seq) {
    ack.seq = seq;
    ack.position = encodedPosition();
    (ack.durability == Durability.FORCED ? untilForced : untilWritten).add(ack);
  }

  /** Queues the ack of a sync, which also reports events whose failure nobody has been told yet. */
  void awaitSync(Ack ack) {
    ack.verdict = rejects.take(id);
    await(ack, nextSeq - 1);
  }

  // --- the file

  FileEnd file() {
    return file;
  }

  boolean hasRegion() {
    return region.bytes() > 0;
  }

  /** Writes the region and acknowledges what is WRITTEN with it. */
  void writeRegion(BatchEncoder encoder) {
    try {
      file.write(region.view(encoder));
      written(region.bytes(), region.entries());
      tally.add(Count.WRITES, 1);
      region.beginAnew();
      watchers.moveTo(file.position());
      untilWritten.completeTo(file.position());
    } catch (Throwable cause) {
      if (forcing != null) {
        // the file remembers how much of it a force covers: that must not be cut off meanwhile
        forcing.await();
      }
      long before = file.position();
      long kept = file.cutBack(region.view(encoder), cause);
      written(file.position() - before, kept);
      notWritten(region.entries() - kept);
      fail(Operation.WRITE, cause);
    }
  }

  /** So many entries of the region are not written and never will be. */
  private void notWritten(long entries) {
    region.beginAnew();
    if (entries > 0) {
      tally.add(Count.FAILED, entries - losses.gapsFrom(writtenSeq + 1));
    }
  }

  private void written(long bytes, long entries) {
    tally.add(Count.WRITTEN, entries);
    tally.add(Count.BYTES_WRITTEN, bytes);
    writtenSeq += entries;
  }

  /** Acknowledges what needed no more bytes than were there, and shows what is written. */
  void settleWritten() {
    if (failure == null) {
      untilWritten.completeTo(file.position());
    }
    if (isWatchable()) {
      watchers.tell();
    }
  }

  /** How many bytes are written, and neither forced nor covered by a force that is under way. */
  long uncoveredBytes() {
    return file.position() - (forcing == null ? forcedPosition : forcing.coveredPosition());
  }

  /** Forces the file, if it has bytes to force, and acknowledges what is FORCED with it. */
  void force() {
    settleForce();
    if (isDirty()) {
      try {
        file.force();
      } catch (Throwable cause) {
        tookForce();
        fail(Operation.FORCE, cause);
        return;
      }
      tookForce();
      forced(file.position(), writtenSeq);
    } else if (isAwaited()) {
      confirm();
    }
    if (failure == null) {
      untilForced.completeTo(forcedPosition);
    }
  }

  /** Makes sure that what was forced before is still there, if all is forced. */
  void confirm() {
    settleForce();
    if (isWritable() && !isDirty()) {
      try {
        file.confirm();
      } catch (Throwable cause) {
        fail(Operation.FORCE, cause);
      }
    }
  }

  /** Whether it is being forced on another thread: nobody else may begin to. */
  boolean isBeingForced() {
    return forcing != null;
  }

  /** Begins to force on another thread, until {@link #settleForce}; false if it cannot run. */
  boolean forceIn(ForceThread idle) {
    if (forcing != null) {
      throw new IllegalStateException("the file is being forced: session=" + id);
    }
    if (!idle.begin(this, file, writtenSeq)) {
      return false;
    }
    forcing = idle;
    return true;
  }

  /**
   * Waits for the force that is under way on another thread, if there is one, takes over what came
   * of it, and tells those who waited for that.
   */
  void settleForce() {
    ForceThread begun = forcing;
    if (begun == null) {
      return;
    }
    forcing = null;
    Throwable cause = begun.take();
    tookForce();
    if (cause == null) {
      forced(begun.coveredPosition(), begun.coveredSeq());
      untilForced.completeTo(forcedPosition);
    } else {
      fail(Operation.FORCE, cause);
    }
  }

  private void tookForce() {
    forceNanos = Math.max(forceNanos, file.forceNanos());
  }

  /** How long the slowest force took since this was last called; 0 if there was none. */
  long takeForceNanos() {
    long slowest = forceNanos;
    forceNanos = 0;
    return slowest;
  }

  /** A force has succeeded that began when the file's lines ended there. */
  private void forced(long position, long seq) {
    tally.forced(file.forceNanos());
    tally.add(Count.FORCED, seq - forcedSeq);
    forcedPosition = position;
    forcedSeq = seq;
    losses.forcedTo(forcedSeq);
    if (outage != null) {
      outage.hasForced = true;
    }
  }

  /**
   * Forces what is unforced and closes the file; the outcome is in {@link #failure}. A second call
   * tells those whom the first one had no memory to tell.
   */
  void close() {
    if (!closed) {
      closeFile();
      closed = true;
      noLongerIdle();
      if (failure != null) {
        tally.add(Count.FAILED_SESSIONS, -1);
      }
    }
    DaybookException why = failure != null ? failure : Failures.closed(id);
    failAll(why);
    if (failure == null) {
      watchers.tell();
    }
    watchers.ended(failure);
  }

  private void closeFile() {
    force();
    try {
      file.close();
    } catch (Throwable cause) {
      if (failure == null) {
        fail(Operation.CLOSE, cause);
      }
    }
  }

  /** Gives the file back, all of which is forced, and its lock, until {@link #comeBack}. */
  void leave() {
    try {
      file.close();
      isIdle = true;
      tally.add(Count.IDLE_SESSIONS, 1);
    } catch (Throwable cause) {
      fail(Operation.CLOSE, cause);
    }
  }

  /**
   * Takes the file again, and its lock. Somebody else may have recorded in it meanwhile: the next
   * entry follows theirs.
   */
  void comeBack() throws IOException {
    SessionFile at = SessionFile.reopened(
        source, new LastKnown(Long.MAX_VALUE, forcedPosition, forcedSeq, writtenSeq + 1, false));
    goOn(at);
    noLongerIdle();
    watchers.goOnAt(at.position(), false);
  }

  private void noLongerIdle() {
    if (isIdle) {
      isIdle = false;
      tally.add(Count.IDLE_SESSIONS, -1);
    }
  }

  private void goOn(SessionFile at) {
    file = new FileEnd(at.file(), at.position());
    forcedPosition = at.position();
    nextSeq = at.nextSeq();
    writtenSeq = nextSeq - 1;
    forcedSeq = nextSeq - 1;
  }

  /** How far the file is known to be on the device, in bytes. */
  long forcedPosition() {
    return forcedPosition;
  }

  /** As in {@link SessionFile.Source#open}: a failed write alone leaves nothing in doubt. */
  long trustedBytes() {
    return isLost ? 0 : isInDoubt ? forcedPosition : Long.MAX_VALUE;
  }

  /** Notes what is known of the file that failed. */
  void describeTo(Outage failed) {
    failed.trustedBytes = trustedBytes();
    failed.forcedBytes = forcedPosition;
    failed.forcedSeq = forcedSeq;
    failed.nextSeq = writtenSeq + 1;
    failed.isLost = isLost;
  }

  /**
   * Makes the failure final for this file and tells everybody who waits. A session that is to come
   * back gives its file back, and its lock, at once.
   */
  void fail(Operation operation, Throwable cause) {
    settleForce();
    if (failure != null) {
      // that failed too: what it leaves in doubt is what counts
      return;
    }
    DaybookException why = Failures.of(this, operation, cause, forcedSeq, file.position());
    isLost = cause instanceof LostFileException;
    isInDoubt = operation.leavesDoubt() || isLost;
    if (outage != null) {
      outage.lastFailure = why;
    }
    notWritten(region.entries());
    noLongerIdle();
    tally.add(Count.FAILED_SESSIONS, 1);
    failure = why;
    failAll(why);
    // complete lines that a failed write left behind are written all the same
    watchers.moveTo(file.position());
    watchers.tell();
    if (outage == null) {
      watchers.ended(why);
    } else {
      closeFailed(cause);
    }
  }

  private void failAll(DaybookException why) {
    untilWritten.failAll(why);
    untilForced.failAll(why);
  }

  private void closeFailed(Throwable cause) {
    try {
      file.close();
    } catch (Throwable alsoFailed) {
      if (alsoFailed != cause) {
        cause.addSuppressed(alsoFailed);
      }
    }
  }

  /**
   * Goes on with the file that was opened again. What was encoded and is not in it is lost, and all
   * that ever was in the session's file if this one was begun anew. Lines behind what was kept
   * after the failure are not this handle's: somebody else recorded meanwhile, unless what was not
   * kept could not be cut off.
   */
  void recover(SessionFile at) {
    long kept = file.isUncut() ? at.nextSeq() : Math.min(at.nextSeq(), writtenSeq + 1);
    kept = at.isAnew() ? 0 : kept;
    rejects.takeBackLost(losses.lost(kept, nextSeq));
    tally.add(Count.FORCED, Math.max(0, Math.min(kept, writtenSeq + 1) - 1 - forcedSeq));
    goOn(at);
    watchers.goOnAt(at.position(), isInDoubt);
    failure = null;
    tally.add(Count.FAILED_SESSIONS, -1);
  }

  /** So many dropped events are told of in the file, and will be by the next sync. */
  void dropped(long events) {
    rejects.addLost(Failures.dropped(id), events);
  }

  /** So many lost events are told of in the file, and will be by the next sync. */
  void lost(long events) {
    DaybookException why = outage == null ? null : outage.lastFailure;
    if (events > 0 && why != null) {
      rejects.addLost(why, events);
    }
  }
}
