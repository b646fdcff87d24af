package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The cost of a model call, next to the event of its answer. If a session has such events, only
 * they are added up, and the counts of {@link InferenceCompleted} are not.
 *
 * @param usageSummary the cost in common terms
 * @param usage the provider's report, verbatim
 * @param usageAvailable true if the provider reported the cost
 * @param usageSummaryMissing true if the report could not be understood
 * @param model the model
 * @param mode the mode of the call
 * @param iteration the round of its turn
 * @param callIndex the number of the call in its session
 * @param cache the facts about caching
 * @param outputTruncation the parts cut from the answer
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

  /**
   * Returns a builder of one, which says what is required. {@link ProviderUsageBuilder#of} makes
   * one of a record.
   */
  public static ProviderUsageBuilder builder() {
    return new ProviderUsageBuilder();
  }

  /** Creates a cost of which nothing else is known. */
  public ProviderUsage(UsageSummary usageSummary) {
    this(usageSummary, null, null, null, null, null, null, null, null, null);
  }

  public ProviderUsage {
    Check.notNegative(iteration, ProviderUsage.class, "iteration");
    Check.notNegative(callIndex, ProviderUsage.class, "call_index");
  }
}
