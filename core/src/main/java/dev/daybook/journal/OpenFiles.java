package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files are open, least recently written first: at most so many. The files of
 * all others rest: they have no descriptor, and no bytes that are not forced. That must be so,
 * because the kernel reports an error of writing back only to descriptors that are open at that
 * time; a descriptor opened later may see a successful force.
 *
 * <p>Threads that open a session ask whether its file may stay open; all that is done to files here
 * is done by the journal thread.
 */
final class OpenFiles {

  private final int max;
  private int count;
  private @Nullable Appender oldest;
  private @Nullable Appender newest;

  OpenFiles(int max) {
    this.max = max;
  }

  /**
   * Notes that the session's file is used now, and open from now on.
   *
   * @return false if there are as many as there may be: another must be closed first
   */
  synchronized boolean use(Appender appender) {
    if (appender == newest) {
      return true;
    }
    if (appender.isAmongOpen) {
      unlink(appender);
    } else if (count >= max) {
      return false;
    }
    link(appender);
    return true;
  }

  /**
   * Ensures that the session's file is open and counted. To make room it closes others, if there
   * are too many or the process has no descriptor left. Journal thread only.
   *
   * @param rest closes a session's file until it is used again, and {@link #remove}s it
   * @return false if the file cannot be opened, and the session has failed
   */
  boolean open(Appender appender, Consumer<Appender> rest) {
    while (!use(appender)) {
      rest.accept(requireNonNull(leastRecentlyUsedExcept(appender)));
    }
    Throwable refused = wake(appender);
    Appender idle = refused == null ? null : leastRecentlyUsedExcept(appender);
    if (idle != null) {
      rest.accept(idle);
      refused = wake(appender);
    }
    if (refused != null) {
      remove(appender);
      appender.fail(Operation.OPEN, refused);
    }
    return refused == null;
  }

  private static @Nullable Throwable wake(Appender appender) {
    try {
      appender.file().wake();
      return null;
    } catch (Throwable cause) {
      return cause;
    }
  }

  /** Removes the session, whose file is closed. */
  synchronized void remove(Appender appender) {
    if (appender.isAmongOpen) {
      unlink(appender);
    }
  }

  /** Returns the least recently used session except that one; null if there is none. */
  private synchronized @Nullable Appender leastRecentlyUsedExcept(Appender appender) {
    return oldest == appender ? appender.openedAfter : oldest;
  }

  private void link(Appender appender) {
    appender.isAmongOpen = true;
    appender.openedBefore = newest;
    appender.openedAfter = null;
    if (newest == null) {
      oldest = appender;
    } else {
      newest.openedAfter = appender;
    }
    newest = appender;
    count++;
  }

  private void unlink(Appender appender) {
    Appender before = appender.openedBefore;
    Appender after = appender.openedAfter;
    if (before == null) {
      oldest = after;
    } else {
      before.openedAfter = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.openedBefore = before;
    }
    appender.openedBefore = null;
    appender.openedAfter = null;
    appender.isAmongOpen = false;
    count--;
  }
}
