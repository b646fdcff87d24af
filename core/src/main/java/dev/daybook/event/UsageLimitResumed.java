package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An agent goes on after a limit.
 *
 * @param incidentId the limit
 * @param resumeMessage what it goes on with
 * @param attempt how many times it tried, from 1; null where nobody counted, which is the first
 */
public record UsageLimitResumed(
    String incidentId, String resumeMessage, @Nullable Long attempt) implements StandardEvent {
  public UsageLimitResumed {
    Check.present(incidentId, UsageLimitResumed.class, "incident_id");
    Check.present(resumeMessage, UsageLimitResumed.class, "resume_message");
    Check.notNegative(attempt, UsageLimitResumed.class, "attempt");
  }
}
