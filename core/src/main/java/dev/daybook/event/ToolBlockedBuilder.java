// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link ToolBlocked} records. Required: {@code callId}, {@code hookName}, {@code
 * reason}.
 */
public final class ToolBlockedBuilder {

  private @Nullable String callId;
  private @Nullable String hookName;
  private @Nullable String reason;
  private @Nullable String name;
  private @Nullable String arguments;

  ToolBlockedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ToolBlockedBuilder of(ToolBlocked record) {
    ToolBlockedBuilder builder = new ToolBlockedBuilder();
    builder.callId = record.callId();
    builder.hookName = record.hookName();
    builder.reason = record.reason();
    builder.name = record.name();
    builder.arguments = record.arguments();
    return builder;
  }

  /** Sets the {@link ToolCall#callId()} that this answers. */
  public ToolBlockedBuilder callId(String callId) {
    this.callId = callId;
    return this;
  }

  /** Sets the hook. */
  public ToolBlockedBuilder hookName(String hookName) {
    this.hookName = hookName;
    return this;
  }

  /** Sets the reason for the refusal. */
  public ToolBlockedBuilder reason(String reason) {
    this.reason = reason;
    return this;
  }

  /** Sets the tool's name. */
  public ToolBlockedBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets the arguments that it was called with. */
  public ToolBlockedBuilder arguments(@Nullable String arguments) {
    this.arguments = arguments;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public ToolBlocked build() {
    return new ToolBlocked(
        Check.present(callId, ToolBlocked.class, "call_id"),
        Check.present(hookName, ToolBlocked.class, "hook_name"),
        Check.present(reason, ToolBlocked.class, "reason"),
        name,
        arguments);
  }
}
