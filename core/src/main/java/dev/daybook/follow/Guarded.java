package dev.daybook.follow;

import java.lang.System.Logger.Level;

/** A runner of a subscriber's own code, which may do whatever it likes. */
final class Guarded {

  private Guarded() {}

  static void run(Runnable call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      log(thrown);
    }
    // an interrupt that the subscriber left behind would close the channel
    Thread.interrupted();
  }

  private static void log(Throwable thrown) {
    try {
      System.getLogger(Subscription.class.getName())
          .log(Level.WARNING, "a subscriber failed; the next events are shown to it", thrown);
    } catch (Throwable logFailed) {
      // the application's log is its own code too
    }
  }
}
