package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Independent readers of the reference systems' lines, made of their schemas alone: each requires
 * the fields in their order and of their kind, and refuses all others. A field is
 * {@code name:kind}, followed by {@code ?} if it is left out and by {@code ~} if it is null where
 * it is not set. Kinds are {@code s} text, {@code i} whole number, {@code n} number, {@code b}
 * truth value, {@code o} anything, a name of another form, and any of these in brackets.
 */
final class SeedForms {

  private final Map<String, String> forms = new HashMap<>();
  private final String tag;

  private SeedForms(String tag, String... lines) {
    this.tag = tag;
    for (String line : lines) {
      int colon = line.indexOf(": ");
      forms.put(
          colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 2));
    }
  }

  private static final SeedForms PIG = new SeedForms(
      "event",
      "^: ts:s event:s",
      "session_started: model:s agent_id:s? agent_name:s? provider_name:s? system_prompt:s?",
      "inference_started: model:s message_count:i settings:Settings?",
      "inference_completed: duration_ms:i message:Message input_messages:[Message] response_id:s?"
          + " response_model:s? stop_reason:s? input_tokens:i? output_tokens:i? settings:Settings?",
      "inference_failed: duration_ms:i error:Error input_messages:[Message] model:s?"
          + " settings:Settings?",
      "inference_settings_changed: settings:Settings",
      "tool_started: tool_call:ToolCall",
      "tool_executed: duration_ms:i tool_call:ToolCall result:s",
      "tool_blocked: tool_call:ToolCall hook_name:s reason:s",
      "hook_acted: hook_name:s hook_point:s action:Action",
      "session_ended: reason:Reason",
      "Settings: thinking:s?",
      "Error: type:s message:s? detail:s?",
      "Reason: type:s error:Error? max_iterations:i?",
      "ToolCall: id:s name:s arguments:s",
      "Action: action_type:s description:s",
      "Message: role:s content:s tool_call_id:s? tool_calls:[ToolCall]? thinking:Thinking?"
          + " stop_reason:s?",
      "Thinking: content:s");

  private static final SeedForms CELESTE =
      new SeedForms("type", "*: type:s content:s role:s? tool_name:s? tool_id:s? timestamp:s");

  private static final SeedForms ZIG = new SeedForms(
      "type",
      "^: seq:i ts:s zig_session_id:s type:s",
      "zig_session_started: workflow_name:s workflow_path:s workspace_path:s~ cwd:s~ prompt:s~"
          + " tier_count:i",
      "tier_started: tier_index:i step_names:[s]",
      "step_started: step_name:s tier_index:i zag_session_id:s zag_command:s model:s~"
          + " prompt_preview:s",
      "step_output: step_name:s stream:s line:s",
      "step_completed: step_name:s exit_code:i duration_ms:i saved_vars:[s]",
      "step_failed: step_name:s exit_code:i~ attempt:i error:s",
      "step_skipped: step_name:s reason:s",
      "heartbeat: interval_secs:i",
      "zig_session_ended: status:s duration_ms:i");

  private static final SeedForms ZAG = new SeedForms(
      "type",
      "^: seq:i ts:s provider:s wrapper_session_id:s provider_session_id:s~ source_kind:s"
          + " completeness:s type:s",
      "session_started: command:s model:s~ cwd:s~ resumed:b backfilled:b",
      "user_message: role:s content:s message_id:s~",
      "assistant_message: content:s message_id:s~",
      "reasoning: content:s message_id:s~",
      "tool_call: tool_name:s tool_kind:s? tool_id:s~ input:o~",
      "tool_result: tool_name:s~ tool_kind:s? tool_id:s~ success:b~ output:s~ error:s~ data:o~",
      "permission: tool_name:s description:s granted:b",
      "provider_status: message:s data:o~",
      "stderr: message:s",
      "parse_warning: message:s raw:o~",
      "session_cleared: old_session_id:s~ new_session_id:s~",
      "session_ended: success:b error:s~",
      "session_result: result:s",
      "heartbeat: interval_secs:i~",
      "usage: input_tokens:i output_tokens:i cache_read_tokens:i? cache_creation_tokens:i?"
          + " total_cost_usd:n?",
      "user_event: level:s message:s data:o?",
      "usage_limit_hit: scope:s reset_at:s? scheduled_resume_at:s? raw:s?"
          + " fallback_used:b incident_id:s",
      "usage_limit_resumed: incident_id:s resume_message:s attempt:i?",
      "usage_limit_resume_failed: incident_id:s error:s attempt:i?");

  private static final SeedForms PIXIR = new SeedForms(
      "type",
      "^: id:s session_id:s seq:i ts:s type:s data:o",
      "user_message: text:s resources:[o]?",
      "assistant_message: text:s metadata:o?",
      "reasoning: item:o model:s dialect:s?",
      "skill_activation: *",
      "tool_call: call_id:s name:s args:o",
      "tool_result: *",
      "permission_decision: *",
      "provider_usage: *",
      "turn_failed: terminal_status:s error_kind:s error_message:s details:o next_actions:[s]?",
      "subagent_event: *",
      "workflow_event: *",
      "session_fork: parent_session_id:s fork_root_session_id:s? forked_to_seq:i from_seq:i~"
          + " parent_workspace:s? child_workspace:s? replay_event_count:i? strategy:s?"
          + " limitations:[s]",
      "branch_summary: parent_session_id:s forked_to_seq:i source_event_count:i? strategy:s?"
          + " summary:s limitations:[s]",
      "history_compaction: *");

  private static final SeedForms PHI = new SeedForms(
      "type",
      "^: type:s",
      "AgentStart: agent_id:s session_id:s loop_id:s parent_loop_id:s~ continuation_kind:o?"
          + " metadata:o~ config_snapshot:Config? timestamp:s",
      "AgentEnd: loop_id:s messages:[Message] usage:Usage rejection:s~ timestamp:s",
      "TurnStart: loop_id:s turn_index:i triggered_by:s timestamp:s",
      "TurnRequest: loop_id:s turn_index:i payload:Payload timestamp:s",
      "TurnEnd: loop_id:s message:Message usage:Usage tool_results:[Message] timestamp:s",
      "MessageStart: loop_id:s message:Message",
      "MessageEnd: loop_id:s message:Message",
      "ToolExecutionStart: loop_id:s tool_call_id:s tool_name:s args:o",
      "ToolExecutionUpdate: loop_id:s tool_call_id:s tool_name:s partial_result:ToolResult",
      "ToolExecutionEnd: loop_id:s tool_call_id:s tool_name:s result:ToolResult is_error:b"
          + " child_loop_id:s~",
      "ProgressMessage: loop_id:s tool_call_id:s tool_name:s text:s",
      "InputRejected: loop_id:s reason:s",
      "ParallelLoopStart: session_id:s loop_ids:[s] timestamp:s",
      "ParallelLoopEnd: session_id:s selected_loop_id:s selected_config_index:i"
          + " evaluation_usage:Usage timestamp:s",
      "CompactionStarted: loop_id:s estimated_tokens:i message_count:i timestamp:s",
      "CompactionEnded: loop_id:s messages_before:i messages_after:i estimated_tokens_before:i"
          + " estimated_tokens_after:i loops_compacted:i timestamp:s",
      "PrunApplied: loop_id:s tokens_removed:i messages_removed:i memo:s~ pruned_timestamps:[i]"
          + " timestamp:s",
      "RevertApplied: loop_id:s category:s target:i~ abandoned_node_ids:[i] summary:s~ applied:b"
          + " reason:s~ timestamp:s",
      "Usage: input:i output:i reasoning:i? cache_read:i? cache_write:i? total_tokens:i?",
      "ToolResult: content:[o] details:o~ child_loop_id:s?",
      "Config: model:s provider:s config_id:s~ name:s? api:s? base_url:s? reasoning:b?"
          + " context_window:i? max_tokens:i? thinking_level:s? temperature:n?",
      "Payload: system_prompt:s messages:[Message] provenance:[o] tools:[o] model_id:s"
          + " thinking_level:s? max_tokens:i~ temperature:n~ response_format:o?",
      "Message: *");

  static SeedForms of(String system) {
    return switch (system) {
      case "pig" -> PIG;
      case "pixir" -> PIXIR;
      case "celeste" -> CELESTE;
      case "zig" -> ZIG;
      case "zag" -> ZAG;
      default -> PHI;
    };
  }

  /** Checks a line; of Pixir's, both objects. */
  void check(JsonObject line) {
    String kind = line.get(tag).getAsString();
    if (forms.containsKey("*")) {
      check(line, forms.get("*"));
      return;
    }
    assertThat(forms).as("a kind of event").containsKey(kind);
    if (this == PIXIR) {
      check(line, forms.get("^"));
      check(line.getAsJsonObject("data"), forms.get(kind));
    } else {
      check(line, forms.get("^") + " " + forms.get(kind));
    }
  }

  private void check(JsonObject object, String form) {
    if (form.equals("*")) {
      return;
    }
    List<String> names = new ArrayList<>(object.keySet());
    for (String field : form.strip().split(" +", -1)) {
      if (field.isEmpty()) {
        continue;
      }
      String name = field.substring(0, field.indexOf(':'));
      String kind = field.substring(field.indexOf(':') + 1);
      boolean mayLack = kind.endsWith("?");
      boolean mayBeNull = kind.endsWith("~");
      if (mayLack && !object.has(name)) {
        continue;
      }
      assertThat(names).as(object.toString()).isNotEmpty();
      // Pixir's data has no order, and a message's list of calls comes last if it is empty
      assertThat(names.remove(name)).as(name + " in " + object).isTrue();
      JsonElement value = object.get(name);
      if (value.isJsonNull()) {
        assertThat(mayBeNull || kind.equals("o")).as(name + " in " + object).isTrue();
      } else {
        check(value, mayLack || mayBeNull ? kind.substring(0, kind.length() - 1) : kind);
      }
    }
    assertThat(names).as("fields that the form does not have").isEmpty();
  }

  private void check(JsonElement value, String kind) {
    if (kind.startsWith("[")) {
      JsonArray array = value.getAsJsonArray();
      array.forEach(element -> check(element, kind.substring(1, kind.length() - 1)));
      return;
    }
    switch (kind) {
      case "o" -> assertThat(value).isNotNull();
      case "s" -> assertThat(primitive(value).isString()).as(value.toString()).isTrue();
      case "b" -> assertThat(primitive(value).isBoolean()).as(value.toString()).isTrue();
      case "n" -> assertThat(primitive(value).isNumber()).as(value.toString()).isTrue();
      case "i" -> assertThat(value.toString()).matches("-?\\d+");
      default -> check(value.getAsJsonObject(), forms.get(kind));
    }
  }

  private static JsonPrimitive primitive(JsonElement value) {
    return value.getAsJsonPrimitive();
  }

  /** Returns the names of a line in their order, those around the event and its own. */
  List<String> order(JsonObject line) {
    String all = forms.containsKey("*")
        ? forms.get("*")
        : forms.get("^") + " " + forms.get(line.get(tag).getAsString());
    return all.strip()
        .lines()
        .flatMap(fields -> List.of(fields.split(" +", -1)).stream())
        .map(field -> field.substring(0, field.indexOf(':')))
        .distinct()
        .filter(line::has)
        .toList();
  }
}
