package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn ended without an answer.
 *
 * @param terminalStatus how it ended
 * @param errorKind a short name to decide by
 * @param errorMessage for people
 * @param details anything more
 * @param nextActions what can be done
 */
public record TurnFailed(
    String terminalStatus,
    String errorKind,
    String errorMessage,
    @Nullable Json details,
    List<String> nextActions)
    implements StandardEvent {
  public TurnFailed {
    Check.present(terminalStatus, TurnFailed.class, "terminal_status");
    Check.present(errorKind, TurnFailed.class, "error_kind");
    Check.present(errorMessage, TurnFailed.class, "error_message");
    nextActions = Check.list(nextActions, TurnFailed.class, "next_actions");
  }
}
