package dev.daybook.internal.engine;

import dev.daybook.internal.engine.Tally.Count;
import dev.daybook.internal.file.CommitLog;
import dev.daybook.internal.json.BatchEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The barrier of a commit log: one force of the log covers what callers of several sessions wait
 * for. The files of the sessions are forced later, in the background, by the {@link FileBarrier}
 * below this one, which also covers all that the log does not take.
 *
 * <p>The rules that make this true:
 *
 * <ul>
 *   <li>The log has, for each session, all that follows the bytes which a force of its file has
 *       covered, but for what the log has had before: so file and log together have everything.
 *   <li>A segment of the log is begun anew only when every session with bytes there has them in its
 *       file, on the device.
 *   <li>Before a session's lock is given back, the log has released the session, durably, so that a
 *       later recovery does not undo what others do. If it cannot, the record of the lock goes on
 *       naming the log, and the next holder recovers the session from it first.
 *   <li>A failed force of the log covers nothing, and is its last one. The files are forced then,
 *       and what the log had before stays there.
 * </ul>
 */
final class CommitBarrier implements Barrier {

  /** The most bytes of a session that the log takes: to force the file costs less than more. */
  static final int MAX_BYTES = 64 << 10;

  private final FileBarrier files;
  private final CommitLog log;
  private final Tally total;

  /** The sessions with bytes in each segment that their files may lack. */
  private final List<Set<OpenSession>> logged =
      List.of(new LinkedHashSet<>(), new LinkedHashSet<>());

  /** The sessions that failed with bytes in the log: those stay there until they are recovered. */
  private final List<OpenSession> failed = new ArrayList<>();

  /** The sessions that the next unit has bytes of. */
  private final ArrayList<OpenSession> added = new ArrayList<>();

  private boolean isUsable = true;

  /** The reason why the log is used no more, until it is reported. */
  private @Nullable Throwable whyGivenUp;

  private boolean isRemoved;

  /** True if the log takes another unit. */
  private boolean hasRoom = true;

  /** @param total counts the forces of the log */
  CommitBarrier(FileBarrier files, CommitLog log, Tally total) {
    this.files = files;
    this.log = log;
    this.total = total;
  }

  // --- covering

  /** Adds the lines to the log's next unit if a caller waits for them. */
  @Override
  public @Nullable Throwable written(OpenSession session, BatchEncoder encoder) {
    long from = session.log().position() - session.batch.doneBytes();
    boolean isAdded = hasRoom
        && isCandidate(session)
        && session.coverage.addedPosition() == from
        && isAdded(session, encoder);
    return isAdded ? null : files.written(session, encoder);
  }

  @Override
  public void coverTogether(List<OpenSession> sessions) {
    try {
      addRest(sessions);
      if (added.size() > 1) {
        commit();
      } else {
        dropAdded();
      }
    } catch (OutOfMemoryError noMemory) {
      // each file is forced then
      dropAdded();
    }
  }

  /** Adds what callers wait for that was written before, or found no room at first. */
  private void addRest(List<OpenSession> sessions) {
    // once a batch, since it looks at every session that has bytes in a segment
    boolean isTried = false;
    for (int i = 0; i < sessions.size(); i++) {
      OpenSession session = sessions.get(i);
      boolean isLacking = isCandidate(session)
          && session.coverage.addedPosition() < session.log().position();
      if (isLacking && !hasRoom && !isTried) {
        hasRoom = makesRoom();
        isTried = true;
      }
      boolean unused = isLacking && hasRoom && isAdded(session, null);
    }
  }

  /** Returns true if a caller waits, and what the session lacks is not much. */
  private static boolean isCandidate(OpenSession session) {
    long uncovered = session.log().position() - session.coverage.position();
    return session.coverage.isAwaited()
        && session.isWritable()
        && session.closeAck == null
        && uncovered > 0
        && uncovered <= MAX_BYTES;
  }

  /**
   * Returns true if what the session lacks was added to the next unit.
   *
   * @param encoder holds it; null if it is to be read from the file
   */
  private boolean isAdded(OpenSession session, @Nullable BatchEncoder encoder) {
    try {
      SessionLog file = session.log();
      // first: what is in the unit must be in the list, too
      added.ensureCapacity(added.size() + 1);
      boolean isAdded = encoder != null
          ? file.commitTo(log, idOf(session), session.batch.doneLines(encoder))
          : file.commitTo(log, idOf(session), session.coverage.addedPosition());
      if (isAdded) {
        if (!session.coverage.isAdded()) {
          added.add(session);
        }
        session.coverage.added(file.position(), file.lastSeq());
      }
      return isAdded;
    } catch (Throwable refused) {
      // to force its own file shows why
      return false;
    }
  }

  /** Returns true if the log takes another unit, for which it may begin a segment. */
  private boolean makesRoom() {
    if (!isUsable || !log.isFull()) {
      return isUsable;
    }
    int segment = segment(log.round() + 1);
    Set<OpenSession> next = logged.get(segment);
    next.removeIf(session -> session.coverage.isInFile(segment));
    if (!next.isEmpty()) {
      return false;
    }
    try {
      log.beginSegment();
    } catch (Throwable failure) {
      giveUp(failure);
      return false;
    }
    return true;
  }

  private static int segment(long round) {
    return (int) (round % CommitLog.SEGMENTS);
  }

  /** Commits what was added, unless one of its sessions has failed since. */
  private void commit() {
    if (!added.stream().allMatch(OpenSession::isWritable)) {
      dropAdded();
      return;
    }
    int segment = segment(log.round());
    for (int i = 0; i < added.size(); i++) {
      // first: a unit whose force fails may be on the device all the same
      added.get(i).coverage.commitBegun(log.round());
      logged.get(segment).add(added.get(i));
    }
    if (!isCommitted()) {
      dropAdded();
      return;
    }
    for (int i = 0; i < added.size(); i++) {
      OpenSession session = added.get(i);
      session.tally.add(Count.FORCED, session.coverage.committedIn(segment));
      session.missing.forcedTo(session.coverage.seq());
      if (isCovered(session)) {
        files.remove(session);
      }
    }
    added.clear();
  }

  private void dropAdded() {
    for (int i = 0; i < added.size(); i++) {
      added.get(i).coverage.dropAdded();
    }
    added.clear();
    log.drop();
  }

  private static byte[] idOf(OpenSession session) {
    return session.id.getBytes(StandardCharsets.UTF_8);
  }

  private boolean isCommitted() {
    long start = System.nanoTime();
    try {
      log.commit();
      total.forced(System.nanoTime() - start);
      hasRoom = !log.isFull();
      return true;
    } catch (Throwable failure) {
      giveUp(failure);
      return false;
    }
  }

  /** Uses the log no more. Its lock is released, so that others can recover sessions from it. */
  private void giveUp(@Nullable Throwable why) {
    whyGivenUp = why;
    isUsable = false;
    hasRoom = false;
    try {
      log.close();
    } catch (Throwable unclosed) {
      // it is not written to any more
    }
    logged.forEach(Set::clear);
  }

  @Override
  public @Nullable Throwable cover(OpenSession session) {
    if (!session.isDirty() || !isCovered(session)) {
      return files.cover(session);
    }
    try {
      // the name may be gone since: then the file can never be brought up to the log
      if (session.coverage.isLookAwaited()) {
        session.log().confirm();
      } else {
        session.log().confirmCommitted();
      }
    } catch (Throwable missing) {
      return missing;
    }
    session.coverage.acknowledge();
    return null;
  }

  private static boolean isCovered(OpenSession session) {
    return session.coverage.position() == session.log().position();
  }

  @Override
  public @Nullable Throwable takeLogFailure() {
    Throwable why = whyGivenUp;
    whyGivenUp = null;
    return why;
  }

  // --- the end of a session, and of the log

  @Override
  public @Nullable Throwable settle(OpenSession session) {
    return files.cover(session);
  }

  @Override
  public void release(OpenSession session) {
    boolean isClean = isRemoved || !session.coverage.isInLogSince(log.round() - 1);
    if (isClean || isReleased(session)) {
      session.coverage.leftLog();
      logged.get(0).remove(session);
      logged.get(1).remove(session);
      session.log().released();
    }
  }

  private boolean isReleased(OpenSession session) {
    boolean isSettled = session.failure() == null && !session.isDirty();
    try {
      dropAdded();
      return isSettled && makesRoom() && log.addReleased(idOf(session)) && isCommitted();
    } catch (OutOfMemoryError noMemory) {
      return false;
    }
  }

  @Override
  public boolean isToRetire() {
    return isUsable;
  }

  @Override
  public void retire() {
    boolean isEmpty = logged.get(0).stream().allMatch(session -> session.coverage.isInFile(0))
        && logged.get(1).stream().allMatch(session -> session.coverage.isInFile(1));
    if (isEmpty) {
      isUsable = false;
      hasRoom = false;
      try {
        log.remove();
        isRemoved = true;
      } catch (Throwable unremoved) {
        giveUp(unremoved);
      }
    }
  }

  @Override
  public void close() {
    if (isUsable) {
      giveUp(null);
    }
    files.close();
  }

  // --- forces of files

  @Override
  public @Nullable OpenSession due() {
    OpenSession hurried = hurried();
    return hurried != null ? hurried : files.due();
  }

  @Override
  public @Nullable OpenSession overdue() {
    return files.overdue();
  }

  @Override
  public boolean hasFreeThread() {
    return files.hasFreeThread();
  }

  @Override
  public long nanosToNext() {
    return hurried() != null ? 0 : files.nanosToNext();
  }

  /**
   * Returns a session to be forced now so that the segment before this one can be begun anew; null
   * if there is none, or no thread is free for it.
   */
  private @Nullable OpenSession hurried() {
    if (!isUsable || log.round() == 0 || !files.hasFreeThread()) {
      return null;
    }
    int before = segment(log.round() - 1);
    Iterator<OpenSession> inOrder = logged.get(before).iterator();
    while (inOrder.hasNext()) {
      OpenSession session = inOrder.next();
      if (session.coverage.isInFile(before)) {
        inOrder.remove();
      } else if (session.isDirty() && !session.coverage.isBeingForced()) {
        return session;
      }
    }
    return null;
  }

  @Override
  public @Nullable Throwable begin(OpenSession session) {
    if (isCovered(session)) {
      // by the log: nothing has waited for a force until now
      session.coverage.dirtySinceNanos = System.nanoTime();
    }
    return files.begin(session);
  }

  @Override
  public @Nullable Throwable confirm(OpenSession session) {
    return files.confirm(session);
  }

  @Override
  public @Nullable OpenSession ended() {
    return files.ended();
  }

  @Override
  public @Nullable Throwable takeOutcome(OpenSession session) {
    return files.takeOutcome(session);
  }

  @Override
  public void remove(OpenSession session) {
    files.remove(session);
    boolean isInLog = session.failure() != null && !session.coverage.isInFile();
    if (isInLog && !failed.contains(session)) {
      try {
        failed.add(session);
      } catch (OutOfMemoryError noMemory) {
        // its segment is not begun anew then, and what callers wait for is forced in the files
      }
    }
  }

  @Override
  public void opened(OpenSession session) {
    for (int i = failed.size() - 1; i >= 0; i--) {
      OpenSession before = failed.get(i);
      // to open the file is to recover it from the log first
      boolean isBack = before != session && before.id.equals(session.id);
      if (isBack) {
        logged.get(0).remove(before);
        logged.get(1).remove(before);
      }
      if (isBack || before.coverage.isInFile()) {
        failed.remove(i);
      }
    }
  }

  @Override
  public void note(OldestUnforced oldest) {
    files.note(oldest);
  }
}
