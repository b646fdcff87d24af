package dev.daybook.internal.exchange.claude;

import dev.daybook.event.HookActed;
import dev.daybook.event.HookAction;
import dev.daybook.event.HookPoint;
import dev.daybook.event.Json;
import dev.daybook.event.ProviderStatus;
import dev.daybook.event.Role;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines beside the conversation: the system's, attachments, progress, the queue of inputs. */
final class ClaudeSideLines {

  private static final Map<String, HookPoint> POINTS = Map.of(
      "PreToolUse", HookPoint.BEFORE_TOOL_CALL,
      "PostToolUse", HookPoint.AFTER_TOOL_CALL,
      "PostToolUseFailure", HookPoint.AFTER_TOOL_CALL,
      "UserPromptSubmit", HookPoint.BEFORE_INFERENCE,
      "Stop", HookPoint.ON_COMPLETE,
      "SubagentStop", HookPoint.ON_COMPLETE,
      "SessionStart", HookPoint.ON_SESSION_START,
      "SessionEnd", HookPoint.ON_SESSION_SHUTDOWN);

  private ClaudeSideLines() {}

  static void system(ClaudeLine line, ClaudeThread thread) {
    switch (line.get("subtype").text("")) {
      case "compact_boundary" -> thread.boundary(line);
      case "api_error", "error" -> providerStatus(line, thread);
      case "stop_hook_summary" -> {
        for (JsonValue hook : line.get("hookInfos").elements()) {
          String action = line.has("preventedContinuation") ? "prevented_continuation" : "ran";
          hook(hook.get("command").text("hook"), "Stop", action, hook, line, thread);
        }
      }
      case "api_refusal", "model_refusal_fallback" -> retract(line, thread);
      default -> {}
    }
    thread.addVerbatim(line.kind(), line.value(), line);
  }

  /** Takes messages back that the provider refused. */
  private static void retract(ClaudeLine line, ClaudeThread thread) {
    if (!line.get("retractedMessageUuids").elements().isEmpty()) {
      retract(line.get("retractedMessageUuids"), "the provider refused messages", line, thread);
    }
  }

  static void retract(JsonValue uuids, String reason, ClaudeLine line, ClaudeThread thread) {
    boolean isKnown = false;
    for (JsonValue uuid : uuids.elements()) {
      isKnown |= thread.tree.find(uuid.text()) != null;
      thread.tree.retract(uuid.text());
    }
    if (isKnown) {
      thread.switched(reason, line, "retracted");
    }
  }

  private static void providerStatus(ClaudeLine line, ClaudeThread thread) {
    JsonValue error = line.get("error");
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String name : new String[] {"retryAttempt", "maxRetries", "retryInMs", "error"}) {
      Json value = line.get(name).json();
      if (value != null) {
        facts.put(name, value);
      }
    }
    String message = error.get("formatted").text(error.get("message").text("the provider failed"));
    Long attempt = line.get("retryAttempt").count();
    String retry = attempt == null || attempt == 0 ? "" : "; retry " + attempt;
    thread.target.add(
        new ProviderStatus(message + retry, Json.of(facts)), line.ts(), line.idOf("status"));
  }

  static void attachment(ClaudeLine line, ClaudeThread thread) {
    JsonValue attachment = line.get("attachment");
    String type = attachment.get("type").text("");
    switch (type) {
      case "queued_command" -> {
        if (queued(attachment, line, thread)) {
          return;
        }
      }
      case "hook_success",
          "hook_blocking_error",
          "hook_non_blocking_error",
          "hook_additional_context",
          "hook_cancelled",
          "hook_error_during_execution" ->
        hook(
            attachment.get("hookName").text("hook"),
            attachment.get("hookEvent").text(""),
            type.substring("hook_".length()),
            attachment,
            line,
            thread);
      case "invoked_skills" -> {
        for (JsonValue skill : attachment.get("skills").elements()) {
          thread.target.add(
              SkillActivation.builder()
                  .name(skill.get("name").text())
                  .path(skill.get("path").text())
                  .content(skill.get("content").text())
                  .build(),
              line.ts(),
              line.idOf("skill"));
        }
      }
      default -> {}
    }
    thread.addVerbatim(line.kind(), line.value(), line);
  }

  /** Adds a text that was given while the agent worked; returns false if it was added before. */
  private static boolean queued(JsonValue attachment, ClaudeLine line, ClaudeThread thread) {
    JsonValue prompt = attachment.get("prompt");
    String text = ClaudeAnswers.text(prompt);
    if (text.isBlank()) {
      return false;
    }
    Long steered = thread.steered;
    thread.steered = null;
    if (steered != null && steered == TextHash.of(text)) {
      return false;
    }
    if (attachment.get("commandMode").is("task-notification")) {
      ClaudeText news = new ClaudeText(ClaudeText.Kind.NOTIFICATION, text);
      thread.add(new SystemMessage(text, Role.USER), line);
      String task = news.within("task-id");
      String status = news.within("status");
      if (task != null) {
        thread.agents.notified(task.strip(), status == null ? "" : status.strip(), line);
      }
    } else {
      thread.add(new UserMessage(text), line);
    }
    // other blocks, as images, are kept with their line
    return !prompt.isArray();
  }

  /** Takes an operation on the queue of inputs: one that is removed with its text was given. */
  static void queue(ClaudeLine line, ClaudeThread thread) {
    String text = line.get("content").text("");
    if (line.get("operation").is("remove") && !text.isBlank()) {
      thread.usage.flush(thread.target);
      thread.add(new UserMessage(text), line);
      thread.belongsToTip();
      thread.steered = TextHash.of(text);
    } else {
      thread.addVerbatim(line.kind(), line.value(), line);
    }
  }

  /** Takes a line of a workflow's journal: an agent of it started, or ended with a result. */
  static void journal(ClaudeLine line, ClaudeThread thread) {
    String agentId = line.get("agentId").text();
    if (agentId == null) {
      thread.addVerbatim(line.kind(), line.value(), line);
      return;
    }
    boolean isEnd = line.is("result");
    JsonValue result = line.get("result");
    thread.add(
        SubagentEvent.builder()
            .event(isEnd ? SubagentPhase.FINISHED : SubagentPhase.STARTED)
            .subagentId(agentId)
            .childSessionId(ForeignChild.sessionId(ClaudeHead.sessionOf(agentId)))
            .summary(result.text())
            .details(
                result.isString()
                    ? Json.of(Map.of("key", line.get("key").text("")))
                    : line.value().json())
            .build(),
        line);
  }

  private static void hook(
      String name,
      String event,
      String action,
      JsonValue facts,
      ClaudeLine line,
      ClaudeThread thread) {
    HookPoint known = POINTS.get(event);
    HookPoint point = known == null ? new HookPoint(event.isEmpty() ? "unknown" : event) : known;
    thread.target.add(
        new HookActed(name, point, new HookAction(action, description(facts))),
        line.ts(),
        line.idOf("hook"));
  }

  private static String description(JsonValue facts) {
    String error = facts.get("blockingError").text();
    if (error == null) {
      error = facts.at("blockingError", "blockingError").text();
    }
    for (String name : new String[] {"content", "stderr", "command"}) {
      if (error == null || error.isBlank()) {
        error = facts.get(name).text();
      }
    }
    return error == null ? "" : error;
  }
}
