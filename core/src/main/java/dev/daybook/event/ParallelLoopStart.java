package dev.daybook.event;

import java.util.List;

/**
 * The start of several loops at once, one of which will be chosen.
 *
 * @param sessionId their session
 * @param loopIds the loops
 */
public record ParallelLoopStart(String sessionId, List<String> loopIds) implements StandardEvent {
  public ParallelLoopStart {
    Check.present(sessionId, ParallelLoopStart.class, "session_id");
    loopIds = Check.list(loopIds, ParallelLoopStart.class, "loop_ids");
  }
}
