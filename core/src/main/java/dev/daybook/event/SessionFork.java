package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a session that was forked from another one at some entry. It is the first entry of
 * such a session.
 *
 * @param parentSessionId the session it was copied from
 * @param forkRootSessionId the first session of the whole family
 * @param forkedToSeq the last entry that was copied
 * @param fromSeq the first one; null for the beginning
 * @param parentWorkspace the folder where the parent worked
 * @param childWorkspace the folder where this session works
 * @param replayEventCount the number of entries that were copied
 * @param strategy the method of copying
 * @param limitations the parts that were not copied
 */
public record SessionFork(
    String parentSessionId,
    @Nullable String forkRootSessionId,
    long forkedToSeq,
    @Nullable Long fromSeq,
    @Nullable String parentWorkspace,
    @Nullable String childWorkspace,
    @Nullable Long replayEventCount,
    @Nullable String strategy,
    List<String> limitations)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link SessionForkBuilder#of} makes one
   * of a record.
   */
  public static SessionForkBuilder builder() {
    return new SessionForkBuilder();
  }

  public SessionFork {
    Check.present(parentSessionId, SessionFork.class, "parent_session_id");
    Check.atLeast(0, forkedToSeq, SessionFork.class, "forked_to_seq");
    Check.notNegative(fromSeq, SessionFork.class, "from_seq");
    Check.notNegative(replayEventCount, SessionFork.class, "replay_event_count");
    limitations = Check.list(limitations, SessionFork.class, "limitations");
  }
}
