package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Json;
import dev.daybook.event.SubagentPhase;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.json.JsonValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents that a conversation calls. An agent's start is added as soon as its name is known:
 * from a line of it, from a report of its progress, or from its call's result.
 */
final class ClaudeAgents {

  private static final String[] TOTALS = {
    "totalTokens", "totalToolUseCount", "totalDurationMs", "outputFile", "resolvedModel"
  };

  /** The tool that starts several agents by a script, with a journal of them. */
  private static final String WORKFLOW = "Workflow";

  /** The number of agents among which that of a side line is looked for. */
  private static final int MAX_AWAITING = 1000;

  private final ClaudeThread thread;

  /** The agents whose end has not come, by their call, in the order of the calls. */
  private final Map<String, ClaudeAgent> byCall = new LinkedHashMap<>();

  /** The agents that work on when their call has its result. */
  private final Map<String, ClaudeAgent> inBackground = new HashMap<>();

  ClaudeAgents(ClaudeThread thread) {
    this.thread = thread;
  }

  static boolean isAgent(String tool) {
    return tool.equals("Task") || tool.equals("Agent") || tool.equals(WORKFLOW);
  }

  ClaudeAgent called(String callId, JsonValue input, ClaudeLine line) {
    String prompt = input.get("prompt").text();
    ClaudeAgent agent = new ClaudeAgent(
        callId,
        input.get("subagent_type").text(),
        input.get("description").text(),
        prompt == null ? 0 : TextHash.of(prompt),
        line.ts());
    byCall.put(callId, agent);
    return agent;
  }

  /** Returns the agent that was given that text and has no lines yet; null if there is none. */
  @Nullable
  ClaudeAgent awaiting(String prompt) {
    long hash = TextHash.of(prompt);
    ClaudeAgent only = null;
    int waiting = 0;
    for (ClaudeAgent agent : byCall.values()) {
      if (agent.session == null) {
        if (agent.prompt == hash) {
          return agent;
        }
        only = agent;
        waiting++;
      }
      if (waiting > MAX_AWAITING) {
        break;
      }
    }
    return waiting == 1 ? only : null;
  }

  /** Takes the session that holds the agent's lines. */
  void begins(ClaudeAgent agent, String name, String session, ClaudeLine line) {
    agent.id = name;
    agent.session = session;
    start(agent, line);
  }

  /** Takes a report of the progress of a call. */
  void progress(String callId, String agentId, ClaudeLine line) {
    ClaudeAgent agent = byCall.get(callId);
    if (agent != null && !agent.isStarted) {
      named(agent, agentId);
      start(agent, line);
    }
  }

  private static void named(ClaudeAgent agent, String agentId) {
    if (agent.session == null) {
      agent.id = agentId;
      agent.session = ForeignChild.sessionId(ClaudeHead.sessionOf(agentId));
    }
  }

  private void start(ClaudeAgent agent, ClaudeLine line) {
    if (!agent.isStarted) {
      agent.isStarted = true;
      thread.target.add(
          agent.event(SubagentPhase.STARTED, null, null, null),
          agent.calledAt == null ? line.ts() : agent.calledAt,
          line.idOf("agent_started"));
    }
  }

  /** Takes the result of a call that started an agent. */
  void result(
      ClaudeAgent agent, JsonValue facts, @Nullable SubagentPhase failure, ClaudeLine line) {
    String agentId = facts.get("agentId").text();
    if (agentId != null) {
      named(agent, agentId);
    }
    String run = facts.get("runId").text();
    if (run != null && agent.session == null) {
      agent.id = run;
      agent.session = ForeignChild.sessionId(run);
    }
    start(agent, line);
    String status = facts.get("status").text();
    byCall.remove(agent.callId);
    if (failure == null && ("async_launched".equals(status) || facts.has("isAsync"))) {
      inBackground.put(facts.get("taskId").text(agent.id), agent);
      return;
    }
    end(agent, failure == null ? SubagentPhase.FINISHED : failure, status, facts, line);
  }

  /** Takes the news that a task in the background has ended. */
  void notified(String taskId, String status, ClaudeLine line) {
    ClaudeAgent agent = inBackground.remove(taskId);
    if (agent != null) {
      SubagentPhase phase = switch (status) {
        case "failed", "error" -> SubagentPhase.FAILED;
        case "killed", "stopped", "cancelled" -> SubagentPhase.CANCELLED;
        default -> SubagentPhase.FINISHED;
      };
      end(agent, phase, status.isEmpty() ? null : status, JsonValue.absent(), line);
    }
  }

  private void end(
      ClaudeAgent agent,
      SubagentPhase phase,
      @Nullable String status,
      JsonValue facts,
      ClaudeLine line) {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (String name : TOTALS) {
      Json value = facts.get(name).json();
      if (value != null) {
        totals.put(name, value);
      }
    }
    thread.target.add(
        agent.event(
            phase,
            status,
            facts.get("totalDurationMs").count(),
            totals.isEmpty() ? null : Json.of(totals)),
        line.ts(),
        line.idOf("agent_ended"));
  }
}
