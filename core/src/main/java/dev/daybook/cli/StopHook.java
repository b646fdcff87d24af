package dev.daybook.cli;

/** A hook whose work runs when the process receives a signal to end, until it is removed. */
final class StopHook {

  private final Thread thread;

  /**
   * Adds the hook.
   *
   * @param name the name of the thread that does the work
   */
  StopHook(Runnable work, String name) {
    thread = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /** Removes the hook; has no effect once the process ends. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException itEnds) {
      // the work is done, or under way
    }
  }
}
