package dev.daybook.journal;

import dev.daybook.event.DaybookException;

/**
 * What the journal thread tells the listener. When there is no memory left for a notice it is not
 * given; the counters and the session's failure tell the same.
 */
final class Notices {

  private final JournalListener listener;
  private final Callbacks callbacks;

  Notices(JournalListener listener, Callbacks callbacks) {
    this.listener = listener;
    this.callbacks = callbacks;
  }

  void eventRejected(String sessionId, DaybookException why) {
    give(() -> listener.eventRejected(sessionId, why));
  }

  void eventsDropped(String sessionId, long count) {
    give(() -> listener.eventsDropped(sessionId, count));
  }

  void sessionFailed(String sessionId, DaybookException why) {
    give(() -> listener.sessionFailed(sessionId, why));
  }

  private void give(Runnable notice) {
    try {
      callbacks.run(new Call() {
        @Override
        void run() {
          notice.run();
        }
      });
    } catch (OutOfMemoryError noMemory) {
      // see above
    }
  }
}
