package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What a model call cost, in tokens, or several of them together.
 *
 * @param input tokens that the model read
 * @param output tokens that it wrote
 * @param reasoning tokens of its thinking
 * @param cacheRead tokens that it read from a cache
 * @param cacheWrite tokens that it put into a cache
 * @param totalTokens all of them, as the provider counts
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

  /** Nothing was used. */
  public static final Usage NONE = new Usage(0, 0);

  /** What was read and written, and nothing else known. */
  public Usage(long input, long output) {
    this(input, output, null, null, null, null, null);
  }

  /** Both together. A count that neither has stays unknown; sums stop at the largest long. */
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
