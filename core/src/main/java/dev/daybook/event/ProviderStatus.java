package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A provider's report on its own state.
 *
 * @param message the message for people
 * @param data further facts
 */
public record ProviderStatus(String message, @Nullable Json data) implements StandardEvent {
  public ProviderStatus {
    Check.present(message, ProviderStatus.class, "message");
  }
}
