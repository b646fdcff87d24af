package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself.
 *
 * @param message for people
 * @param data anything more
 */
public record ProviderStatus(String message, @Nullable Json data) implements StandardEvent {
  public ProviderStatus {
    Check.present(message, ProviderStatus.class, "message");
  }
}
