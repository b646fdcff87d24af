package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An agent's resumption after a limit.
 *
 * @param incidentId the limit
 * @param resumeMessage the message that it goes on with
 * @param attempt the number of the try, from 1; null where the agent did not count, which is the
 *     first
 */
public record UsageLimitResumed(
    String incidentId, String resumeMessage, @Nullable Long attempt) implements StandardEvent {
  public UsageLimitResumed {
    Check.present(incidentId, UsageLimitResumed.class, "incident_id");
    Check.present(resumeMessage, UsageLimitResumed.class, "resume_message");
    Check.notNegative(attempt, UsageLimitResumed.class, "attempt");
  }
}
