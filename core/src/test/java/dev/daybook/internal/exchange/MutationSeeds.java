package dev.daybook.internal.exchange;

import dev.daybook.internal.exchange.reference.SeedFixtures;
import java.util.List;
import java.util.Map;

/** A few lines of each format, of the kinds that carry most; of a document, its elements. */
final class MutationSeeds {

  private static final String CLAUDE = """
      {"type":"user","uuid":"u1","parentUuid":null,"sessionId":"s-claude","timestamp":"2026-01-02T03:04:05.000Z","cwd":"/w","message":{"role":"user","content":"do it"}}
      {"type":"assistant","uuid":"a1","parentUuid":"u1","sessionId":"s-claude","requestId":"r1","timestamp":"2026-01-02T03:04:06.000Z","message":{"id":"m1","role":"assistant","model":"x","content":[{"type":"text","text":"yes"},{"type":"thinking","thinking":"hm","signature":"s"},{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2,"cache_read_input_tokens":3,"cache_creation_input_tokens":4}}}
      {"type":"user","uuid":"u2","parentUuid":"a1","sessionId":"s-claude","timestamp":"2026-01-02T03:04:07.000Z","toolUseResult":{"stdout":"x","agentId":"ag","totalTokens":5},"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"out"}],"is_error":false}]}}
      {"type":"system","subtype":"compact_boundary","uuid":"c1","parentUuid":null,"logicalParentUuid":"u2","sessionId":"s-claude","timestamp":"2026-01-02T03:04:08.000Z","compactMetadata":{"trigger":"auto","preTokens":9,"preservedMessages":{"uuids":["a1"]}}}
      {"type":"user","uuid":"u3","parentUuid":"c1","isCompactSummary":true,"sessionId":"s-claude","timestamp":"2026-01-02T03:04:09.000Z","message":{"role":"user","content":"a summary"}}
      {"type":"user","uuid":"u4","parentUuid":"a1","isSidechain":true,"agentId":"ag","sessionId":"s-claude","timestamp":"2026-01-02T03:04:10.000Z","message":{"role":"user","content":"a task"}}
      {"type":"attachment","uuid":"x1","parentUuid":"u3","sessionId":"s-claude","timestamp":"2026-01-02T03:04:11.000Z","attachment":{"type":"queued_command","prompt":"wait"}}
      {"type":"progress","uuid":"p1","parentUuid":"a1","sessionId":"s-claude","timestamp":"2026-01-02T03:04:12.000Z","parentToolUseID":"t1","data":{"type":"agent_progress","agentId":"ag","message":{"uuid":"q"}}}
      {"type":"queue-operation","operation":"remove","content":"steer","sessionId":"s-claude","timestamp":"2026-01-02T03:04:13.000Z"}
      {"type":"summary","summary":"A title","leafUuid":"a1"}
      """;

  private static final String CODEX = """
      {"timestamp":"2026-01-02T03:04:05.000Z","type":"session_meta","payload":{"id":"s-codex","cwd":"/w","originator":"x","cli_version":"1","source":{"subagent":{"thread_spawn":{"parent_thread_id":"p","depth":1}}},"forked_from_id":"f"}}
      {"timestamp":"2026-01-02T03:04:06.000Z","type":"turn_context","payload":{"turn_id":"t1","model":"m","effort":"high","cwd":"/w"}}
      {"timestamp":"2026-01-02T03:04:07.000Z","type":"event_msg","payload":{"type":"user_message","message":"do it"}}
      {"timestamp":"2026-01-02T03:04:08.000Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"do it"}]}}
      {"timestamp":"2026-01-02T03:04:09.000Z","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{\\"command\\":[\\"ls\\"]}","call_id":"c1"}}
      {"timestamp":"2026-01-02T03:04:10.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"{\\"output\\":\\"x\\",\\"metadata\\":{\\"exit_code\\":1,\\"duration_seconds\\":0.5}}"}}
      {"timestamp":"2026-01-02T03:04:11.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":10,"cached_input_tokens":2,"output_tokens":3,"reasoning_output_tokens":1,"total_tokens":13},"last_token_usage":{"input_tokens":10,"cached_input_tokens":2,"output_tokens":3,"reasoning_output_tokens":1,"total_tokens":13}},"rate_limits":null}}
      {"timestamp":"2026-01-02T03:04:12.000Z","type":"response_item","payload":{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"zzz"}}
      {"timestamp":"2026-01-02T03:04:13.000Z","type":"compacted","payload":{"message":"short","replacement_history":[{"type":"message","role":"user","content":[]}]}}
      {"timestamp":"2026-01-02T03:04:14.000Z","type":"event_msg","payload":{"type":"thread_rolled_back","num_turns":1}}
      {"timestamp":"2026-01-02T03:04:15.000Z","type":"event_msg","payload":{"type":"exec_command_end","call_id":"c1","exit_code":1,"stdout":"x","duration":{"secs":1,"nanos":5}}}
      """;

  private static final String GEMINI = """
      {"sessionId":"s-gemini","projectHash":"h","startTime":"2026-01-02T03:04:05.000Z","lastUpdated":"2026-01-02T03:04:05.000Z","kind":"main"}
      {"id":"g1","timestamp":"2026-01-02T03:04:06.000Z","type":"user","content":[{"text":"do it"}]}
      {"id":"g2","timestamp":"2026-01-02T03:04:07.000Z","type":"gemini","content":"yes","model":"m","thoughts":[{"subject":"s","description":"d","timestamp":"2026-01-02T03:04:07.000Z"}],"tokens":{"input":10,"output":2,"cached":1,"thoughts":3,"tool":0,"total":15},"toolCalls":[{"id":"c1","name":"shell","args":{"x":1},"status":"success","result":[{"functionResponse":{"id":"c1","response":{"output":"o"}}}],"timestamp":"2026-01-02T03:04:08.000Z"}]}
      {"$set":{"messages":[{"id":"g1","timestamp":"2026-01-02T03:04:06.000Z","type":"user","content":"short"}],"summary":"T"}}
      {"$rewindTo":"g2"}
      {"id":"g3","timestamp":"2026-01-02T03:04:09.000Z","type":"error","content":"bad"}
      """;

  private static final String PI = """
      {"type":"session","version":3,"id":"s-pi","timestamp":"2026-01-02T03:04:05.000Z","cwd":"/w"}
      {"type":"message","id":"00000001","parentId":null,"timestamp":"2026-01-02T03:04:06.000Z","message":{"role":"user","content":[{"type":"text","text":"do it"},{"type":"image","data":"AAAA","mimeType":"image/png"}],"timestamp":1767323046000}}
      {"type":"message","id":"00000002","parentId":"00000001","timestamp":"2026-01-02T03:04:07.000Z","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"yes"},{"type":"toolCall","id":"c1","name":"bash","arguments":{"command":"ls"}}],"provider":"p","model":"m","usage":{"input":1,"output":2,"cacheRead":3,"cacheWrite":4,"totalTokens":10,"cost":{"total":0.5}},"stopReason":"toolUse","timestamp":1767323047000}}
      {"type":"message","id":"00000003","parentId":"00000002","timestamp":"2026-01-02T03:04:08.000Z","message":{"role":"toolResult","toolCallId":"c1","toolName":"bash","content":[{"type":"text","text":"o"}],"isError":false,"timestamp":1767323048000}}
      {"type":"compaction","id":"00000004","parentId":"00000003","timestamp":"2026-01-02T03:04:09.000Z","summary":"short","firstKeptEntryId":"00000003","tokensBefore":9}
      {"type":"message","id":"00000005","parentId":"00000001","timestamp":"2026-01-02T03:04:10.000Z","message":{"role":"bashExecution","command":"ls","output":"x","exitCode":0,"cancelled":false,"timestamp":1}}
      {"type":"model_change","id":"00000006","parentId":"00000005","timestamp":"2026-01-02T03:04:11.000Z","provider":"p","modelId":"m2"}
      {"type":"branch_summary","id":"00000007","parentId":"00000006","timestamp":"2026-01-02T03:04:12.000Z","fromId":"00000004","summary":"left"}
      """;

  private static final String OPENCODE = """
      {"info":{"id":"msg_1","sessionID":"ses_1","role":"user","time":{"created":1767323046000},"agent":"build"},"parts":[{"id":"p1","type":"text","text":"do it"},{"id":"p2","type":"file","mime":"image/png","url":"data:x","filename":"f"}]}
      {"info":{"id":"msg_2","sessionID":"ses_1","role":"assistant","parentID":"msg_1","modelID":"m","providerID":"p","cost":0.25,"tokens":{"input":1,"output":2,"reasoning":3,"cache":{"read":4,"write":5}},"time":{"created":1767323047000,"completed":1767323048000}},"parts":[{"id":"p3","type":"step-start"},{"id":"p4","type":"reasoning","text":"hm"},{"id":"p5","type":"tool","callID":"c1","tool":"bash","state":{"status":"completed","input":{"command":"ls"},"output":"o","metadata":{"exit":1},"time":{"start":1,"end":2}}},{"id":"p6","type":"step-finish","cost":0.25,"tokens":{"input":1}}]}
      {"info":{"id":"msg_3","sessionID":"ses_1","role":"assistant","error":{"name":"E","data":{"message":"bad"}},"time":{"created":1767323049000}},"parts":[{"id":"p7","type":"tool","callID":"c2","tool":"task","state":{"status":"error","input":{},"error":"x","metadata":{"sessionId":"ses_2"}}},{"id":"p8","type":"compaction","auto":true}]}
      """;

  private static final String COPILOT = """
      {"type":"session.start","id":"e1","parentId":null,"timestamp":"2026-01-02T03:04:05.000Z","data":{"sessionId":"s-copilot","version":1,"producer":"copilot-agent","selectedModel":"m"}}
      {"type":"user.message","id":"e2","parentId":"e1","timestamp":"2026-01-02T03:04:06.000Z","data":{"content":"do it","attachments":[]}}
      {"type":"assistant.message","id":"e3","parentId":"e2","timestamp":"2026-01-02T03:04:07.000Z","data":{"messageId":"m1","content":"yes","outputTokens":4,"toolRequests":[{"toolCallId":"c1","name":"bash","arguments":{"x":1}}]}}
      {"type":"tool.execution_start","id":"e4","parentId":"e3","timestamp":"2026-01-02T03:04:08.000Z","data":{"toolCallId":"c1","toolName":"bash","arguments":{"x":1}}}
      {"type":"tool.execution_complete","id":"e5","parentId":"e4","timestamp":"2026-01-02T03:04:09.000Z","data":{"toolCallId":"c1","success":true,"result":{"content":"o"}}}
      {"type":"subagent.started","id":"e6","parentId":"e5","timestamp":"2026-01-02T03:04:10.000Z","data":{"toolCallId":"c2","agentName":"a"}}
      {"type":"session.shutdown","id":"e7","parentId":"e6","timestamp":"2026-01-02T03:04:11.000Z","data":{"modelMetrics":{"m":{"usage":{"inputTokens":9,"outputTokens":8}}}}}
      {"type":"abort","id":"e8","parentId":"e7","timestamp":"2026-01-02T03:04:12.000Z","data":{"reason":"user"}}
      """;

  private static final String QWEN = """
      {"uuid":"q1","parentUuid":null,"sessionId":"s-qwen","timestamp":"2026-01-02T03:04:05.000Z","type":"user","cwd":"/w","version":"1","message":{"role":"user","parts":[{"text":"do it"}]}}
      {"uuid":"q2","parentUuid":"q1","sessionId":"s-qwen","timestamp":"2026-01-02T03:04:06.000Z","type":"assistant","model":"m","usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"thoughtsTokenCount":1,"totalTokenCount":13,"cachedContentTokenCount":2},"message":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"yes"},{"functionCall":{"id":"c1","name":"shell","args":{"x":1}}}]}}
      {"uuid":"q3","parentUuid":"q2","sessionId":"s-qwen","timestamp":"2026-01-02T03:04:07.000Z","type":"tool_result","toolCallResult":{"callId":"c1","status":"success"},"message":{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"shell","response":{"output":"o"}}}]}}
      {"uuid":"q4","parentUuid":"q1","sessionId":"s-qwen","timestamp":"2026-01-02T03:04:08.000Z","type":"system","subtype":"rewind","systemPayload":{"truncatedCount":1}}
      {"uuid":"q5","parentUuid":"q4","sessionId":"s-qwen","timestamp":"2026-01-02T03:04:09.000Z","type":"system","subtype":"chat_compression","systemPayload":{"info":{"originalTokenCount":9},"compressedHistory":[{"role":"user","parts":[{"text":"short"}]}]}}
      {"uuid":"q6","parentUuid":"q5","sessionId":"s-qwen","timestamp":"2026-01-02T03:04:10.000Z","type":"system","subtype":"custom_title","systemPayload":{"customTitle":"T"}}
      """;

  private static final Map<String, String> BY_FORMAT = Map.ofEntries(
      Map.entry("claude-code", CLAUDE),
      Map.entry("codex", CODEX),
      Map.entry("gemini-cli", GEMINI),
      Map.entry("pi", PI),
      Map.entry(
          "oh-my-pi",
          "{\"type\":\"title\",\"v\":1,\"title\":\"T\",\"updatedAt\":\"2026-01-02T03:04:05.000Z\",\"pad\":\" \"}\n"
              + PI),
      Map.entry("opencode", OPENCODE),
      Map.entry("copilot-cli", COPILOT),
      Map.entry("qwen-code", QWEN),
      Map.entry("pig", SeedFixtures.PIG),
      Map.entry("pixir", SeedFixtures.PIXIR),
      Map.entry("celeste", SeedFixtures.CELESTE),
      Map.entry("zig", SeedFixtures.ZIG),
      Map.entry("zag", SeedFixtures.ZAG),
      Map.entry("phi", SeedFixtures.PHI));

  private MutationSeeds() {}

  /** Returns the lines of a format. */
  static List<String> of(String format) {
    return BY_FORMAT.get(format).lines().filter(line -> !line.isBlank()).toList();
  }

  /** Returns the beginning of a document of that format; empty where each line is an item. */
  static String documentOf(String format) {
    return format.equals("opencode")
        ? "{\"info\":{\"id\":\"ses_1\",\"directory\":\"/w\",\"title\":\"T\"},\"messages\":["
        : "";
  }
}
