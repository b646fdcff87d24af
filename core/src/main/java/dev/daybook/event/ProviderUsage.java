package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What a model call cost.
 *
 * @param usageSummary in common words
 * @param usage the provider's report, verbatim
 * @param usageAvailable whether the provider reported
 * @param usageSummaryMissing whether the report could not be understood
 * @param model the model
 * @param mode how it was called
 * @param iteration which round of its turn
 * @param callIndex which call of its session
 * @param cache what was cached
 * @param outputTruncation what was cut from the answer
 */
public record ProviderUsage(
    @Nullable UsageSummary usageSummary,
    @Nullable Json usage,
    @Nullable Boolean usageAvailable,
    @Nullable Boolean usageSummaryMissing,
    @Nullable String model,
    @Nullable String mode,
    @Nullable Long iteration,
    @Nullable Long callIndex,
    @Nullable Json cache,
    @Nullable Json outputTruncation)
    implements StandardEvent {

  /** A cost, and nothing else known. */
  public ProviderUsage(UsageSummary usageSummary) {
    this(usageSummary, null, null, null, null, null, null, null, null, null);
  }

  public ProviderUsage {
    Check.notNegative(iteration, ProviderUsage.class, "iteration");
    Check.notNegative(callIndex, ProviderUsage.class, "call_index");
  }
}
