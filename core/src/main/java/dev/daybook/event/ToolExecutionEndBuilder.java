// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link ToolExecutionEnd} records. Required: {@code loopId}, {@code toolCallId},
 * {@code toolName}, {@code result}, {@code isError}.
 */
public final class ToolExecutionEndBuilder {

  private @Nullable String loopId;
  private @Nullable String toolCallId;
  private @Nullable String toolName;
  private @Nullable ToolOutput result;
  private @Nullable Boolean isError;
  private @Nullable String childLoopId;

  ToolExecutionEndBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ToolExecutionEndBuilder of(ToolExecutionEnd record) {
    ToolExecutionEndBuilder builder = new ToolExecutionEndBuilder();
    builder.loopId = record.loopId();
    builder.toolCallId = record.toolCallId();
    builder.toolName = record.toolName();
    builder.result = record.result();
    builder.isError = record.isError();
    builder.childLoopId = record.childLoopId();
    return builder;
  }

  /** Sets the loop. */
  public ToolExecutionEndBuilder loopId(String loopId) {
    this.loopId = loopId;
    return this;
  }

  /** Sets the call. */
  public ToolExecutionEndBuilder toolCallId(String toolCallId) {
    this.toolCallId = toolCallId;
    return this;
  }

  /** Sets the tool. */
  public ToolExecutionEndBuilder toolName(String toolName) {
    this.toolName = toolName;
    return this;
  }

  /** Sets the tool's output. */
  public ToolExecutionEndBuilder result(ToolOutput result) {
    this.result = result;
    return this;
  }

  /** Sets true if it failed. */
  public ToolExecutionEndBuilder isError(boolean isError) {
    this.isError = isError;
    return this;
  }

  /** Sets the loop that did the work; {@link ToolOutput#childLoopId} is what counts. */
  public ToolExecutionEndBuilder childLoopId(@Nullable String childLoopId) {
    this.childLoopId = childLoopId;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public ToolExecutionEnd build() {
    return new ToolExecutionEnd(
        Check.present(loopId, ToolExecutionEnd.class, "loop_id"),
        Check.present(toolCallId, ToolExecutionEnd.class, "tool_call_id"),
        Check.present(toolName, ToolExecutionEnd.class, "tool_name"),
        Check.present(result, ToolExecutionEnd.class, "result"),
        Check.present(isError, ToolExecutionEnd.class, "is_error"),
        childLoopId);
  }
}
