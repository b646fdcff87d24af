package dev.daybook.internal.engine;

import dev.daybook.internal.json.BatchEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judge of which bytes of the sessions' logs are covered by a force. An acknowledgement waits
 * for covered bytes, and not for the force of some file. Journal thread only.
 *
 * <p>Whatever forces here returns why that failed, or null. Such a failure is final for the
 * session's open file: the caller fails the session, and nothing above the position covered before
 * is ever acknowledged.
 */
interface Barrier extends AutoCloseable {

  /**
   * Notes that lines were appended to the session's log; may begin to cover them.
   *
   * @param encoder has the lines, which were the batch's, during this call
   */
  @Nullable
  Throwable written(OpenSession session, BatchEncoder encoder);

  /**
   * Begins to cover what was appended, on another thread if one is free, and otherwise covers it.
   */
  @Nullable
  Throwable begin(OpenSession session);

  /**
   * Covers everything that was appended, and acknowledges it. If all is covered and a caller waits,
   * checks that it is still there.
   */
  @Nullable
  Throwable cover(OpenSession session);

  /**
   * Covers at once what callers of a batch's sessions wait for, as far as that is cheaper than to
   * cover each; {@link #cover} then acknowledges it, and covers the others. Called once a batch.
   */
  default void coverTogether(List<OpenSession> sessions) {}

  /** Returns why what is kept beside the files is used no more, once; null if nothing failed. */
  default @Nullable Throwable takeLogFailure() {
    return null;
  }

  /** Notes that a session was opened, whose file has all that a force covered. */
  default void opened(OpenSession session) {}

  /**
   * Forces the session's file to its end, and acknowledges that: it can be given away. Without a
   * commit log that is what {@link #cover} does.
   */
  @Nullable
  Throwable settle(OpenSession session);

  /**
   * Gives up what is kept of a session beside its file, which is settled or has failed; its lock is
   * given back next.
   */
  default void release(OpenSession session) {}

  /** Returns true if {@link #retire} has work, before which the files are settled. */
  default boolean isToRetire() {
    return false;
  }

  /** Removes what is kept beside the files, which are settled, if all of them could be. */
  default void retire() {}

  /** Checks, if all is covered, that what was covered before is still there. */
  @Nullable
  Throwable confirm(OpenSession session);

  /**
   * Returns a session whose force ended on another thread, to be settled; null if there is none.
   */
  @Nullable
  OpenSession ended();

  /** Takes over the outcome of a force under way, for which it waits, and acknowledges. */
  @Nullable
  Throwable takeOutcome(OpenSession session);

  /**
   * Returns true if a thread is free to cover a session. The system may refuse to start it: then
   * {@link #begin} covers the session itself, and none is free for a while.
   */
  boolean hasFreeThread();

  /**
   * Returns a session that is to be covered although no caller waits, and for which a thread is
   * free; null if there is none.
   */
  @Nullable
  OpenSession due();

  /**
   * Returns a session that is to be covered even if no thread is free, and is not being forced;
   * null if there is none.
   */
  @Nullable
  OpenSession overdue();

  /** Removes a session that has failed or is closed, and has nothing to cover. */
  void remove(OpenSession session);

  /**
   * Returns the time until {@link #due} or {@link #overdue} returns a session, unless a force
   * {@link #ended} first.
   */
  long nanosToNext();

  /** Notes the time of the oldest written byte that is not covered. */
  void note(OldestUnforced oldest);

  /** Lets the threads end. */
  @Override
  void close();
}
