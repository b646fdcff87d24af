package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A return of the agent to an earlier message. The messages it left stay in the journal.
 *
 * @param loopId the loop
 * @param category the reason for going back
 * @param target the number of the message it went back to
 * @param abandonedNodeIds the messages it left
 * @param summary the text to remember them by
 * @param applied true if it really went back
 * @param reason the reason it did not, if so
 */
public record RevertApplied(
    String loopId,
    RevertCategory category,
    @Nullable Long target,
    List<Long> abandonedNodeIds,
    @Nullable String summary,
    boolean applied,
    @Nullable String reason)
    implements LoopEvent {

  /**
   * Returns a builder of one, which says what is required. {@link RevertAppliedBuilder#of} makes
   * one of a record.
   */
  public static RevertAppliedBuilder builder() {
    return new RevertAppliedBuilder();
  }

  public RevertApplied {
    Check.present(loopId, RevertApplied.class, "loop_id");
    Check.present(category, RevertApplied.class, "category");
    abandonedNodeIds = Check.list(abandonedNodeIds, RevertApplied.class, "abandoned_node_ids");
  }
}
