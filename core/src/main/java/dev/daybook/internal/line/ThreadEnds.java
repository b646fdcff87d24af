package dev.daybook.internal.line;

/** The wait for threads that were asked to end. */
public final class ThreadEnds {

  private ThreadEnds() {}

  /** Waits until these threads have ended. An interrupt does not end the wait, and stays set. */
  public static void await(Iterable<Thread> threads) {
    boolean isInterrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
