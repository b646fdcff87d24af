package dev.daybook.examples;

import dev.daybook.Session;
import dev.daybook.event.SessionEvent;
import org.HdrHistogram.Histogram;

/** A busy agent that records its script as fast as it can, and waits where a turn ends. */
final class BusyAgent {

  private static final int DIGITS = 3;

  private final AgentScript script;
  private final Session session;

  /** The times that {@code record} took, in nanoseconds. */
  final Histogram records = new Histogram(DIGITS);

  /** The times that {@code recordSync} took, in nanoseconds. */
  final Histogram syncs = new Histogram(DIGITS);

  BusyAgent(AgentScript script, Session session) {
    this.script = script;
    this.session = session;
  }

  String sessionId() {
    return session.id();
  }

  void run() {
    while (script.hasNext()) {
      SessionEvent event = script.next();
      long start = System.nanoTime();
      if (script.isTurnEnd()) {
        session.recordSync(event);
        syncs.recordValue(System.nanoTime() - start);
      } else {
        session.record(event);
        records.recordValue(System.nanoTime() - start);
      }
    }
  }
}
