package dev.daybook.internal.usage;

import dev.daybook.event.Usage;
import dev.daybook.usage.Prices;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a provider counts, which decides on the price: if the tokens of caches are a
 * part of the input or beside it, and if those of thinking are a part of the output or beside it.
 * The number of all tokens shows it; without that, caches are beside and thinking is a part.
 *
 * @param hasCost true if the cost was recorded, so that no price is needed
 * @param isCacheInside true if the input has the tokens of caches
 * @param isThinkingBeside true if the output lacks the tokens of thinking
 */
record Counting(boolean hasCost, boolean isCacheInside, boolean isThinkingBeside) {

  private static final Counting USUAL = new Counting(false, false, false);
  private static final Counting WITH_COST = new Counting(true, false, false);

  static Counting of(@Nullable Usage usage) {
    if (usage == null) {
      return USUAL;
    }
    Long total = usage.totalTokens();
    long both = usage.input() + usage.output();
    long caches = orZero(usage.cacheRead()) + orZero(usage.cacheWrite());
    long thinking = orZero(usage.reasoning());
    boolean isCacheInside = false;
    boolean isThinkingBeside = false;
    if (total != null && total != both + caches) {
      isCacheInside = total == both || total == both + thinking;
      isThinkingBeside = total == both + thinking || total == both + caches + thinking;
    }
    boolean hasCost = usage.costUsd() != null;
    isCacheInside &= caches <= usage.input();
    isThinkingBeside &= total != null && total != both;
    if (isCacheInside || isThinkingBeside) {
      return new Counting(hasCost, isCacheInside, isThinkingBeside);
    }
    return hasCost ? WITH_COST : USUAL;
  }

  /** Returns the cost of a sum of tokens that were counted in this way. */
  Optional<Double> costUsd(Usage sum, @Nullable String model, Prices prices) {
    if (sum.costUsd() != null) {
      return Optional.of(sum.costUsd());
    }
    long cacheRead = orZero(sum.cacheRead());
    long cacheWrite = orZero(sum.cacheWrite());
    return prices.costUsd(
        model,
        isCacheInside ? Math.max(0, sum.input() - cacheRead - cacheWrite) : sum.input(),
        isThinkingBeside ? sum.output() + orZero(sum.reasoning()) : sum.output(),
        cacheRead,
        cacheWrite);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
