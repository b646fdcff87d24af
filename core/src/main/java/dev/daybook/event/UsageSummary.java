package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What a provider reported of a model call, in common words.
 *
 * @param inputTokens read
 * @param outputTokens written
 * @param cachedTokens read from a cache
 * @param cacheCreationTokens put into a cache
 * @param reasoningTokens thought
 * @param totalTokens all of them
 * @param totalCostUsd the price in US dollars
 */
public record UsageSummary(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cachedTokens,
    @Nullable Long cacheCreationTokens,
    @Nullable Long reasoningTokens,
    @Nullable Long totalTokens,
    @Nullable Double totalCostUsd) {

  /** What was read and written, and nothing else known. */
  public UsageSummary(long inputTokens, long outputTokens) {
    this(inputTokens, outputTokens, null, null, null, null, null);
  }

  /** The same as a usage that can be added up; what is unknown is nothing. */
  public Usage asUsage() {
    return new Usage(
        inputTokens == null ? 0 : inputTokens,
        outputTokens == null ? 0 : outputTokens,
        reasoningTokens,
        cachedTokens,
        cacheCreationTokens,
        totalTokens,
        totalCostUsd);
  }

  public UsageSummary {
    Check.notNegative(inputTokens, UsageSummary.class, "input_tokens");
    Check.notNegative(outputTokens, UsageSummary.class, "output_tokens");
    Check.notNegative(cachedTokens, UsageSummary.class, "cached_tokens");
    Check.notNegative(cacheCreationTokens, UsageSummary.class, "cache_creation_tokens");
    Check.notNegative(reasoningTokens, UsageSummary.class, "reasoning_tokens");
    Check.notNegative(totalTokens, UsageSummary.class, "total_tokens");
    if (totalCostUsd != null
        && !(Check.finite(totalCostUsd, UsageSummary.class, "total_cost_usd") >= 0)) {
      throw Check.invalid("a price is negative", UsageSummary.class, "total_cost_usd");
    }
  }
}
