package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.internal.engine.Tally.Count;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.LastKnown;
import dev.daybook.internal.json.BatchEncoder;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open session as the journal thread sees it: its log, what of it is covered by a force, its
 * waiting acks, and its failure. Only that thread calls methods here, except where stated.
 *
 * <p>The rules that make an acknowledgement true:
 *
 * <ul>
 *   <li>The log's position is the end of the last complete line that the kernel took, the
 *       coverage's the position that a <em>successful</em> force began with. Neither moves on a
 *       failure, except that the log's includes the complete lines of a failed write.
 *   <li>A failed force is never tried again: the kernel may have dropped the pages and would answer
 *       that nothing is left to do. What lies above the coverage is unknown from then on.
 *   <li>Either failure is final for the open file, and every waiting or later ack fails with its
 *       cause. A supervised session is given a reopened file later, and goes on behind what it has.
 * </ul>
 */
final class OpenSession {

  final String id;
  final byte[] quotedId;
  final Tally tally;
  final Watchers watchers;
  final Missing missing;
  final SessionBatch batch = SessionBatch.create();
  final Coverage coverage;

  /** The state from which a supervised session recovers after a failure; null if unsupervised. */
  final @Nullable Recovery recovery;

  /** True once an event that came after the close was reported. Any thread. */
  final AtomicBoolean lateEventReported = new AtomicBoolean();

  private final AppendableFile.Source source;
  private final AckQueue untilWritten = new AckQueue();
  private SessionLog log;

  /** The reason why the session failed; read by recording threads. */
  private volatile @Nullable DaybookException failure;

  private boolean isClosing;
  private boolean isClosed;

  /** True while the file and its lock are given back until needed; read by any thread. */
  private volatile boolean isIdle;

  /** The reason why the file could not be taken again when it was last needed. */
  @Nullable
  Throwable whyIdle;

  /** True if the listener was last notified that the file is held; {@link Notices} keeps it. */
  boolean isReportedOpen;

  /** The ack of the session's closing, once that was requested. */
  @Nullable
  Ack closeAck;

  /** The time at which the session was last used; {@link IdleSessions} keeps it. */
  long usedNanos;

  /**
   * @param source reopens the file
   * @param supervisor reopens it after a failure; null if it stays failed
   */
  OpenSession(
      String id,
      AppendableFile at,
      Tally total,
      AppendableFile.Source source,
      @Nullable Supervisor supervisor) {
    this.id = id;
    this.source = source;
    this.quotedId = BatchEncoder.quoted(id);
    this.tally = new Tally(total);
    this.missing = new Missing(id);
    this.log = new SessionLog(at);
    this.coverage = new Coverage(log);
    this.watchers = new Watchers(at.position());
    batch.continueAt(at.nextSeq());
    this.recovery = supervisor == null ? null : new Recovery(this, source, supervisor);
  }

  /** Returns why the session failed, or null if it has not. Any thread. */
  @Nullable
  DaybookException failure() {
    return failure;
  }

  boolean isWritable() {
    return failure == null && !isClosed && !isIdle;
  }

  /** Returns true if the file is given back until it is needed. Any thread. */
  boolean isIdle() {
    return isIdle;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Returns true if the session is closed or is being closed: it recovers no more. */
  boolean isClosing() {
    return isClosing || isClosed;
  }

  /**
   * Returns true if watchers are shown what follows, also while the session waits to be reopened.
   */
  boolean isWatchable() {
    return !isClosed && (failure == null || recovery != null);
  }

  /** Returns true if the file has bytes that no force of it has covered, and may be forced. */
  boolean isDirty() {
    return log.position() > coverage.filePosition() && isWritable();
  }

  SessionLog log() {
    return log;
  }

  // --- encoding

  /** Returns the seq that the next line must carry; only {@link #lineEncoded} takes it. */
  long nextSeq() {
    return batch.nextSeq();
  }

  /** Adds a line, which ends at {@code at} in the encoder's buffer, and returns its seq. */
  long lineEncoded(int at) {
    return batch.addLine(at);
  }

  /** Returns the position at which the log will end once the batch is written. */
  long encodedPosition() {
    return log.position() + batch.bytes();
  }

  /** Queues an ack behind everything that is encoded so far. */
  void addWaiter(Ack ack, long seq) {
    ack.seq = seq;
    ack.position = encodedPosition();
    if (ack.durability == Durability.FORCED) {
      coverage.addWaiter(ack);
    } else {
      untilWritten.add(ack);
    }
  }

  /** Queues the ack of a sync, which also reports rejected events that had no waiter. */
  void addSyncWaiter(Ack ack) {
    ack.verdict = missing.takeReport();
    if (ack.durability == Durability.FORCED) {
      coverage.awaitLook();
    }
    addWaiter(ack, nextSeq() - 1);
  }

  // --- written and forced

  /**
   * Appends the batch's lines to the log, and acknowledges what is WRITTEN with it. Returns why not
   * all of them are written, or null.
   */
  @Nullable
  Throwable append(BatchEncoder encoder) {
    try {
      long before = log.position();
      log.append(batch.lines(encoder), batch.entries());
      written(log.position() - before, batch.entries());
      tally.add(Count.WRITES, 1);
      batch.linesDone();
      watchers.moveTo(log.position());
      untilWritten.completeTo(log.position());
      return null;
    } catch (Throwable cause) {
      // the file remembers how much of it a force covers: that must not be cut off meanwhile
      coverage.awaitForce();
      long bytesBefore = log.position();
      long seqBefore = log.lastSeq();
      log.keepWholeLines(batch.lines(encoder), cause);
      long kept = log.lastSeq() - seqBefore;
      written(log.position() - bytesBefore, kept);
      notWritten(batch.entries() - kept);
      return cause;
    }
  }

  /** Accounts for entries of the batch that are not written and never will be. */
  private void notWritten(long entries) {
    batch.linesDone();
    if (entries > 0) {
      tally.add(Count.FAILED, entries - missing.gapsFrom(log.lastSeq() + 1));
    }
  }

  private void written(long bytes, long entries) {
    tally.add(Count.WRITTEN, entries);
    tally.add(Count.BYTES_WRITTEN, bytes);
  }

  /** Acknowledges what is already written, and shows watchers what is written. */
  void acknowledgeWritten() {
    if (failure == null) {
      untilWritten.completeTo(log.position());
    }
    if (isWatchable()) {
      watchers.report();
    }
  }

  /**
   * Notes a successful force of the file that began when the log ended at that position and seq.
   */
  void covered(long position, long seq, long forceNanos) {
    coverage.tookForce(forceNanos);
    tally.forced(forceNanos);
    tally.add(Count.FORCED, coverage.moveFileTo(position, seq));
    missing.forcedTo(seq);
    if (recovery != null) {
      recovery.hasForced = true;
    }
  }

  /**
   * Waits for the force that is under way on another thread, if any, takes over its outcome, and
   * completes the acks that waited for it. Returns why it failed, or null.
   */
  @Nullable
  Throwable takeForceOutcome() {
    ForceThread begun = coverage.takeForcing();
    if (begun == null) {
      return null;
    }
    Throwable cause = begun.take();
    if (cause != null) {
      coverage.tookForce(begun.nanos());
      return cause;
    }
    covered(begun.coveredPosition(), begun.coveredSeq(), begun.nanos());
    coverage.acknowledgeInFile();
    return null;
  }

  // --- closed and idle

  /** Notes that the session is being closed: a failure is final from now on. */
  void beginClose() {
    isClosing = true;
  }

  /** Closes the file, which is covered to its end, or failed. Returns why that failed, or null. */
  @Nullable
  Throwable closeLog() {
    return isClosed ? null : log.close();
  }

  /**
   * Ends the session, whose file is closed: fails every ack that waits still. A second call
   * completes those for which the first one had no memory.
   */
  void end() {
    if (!isClosed) {
      isClosed = true;
      noLongerIdle();
      if (failure != null) {
        tally.add(Count.FAILED_SESSIONS, -1);
      }
    }
    failAll(failure != null ? failure : Failures.closed(id));
    if (failure == null) {
      watchers.report();
    }
    watchers.ended(failure);
  }

  /**
   * Gives back the file, which is fully forced, and its lock, until {@link #reacquireFile}. Returns
   * why that failed, or null.
   */
  @Nullable
  Throwable releaseFile() {
    Throwable cause = log.close();
    if (cause == null) {
      isIdle = true;
      tally.add(Count.IDLE_SESSIONS, 1);
    }
    return cause;
  }

  /**
   * Takes the file again, and its lock. The next entry follows those that another process recorded
   * meanwhile.
   */
  void reacquireFile() throws IOException {
    AppendableFile at = AppendableFile.reopened(
        source,
        new LastKnown(
            Long.MAX_VALUE, coverage.position(), coverage.seq(), log.lastSeq() + 1, false));
    continueOn(at);
    noLongerIdle();
    watchers.resumeAt(at.position(), false);
  }

  private void noLongerIdle() {
    if (isIdle) {
      isIdle = false;
      tally.add(Count.IDLE_SESSIONS, -1);
    }
  }

  private void continueOn(AppendableFile at) {
    log = new SessionLog(at);
    coverage.beginAt(log);
    batch.continueAt(at.nextSeq());
  }

  // --- failed and back

  /**
   * Makes the failure final for this file and fails every waiting ack. If a force is under way, and
   * fails too, that counts. A session that is to recover gives its file back, and its lock, at
   * once.
   *
   * @return false if the session had failed before
   */
  boolean fail(Operation operation, Throwable cause) {
    Throwable unforced = takeForceOutcome();
    if (failure != null) {
      return false;
    }
    if (unforced != null) {
      failNow(Operation.FORCE, unforced);
    } else {
      failNow(operation, cause);
    }
    return true;
  }

  private void failNow(Operation operation, Throwable cause) {
    DaybookException why = Failures.of(this, operation, cause);
    coverage.failed(operation, cause);
    missing.failed(why);
    notWritten(batch.entries());
    noLongerIdle();
    tally.add(Count.FAILED_SESSIONS, 1);
    failure = why;
    failAll(why);
    // complete lines that a failed write left behind are written all the same
    watchers.moveTo(log.position());
    watchers.report();
    if (recovery == null) {
      watchers.ended(why);
    } else {
      Throwable alsoFailed = log.close();
      if (alsoFailed != null && alsoFailed != cause) {
        cause.addSuppressed(alsoFailed);
      }
    }
  }

  private void failAll(DaybookException why) {
    untilWritten.failAll(why);
    coverage.failAll(why);
  }

  /** Returns what is known of the failed file. */
  LastKnown lastKnown() {
    return coverage.lastKnown(log.lastSeq() + 1);
  }

  /**
   * Continues on a reopened file. Entries encoded but absent from it are counted as missing, and if
   * the file was begun anew, every entry the session ever had. Entries beyond the last position
   * kept at the failure were written by another process, unless the failed write could not be
   * truncated; then they are ours.
   */
  void recover(AppendableFile at) {
    long behindWritten = log.lastSeq() + 1;
    long kept = log.isUncut() ? at.nextSeq() : Math.min(at.nextSeq(), behindWritten);
    kept = at.isAnew() ? 0 : kept;
    missing.lost(kept, nextSeq());
    tally.add(Count.FORCED, Math.max(0, Math.min(kept, behindWritten) - 1 - coverage.seq()));
    continueOn(at);
    watchers.resumeAt(at.position(), coverage.isInDoubt());
    failure = null;
    tally.add(Count.FAILED_SESSIONS, -1);
  }
}
