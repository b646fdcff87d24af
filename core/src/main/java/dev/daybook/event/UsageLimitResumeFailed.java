package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A failed try of an agent to go on after a limit.
 *
 * @param incidentId the limit
 * @param error the reason
 * @param attempt the number of the try, from 1; null where the agent did not count, which is the
 *     first
 */
public record UsageLimitResumeFailed(
    String incidentId, String error, @Nullable Long attempt) implements StandardEvent {
  public UsageLimitResumeFailed {
    Check.present(incidentId, UsageLimitResumeFailed.class, "incident_id");
    Check.present(error, UsageLimitResumeFailed.class, "error");
    Check.notNegative(attempt, UsageLimitResumeFailed.class, "attempt");
  }
}
