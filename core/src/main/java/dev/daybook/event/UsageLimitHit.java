package dev.daybook.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limit at which a provider gives no more answers for a time.
 *
 * @param provider the provider
 * @param scope the scope that the limit counts
 * @param resetAt the time when it answers again
 * @param scheduledResumeAt the time when the agent means to go on
 * @param raw the provider's own words
 * @param fallbackUsed true if another provider takes its place
 * @param incidentId the name of this limit in the events that follow
 */
public record UsageLimitHit(
    String provider,
    LimitScope scope,
    @Nullable Instant resetAt,
    @Nullable Instant scheduledResumeAt,
    @Nullable String raw,
    boolean fallbackUsed,
    String incidentId)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link UsageLimitHitBuilder#of} makes
   * one of a record.
   */
  public static UsageLimitHitBuilder builder() {
    return new UsageLimitHitBuilder();
  }

  public UsageLimitHit {
    Check.present(provider, UsageLimitHit.class, "provider");
    Check.present(scope, UsageLimitHit.class, "scope");
    Check.present(incidentId, UsageLimitHit.class, "incident_id");
  }
}
