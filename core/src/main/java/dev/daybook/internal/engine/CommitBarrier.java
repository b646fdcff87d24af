package dev.daybook.internal.engine;

import dev.daybook.internal.engine.Tally.Count;
import dev.daybook.internal.file.CommitLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  /** The sessions to be forced soon, so that the segment before this one can be begun anew. */
  private final ArrayDeque<OpenSession> hurried = new ArrayDeque<>();

  private final List<OpenSession> candidates = new ArrayList<>();
  private boolean isUsable = true;
  private boolean isRemoved;

  /** @param total counts the forces of the log */
  CommitBarrier(FileBarrier files, CommitLog log, Tally total) {
    this.files = files;
    this.log = log;
    this.total = total;
  }

  // --- covering

  @Override
  public void coverTogether(List<OpenSession> sessions) {
    candidates.clear();
    for (int i = 0; i < sessions.size(); i++) {
      if (isCandidate(sessions.get(i))) {
        candidates.add(sessions.get(i));
      }
    }
    if (candidates.size() > 1 && hasRoom()) {
      commit();
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

  /** Returns true if the log takes another unit; begins a segment for it if need be. */
  private boolean hasRoom() {
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
      giveUp();
      return false;
    }
    hurried.addAll(logged.get(segment(log.round() - 1)));
    return true;
  }

  private static int segment(long round) {
    return (int) (round % CommitLog.SEGMENTS);
  }

  private void commit() {
    int segment = segment(log.round());
    candidates.removeIf(session -> !isAdded(session));
    for (OpenSession session : candidates) {
      // first: a unit whose force fails may be on the device all the same
      session.coverage.addedIn(log.round());
      logged.get(segment).add(session);
    }
    if (candidates.isEmpty() || !isCommitted()) {
      return;
    }
    for (OpenSession session : candidates) {
      long seq = session.log().lastSeq();
      session.tally.add(Count.FORCED, session.coverage.moveTo(session.log().position(), seq));
      session.coverage.committedIn(segment);
      session.missing.forcedTo(seq);
    }
  }

  private boolean isAdded(OpenSession session) {
    try {
      return session.log().commitTo(log, idOf(session), session.coverage.position());
    } catch (Throwable refused) {
      // to force its own file shows why
      return false;
    }
  }

  private static byte[] idOf(OpenSession session) {
    return session.id.getBytes(StandardCharsets.UTF_8);
  }

  private boolean isCommitted() {
    long start = System.nanoTime();
    try {
      log.commit();
      total.forced(System.nanoTime() - start);
      return true;
    } catch (Throwable failure) {
      giveUp();
      return false;
    }
  }

  /** Uses the log no more. Its lock is released, so that others can recover sessions from it. */
  private void giveUp() {
    isUsable = false;
    try {
      log.close();
    } catch (Throwable unclosed) {
      // it is not written to any more
    }
    logged.forEach(Set::clear);
  }

  @Override
  public @Nullable Throwable cover(OpenSession session) {
    boolean isCommitted =
        session.isDirty() && session.coverage.position() == session.log().position();
    if (!isCommitted) {
      return files.cover(session);
    }
    try {
      // the name may be gone since: then the file can never be brought up to the log
      session.log().confirm();
    } catch (Throwable missing) {
      return missing;
    }
    session.coverage.acknowledge();
    return null;
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
      session.log().released();
    }
  }

  private boolean isReleased(OpenSession session) {
    boolean isSettled = session.failure() == null && !session.isDirty();
    try {
      return isSettled && hasRoom() && log.addReleased(idOf(session)) && isCommitted();
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
      try {
        log.remove();
        isRemoved = true;
      } catch (Throwable unremoved) {
        giveUp();
      }
    }
  }

  @Override
  public void close() {
    if (isUsable) {
      giveUp();
    }
    files.close();
  }

  // --- forces of files

  @Override
  public @Nullable OpenSession due() {
    while (!hurried.isEmpty() && files.hasFreeThread()) {
      OpenSession first = hurried.poll();
      if (first.isDirty() && !first.coverage.isBeingForced()) {
        return first;
      }
    }
    return files.due();
  }

  @Override
  public long nanosToNext() {
    return !hurried.isEmpty() && files.hasFreeThread() ? 0 : files.nanosToNext();
  }

  @Override
  public @Nullable Throwable written(OpenSession session) {
    return files.written(session);
  }

  @Override
  public @Nullable Throwable begin(OpenSession session) {
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
  }

  @Override
  public void note(OldestUnforced oldest) {
    files.note(oldest);
  }
}
