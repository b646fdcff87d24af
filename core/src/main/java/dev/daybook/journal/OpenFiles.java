package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files are open, in the order in which they were written to: at most so many.
 * The files of all others rest: they have no descriptor, and no bytes that are not forced. That
 * must be so, because the kernel tells an error of writing back to those who have the file open
 * then, and whoever opens it later may be told that all is well.
 *
 * <p>Threads that open a session ask whether its file may stay open; all that is done to files here
 * is done by the journal thread.
 */
final class OpenFiles {

  private final int most;
  private int count;
  private @Nullable Appender oldest;
  private @Nullable Appender newest;

  OpenFiles(int most) {
    this.most = most;
  }

  /**
   * The session's file is used now, and open from now on if it was not.
   *
   * @return false if there are as many as there may be: another must be closed first
   */
  synchronized boolean use(Appender appender) {
    if (appender == newest) {
      return true;
    }
    if (appender.isAmongOpen) {
      unlink(appender);
    } else if (count >= most) {
      return false;
    }
    link(appender);
    return true;
  }

  /**
   * Makes sure that the session's file is open and counted, for which others may have to be closed:
   * if there are too many, or if the process has no descriptor left. Journal thread only.
   *
   * @param rest closes a session's file until it is used again, and {@link #remove}s it
   * @return false if the file cannot be opened, and the session has failed
   */
  boolean open(Appender appender, Consumer<Appender> rest) {
    while (!use(appender)) {
      rest.accept(requireNonNull(oldestBut(appender)));
    }
    Throwable refused = wake(appender);
    Appender idle = refused == null ? null : oldestBut(appender);
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

  /** The session's file is closed. */
  synchronized void remove(Appender appender) {
    if (appender.isAmongOpen) {
      unlink(appender);
    }
  }

  /** The session whose file was not used for the longest time, but not that one; null if none. */
  private synchronized @Nullable Appender oldestBut(Appender appender) {
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
