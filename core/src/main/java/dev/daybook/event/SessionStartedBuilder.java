// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link SessionStarted} records. Required: nothing. */
public final class SessionStartedBuilder {

  private @Nullable String agentName;
  private @Nullable String title;
  private @Nullable String agentId;
  private @Nullable String model;
  private @Nullable String providerName;
  private @Nullable String systemPrompt;
  private @Nullable String command;
  private @Nullable String cwd;
  private @Nullable Boolean resumed;
  private @Nullable Boolean backfilled;
  private @Nullable String parentSessionId;

  SessionStartedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static SessionStartedBuilder of(SessionStarted record) {
    SessionStartedBuilder builder = new SessionStartedBuilder();
    builder.agentName = record.agentName();
    builder.title = record.title();
    builder.agentId = record.agentId();
    builder.model = record.model();
    builder.providerName = record.providerName();
    builder.systemPrompt = record.systemPrompt();
    builder.command = record.command();
    builder.cwd = record.cwd();
    builder.resumed = record.resumed();
    builder.backfilled = record.backfilled();
    builder.parentSessionId = record.parentSessionId();
    return builder;
  }

  /** Sets the agent's name for people. */
  public SessionStartedBuilder agentName(@Nullable String agentName) {
    this.agentName = agentName;
    return this;
  }

  /** Sets the session's subject, in a few words. */
  public SessionStartedBuilder title(@Nullable String title) {
    this.title = title;
    return this;
  }

  /** Sets the agent's own identifier. */
  public SessionStartedBuilder agentId(@Nullable String agentId) {
    this.agentId = agentId;
    return this;
  }

  /** Sets the model it starts with. */
  public SessionStartedBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the provider that serves the model. */
  public SessionStartedBuilder providerName(@Nullable String providerName) {
    this.providerName = providerName;
    return this;
  }

  /** Sets the instructions given to the model. */
  public SessionStartedBuilder systemPrompt(@Nullable String systemPrompt) {
    this.systemPrompt = systemPrompt;
    return this;
  }

  /** Sets the command that started it. */
  public SessionStartedBuilder command(@Nullable String command) {
    this.command = command;
    return this;
  }

  /** Sets the folder it works in. */
  public SessionStartedBuilder cwd(@Nullable String cwd) {
    this.cwd = cwd;
    return this;
  }

  /** Sets true if it goes on with an earlier session. */
  public SessionStartedBuilder resumed(@Nullable Boolean resumed) {
    this.resumed = resumed;
    return this;
  }

  /** Sets true if it was written afterwards, from another log. */
  public SessionStartedBuilder backfilled(@Nullable Boolean backfilled) {
    this.backfilled = backfilled;
    return this;
  }

  /** Sets the session that called this one, which is a sub-agent's. */
  public SessionStartedBuilder parentSessionId(@Nullable String parentSessionId) {
    this.parentSessionId = parentSessionId;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public SessionStarted build() {
    return new SessionStarted(
        agentName,
        title,
        agentId,
        model,
        providerName,
        systemPrompt,
        command,
        cwd,
        resumed,
        backfilled,
        parentSessionId);
  }
}
