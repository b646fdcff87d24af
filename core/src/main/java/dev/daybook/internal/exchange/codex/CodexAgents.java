package dev.daybook.internal.exchange.codex;

import dev.daybook.DaybookException;
import dev.daybook.event.SubagentEventBuilder;
import dev.daybook.event.SubagentPhase;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents of a Codex session. Several lines may say that one began or ended, and the first
 * of them makes the event; those that add nothing more are kept as they are.
 */
final class CodexAgents {

  private record Task(@Nullable String agent, @Nullable String words) {}

  private final Map<String, Task> spawning = new HashMap<>();
  private final Set<String> waits = new HashSet<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> ended = new HashSet<>();

  /** Reads a call that may be of a tool that begins agents, or waits for them. */
  void call(String callId, String name, String arguments) {
    if (name.endsWith("spawn_agent")) {
      JsonValue given = json(arguments);
      String agent = given.get("agent_type").text();
      spawning.put(
          callId,
          new Task(
              agent == null ? given.get("task_name").text() : agent,
              given.get("message").text()));
    } else if (name.endsWith("wait_agent") || name.equals("wait")) {
      waits.add(callId);
    }
  }

  /** Reads the output of such a call. */
  void output(CodexLine line, String callId, @Nullable String output) {
    Task task = spawning.remove(callId);
    boolean isWait = waits.remove(callId);
    if (output == null || (task == null && !isWait)) {
      return;
    }
    JsonValue answer = json(output);
    String child = answer.get("agent_id").text();
    if (task != null && child != null) {
      begin(line, child, task.agent(), task.words());
    }
    if (isWait) {
      JsonValue statuses = answer.get("status");
      for (String thread : statuses.names()) {
        end(line, thread, statuses.get(thread));
      }
    }
  }

  /** Reads an event about other agents. */
  void event(CodexLine line) {
    JsonValue event = line.payload();
    boolean isUsed = switch (line.kind()) {
      case "collab_agent_spawn_end" -> begin(line, event);
      case "collab_tool_call" -> event.get("tool").is("spawn_agent") && begin(line, event);
      case "collab_agent_interaction_end" -> input(line, event);
      case "collab_waiting_end" -> waited(line, event);
      case "collab_close_end" -> closed(line, event);
      case "sub_agent_activity" -> activity(line, event);
      default -> false;
    };
    if (!isUsed) {
      line.addVerbatim(line.kind());
    }
  }

  private boolean begin(CodexLine line, JsonValue event) {
    String child = event.get("new_thread_id").text();
    if (child == null) {
      return false;
    }
    Task task = spawning.get(event.get("call_id").text(""));
    String role = event.get("new_agent_role").text();
    String words = event.get("prompt").text();
    return begin(
        line,
        child,
        role == null && task != null ? task.agent() : role,
        words == null && task != null ? task.words() : words);
  }

  private boolean begin(
      CodexLine line, String child, @Nullable String agent, @Nullable String task) {
    if (!begun.add(child)) {
      return false;
    }
    line.add(
        ForeignChild.event(SubagentPhase.STARTED, child).agent(agent).task(task).build());
    return true;
  }

  private boolean input(CodexLine line, JsonValue event) {
    String child = event.get("receiver_thread_id").text();
    if (child == null) {
      return false;
    }
    ended.remove(child);
    line.add(ForeignChild.event(SubagentPhase.INPUT, child)
        .agent(event.get("receiver_agent_role").text())
        .task(event.get("prompt").text())
        .build());
    return true;
  }

  private boolean waited(CodexLine line, JsonValue event) {
    boolean isUsed = false;
    for (JsonValue each : event.get("agent_statuses").elements()) {
      String thread = each.get("thread_id").text();
      isUsed |= thread != null && end(line, thread, each.get("status"));
    }
    JsonValue statuses = event.get("statuses");
    for (String thread : statuses.names()) {
      isUsed |= end(line, thread, statuses.get(thread));
    }
    return isUsed;
  }

  private boolean end(CodexLine line, String child, JsonValue status) {
    boolean isCompleted = status.has("completed") || status.is("completed");
    boolean isFailed = status.has("errored") || status.is("errored");
    if ((!isCompleted && !isFailed) || !ended.add(child)) {
      return false;
    }
    JsonValue said = status.get(isCompleted ? "completed" : "errored");
    String words = said.isObject() ? said.get("message").text() : said.text();
    SubagentEventBuilder event =
        ForeignChild.event(isCompleted ? SubagentPhase.FINISHED : SubagentPhase.FAILED, child);
    line.add(isCompleted ? event.summary(words).build() : event.reason(words).build());
    return true;
  }

  private boolean closed(CodexLine line, JsonValue event) {
    String child = event.get("receiver_thread_id").text();
    if (child == null) {
      return false;
    }
    end(line, child, event.get("status"));
    line.add(ForeignChild.event(SubagentPhase.CLOSED, child)
        .agent(event.get("receiver_agent_role").text())
        .build());
    return true;
  }

  private boolean activity(CodexLine line, JsonValue event) {
    String child = event.get("agent_thread_id").text();
    if (child == null) {
      return false;
    }
    String agent = event.get("agent_path").text();
    return switch (event.get("kind").text("")) {
      case "started" -> begin(line, child, agent, null);
      case "interacted" -> {
        ended.remove(child);
        line.add(ForeignChild.event(SubagentPhase.INPUT, child).agent(agent).build());
        yield true;
      }
      case "interrupted" -> {
        ended.add(child);
        line.add(ForeignChild.event(SubagentPhase.CANCELLED, child).agent(agent).build());
        yield true;
      }
      default -> false;
    };
  }

  private static JsonValue json(String text) {
    if (!text.startsWith("{")) {
      return JsonValue.absent();
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try {
      return JsonValue.first(utf8, 0, utf8.length);
    } catch (DaybookException noJson) {
      return JsonValue.absent();
    }
  }
}
