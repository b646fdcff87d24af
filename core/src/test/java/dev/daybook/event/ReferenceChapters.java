package dev.daybook.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The events of the reference systems and their fields, as those systems call them. */
final class ReferenceChapters {

  private static final Map<String, String> CHAPTERS =
      Map.of("pig", """
      every line: ts event
      session_started: model agent_id agent_name provider_name system_prompt
      inference_started: model message_count settings
      inference_completed: duration_ms message input_messages response_id response_model stop_reason \
          input_tokens output_tokens settings finish_reason
      inference_failed: duration_ms error input_messages model settings
      inference_settings_changed: settings
      tool_started: tool_call tool_call.id tool_call.name tool_call.arguments
      tool_executed: duration_ms tool_call tool_call.id tool_call.name tool_call.arguments result
      tool_blocked: tool_call tool_call.id tool_call.name tool_call.arguments hook_name reason \
          extension_name
      hook_acted: hook_name hook_point action action.action_type action.description
      extension_acted: extension_name hook action
      session_ended: reason
      Error: type message detail
      Reason: type error max_iterations
      ToolCall: id name arguments
      Message: role content tool_call_id tool_calls thinking.content stop_reason
      Settings: thinking
      """, "Pixir", """
      every line: id session_id seq ts type data
      user_message: text resources
      assistant_message: text metadata metadata.partial metadata.terminal_status \
          metadata.output_truncation
      reasoning: item model dialect
      skill_activation: name scope source path content_hash content
      tool_call: call_id name args
      tool_result: call_id ok output error error.kind error.message error.details exit_code
      permission_decision: call_id decision
      provider_usage: model mode iteration call_index usage_available usage usage_summary \
          usage_summary.input usage_summary.cached usage_summary.output usage_summary.reasoning \
          usage_summary.total usage_summary_missing output_truncation
      turn_failed: terminal_status error_kind error_message details next_actions
      subagent_event: event subagent_id child_session_id agent task depth max_depth status workspace \
          workspace_mode timeout_ms summary reason elapsed_ms deadline_at next_actions
      workflow_event: kind workflow_id step_id checkpoint_status dependent_safe status \
          safe_next_actions
      session_fork: parent_session_id fork_root_session_id forked_to_seq from_seq parent_workspace \
          child_workspace replay_event_count strategy limitations
      branch_summary: parent_session_id forked_to_seq source_event_count strategy summary limitations
      history_compaction: strategy trigger range range.from_seq range.to_seq source_event_count \
          tail_event_count event_counts tool_calls files_touched open_tasks limitations summary \
          model_assisted_fallback
      text_delta: chunk
      reasoning_delta: chunk
      status: status
      plan: entries entries[].content entries[].priority entries[].status
      context_pressure: tier
      Resource: resource_id kind name mime_type size_bytes declared_size_bytes content_sha256 \
          extension store_ref detail source source_uri_scheme title description uri uri_scheme \
          rehydratable
      """, "celeste", """
      every line: type timestamp
      user: content role
      assistant: content role
      tool_call: content role tool_name tool_id
      tool_result: content role tool_name tool_id
      system: content role
      (any other type): type content role tool_name tool_id
      progress: content
      typing: content
      ping: content
      """, "zig", """
      every line: seq ts zig_session_id type
      zig_session_started: workflow_name workflow_path workspace_path cwd prompt tier_count
      tier_started: tier_index step_names
      step_started: step_name tier_index zag_session_id zag_command model prompt_preview
      step_output: step_name stream line
      step_completed: step_name exit_code duration_ms saved_vars
      step_failed: step_name exit_code attempt error
      step_skipped: step_name reason
      heartbeat: interval_secs
      zig_session_ended: status duration_ms
      """, "zag", """
      every line: seq ts provider wrapper_session_id provider_session_id source_kind completeness type
      session_started: command model cwd resumed backfilled
      user_message: role content message_id
      assistant_message: content message_id
      reasoning: content message_id
      tool_call: tool_name tool_kind tool_id input
      tool_result: tool_name tool_kind tool_id success output error data
      permission: tool_name description granted
      provider_status: message data
      stderr: message
      parse_warning: message raw
      session_cleared: old_session_id new_session_id
      session_ended: success error
      session_result: result
      heartbeat: interval_secs
      usage: input_tokens output_tokens cache_read_tokens cache_creation_tokens total_cost_usd
      user_event: level message data
      usage_limit_hit: provider scope reset_at scheduled_resume_at raw fallback_used incident_id
      usage_limit_resumed: incident_id resume_message attempt
      usage_limit_resume_failed: incident_id error attempt
      """, "phi", """
      AgentStart: agent_id session_id loop_id parent_loop_id continuation_kind \
          continuation_kind.Rerun.tag continuation_kind.Branch.tag timestamp metadata config_snapshot
      AgentEnd: loop_id messages usage timestamp rejection
      TurnStart: loop_id turn_index timestamp triggered_by
      TurnRequest: loop_id turn_index payload timestamp
      TurnEnd: loop_id message usage timestamp tool_results
      MessageStart: loop_id message
      MessageEnd: loop_id message
      MessageUpdate: loop_id message delta delta.Text.delta delta.Thinking.delta \
          delta.ToolCallDelta.delta
      ToolExecutionStart: loop_id tool_call_id tool_name args
      ToolExecutionUpdate: loop_id tool_call_id tool_name partial_result
      ToolExecutionEnd: loop_id tool_call_id tool_name result is_error child_loop_id
      ProgressMessage: loop_id tool_call_id tool_name text
      InputRejected: loop_id reason
      ParallelLoopStart: session_id loop_ids timestamp
      ParallelLoopEnd: session_id selected_loop_id selected_config_index evaluation_usage timestamp
      CompactionStarted: loop_id estimated_tokens message_count timestamp
      CompactionEnded: loop_id messages_before messages_after estimated_tokens_before \
          estimated_tokens_after loops_compacted timestamp
      PrunApplied: loop_id tokens_removed messages_removed memo pruned_timestamps timestamp
      RevertApplied: loop_id category target abandoned_node_ids summary applied reason timestamp
      Usage: input output reasoning cache_read cache_write total_tokens
      AgentMessage: role content timestamp stopReason model provider usage error_message toolCallId \
          toolName isError turnId turnId.loopId turnId.turnIndex nodeId parentId tags tags[].kind \
          tags[].text tags[].created_at_turn tags[].abandoned_node_ids provenanceHint kind data
      Content: type text data mimeType thinking signature id name arguments
      ToolResult: content details child_loop_id
      ConfigSnapshot: model provider config_id name api base_url reasoning context_window max_tokens \
          thinking_level temperature
      Payload: system_prompt messages provenance tools tools[].name tools[].description \
          tools[].parameters model_id thinking_level max_tokens temperature response_format
      """);

  private ReferenceChapters() {}

  static Stream<String> systems() {
    return CHAPTERS.keySet().stream().sorted();
  }

  /** Each event of the system, and each value that its events are made of, with its fields. */
  static Map<String, List<String>> of(String system) {
    Map<String, List<String>> events = new LinkedHashMap<>();
    CHAPTERS.get(system).lines().forEach(line -> {
      String[] named = line.split(": +");
      events.put(named[0], List.of(named[1].trim().split(" +")));
    });
    return events;
  }
}
