package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as the agent or the tool told it.
 *
 * @param kind a short name to decide by, for example {@code timeout}
 * @param message for people
 * @param details anything more, as JSON
 */
public record ErrorInfo(
    @Nullable String kind,
    @Nullable String message,
    @Nullable Json details) {

  /** An error with a kind and a message, and nothing more. */
  public ErrorInfo(String kind, String message) {
    this(kind, message, null);
  }
}
