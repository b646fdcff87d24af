// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Usage} records. Required: {@code input}, {@code output}. */
public final class UsageBuilder {

  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long reasoning;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long totalTokens;
  private @Nullable Double costUsd;

  UsageBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static UsageBuilder of(Usage record) {
    UsageBuilder builder = new UsageBuilder();
    builder.input = record.input();
    builder.output = record.output();
    builder.reasoning = record.reasoning();
    builder.cacheRead = record.cacheRead();
    builder.cacheWrite = record.cacheWrite();
    builder.totalTokens = record.totalTokens();
    builder.costUsd = record.costUsd();
    return builder;
  }

  /** Sets the number of tokens that the model read, without those of a cache. */
  public UsageBuilder input(long input) {
    this.input = input;
    return this;
  }

  /** Sets the number of tokens that it wrote, those of its thinking included. */
  public UsageBuilder output(long output) {
    this.output = output;
    return this;
  }

  /** Sets the number of tokens of its thinking, a part of the output. */
  public UsageBuilder reasoning(@Nullable Long reasoning) {
    this.reasoning = reasoning;
    return this;
  }

  /** Sets the number of tokens that it read from a cache. */
  public UsageBuilder cacheRead(@Nullable Long cacheRead) {
    this.cacheRead = cacheRead;
    return this;
  }

  /** Sets the number of tokens that it put into a cache. */
  public UsageBuilder cacheWrite(@Nullable Long cacheWrite) {
    this.cacheWrite = cacheWrite;
    return this;
  }

  /** Sets the number of all tokens, as the provider counts. */
  public UsageBuilder totalTokens(@Nullable Long totalTokens) {
    this.totalTokens = totalTokens;
    return this;
  }

  /** Sets the price in US dollars. */
  public UsageBuilder costUsd(@Nullable Double costUsd) {
    this.costUsd = costUsd;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Usage build() {
    return new Usage(
        Check.present(input, Usage.class, "input"),
        Check.present(output, Usage.class, "output"),
        reasoning,
        cacheRead,
        cacheWrite,
        totalTokens,
        costUsd);
  }
}
