package dev.daybook.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider gives no more answers for a time.
 *
 * @param provider who
 * @param scope what it counts
 * @param resetAt when it answers again
 * @param scheduledResumeAt when the agent means to go on
 * @param raw what it said
 * @param fallbackUsed whether another provider takes its place
 * @param incidentId names this limit in the events that follow
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
  public UsageLimitHit {
    Check.present(provider, UsageLimitHit.class, "provider");
    Check.present(scope, UsageLimitHit.class, "scope");
    Check.present(incidentId, UsageLimitHit.class, "incident_id");
  }
}
