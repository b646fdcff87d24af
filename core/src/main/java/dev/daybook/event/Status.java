package dev.daybook.event;

/**
 * What an agent is doing.
 *
 * @param status for people
 */
public record Status(String status) implements EphemeralEvent {
  public Status {
    Check.present(status, Status.class, "status");
  }
}
