// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link UsageSummary} records. Required: nothing. */
public final class UsageSummaryBuilder {

  private @Nullable Long inputTokens;
  private @Nullable Long outputTokens;
  private @Nullable Long cachedTokens;
  private @Nullable Long cacheCreationTokens;
  private @Nullable Long reasoningTokens;
  private @Nullable Long totalTokens;
  private @Nullable Double totalCostUsd;

  UsageSummaryBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static UsageSummaryBuilder of(UsageSummary record) {
    UsageSummaryBuilder builder = new UsageSummaryBuilder();
    builder.inputTokens = record.inputTokens();
    builder.outputTokens = record.outputTokens();
    builder.cachedTokens = record.cachedTokens();
    builder.cacheCreationTokens = record.cacheCreationTokens();
    builder.reasoningTokens = record.reasoningTokens();
    builder.totalTokens = record.totalTokens();
    builder.totalCostUsd = record.totalCostUsd();
    return builder;
  }

  /** Sets the number of tokens read, without those of a cache. */
  public UsageSummaryBuilder inputTokens(@Nullable Long inputTokens) {
    this.inputTokens = inputTokens;
    return this;
  }

  /** Sets the number of tokens written, those of thinking included. */
  public UsageSummaryBuilder outputTokens(@Nullable Long outputTokens) {
    this.outputTokens = outputTokens;
    return this;
  }

  /** Sets the number of tokens read from a cache. */
  public UsageSummaryBuilder cachedTokens(@Nullable Long cachedTokens) {
    this.cachedTokens = cachedTokens;
    return this;
  }

  /** Sets the number of tokens put into a cache. */
  public UsageSummaryBuilder cacheCreationTokens(@Nullable Long cacheCreationTokens) {
    this.cacheCreationTokens = cacheCreationTokens;
    return this;
  }

  /** Sets the number of tokens of thinking, a part of the output. */
  public UsageSummaryBuilder reasoningTokens(@Nullable Long reasoningTokens) {
    this.reasoningTokens = reasoningTokens;
    return this;
  }

  /** Sets the number of all tokens. */
  public UsageSummaryBuilder totalTokens(@Nullable Long totalTokens) {
    this.totalTokens = totalTokens;
    return this;
  }

  /** Sets the price in US dollars. */
  public UsageSummaryBuilder totalCostUsd(@Nullable Double totalCostUsd) {
    this.totalCostUsd = totalCostUsd;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public UsageSummary build() {
    return new UsageSummary(
        inputTokens,
        outputTokens,
        cachedTokens,
        cacheCreationTokens,
        reasoningTokens,
        totalTokens,
        totalCostUsd);
  }
}
