package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An error as the agent or the tool reported it.
 *
 * @param kind a short name to decide by, for example {@code timeout}
 * @param message the message for people
 * @param details further facts, as JSON
 */
public record ErrorInfo(
    @Nullable String kind,
    @Nullable String message,
    @Nullable Json details) {

  /** Creates an error with a kind and a message, and nothing more. */
  public ErrorInfo(String kind, String message) {
    this(kind, message, null);
  }
}
