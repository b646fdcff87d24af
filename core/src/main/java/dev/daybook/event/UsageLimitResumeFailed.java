package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An agent could not go on after a limit.
 *
 * @param incidentId the limit
 * @param error why
 * @param attempt how many times it tried, from 1; null where nobody counted, which is the first
 */
public record UsageLimitResumeFailed(
    String incidentId, String error, @Nullable Long attempt) implements StandardEvent {
  public UsageLimitResumeFailed {
    Check.present(incidentId, UsageLimitResumeFailed.class, "incident_id");
    Check.present(error, UsageLimitResumeFailed.class, "error");
    Check.notNegative(attempt, UsageLimitResumeFailed.class, "attempt");
  }
}
