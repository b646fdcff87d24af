package dev.daybook.internal.engine;

/**
 * The one thread that writes files and decides when they are forced, unless a caller that waits
 * alone takes its place for a batch. It cannot be interrupted: the interrupt of a thread inside a
 * channel operation closes the channel for every thread, and no operation here should end by an
 * interrupt.
 */
final class JournalThread extends Thread {

  private final EngineLoop loop;

  JournalThread(EngineLoop loop) {
    super(null, loop, "daybook-journal", 0, false);
    this.loop = loop;
    setDaemon(true);
  }

  @Override
  public void interrupt() {
    // on purpose without effect
  }

  /** Returns true if the caller is this thread, or writes in its place. */
  boolean isCurrent() {
    return Thread.currentThread() == this || leader().isCaller();
  }

  /** Returns the place of this thread, which a caller can take. */
  Leader leader() {
    return loop.leader();
  }

  /**
   * Runs user code: on this thread, or, if this is a journal's thread or writes in its place, on
   * that journal's callbacks.
   */
  static void runOffJournal(Runnable userCode) {
    EngineLoop led = Leader.ledByCaller();
    if (Thread.currentThread() instanceof JournalThread thread) {
      thread.loop.runLater(userCode);
    } else if (led != null) {
      led.runLater(userCode);
    } else {
      userCode.run();
    }
  }

  /**
   * Throws if the caller is this thread. User code that runs on it, in an event's accessor, would
   * wait for ever in a call that waits for this thread.
   */
  void checkNotJournalThread() {
    if (isCurrent()) {
      throw new IllegalStateException(
          "a thread that writes events cannot wait for itself: do not call this in an event's accessor");
    }
  }
}
