package dev.daybook.lab.soak;

/** Starts a thread, a virtual one where it is asked for and this JDK has them. */
final class Threads {

  private Threads() {}

  static Thread start(boolean virtual, Runnable task) {
    if (virtual && Runtime.version().feature() >= 21) {
      try {
        return (Thread)
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    Thread thread = new Thread(task, "soak-worker");
    thread.start();
    return thread;
  }
}
