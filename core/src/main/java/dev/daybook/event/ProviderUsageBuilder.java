// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link ProviderUsage} records. Required: nothing. */
public final class ProviderUsageBuilder {

  private @Nullable UsageSummary usageSummary;
  private @Nullable Json usage;
  private @Nullable Boolean usageAvailable;
  private @Nullable Boolean usageSummaryMissing;
  private @Nullable String model;
  private @Nullable String mode;
  private @Nullable Long iteration;
  private @Nullable Long callIndex;
  private @Nullable Json cache;
  private @Nullable Json outputTruncation;

  ProviderUsageBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ProviderUsageBuilder of(ProviderUsage record) {
    ProviderUsageBuilder builder = new ProviderUsageBuilder();
    builder.usageSummary = record.usageSummary();
    builder.usage = record.usage();
    builder.usageAvailable = record.usageAvailable();
    builder.usageSummaryMissing = record.usageSummaryMissing();
    builder.model = record.model();
    builder.mode = record.mode();
    builder.iteration = record.iteration();
    builder.callIndex = record.callIndex();
    builder.cache = record.cache();
    builder.outputTruncation = record.outputTruncation();
    return builder;
  }

  /** Sets the cost in common terms. */
  public ProviderUsageBuilder usageSummary(@Nullable UsageSummary usageSummary) {
    this.usageSummary = usageSummary;
    return this;
  }

  /** Sets the provider's report, verbatim. */
  public ProviderUsageBuilder usage(@Nullable Json usage) {
    this.usage = usage;
    return this;
  }

  /** Sets true if the provider reported the cost. */
  public ProviderUsageBuilder usageAvailable(@Nullable Boolean usageAvailable) {
    this.usageAvailable = usageAvailable;
    return this;
  }

  /** Sets true if the report could not be understood. */
  public ProviderUsageBuilder usageSummaryMissing(@Nullable Boolean usageSummaryMissing) {
    this.usageSummaryMissing = usageSummaryMissing;
    return this;
  }

  /** Sets the model. */
  public ProviderUsageBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the mode of the call. */
  public ProviderUsageBuilder mode(@Nullable String mode) {
    this.mode = mode;
    return this;
  }

  /** Sets the round of its turn. */
  public ProviderUsageBuilder iteration(@Nullable Long iteration) {
    this.iteration = iteration;
    return this;
  }

  /** Sets the number of the call in its session. */
  public ProviderUsageBuilder callIndex(@Nullable Long callIndex) {
    this.callIndex = callIndex;
    return this;
  }

  /** Sets the facts about caching. */
  public ProviderUsageBuilder cache(@Nullable Json cache) {
    this.cache = cache;
    return this;
  }

  /** Sets the parts cut from the answer. */
  public ProviderUsageBuilder outputTruncation(@Nullable Json outputTruncation) {
    this.outputTruncation = outputTruncation;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public ProviderUsage build() {
    return new ProviderUsage(
        usageSummary,
        usage,
        usageAvailable,
        usageSummaryMissing,
        model,
        mode,
        iteration,
        callIndex,
        cache,
        outputTruncation);
  }
}
