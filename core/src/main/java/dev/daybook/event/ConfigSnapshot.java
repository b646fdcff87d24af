package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The set-up of an agent when a loop began. It holds no secrets.
 *
 * @param model the model
 * @param provider the provider that serves the model
 * @param configId the identifier of the set-up
 * @param name its name
 * @param api the protocol of the calls
 * @param baseUrl the URL that the calls go to
 * @param reasoning true if the model can think
 * @param contextWindow the number of tokens that the model can read
 * @param maxTokens the number of tokens that it may write
 * @param thinkingLevel the amount of thinking asked of it
 * @param temperature the sampling temperature
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

  /**
   * Returns a builder of one, which says what is required. {@link ConfigSnapshotBuilder#of} makes
   * one of a record.
   */
  public static ConfigSnapshotBuilder builder() {
    return new ConfigSnapshotBuilder();
  }

  /** Creates a set-up of which only the model and its provider are known. */
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
