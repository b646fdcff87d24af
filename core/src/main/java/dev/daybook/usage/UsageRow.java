package dev.daybook.usage;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Usage added up: that of one day, of one model, or of all. Immutable.
 *
 * <p>Tokens are counted as the agent recorded them. Providers differ in one point: some count
 * cached tokens as a part of the input, others beside it.
 */
public interface UsageRow {

  /**
   * Returns the day, the model, or what else the rows are by; empty if it is not known, as a model
   * that is not named, and for the row of all.
   */
  Optional<String> key();

  /** Returns the number of sessions with anything in this row. */
  long sessions();

  /** Returns the number of answers of models; a call that failed without an answer is none. */
  long modelCalls();

  /** Returns the number of tokens that models read; empty if no event has a count of tokens. */
  OptionalLong inputTokens();

  /** Returns the number of tokens that models wrote; empty if no event has a count of tokens. */
  OptionalLong outputTokens();

  /** Returns the number of tokens that models read from a cache; empty if it is not known. */
  OptionalLong cacheReadTokens();

  /** Returns the number of tokens that were put into a cache; empty if it is not known. */
  OptionalLong cacheCreationTokens();

  /** Returns the number of tokens of thinking; empty if it is not known. */
  OptionalLong reasoningTokens();

  /**
   * Returns the cost in US dollars of the calls whose cost is known: recorded, or by the query's
   * prices; empty if that is none of them.
   */
  Optional<Double> costUsd();

  /** Returns the number of model calls with tokens whose cost is not known. */
  long unpricedCalls();

  /** Returns the number of tool calls. */
  long toolCalls();

  /** Returns the number of tool calls whose result says that they failed. */
  long failedTools();

  /**
   * Returns the number of failed model calls: {@code inference_failed}, turns of loops that ended
   * with an error, and {@code turn_failed}. Where one of the last two follows an
   * {@code inference_failed} without an answer between, it is the same failure.
   */
  long failedCalls();

  /**
   * Returns the time in which the sessions were active: the sum of the times between one entry and
   * the next, of those that are within the query's bound. Sessions that are active at the same time
   * count each.
   */
  Duration activeTime();
}
