package dev.daybook.event;

/**
 * An agent could not go on after a limit.
 *
 * @param incidentId the limit
 * @param error why
 * @param attempt how many times it tried, from 1
 */
public record UsageLimitResumeFailed(String incidentId, String error, long attempt)
    implements StandardEvent {
  public UsageLimitResumeFailed {
    Check.present(incidentId, UsageLimitResumeFailed.class, "incident_id");
    Check.present(error, UsageLimitResumeFailed.class, "error");
    Check.atLeast(0, attempt, UsageLimitResumeFailed.class, "attempt");
  }
}
