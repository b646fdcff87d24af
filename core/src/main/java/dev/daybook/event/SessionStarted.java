package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A session begins. Everything is optional: an agent says of itself what it knows.
 *
 * @param agentName the agent's name for people
 * @param title what the session is about, in a few words
 * @param agentId the agent's own identifier
 * @param model the model it starts with
 * @param providerName who serves the model
 * @param systemPrompt the instructions given to the model
 * @param command the command that started it
 * @param cwd the folder it works in
 * @param resumed whether it goes on with an earlier session
 * @param backfilled whether it was written afterwards, from another log
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
    @Nullable Boolean backfilled)
    implements StandardEvent {

  /** A session of the named agent with a title, and nothing else known. */
  public SessionStarted(String agentName, String title) {
    this(agentName, title, null, null, null, null, null, null, null, null);
  }
}
