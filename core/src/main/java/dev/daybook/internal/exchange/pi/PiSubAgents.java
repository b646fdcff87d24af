package dev.daybook.internal.exchange.pi;

import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents of oh-my-pi, which the result of the tool that ran them names. Their sessions are
 * files in a folder named after the session's own.
 */
final class PiSubAgents {

  private PiSubAgents() {}

  /** Adds the end of each sub-agent among the results; other tools' results are none. */
  static void add(PiEntry entry, JsonValue results, PiHead head, ImportTarget target) {
    for (JsonValue result : results.elements()) {
      String id = result.get("id").text();
      String agent = result.get("agent").text();
      if (id != null && agent != null) {
        target.add(ended(result, id, agent, head.sessionOfSubAgent(id)), entry.ts(), entry.id());
      }
    }
  }

  private static SubagentEvent ended(
      JsonValue result, String id, String agent, @Nullable String session) {
    Long exitCode = result.get("exitCode").integer();
    SubagentPhase phase = result.get("aborted").isTrue()
        ? SubagentPhase.CANCELLED
        : exitCode == null || exitCode == 0 ? SubagentPhase.FINISHED : SubagentPhase.FAILED;
    return SubagentEvent.builder()
        .event(phase)
        .subagentId(id)
        .childSessionId(session)
        .agent(agent)
        .task(result.get("task").text())
        .elapsedMs(result.get("durationMs").count())
        .build();
  }
}
