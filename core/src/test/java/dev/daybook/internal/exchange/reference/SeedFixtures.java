package dev.daybook.internal.exchange.reference;

/** Files of the reference systems with each of their events, in their exact form. */
public final class SeedFixtures {

  public static final String PIG = """
      {"ts":"2026-03-01T10:00:00+01:00","event":"session_started","model":"m-1","agent_id":"a-1","agent_name":"coder","provider_name":"prov","system_prompt":"be brief"}
      {"ts":"2026-03-01T10:00:00+01:00","event":"inference_settings_changed","settings":{"thinking":"high"}}
      {"ts":"2026-03-01T10:00:00+01:00","event":"inference_started","model":"m-1","message_count":1,"settings":{"thinking":"high"}}
      {"ts":"2026-03-01T10:00:02+01:00","event":"inference_completed","duration_ms":1500,"message":{"role":"assistant","content":"I look.\\n","tool_calls":[{"id":"c-1","name":"bash","arguments":"{\\"cmd\\": \\"ls\\"}"}],"thinking":{"content":"hm"},"stop_reason":"tool_use"},"input_messages":[{"role":"developer","content":"d"},{"role":"user","content":"what is here?"}],"response_id":"r-1","response_model":"m-1b","stop_reason":"tool_use","input_tokens":12,"output_tokens":3,"settings":{"thinking":"high"}}
      {"ts":"2026-03-01T10:00:02+01:00","event":"tool_started","tool_call":{"id":"c-1","name":"bash","arguments":"{\\"cmd\\": \\"ls\\"}"}}
      {"ts":"2026-03-01T10:00:03+01:00","event":"hook_acted","hook_name":"guard","hook_point":"before_tool_call","action":{"action_type":"pass","description":"fine"}}
      {"ts":"2026-03-01T10:00:03+01:00","event":"tool_executed","duration_ms":20,"tool_call":{"id":"c-1","name":"bash","arguments":"{\\"cmd\\": \\"ls\\"}"},"result":"a\\nb \\u2028"}
      {"ts":"2026-03-01T10:00:04+01:00","event":"tool_blocked","tool_call":{"id":"c-2","name":"rm","arguments":"not json"},"hook_name":"guard","reason":"no"}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_failed","duration_ms":7,"error":{"type":"api_error","message":"boom"},"input_messages":[],"model":"m-1","settings":{"thinking":"off"}}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_failed","duration_ms":7,"error":{"type":"invalid_response","detail":"short"},"input_messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"x","tool_calls":[]},{"role":"tool","tool_call_id":"c-1","content":"a"}]}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_failed","duration_ms":7,"error":{"type":"rate_limited"},"input_messages":[]}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_failed","duration_ms":7,"error":{"type":"timeout"},"input_messages":[]}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_completed","duration_ms":1,"message":{"role":"assistant","content":"","tool_calls":[]},"input_messages":[],"stop_reason":"some_new_reason"}
      {"ts":"2026-03-01T10:00:05+01:00","event":"model_swapped","from":"m-1","to":{"m":2}}
      {"ts":"2026-03-01T10:00:05+01:00","event":"inference_started","model":"m-2","message_count":4,"cache":{"hit":true}}
      {"ts":"2026-03-01T10:00:06+01:00","event":"session_ended","reason":{"type":"error","error":{"type":"timeout"}}}
      {"ts":"2026-03-01T10:00:06+01:00","event":"session_started","model":"m-1"}
      {"ts":"2026-03-01T10:00:07+01:00","event":"session_ended","reason":{"type":"max_iterations_exceeded","max_iterations":9}}
      {"ts":"2026-03-01T10:00:08+01:00","event":"session_ended","reason":{"type":"interrupted"}}
      {"ts":"2026-03-01T10:00:09+01:00","event":"session_ended","reason":{"type":"normal_end"}}
      """;

  /** The names of before version 0.1. */
  static final String OLD_PIG = """
      {"ts":"2025-03-01T10:00:00Z","event":"extension_acted","extension_name":"guard","hook":"on_error","action":{"action_type":"log","description":"d"}}
      {"ts":"2025-03-01T10:00:00Z","event":"tool_blocked","tool_call":{"id":"c-1","name":"rm","arguments":"{}"},"extension_name":"guard","reason":"no"}
      {"ts":"2025-03-01T10:00:00Z","event":"inference_completed","duration_ms":1,"message":{"role":"assistant","content":"a","tool_calls":[]},"input_messages":[],"finish_reason":"end_turn"}
      """;

  public static final String PIXIR = """
      {"id":"0000000000000001","session_id":"p-1","seq":0,"ts":"2026-03-01T10:00:00.000001Z","type":"session_fork","data":{"parent_session_id":"p-0","fork_root_session_id":"p-0","forked_to_seq":4,"from_seq":null,"parent_workspace":"/w","child_workspace":"/c","replay_event_count":4,"strategy":"replay_v1","limitations":["none"]}}
      {"id":"0000000000000002","session_id":"p-1","seq":1,"ts":"2026-03-01T10:00:01.000000Z","type":"user_message","data":{"text":"h\u00e9llo","resources":[{"resource_id":"r","kind":"image","name":"n","mime_type":"image/png","size_bytes":3,"declared_size_bytes":3,"content_sha256":"ff","extension":"png","store_ref":"x:1","detail":"low","source":"cli","source_uri_scheme":"file","title":"t","description":"d"},{"kind":"resource_link","uri":"u","uri_scheme":"https","rehydratable":false}]}}
      {"id":"0000000000000003","session_id":"p-1","seq":2,"ts":"2026-03-01T10:00:02.000000Z","type":"reasoning","data":{"item":{"encrypted_content":"zz","n":1.50},"model":"m","dialect":"d"}}
      {"id":"0000000000000004","session_id":"p-1","seq":3,"ts":"2026-03-01T10:00:03.000000Z","type":"skill_activation","data":{"name":"n","scope":"s","source":"o","path":"/p","content_hash":"h","content":"c","extra":[1,null]}}
      {"id":"0000000000000005","session_id":"p-1","seq":4,"ts":"2026-03-01T10:00:04.000000Z","type":"tool_call","data":{"call_id":"c-1","name":"bash","args":{"command":"ls","n":1e3}}}
      {"id":"0000000000000006","session_id":"p-1","seq":5,"ts":"2026-03-01T10:00:05.000000Z","type":"permission_decision","data":{"call_id":"c-1","decision":"allow","rule":{"id":1}}}
      {"id":"0000000000000007","session_id":"p-1","seq":6,"ts":"2026-03-01T10:00:06.000000Z","type":"tool_result","data":{"call_id":"c-1","ok":false,"output":"no","exit_code":2,"truncated":true}}
      {"id":"0000000000000008","session_id":"p-1","seq":7,"ts":"2026-03-01T10:00:07.000000Z","type":"tool_result","data":{"call_id":"c-2","ok":false,"error":{"kind":"orphan_tool_call","message":"m","details":{"call_id":"c-2"}}}}
      {"id":"0000000000000009","session_id":"p-1","seq":8,"ts":"2026-03-01T10:00:08.000000Z","type":"assistant_message","data":{"text":"part","metadata":{"partial":true,"terminal_status":"cut","output_truncation":{"bytes":1},"more":"x"}}}
      {"id":"000000000000000a","session_id":"p-1","seq":9,"ts":"2026-03-01T10:00:09.000000Z","type":"provider_usage","data":{"model":"m","mode":"stream","iteration":1,"call_index":0,"usage_available":true,"usage":{"in":10},"usage_summary":{"input_tokens":10,"cached_tokens":3,"output_tokens":20,"reasoning_tokens":4,"total_tokens":30},"usage_summary_missing":false,"output_truncation":{"x":1},"cache_key":"k"}}
      {"id":"000000000000000b","session_id":"p-1","seq":10,"ts":"2026-03-01T10:00:10.000000Z","type":"turn_failed","data":{"terminal_status":"failed","error_kind":"timeout","error_message":"slow","details":{"ms":5},"next_actions":["retry"]}}
      {"id":"000000000000000c","session_id":"p-1","seq":11,"ts":"2026-03-01T10:00:11.000000Z","type":"subagent_event","data":{"event":"timed_out","subagent_id":"sub","child_session_id":"p-2","agent":"explorer","task":"look","depth":1,"max_depth":4,"status":"timed_out","workspace":"/w","workspace_mode":"shared","timeout_ms":1000,"summary":"s","reason":"deadline","elapsed_ms":1001,"deadline_at":"2026-03-01T10:00:11.500Z","next_actions":["close"],"log_path":"/l","posture":{"net":false}}}
      {"id":"000000000000000d","session_id":"p-1","seq":12,"ts":"2026-03-01T10:00:12.000000Z","type":"workflow_event","data":{"kind":"checkpoint_decided","workflow_id":"w","step_id":"s","checkpoint_status":"ok","dependent_safe":true,"status":"running","safe_next_actions":["go"],"extra":1}}
      {"id":"000000000000000e","session_id":"p-1","seq":13,"ts":"2026-03-01T10:00:13.000000Z","type":"branch_summary","data":{"parent_session_id":"p-0","forked_to_seq":4,"source_event_count":5,"strategy":"replay_v1","summary":"sum","limitations":[]}}
      {"id":"000000000000000f","session_id":"p-1","seq":14,"ts":"2026-03-01T10:00:14.000000Z","type":"history_compaction","data":{"strategy":"deterministic","trigger":"manual","range":{"from_seq":1,"to_seq":6},"source_event_count":6,"tail_event_count":7,"event_counts":{"tool_call":1},"tool_calls":[{"name":"bash"}],"files_touched":["f"],"open_tasks":["o"],"limitations":["l"],"summary":"short","skills":[{"name":"n"}],"model_assisted_fallback":true,"model_assisted_fallback_reason":"r"}}
      {"id":"0000000000000010","session_id":"p-1","seq":15,"ts":"2026-03-01T10:00:15.000000Z","type":"brand_new","data":{"x":[1,{"y":null}]}}
      {"id":"0000000000000011","session_id":"p-1","seq":16,"ts":"2026-03-01T10:00:16.000000Z","type":"assistant_message","data":{"text":"done","score":1}}
      """;

  public static final String CELESTE = """
      {"type":"user","content":"do <it> & more","role":"user","timestamp":"2026-03-01T10:00:00.123456+02:00"}
      {"type":"user","content":"again","timestamp":"2026-03-01T10:00:01+02:00"}
      {"type":"assistant","content":"yes","role":"assistant","timestamp":"2026-03-01T10:00:02.5+02:00"}
      {"type":"tool_call","content":"{\\"path\\": \\"a\\"}","role":"assistant","tool_name":"read_file","tool_id":"t-1","timestamp":"2026-03-01T10:00:03+02:00"}
      {"type":"tool_result","content":"text\\n","role":"tool","tool_name":"read_file","tool_id":"t-1","timestamp":"2026-03-01T10:00:04+02:00"}
      {"type":"system","content":"note","role":"developer","timestamp":"2026-03-01T10:00:05+02:00"}
      {"type":"system","content":"note","timestamp":"2026-03-01T10:00:05+02:00"}
      {"type":"checkpoint","content":"saved","role":"x","tool_name":"y","tool_id":"z","timestamp":"2026-03-01T10:00:06Z"}
      {"type":"progress","content":"50%","timestamp":"2026-03-01T10:00:06Z"}
      {"type":"assistant","content":"","role":"assistant","timestamp":"2026-03-01T10:00:07Z"}
      """;

  public static final String ZIG = """
      {"seq":1,"ts":"2026-03-01T10:00:00.123456+00:00","zig_session_id":"z-1","type":"zig_session_started","workflow_name":"deploy","workflow_path":"/w.zug","workspace_path":null,"cwd":"/c","prompt":"go","tier_count":2}
      {"seq":2,"ts":"2026-03-01T10:00:00.5+00:00","zig_session_id":"z-1","type":"tier_started","tier_index":0,"step_names":["a","b"]}
      {"seq":3,"ts":"2026-03-01T10:00:01+00:00","zig_session_id":"z-1","type":"step_started","step_name":"a","tier_index":0,"zag_session_id":"g-1","zag_command":"run","model":null,"prompt_preview":"do a\u2026"}
      {"seq":4,"ts":"2026-03-01T10:00:01+00:00","zig_session_id":"z-1","type":"step_started","step_name":"b","tier_index":0,"zag_session_id":"g-2","zag_command":"plan","model":"m","prompt_preview":""}
      {"seq":5,"ts":"2026-03-01T10:00:02+00:00","zig_session_id":"z-1","type":"step_output","step_name":"a","stream":"stderr","line":"l"}
      {"seq":6,"ts":"2026-03-01T10:00:10+00:00","zig_session_id":"z-1","type":"heartbeat","interval_secs":10}
      {"seq":7,"ts":"2026-03-01T10:00:11+00:00","zig_session_id":"z-1","type":"step_completed","step_name":"a","exit_code":0,"duration_ms":9000,"saved_vars":[]}
      {"seq":8,"ts":"2026-03-01T10:00:12+00:00","zig_session_id":"z-1","type":"step_failed","step_name":"b","exit_code":null,"attempt":1,"error":"e"}
      {"seq":9,"ts":"2026-03-01T10:00:12+00:00","zig_session_id":"z-1","type":"step_failed","step_name":"b","exit_code":3,"attempt":2,"error":"e"}
      {"seq":10,"ts":"2026-03-01T10:00:13+00:00","zig_session_id":"z-1","type":"step_skipped","step_name":"c","reason":"b failed"}
      {"seq":11,"ts":"2026-03-01T10:00:13+00:00","zig_session_id":"z-1","type":"step_retried","step_name":"c","nth":2}
      {"seq":12,"ts":"2026-03-01T10:00:14+00:00","zig_session_id":"z-1","type":"zig_session_ended","status":"failure","duration_ms":14000}
      """;

  private static String zag(int seq, String more) {
    return zag(seq, "\"claude\"", "\"x-9\"", more);
  }

  private static String zag(int seq, String provider, String session, String more) {
    return "{\"seq\":" + seq + ",\"ts\":\"2026-03-01T10:00:" + (10 + seq)
        + ".25+00:00\",\"provider\":"
        + provider + ",\"wrapper_session_id\":\"g-1\",\"provider_session_id\":" + session
        + ",\"source_kind\":\"provider_file\",\"completeness\":\"full\"," + more + "}\n";
  }

  public static final String ZAG = zag(
          1,
          "\"claude\"",
          "null",
          "\"type\":\"session_started\",\"command\":\"run\",\"model\":\"m\",\"cwd\":null,\"resumed\":false,\"backfilled\":false")
      + zag(2, "\"type\":\"user_message\",\"role\":\"user\",\"content\":\"hi\",\"message_id\":null")
      + zag(3, "\"type\":\"reasoning\",\"content\":\"hm\",\"message_id\":\"i\"")
      + zag(4, "\"type\":\"assistant_message\",\"content\":\"yes\",\"message_id\":\"i\"")
      + zag(
          5,
          "\"type\":\"tool_call\",\"tool_name\":\"Bash\",\"tool_kind\":\"shell\",\"tool_id\":\"t\",\"input\":{\"command\":\"ls\"}")
      + zag(6, "\"type\":\"tool_call\",\"tool_name\":\"odd\",\"tool_id\":null,\"input\":null")
      + zag(
          7,
          "\"type\":\"tool_result\",\"tool_name\":\"Bash\",\"tool_kind\":\"shell\",\"tool_id\":\"t\",\"success\":true,\"output\":\"a\",\"error\":null,\"data\":{\"n\":1}")
      + zag(
          8,
          "\"type\":\"tool_result\",\"tool_name\":null,\"tool_id\":null,\"success\":false,\"output\":null,\"error\":\"bad\",\"data\":null")
      + zag(
          9,
          "\"type\":\"permission\",\"tool_name\":\"Bash\",\"description\":\"d\",\"granted\":false")
      + zag(10, "\"type\":\"provider_status\",\"message\":\"m\",\"data\":null")
      + zag(11, "\"type\":\"stderr\",\"message\":\"m\"")
      + zag(12, "\"type\":\"parse_warning\",\"message\":\"m\",\"raw\":\"{\"")
      + zag(13, "\"type\":\"parse_warning\",\"message\":\"m\",\"raw\":null")
      + zag(14, "\"type\":\"session_cleared\",\"old_session_id\":\"o\",\"new_session_id\":null")
      + zag(15, "\"type\":\"session_result\",\"result\":\"r\"")
      + zag(16, "\"type\":\"heartbeat\",\"interval_secs\":10")
      + zag(17, "\"type\":\"heartbeat\",\"interval_secs\":null")
      + zag(
          18,
          "\"type\":\"usage\",\"input_tokens\":5,\"output_tokens\":6,\"cache_read_tokens\":7,\"cache_creation_tokens\":8,\"total_cost_usd\":0.25")
      + zag(19, "\"type\":\"usage\",\"input_tokens\":5,\"output_tokens\":6")
      + zag(20, "\"type\":\"user_event\",\"level\":\"info\",\"message\":\"m\",\"data\":{\"k\":[1]}")
      + zag(21, "\"type\":\"user_event\",\"level\":\"debug\",\"message\":\"m\"")
      + zag(
          22,
          "\"type\":\"usage_limit_hit\",\"provider\":\"claude\",\"scope\":\"weekly\",\"reset_at\":\"2026-03-02T00:00:00+00:00\",\"raw\":\"x\",\"fallback_used\":false,\"incident_id\":\"n\"")
      + zag(
          23,
          "\"type\":\"usage_limit_hit\",\"provider\":\"claude\",\"scope\":\"weekly\",\"reset_at\":\"tomorrow\",\"fallback_used\":true,\"incident_id\":\"n\"")
      + zag(
          24,
          "\"type\":\"usage_limit_resumed\",\"incident_id\":\"n\",\"resume_message\":\"go\",\"attempt\":2")
      + zag(
          25,
          "\"type\":\"usage_limit_resume_failed\",\"incident_id\":\"n\",\"error\":\"e\",\"attempt\":2")
      + zag(26, "\"type\":\"brand_new\",\"a\":{\"b\":null}")
      + zag(
          27,
          "\"codex\"",
          "\"y\"",
          "\"type\":\"session_ended\",\"success\":false,\"error\":\"boom\"")
      + zag(28, "\"codex\"", "\"y\"", "\"type\":\"session_ended\",\"success\":true,\"error\":null");

  static final String PHI_MESSAGES =
      "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"},{\"type\":\"image\",\"data\":\"AA==\",\"mimeType\":\"image/png\"}],\"timestamp\":1772355600000},"
          + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"},{\"type\":\"toolCall\",\"id\":\"c-1\",\"name\":\"bash\",\"arguments\":{\"cmd\":\"ls\"}}],\"stopReason\":\"toolUse\",\"model\":\"m\",\"provider\":\"p\",\"usage\":{\"input\":5,\"output\":6,\"reasoning\":1,\"cache_read\":2,\"cache_write\":3,\"total_tokens\":11},\"timestamp\":1772355601000,\"error_message\":\"e\",\"turnId\":{\"loopId\":\"h.c.1\",\"turnIndex\":0},\"nodeId\":4,\"parentId\":3,\"tags\":[{\"kind\":\"lesson\",\"text\":\"t\",\"created_at_turn\":{\"loopId\":\"h.c.1\",\"turnIndex\":0},\"abandoned_node_ids\":[1]}],\"provenanceHint\":{\"kind\":\"steering\"}},"
          + "{\"role\":\"toolResult\",\"toolCallId\":\"c-1\",\"toolName\":\"bash\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"isError\":false,\"timestamp\":1772355602000},"
          + "{\"role\":\"extension\",\"kind\":\"ui\",\"data\":{\"x\":1}}]";

  private static final String PHI_MESSAGE =
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"stopReason\":\"maxTurns\",\"model\":\"m\",\"provider\":\"p\",\"usage\":{\"input\":1,\"output\":2},\"timestamp\":1772355603000}";

  public static final String PHI =
      """
      {"type":"AgentStart","agent_id":"a","session_id":"h","loop_id":"h.c.1","parent_loop_id":null,"continuation_kind":"Initial","timestamp":"2026-03-01T10:00:00.123456Z","metadata":{"k":1},"config_snapshot":{"model":"m","provider":"p","config_id":null,"name":"n","api":"OpenAiCompletions","base_url":"u","reasoning":true,"context_window":1000,"max_tokens":100,"thinking_level":"low","temperature":0.5}}
      {"type":"TurnStart","loop_id":"h.c.1","turn_index":0,"triggered_by":"SubAgent","timestamp":"2026-03-01T10:00:01Z"}
      {"type":"TurnRequest","loop_id":"h.c.1","turn_index":0,"payload":{"system_prompt":"s","messages":MESSAGES,"provenance":[{"kind":"loop-turn"}],"tools":[{"name":"t","description":"d","parameters":{"type":"object"}}],"model_id":"m","thinking_level":"off","max_tokens":null,"temperature":0.25,"response_format":{"kind":"text"}},"timestamp":"2026-03-01T10:00:01Z"}
      {"type":"MessageStart","loop_id":"h.c.1","message":MESSAGE}
      {"type":"MessageUpdate","loop_id":"h.c.1","message":MESSAGE,"delta":{"Text":{"delta":"o"}}}
      {"type":"MessageEnd","loop_id":"h.c.1","message":MESSAGE}
      {"type":"ToolExecutionStart","loop_id":"h.c.1","tool_call_id":"c-1","tool_name":"bash","args":{"cmd":"ls"}}
      {"type":"ToolExecutionUpdate","loop_id":"h.c.1","tool_call_id":"c-1","tool_name":"bash","partial_result":{"content":[],"details":null}}
      {"type":"ProgressMessage","loop_id":"h.c.1","tool_call_id":"c-1","tool_name":"bash","text":"half"}
      {"type":"ToolExecutionEnd","loop_id":"h.c.1","tool_call_id":"c-1","tool_name":"bash","result":{"content":[{"type":"text","text":"a"}],"details":{"n":1},"child_loop_id":"k.c.1"},"is_error":false,"child_loop_id":null}
      {"type":"TurnEnd","loop_id":"h.c.1","message":MESSAGE,"usage":{"input":1,"output":2},"timestamp":"2026-03-01T10:00:02.5Z","tool_results":MESSAGES}
      {"type":"InputRejected","loop_id":"h.c.1","reason":"no"}
      {"type":"CompactionStarted","loop_id":"h.c.1","estimated_tokens":9,"message_count":3,"timestamp":"2026-03-01T10:00:03Z"}
      {"type":"CompactionEnded","loop_id":"h.c.1","messages_before":3,"messages_after":1,"estimated_tokens_before":9,"estimated_tokens_after":2,"loops_compacted":1,"timestamp":"2026-03-01T10:00:03Z"}
      {"type":"PrunApplied","loop_id":"h.c.1","tokens_removed":5,"messages_removed":1,"memo":null,"pruned_timestamps":[1772355600000],"timestamp":"2026-03-01T10:00:03Z"}
      {"type":"RevertApplied","loop_id":"h.c.1","category":"step-summary","target":3,"abandoned_node_ids":[4],"summary":null,"applied":true,"reason":null,"timestamp":"2026-03-01T10:00:03Z"}
      {"type":"AgentEnd","loop_id":"h.c.1","messages":MESSAGES,"usage":{"input":1,"output":2,"reasoning":0,"cache_read":0,"cache_write":0,"total_tokens":3},"timestamp":"2026-03-01T10:00:04Z","rejection":null}
      {"type":"ParallelLoopStart","session_id":"h","loop_ids":["h.c.2","h.c.3"],"timestamp":"2026-03-01T10:00:05Z"}
      {"type":"AgentStart","agent_id":"a","session_id":"h","loop_id":"h.c.2","parent_loop_id":"h.c.1","continuation_kind":{"Branch":{"tag":"2026-03-01T10:00:05Z"}},"timestamp":"2026-03-01T10:00:05Z","metadata":null}
      {"type":"AgentStart","agent_id":"a","session_id":"h","loop_id":"h.c.3","parent_loop_id":"h.c.1","continuation_kind":{"Rerun":{"tag":"x"}},"timestamp":"2026-03-01T10:00:05Z","metadata":null,"later":{"x":null}}
      {"type":"AgentStart","agent_id":"a","session_id":"h","loop_id":"h.c.4","parent_loop_id":"h.c.1","continuation_kind":"Compaction","timestamp":"2026-03-01T10:00:05Z","metadata":null}
      {"type":"ParallelLoopEnd","session_id":"h","selected_loop_id":"h.c.2","selected_config_index":0,"evaluation_usage":{"input":3,"output":4},"timestamp":"2026-03-01T10:00:06Z"}
      {"type":"BrandNew","loop_id":"h.c.1","z":1}
      """.replace("MESSAGES", PHI_MESSAGES).replace("MESSAGE", PHI_MESSAGE);

  private SeedFixtures() {}
}
