package dev.daybook.internal.exchange.copilot;

import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentEventBuilder;
import dev.daybook.event.SubagentPhase;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents of a Copilot session, each named after the call that began it. Their lines stand
 * in the same file, and make a session of their own. Not every version writes such lines, so a
 * sub-agent has a session from its first line on: then it is said to have started once more, with
 * the session's name.
 */
final class CopilotAgents {

  private record Agent(@Nullable String name, @Nullable String title) {}

  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, ImportTarget> sessions = new HashMap<>();

  /** The calls that began the agents of these ids. */
  private final Map<String, String> callsOfIds = new HashMap<>();

  private final SessionStarted parent;

  CopilotAgents(SessionStarted parent) {
    this.parent = parent;
  }

  /** Returns the line in the session that it belongs to. */
  CopilotLine placed(CopilotLine line) {
    String callId = line.data().get("parentToolCallId").text();
    if (callId == null) {
      String id = line.value().get("agentId").text();
      callId = id == null ? null : callsOfIds.getOrDefault(id, id);
    }
    return callId == null || callId.isEmpty() ? line : line.in(session(line, callId));
  }

  private ImportTarget session(CopilotLine line, String callId) {
    ImportTarget session = sessions.get(callId);
    if (session == null) {
      Agent agent = agents.getOrDefault(callId, new Agent(null, null));
      session = line.target()
          .child(
              callId,
              SessionStarted.builder()
                  .agentName(parent.agentName())
                  .agentId(agent.name())
                  .title(agent.title())
                  .model(parent.model())
                  .cwd(parent.cwd())
                  .backfilled(true)
                  .build());
      sessions.put(callId, session);
      line.add(about(SubagentPhase.STARTED, callId).build());
    }
    return session;
  }

  /** Reads a change in the life of a sub-agent. */
  void changed(CopilotLine line) {
    JsonValue data = line.data();
    String callId = data.get("toolCallId").text();
    if (callId == null) {
      line.addVerbatim();
      return;
    }
    switch (line.type()) {
      case "subagent.started" -> {
        agents.put(
            callId,
            new Agent(data.get("agentName").text(), data.get("agentDisplayName").text()));
        String id = line.value().get("agentId").text();
        if (id != null) {
          callsOfIds.put(id, callId);
        }
        line.add(about(SubagentPhase.STARTED, callId).details(data.json()).build());
      }
      case "subagent.completed" ->
        line.add(about(SubagentPhase.FINISHED, callId)
            .elapsedMs(data.get("durationMs").count())
            .build());
      case "subagent.failed" ->
        line.add(
            about(SubagentPhase.FAILED, callId).reason(data.get("error").text()).build());
      default -> line.addVerbatim();
    }
  }

  private SubagentEventBuilder about(SubagentPhase phase, String callId) {
    Agent agent = agents.get(callId);
    ImportTarget session = sessions.get(callId);
    return SubagentEvent.builder()
        .event(phase)
        .subagentId(callId)
        .agent(agent == null ? null : agent.name())
        .childSessionId(session == null ? null : session.sessionId());
  }
}
