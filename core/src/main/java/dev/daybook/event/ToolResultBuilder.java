// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link ToolResult} records. Required: {@code callId}. */
public final class ToolResultBuilder {

  private @Nullable String callId;
  private @Nullable Boolean ok;
  private @Nullable String output;
  private @Nullable ErrorInfo error;
  private @Nullable Long durationMs;
  private @Nullable Long exitCode;
  private @Nullable String name;
  private @Nullable String arguments;
  private @Nullable ToolKind toolKind;
  private @Nullable Json data;

  ToolResultBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ToolResultBuilder of(ToolResult record) {
    ToolResultBuilder builder = new ToolResultBuilder();
    builder.callId = record.callId();
    builder.ok = record.ok();
    builder.output = record.output();
    builder.error = record.error();
    builder.durationMs = record.durationMs();
    builder.exitCode = record.exitCode();
    builder.name = record.name();
    builder.arguments = record.arguments();
    builder.toolKind = record.toolKind();
    builder.data = record.data();
    return builder;
  }

  /** Sets the {@link ToolCall#callId()} that this answers. */
  public ToolResultBuilder callId(String callId) {
    this.callId = callId;
    return this;
  }

  /** Sets true if the tool did what was asked; null if its runner does not report that. */
  public ToolResultBuilder ok(@Nullable Boolean ok) {
    this.ok = ok;
    return this;
  }

  /** Sets the text it printed or returned, any Unicode. */
  public ToolResultBuilder output(@Nullable String output) {
    this.output = output;
    return this;
  }

  /** Sets the failure, if there was one. */
  public ToolResultBuilder error(@Nullable ErrorInfo error) {
    this.error = error;
    return this;
  }

  /** Sets the duration of its run, in milliseconds. */
  public ToolResultBuilder durationMs(@Nullable Long durationMs) {
    this.durationMs = durationMs;
    return this;
  }

  /** Sets the exit code of a shell command; one that is not 0 makes no error. */
  public ToolResultBuilder exitCode(@Nullable Long exitCode) {
    this.exitCode = exitCode;
    return this;
  }

  /** Sets the tool's name. */
  public ToolResultBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets the arguments that it ran with, as in {@link ToolCall#arguments()}. */
  public ToolResultBuilder arguments(@Nullable String arguments) {
    this.arguments = arguments;
    return this;
  }

  /** Sets the kind of tool. */
  public ToolResultBuilder toolKind(@Nullable ToolKind toolKind) {
    this.toolKind = toolKind;
    return this;
  }

  /** Sets the value it returned, where that is not text. */
  public ToolResultBuilder data(@Nullable Json data) {
    this.data = data;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public ToolResult build() {
    return new ToolResult(
        Check.present(callId, ToolResult.class, "call_id"),
        ok,
        output,
        error,
        durationMs,
        exitCode,
        name,
        arguments,
        toolKind,
        data);
  }
}
