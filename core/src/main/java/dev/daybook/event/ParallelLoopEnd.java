package dev.daybook.event;

/**
 * The choice of one of several loops.
 *
 * @param sessionId their session
 * @param selectedLoopId the chosen one
 * @param selectedConfigIndex the index of its set-up, from 0
 * @param evaluationUsage the cost of choosing
 */
public record ParallelLoopEnd(
    String sessionId, String selectedLoopId, long selectedConfigIndex, Usage evaluationUsage)
    implements StandardEvent {
  public ParallelLoopEnd {
    Check.present(sessionId, ParallelLoopEnd.class, "session_id");
    Check.present(selectedLoopId, ParallelLoopEnd.class, "selected_loop_id");
    Check.atLeast(0, selectedConfigIndex, ParallelLoopEnd.class, "selected_config_index");
    Check.present(evaluationUsage, ParallelLoopEnd.class, "evaluation_usage");
  }
}
