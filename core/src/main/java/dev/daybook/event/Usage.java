package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The cost of one or several model calls, in tokens: a sum, as the ends of turns and loops hold it.
 * An event of one call's cost alone is a {@link ProviderUsage}. The counts are in the terms of a
 * {@link UsageSummary}.
 *
 * @param input the number of tokens that the model read, without those of a cache
 * @param output the number of tokens that it wrote, those of its thinking included
 * @param reasoning the number of tokens of its thinking, a part of the output
 * @param cacheRead the number of tokens that it read from a cache
 * @param cacheWrite the number of tokens that it put into a cache
 * @param totalTokens the number of all tokens, as the provider counts
 * @param costUsd the price in US dollars
 */
public record Usage(
    long input,
    long output,
    @Nullable Long reasoning,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long totalTokens,
    @Nullable Double costUsd) {

  /**
   * Returns a builder of one, which says what is required. {@link UsageBuilder#of} makes one of a
   * record.
   */
  public static UsageBuilder builder() {
    return new UsageBuilder();
  }

  /** A cost of zero. */
  public static final Usage NONE = new Usage(0, 0);

  /** Creates a cost of which only the tokens read and written are known. */
  public Usage(long input, long output) {
    this(input, output, null, null, null, null, null);
  }

  /**
   * Returns the sum of both. A count that neither has stays unknown; sums stop at the largest long.
   */
  public Usage plus(Usage other) {
    return new Usage(
        sum(input, other.input),
        sum(output, other.output),
        sumOfKnown(reasoning, other.reasoning),
        sumOfKnown(cacheRead, other.cacheRead),
        sumOfKnown(cacheWrite, other.cacheWrite),
        sumOfKnown(totalTokens, other.totalTokens),
        costUsd == null ? other.costUsd : costUsd(costUsd, other.costUsd));
  }

  private static @Nullable Long sumOfKnown(@Nullable Long one, @Nullable Long other) {
    if (one == null) {
      return other;
    }
    return other == null ? one : (Long) sum(one, other);
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  private static Double costUsd(double one, @Nullable Double other) {
    return other == null ? one : Math.min(one + other, Double.MAX_VALUE);
  }

  public Usage {
    Check.atLeast(0, input, Usage.class, "input");
    Check.atLeast(0, output, Usage.class, "output");
    Check.notNegative(reasoning, Usage.class, "reasoning");
    Check.notNegative(cacheRead, Usage.class, "cache_read");
    Check.notNegative(cacheWrite, Usage.class, "cache_write");
    Check.notNegative(totalTokens, Usage.class, "total_tokens");
    if (costUsd != null && !(Check.finite(costUsd, Usage.class, "cost_usd") >= 0)) {
      throw Check.invalid("a price is negative", Usage.class, "cost_usd");
    }
  }
}
