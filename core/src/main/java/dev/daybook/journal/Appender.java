package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.event.DaybookException;
import dev.daybook.journal.Tally.Count;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One session as the journal thread sees it: its file, its written and forced positions, its
 * waiting acks. Only that thread calls methods here, except where stated.
 *
 * <p>The rules that make an acknowledgement true:
 *
 * <ul>
 *   <li>The file's position is the end of the last complete line that the kernel took,
 *       {@code forcedPosition} the position that a <em>successful</em> force began with. Neither
 *       moves on a failure, except that the position includes the complete lines of a failed write.
 *   <li>A failed force is never tried again: the kernel may have dropped the pages and would answer
 *       that nothing is left to do. What lies above {@code forcedPosition} is unknown from then on.
 *   <li>Either failure is final for the open file, and every waiting or later ack fails with its
 *       cause. A supervised session is given a reopened file later, and goes on behind what it has.
 * </ul>
 */
final class Appender {

  final String id;
  final byte[] quotedId;
  final Tally tally;
  final Watchers watchers;
  final Losses losses = new Losses();
  final Rejects rejects = new Rejects();

  /** The state from which a supervised session recovers after a failure; null if unsupervised. */
  final @Nullable Outage outage;

  /** The reason why the session failed; read by recording threads. */
  private volatile @Nullable DaybookException failure;

  /** True if the last failure leaves unforced bytes in doubt. */
  private boolean isInDoubt;

  /** True if the session failed because its name no longer leads to its file. */
  private boolean isLost;

  /** True once an event that came after the close was reported. Any thread. */
  final AtomicBoolean lateEventReported = new AtomicBoolean();

  private FileEnd file;
  private final AckQueue untilWritten = new AckQueue();
  private final AckQueue untilForced = new AckQueue();
  private long nextSeq;
  private long forcedPosition;

  /** The time of the slowest force since {@link #takeForceNanos} was last called. */
  private long forceNanos;

  /** The other thread that is forcing this file now; null if there is none. */
  private @Nullable ForceThread forcing;

  private long writtenSeq;
  private long forcedSeq;
  private boolean closed;

  /** True while the file and its lock are given back until needed; read by any thread. */
  private volatile boolean isIdle;

  /** The reason why the file could not be taken again when it was last needed. */
  @Nullable
  Throwable whyIdle;

  /** The source that reopens the file. */
  private final SessionFile.Source source;

  private final Region region = new Region();

  /** This batch's slots of the session, and what else the batch must do for it. */
  @Nullable
  Slot firstSlot;

  @Nullable
  Slot lastSlot;

  boolean touched;
  boolean gapIsDue;

  /** Links in the list of {@link OpenFiles}, which alone modifies them. */
  @Nullable
  Appender openedBefore;

  @Nullable
  Appender openedAfter;

  boolean isAmongOpen;

  /** True if the listener was last notified that the file is held; {@link Notices} keeps it. */
  boolean isReportedOpen;

  @Nullable
  Ack closeAck;

  /** The time at which the session was last used; {@link IdleSessions} keeps it. */
  long usedNanos;

  /** The time at which the oldest unforced byte was written, if {@link #isDirty}. */
  long dirtySinceNanos;

  /**
   * @param source reopens the file
   * @param isSupervised true if it is to be reopened after a failure
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

  /** Returns why the session failed, or null if it has not. Any thread. */
  @Nullable
  DaybookException failure() {
    return failure;
  }

  boolean isWritable() {
    return failure == null && !closed && !isIdle;
  }

  /** Returns true if the file is given back until it is needed. Any thread. */
  boolean isIdle() {
    return isIdle;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Returns true if watchers are shown what follows, also while the session waits to be reopened.
   */
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

  /** Returns the seq that the next line must carry; only {@link #lineEncoded} takes it. */
  long nextSeq() {
    return nextSeq;
  }

  /** Adds a line to the region, which now ends at {@code at}. */
  long lineEncoded(int at) {
    region.addLine(at);
    return nextSeq++;
  }

  /** Returns the position at which the file will end once the region is written. */
  long encodedPosition() {
    return file.position() + region.bytes();
  }

  /** Queues an ack behind everything that is encoded so far. */
  void await(Ack ack, long seq) {
    ack.seq = seq;
    ack.position = encodedPosition();
    (ack.durability == Durability.FORCED ? untilForced : untilWritten).add(ack);
  }

  /** Queues the ack of a sync, which also reports rejected events that had no waiter. */
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
      region.reset();
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

  /** Accounts for entries of the region that are not written and never will be. */
  private void notWritten(long entries) {
    region.reset();
    if (entries > 0) {
      tally.add(Count.FAILED, entries - losses.gapsFrom(writtenSeq + 1));
    }
  }

  private void written(long bytes, long entries) {
    tally.add(Count.WRITTEN, entries);
    tally.add(Count.BYTES_WRITTEN, bytes);
    writtenSeq += entries;
  }

  /** Acknowledges what is already written, and shows watchers what is written. */
  void settleWritten() {
    if (failure == null) {
      untilWritten.completeTo(file.position());
    }
    if (isWatchable()) {
      watchers.report();
    }
  }

  /**
   * Returns the number of written bytes that are neither forced nor covered by a force under way.
   */
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

  /** Checks, if all is forced, that what was forced before is still there. */
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

  /** Returns true while another thread forces the file: until then no second force may begin. */
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
   * Waits for the force that is under way on another thread, if any, takes over its outcome, and
   * completes the acks that waited for it.
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

  /** Returns the time of the slowest force since the last call; 0 if there was none. */
  long takeForceNanos() {
    long slowest = forceNanos;
    forceNanos = 0;
    return slowest;
  }

  /** Records a successful force that began when the file's lines ended at {@code position}. */
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
   * completes the acks for which the first one had no memory.
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
      watchers.report();
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

  /** Gives back the file, which is fully forced, and its lock, until {@link #comeBack}. */
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
   * Takes the file again, and its lock. The next entry follows those that another process recorded
   * meanwhile.
   */
  void comeBack() throws IOException {
    SessionFile at = SessionFile.reopened(
        source, new LastKnown(Long.MAX_VALUE, forcedPosition, forcedSeq, writtenSeq + 1, false));
    goOn(at);
    noLongerIdle();
    watchers.resumeAt(at.position(), false);
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

  /** Returns the number of bytes from the file's beginning that a force has covered. */
  long forcedPosition() {
    return forcedPosition;
  }

  /**
   * Returns the bytes to trust in {@link SessionFile.Source#open}: a failed write alone leaves
   * nothing in doubt.
   */
  long trustedBytes() {
    return isLost ? 0 : isInDoubt ? forcedPosition : Long.MAX_VALUE;
  }

  /** Copies what is known of the failed file into its outage. */
  void describeTo(Outage failed) {
    failed.trustedBytes = trustedBytes();
    failed.forcedBytes = forcedPosition;
    failed.forcedSeq = forcedSeq;
    failed.nextSeq = writtenSeq + 1;
    failed.isLost = isLost;
  }

  /**
   * Makes the failure final for this file and fails every waiting ack. A session that is to recover
   * gives its file back, and its lock, at once.
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
    watchers.report();
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
   * Continues on a reopened file. Entries encoded but absent from it are counted as lost, and if
   * the file was begun anew, every entry the session ever had. Entries beyond the last position
   * kept at the failure were written by another process, unless the failed write could not be
   * truncated; then they are ours.
   */
  void recover(SessionFile at) {
    long kept = file.isUncut() ? at.nextSeq() : Math.min(at.nextSeq(), writtenSeq + 1);
    kept = at.isAnew() ? 0 : kept;
    rejects.takeBackLost(losses.lost(kept, nextSeq));
    tally.add(Count.FORCED, Math.max(0, Math.min(kept, writtenSeq + 1) - 1 - forcedSeq));
    goOn(at);
    watchers.resumeAt(at.position(), isInDoubt);
    failure = null;
    tally.add(Count.FAILED_SESSIONS, -1);
  }

  /** Counts dropped events that a gap entry reports, for the next sync to report as well. */
  void dropped(long events) {
    rejects.addLost(Failures.dropped(id), events);
  }

  /** Counts lost events that a gap entry reports, for the next sync to report as well. */
  void lost(long events) {
    DaybookException why = outage == null ? null : outage.lastFailure;
    if (events > 0 && why != null) {
      rejects.addLost(why, events);
    }
  }
}
