package dev.daybook.event;

/**
 * A mark for missing events, which were recorded and could not be kept. The journal writes it
 * itself, after the events that did arrive before the loss, so that a reader knows of the loss.
 *
 * @param count the number of missing events, from 1
 * @param reason the cause: {@code overflow} when the ring was full and events were dropped;
 *     {@code session_failed} when the session had failed and was opened again by itself
 */
public record Gap(long count, String reason) implements StandardEvent {

  /** The reason of a gap that a full ring caused. */
  public static final String OVERFLOW = "overflow";

  /** The reason of a gap that a failure caused from which the session recovered. */
  public static final String FAILURE = "session_failed";

  public Gap {
    Check.present(reason, Gap.class, "reason");
    Check.atLeast(1, count, Gap.class, "count");
  }
}
