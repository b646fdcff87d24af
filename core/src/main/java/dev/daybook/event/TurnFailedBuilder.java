// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link TurnFailed} records. Required: {@code terminalStatus}, {@code errorKind},
 * {@code errorMessage}.
 */
public final class TurnFailedBuilder {

  private @Nullable String terminalStatus;
  private @Nullable String errorKind;
  private @Nullable String errorMessage;
  private @Nullable Json details;
  private List<String> nextActions = List.of();

  TurnFailedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static TurnFailedBuilder of(TurnFailed record) {
    TurnFailedBuilder builder = new TurnFailedBuilder();
    builder.terminalStatus = record.terminalStatus();
    builder.errorKind = record.errorKind();
    builder.errorMessage = record.errorMessage();
    builder.details = record.details();
    builder.nextActions = record.nextActions();
    return builder;
  }

  /** Sets the status with which it ended. */
  public TurnFailedBuilder terminalStatus(String terminalStatus) {
    this.terminalStatus = terminalStatus;
    return this;
  }

  /** Sets a short name to decide by. */
  public TurnFailedBuilder errorKind(String errorKind) {
    this.errorKind = errorKind;
    return this;
  }

  /** Sets the message for people. */
  public TurnFailedBuilder errorMessage(String errorMessage) {
    this.errorMessage = errorMessage;
    return this;
  }

  /** Sets further facts. */
  public TurnFailedBuilder details(@Nullable Json details) {
    this.details = details;
    return this;
  }

  /** Sets the actions that are possible now. */
  public TurnFailedBuilder nextActions(List<String> nextActions) {
    this.nextActions = nextActions;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public TurnFailed build() {
    return new TurnFailed(
        Check.present(terminalStatus, TurnFailed.class, "terminal_status"),
        Check.present(errorKind, TurnFailed.class, "error_kind"),
        Check.present(errorMessage, TurnFailed.class, "error_message"),
        details,
        nextActions);
  }
}
