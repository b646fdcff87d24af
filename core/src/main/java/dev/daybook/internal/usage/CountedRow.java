package dev.daybook.internal.usage;

import dev.daybook.event.Usage;
import dev.daybook.usage.UsageRow;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The row that amounts make; they do not change any more. */
record CountedRow(Optional<String> key, Amounts amounts) implements UsageRow {

  @Override
  public long sessions() {
    return amounts.sessions;
  }

  @Override
  public long modelCalls() {
    return amounts.modelCalls;
  }

  @Override
  public OptionalLong inputTokens() {
    return tokens(Usage::input);
  }

  @Override
  public OptionalLong outputTokens() {
    return tokens(Usage::output);
  }

  @Override
  public OptionalLong cacheReadTokens() {
    return tokens(Usage::cacheRead);
  }

  @Override
  public OptionalLong cacheCreationTokens() {
    return tokens(Usage::cacheWrite);
  }

  @Override
  public OptionalLong reasoningTokens() {
    return tokens(Usage::reasoning);
  }

  private OptionalLong tokens(Function<Usage, @Nullable Long> part) {
    Usage usage = amounts.usage;
    Long count = usage == null ? null : part.apply(usage);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  @Override
  public Optional<Double> costUsd() {
    return Optional.ofNullable(amounts.costUsd);
  }

  @Override
  public long unpricedCalls() {
    return amounts.unpricedCalls;
  }

  @Override
  public long toolCalls() {
    return amounts.toolCalls;
  }

  @Override
  public long failedTools() {
    return amounts.failedTools;
  }

  @Override
  public long failedCalls() {
    return amounts.failedCalls;
  }

  @Override
  public Duration activeTime() {
    return Duration.ofNanos(amounts.activeNanos);
  }

  /** Returns the number of all tokens, to put rows in order. */
  double tokens() {
    Usage usage = amounts.usage;
    return usage == null ? 0 : (double) usage.input() + usage.output();
  }
}
