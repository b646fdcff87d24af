package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A provider's report of a model call's cost, in common terms, as a {@link ProviderUsage} holds it.
 * Providers count in different ways; here the input is without what caches hold, and the output has
 * the thinking in it, which providers bill as output. So sums of several providers can be compared,
 * and input, output and both kinds of cached tokens add up to all.
 *
 * @param inputTokens the number of tokens read, without those of a cache
 * @param outputTokens the number of tokens written, those of thinking included
 * @param cachedTokens the number of tokens read from a cache
 * @param cacheCreationTokens the number of tokens put into a cache
 * @param reasoningTokens the number of tokens of thinking, a part of the output
 * @param totalTokens the number of all tokens
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

  /**
   * Returns a builder of one, which says what is required. {@link UsageSummaryBuilder#of} makes one
   * of a record.
   */
  public static UsageSummaryBuilder builder() {
    return new UsageSummaryBuilder();
  }

  /** Creates a report of which only the tokens read and written are known. */
  public UsageSummary(long inputTokens, long outputTokens) {
    this(inputTokens, outputTokens, null, null, null, null, null);
  }

  /** Returns this report as a usage that can be added up. Unknown input or output counts as 0. */
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
