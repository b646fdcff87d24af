package dev.daybook.event;

/**
 * The current activity of an agent.
 *
 * @param status the description for people
 */
public record Status(String status) implements EphemeralEvent {
  public Status {
    Check.present(status, Status.class, "status");
  }
}
