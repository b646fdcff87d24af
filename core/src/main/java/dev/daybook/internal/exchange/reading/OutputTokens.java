package dev.daybook.internal.exchange.reading;

import org.jspecify.annotations.Nullable;

/**
 * The output of a model call in Daybook's terms, in which the tokens of thinking are a part of it,
 * as providers bill them. Some agents count these beside the output; the total that they give shows
 * it.
 */
public final class OutputTokens {

  private OutputTokens() {}

  /**
   * Returns the output, thinking included.
   *
   * @param output the agent's count
   * @param thinking its count of thinking
   * @param total its count of all
   * @param read the tokens of the input, caches included
   * @param isBeside true if the agent counts thinking beside the output, as far as the total does
   *     not show another way
   */
  public static @Nullable Long withThinking(
      @Nullable Long output,
      @Nullable Long thinking,
      @Nullable Long total,
      long read,
      boolean isBeside) {
    if (thinking == null || thinking == 0) {
      return output;
    }
    long written = output == null ? 0 : output;
    long both = sum(written, thinking);
    boolean isApart = isBeside;
    if (total != null && total == sum(read, both)) {
      isApart = true;
    } else if (total != null && total == sum(read, written)) {
      isApart = false;
    }
    return isApart ? (Long) both : output;
  }

  /** Adds counts of one call; the sum stops at the largest long. */
  public static long sum(@Nullable Long... counts) {
    long sum = 0;
    for (Long count : counts) {
      long next = count == null ? 0 : count;
      sum = sum > Long.MAX_VALUE - next ? Long.MAX_VALUE : sum + next;
    }
    return sum;
  }
}
