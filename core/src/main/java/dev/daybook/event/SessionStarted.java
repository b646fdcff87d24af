package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The start of a session. Every field is optional: an agent gives those that it knows.
 *
 * @param agentName the agent's name for people
 * @param title the session's subject, in a few words
 * @param agentId the agent's own identifier
 * @param model the model it starts with
 * @param providerName the provider that serves the model
 * @param systemPrompt the instructions given to the model
 * @param command the command that started it
 * @param cwd the folder it works in
 * @param resumed true if it goes on with an earlier session
 * @param backfilled true if it was written afterwards, from another log
 * @param parentSessionId the session that called this one, which is a sub-agent's
 */
public record SessionStarted(
    @Nullable String agentName,
    @Nullable String title,
    @Nullable String agentId,
    @Nullable String model,
    @Nullable String providerName,
    @Nullable String systemPrompt,
    @Nullable String command,
    @Nullable String cwd,
    @Nullable Boolean resumed,
    @Nullable Boolean backfilled,
    @Nullable String parentSessionId)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link SessionStartedBuilder#of} makes
   * one of a record.
   */
  public static SessionStartedBuilder builder() {
    return new SessionStartedBuilder();
  }

  /**
   * Creates the start of a session of which only two things are known: first the agent's name, then
   * the session's title.
   */
  public SessionStarted(String agentName, String title) {
    this(agentName, title, null, null, null, null, null, null, null, null, null);
  }
}
