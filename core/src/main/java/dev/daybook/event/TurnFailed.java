package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a turn without an answer.
 *
 * @param terminalStatus the status with which it ended
 * @param errorKind a short name to decide by
 * @param errorMessage the message for people
 * @param details further facts
 * @param nextActions the actions that are possible now
 */
public record TurnFailed(
    String terminalStatus,
    String errorKind,
    String errorMessage,
    @Nullable Json details,
    List<String> nextActions)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link TurnFailedBuilder#of} makes one
   * of a record.
   */
  public static TurnFailedBuilder builder() {
    return new TurnFailedBuilder();
  }

  public TurnFailed {
    Check.present(terminalStatus, TurnFailed.class, "terminal_status");
    Check.present(errorKind, TurnFailed.class, "error_kind");
    Check.present(errorMessage, TurnFailed.class, "error_message");
    nextActions = Check.list(nextActions, TurnFailed.class, "next_actions");
  }
}
