// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link ConfigSnapshot} records. Required: {@code model}, {@code provider}. */
public final class ConfigSnapshotBuilder {

  private @Nullable String model;
  private @Nullable String provider;
  private @Nullable String configId;
  private @Nullable String name;
  private @Nullable ModelApi api;
  private @Nullable String baseUrl;
  private @Nullable Boolean reasoning;
  private @Nullable Long contextWindow;
  private @Nullable Long maxTokens;
  private @Nullable ThinkingLevel thinkingLevel;
  private @Nullable Double temperature;

  ConfigSnapshotBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ConfigSnapshotBuilder of(ConfigSnapshot record) {
    ConfigSnapshotBuilder builder = new ConfigSnapshotBuilder();
    builder.model = record.model();
    builder.provider = record.provider();
    builder.configId = record.configId();
    builder.name = record.name();
    builder.api = record.api();
    builder.baseUrl = record.baseUrl();
    builder.reasoning = record.reasoning();
    builder.contextWindow = record.contextWindow();
    builder.maxTokens = record.maxTokens();
    builder.thinkingLevel = record.thinkingLevel();
    builder.temperature = record.temperature();
    return builder;
  }

  /** Sets the model. */
  public ConfigSnapshotBuilder model(String model) {
    this.model = model;
    return this;
  }

  /** Sets the provider that serves the model. */
  public ConfigSnapshotBuilder provider(String provider) {
    this.provider = provider;
    return this;
  }

  /** Sets the identifier of the set-up. */
  public ConfigSnapshotBuilder configId(@Nullable String configId) {
    this.configId = configId;
    return this;
  }

  /** Sets its name. */
  public ConfigSnapshotBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets the protocol of the calls. */
  public ConfigSnapshotBuilder api(@Nullable ModelApi api) {
    this.api = api;
    return this;
  }

  /** Sets the URL that the calls go to. */
  public ConfigSnapshotBuilder baseUrl(@Nullable String baseUrl) {
    this.baseUrl = baseUrl;
    return this;
  }

  /** Sets true if the model can think. */
  public ConfigSnapshotBuilder reasoning(@Nullable Boolean reasoning) {
    this.reasoning = reasoning;
    return this;
  }

  /** Sets the number of tokens that the model can read. */
  public ConfigSnapshotBuilder contextWindow(@Nullable Long contextWindow) {
    this.contextWindow = contextWindow;
    return this;
  }

  /** Sets the number of tokens that it may write. */
  public ConfigSnapshotBuilder maxTokens(@Nullable Long maxTokens) {
    this.maxTokens = maxTokens;
    return this;
  }

  /** Sets the amount of thinking asked of it. */
  public ConfigSnapshotBuilder thinkingLevel(@Nullable ThinkingLevel thinkingLevel) {
    this.thinkingLevel = thinkingLevel;
    return this;
  }

  /** Sets the sampling temperature. */
  public ConfigSnapshotBuilder temperature(@Nullable Double temperature) {
    this.temperature = temperature;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public ConfigSnapshot build() {
    return new ConfigSnapshot(
        Check.present(model, ConfigSnapshot.class, "model"),
        Check.present(provider, ConfigSnapshot.class, "provider"),
        configId,
        name,
        api,
        baseUrl,
        reasoning,
        contextWindow,
        maxTokens,
        thinkingLevel,
        temperature);
  }
}
