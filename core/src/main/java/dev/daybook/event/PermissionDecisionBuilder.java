// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link PermissionDecision} records. Required: {@code decision}. */
public final class PermissionDecisionBuilder {

  private @Nullable Decision decision;
  private @Nullable String callId;
  private @Nullable String toolName;
  private @Nullable String description;
  private @Nullable Json details;

  PermissionDecisionBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static PermissionDecisionBuilder of(PermissionDecision record) {
    PermissionDecisionBuilder builder = new PermissionDecisionBuilder();
    builder.decision = record.decision();
    builder.callId = record.callId();
    builder.toolName = record.toolName();
    builder.description = record.description();
    builder.details = record.details();
    return builder;
  }

  /** Sets the answer. */
  public PermissionDecisionBuilder decision(Decision decision) {
    this.decision = decision;
    return this;
  }

  /** Sets the call. */
  public PermissionDecisionBuilder callId(@Nullable String callId) {
    this.callId = callId;
    return this;
  }

  /** Sets the tool. */
  public PermissionDecisionBuilder toolName(@Nullable String toolName) {
    this.toolName = toolName;
    return this;
  }

  /** Sets the question. */
  public PermissionDecisionBuilder description(@Nullable String description) {
    this.description = description;
    return this;
  }

  /** Sets further facts. */
  public PermissionDecisionBuilder details(@Nullable Json details) {
    this.details = details;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public PermissionDecision build() {
    return new PermissionDecision(
        Check.present(decision, PermissionDecision.class, "decision"),
        callId,
        toolName,
        description,
        details);
  }
}
