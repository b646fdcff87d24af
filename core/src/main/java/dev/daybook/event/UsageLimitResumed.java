package dev.daybook.event;

/**
 * An agent goes on after a limit.
 *
 * @param incidentId the limit
 * @param resumeMessage what it goes on with
 * @param attempt how many times it tried, from 1
 */
public record UsageLimitResumed(String incidentId, String resumeMessage, long attempt)
    implements StandardEvent {
  public UsageLimitResumed {
    Check.present(incidentId, UsageLimitResumed.class, "incident_id");
    Check.present(resumeMessage, UsageLimitResumed.class, "resume_message");
    Check.atLeast(0, attempt, UsageLimitResumed.class, "attempt");
  }
}
