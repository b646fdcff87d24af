package dev.daybook.event;

import static java.util.Objects.requireNonNull;

/**
 * Events are missing here: they were recorded and could not be kept. The journal writes this
 * itself, after the events that did arrive before the loss, so that a reader knows.
 *
 * @param count how many events are missing, from 1
 * @param reason why: {@code overflow} when the ring was full under {@code Overflow.DROP}
 */
public record Gap(long count, String reason) implements StandardEvent {

  /** The reason of a gap that a full ring caused. */
  public static final String OVERFLOW = "overflow";

  public Gap {
    requireNonNull(reason, "reason");
    if (count < 1) {
      throw new IllegalArgumentException("a gap has at least one event: count=" + count);
    }
  }
}
