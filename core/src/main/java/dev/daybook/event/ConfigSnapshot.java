package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * How an agent was set up when a loop began. Secrets have no place in it.
 *
 * @param model the model
 * @param provider who serves it
 * @param configId the identifier of the set-up
 * @param name its name
 * @param api the protocol of the calls
 * @param baseUrl where they go
 * @param reasoning whether the model can think
 * @param contextWindow how many tokens it can read
 * @param maxTokens how many it may write
 * @param thinkingLevel how much it is to think
 * @param temperature how freely it chooses
 */
public record ConfigSnapshot(
    String model,
    String provider,
    @Nullable String configId,
    @Nullable String name,
    @Nullable ModelApi api,
    @Nullable String baseUrl,
    @Nullable Boolean reasoning,
    @Nullable Long contextWindow,
    @Nullable Long maxTokens,
    @Nullable ThinkingLevel thinkingLevel,
    @Nullable Double temperature) {
  /** A model and who serves it, and nothing else known. */
  public ConfigSnapshot(String model, String provider, @Nullable String configId) {
    this(model, provider, configId, null, null, null, null, null, null, null, null);
  }

  public ConfigSnapshot {
    Check.present(model, ConfigSnapshot.class, "model");
    Check.present(provider, ConfigSnapshot.class, "provider");
    Check.notNegative(contextWindow, ConfigSnapshot.class, "context_window");
    Check.notNegative(maxTokens, ConfigSnapshot.class, "max_tokens");
    if (temperature != null) {
      Check.finite(temperature, ConfigSnapshot.class, "temperature");
    }
  }
}
