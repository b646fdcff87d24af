package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent went back to an earlier message; what it left stays in the journal.
 *
 * @param loopId the loop
 * @param category why
 * @param target the number of the message it went back to
 * @param abandonedNodeIds the messages it left
 * @param summary what to remember of them
 * @param applied whether it really went back
 * @param reason why not, if it did not
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
  public RevertApplied {
    Check.present(loopId, RevertApplied.class, "loop_id");
    Check.present(category, RevertApplied.class, "category");
    abandonedNodeIds = Check.list(abandonedNodeIds, RevertApplied.class, "abandoned_node_ids");
  }
}
