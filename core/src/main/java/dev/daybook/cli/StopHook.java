package dev.daybook.cli;

/** Work for the moment in which the process is told to end, until the hook is removed. */
final class StopHook {

  private final Thread thread;

  /** @param name the name of the thread that does the work */
  StopHook(Runnable work, String name) {
    thread = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /** There is nothing to do any more; has no effect once the process ends. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException itEnds) {
      // the work is done, or under way
    }
  }
}
