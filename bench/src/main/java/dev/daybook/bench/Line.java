package dev.daybook.bench;

import dev.daybook.event.SessionEvent;

/**
 * A line as those have it who know no {@code Entry}: its time is the text that it is. Public,
 * because some generate code only for what they can see.
 */
public record Line<E extends SessionEvent>(
    int v, long seq, String type, String ts, String sessionId, E data) {

  /** The only one there is. */
  public static final int VERSION = 1;
}
