package dev.daybook.internal.exchange.codex;

import dev.daybook.event.LimitScope;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reader of a Codex file's events: what the screen showed. */
final class CodexEvents {

  private final CodexPrompts prompts;
  private final CodexItems items;
  private final CodexCalls calls;
  private final CodexAgents agents;
  private final CodexUsage usage;
  private final CodexTurns turns;
  private final String provider;

  /** The message of the failure that was added for the turn at hand. */
  private @Nullable String failure;

  CodexEvents(
      CodexHead head,
      CodexPrompts prompts,
      CodexItems items,
      CodexCalls calls,
      CodexAgents agents,
      CodexUsage usage,
      CodexTurns turns) {
    this.prompts = prompts;
    this.items = items;
    this.calls = calls;
    this.agents = agents;
    this.usage = usage;
    this.turns = turns;
    this.provider = head.meta().get("model_provider").text("openai");
  }

  /** Reads an event. */
  void read(CodexLine line, @Nullable String model) {
    String kind = line.kind();
    switch (kind) {
      case "user_message" -> prompts.event(line);
      case "agent_message" -> items.shownAnswer(line);
      case "agent_reasoning" -> items.shownThought(line, model);
      case "agent_reasoning_raw_content" -> items.shownRawThought(line, model);
      case "token_count" -> usage.count(line, model);
      case "account/rateLimits/updated" -> usage.limits(line);
      case "task_started", "turn_started" -> {
        calls.settle(line.target());
        failure = null;
        line.addVerbatim(kind);
      }
      case "task_complete", "turn_complete" -> completed(line);
      case "turn_aborted" -> aborted(line);
      case "error" -> failed(line, line.payload());
      case "thread_rolled_back" -> rolledBack(line);
      case "exec_command_end",
          "mcp_tool_call_end",
          "patch_apply_end",
          "dynamic_tool_call_response",
          "web_search_end",
          "image_generation_end" -> calls.ended(line);
      case "collab_agent_spawn_end",
          "collab_tool_call",
          "collab_agent_interaction_end",
          "collab_waiting_end",
          "collab_close_end",
          "sub_agent_activity" -> agents.event(line);
      case "item_completed" -> item(line);
      case "context_compacted" -> {
        // the line of the type compacted says it with its summary
      }
      default -> line.addVerbatim(kind.isEmpty() ? line.type() : kind);
    }
  }

  private void item(CodexLine line) {
    JsonValue item = line.payload().get("item");
    switch (item.get("type").text("")) {
      case "UserMessage" -> prompts.completed(line, item);
      case "AgentMessage" -> items.completedAnswer(line, item);
      case "Reasoning", "ContextCompaction" -> {
        // items of the model say the same, with more
      }
      case "CommandExecution", "McpToolCall", "FileChange" -> calls.completed(line, item);
      default -> line.addVerbatim("item_completed");
    }
  }

  private void completed(CodexLine line) {
    JsonValue error = line.payload().get("error");
    if (error.isObject() && !error.get("message").text("").equals(failure)) {
      failed(line, error);
    }
    line.addVerbatim(line.kind());
  }

  private void aborted(CodexLine line) {
    String reason = line.payload().get("reason").text("interrupted");
    line.add(TurnFailed.builder()
        .terminalStatus(reason)
        .errorKind("turn_aborted")
        .errorMessage("the turn was ended before its answer: " + reason)
        .details(line.payload().json())
        .build());
  }

  private void failed(CodexLine line, JsonValue error) {
    JsonValue info = error.get("codex_error_info");
    String kind = info.isObject() && !info.names().isEmpty()
        ? info.names().get(0)
        : info.text(error.at("error", "kind").text("error"));
    String message = error.get("message").text(error.at("error", "message").text(kind));
    failure = message;
    if (kind.contains("usage_limit") || kind.contains("rate_limit")) {
      Instant resetAt = ForeignTime.of(error.at("error", "resetAt"));
      line.add(UsageLimitHit.builder()
          .provider(provider)
          .scope(LimitScope.UNKNOWN)
          .resetAt(resetAt)
          .raw(message)
          .fallbackUsed(false)
          .incidentId("line-" + line.item().line())
          .build());
    }
    line.add(TurnFailed.builder()
        .terminalStatus("failed")
        .errorKind(kind)
        .errorMessage(message)
        .details(line.payload().json())
        .nextActions(List.of())
        .build());
  }

  private void rolledBack(CodexLine line) {
    Long count = line.payload().get("num_turns").count();
    if (!turns.rollBack(count == null ? 0 : count, line)) {
      line.addVerbatim("thread_rolled_back");
    }
  }
}
