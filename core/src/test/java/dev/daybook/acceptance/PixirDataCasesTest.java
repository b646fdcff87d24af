package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.CompactionTrigger;
import dev.daybook.event.Decision;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowEventKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cases of Pixir's tests of the data that each of its constructors makes, in our format. */
class PixirDataCasesTest {

  @Test
  @DisplayName("Pixir: user_message has resources only if there are some")
  void aUserMessageHasTheirFields() {
    Wire.check(new UserMessage("hi"), "user_message", "{\"text\":\"hi\"}");
    Resource link = new Resource(
        null,
        "resource_link",
        "a.png",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "https://example.com/a.png",
        "https",
        false);
    Wire.check(new UserMessage("look", List.of(link), null), "user_message", """
        {"text":"look","resources":[{"kind":"resource_link","name":"a.png",
          "uri":"https://example.com/a.png","uri_scheme":"https","rehydratable":false}]}""");
  }

  @Test
  @DisplayName("Pixir: assistant_message has metadata only if there is some")
  void anAssistantMessageHasTheirFields() {
    Wire.check(new AssistantMessage("yes"), "assistant_message", "{\"text\":\"yes\"}");
    AssistantMessage partial = new AssistantMessage(
        "ye", List.of(), null, null, new AnswerMetadata(true, "timed_out", null, null));
    assertThat(partial.isPartial()).isTrue();
    Wire.check(
        partial,
        "assistant_message",
        "{\"text\":\"ye\",\"metadata\":{\"partial\":true,\"terminal_status\":\"timed_out\"}}");
  }

  @Test
  @DisplayName("Pixir: reasoning keeps the provider's item, and a dialect only if given")
  void reasoningHasTheirFields() {
    Json item = new Json("{\"type\":\"reasoning\",\"encrypted\":\"x==\",\"n\":1.50}");
    Wire.check(
        new Reasoning(null, item, "m", null, null),
        "reasoning",
        "{\"item\":" + item.text() + ",\"model\":\"m\"}");
    Wire.check(
        new Reasoning(null, item, "m", "responses", null),
        "reasoning",
        "{\"item\":" + item.text() + ",\"model\":\"m\",\"dialect\":\"responses\"}");
  }

  @Test
  @DisplayName("Pixir: skill_activation keeps what it is given")
  void aSkillActivationHasTheirFields() {
    Wire.check(
        new SkillActivation(
            "review", "workspace", null, "skills/review.md", "ab12", "# Review", null),
        "skill_activation",
        """
        {"name":"review","scope":"workspace","path":"skills/review.md","content_hash":"ab12",
         "content":"# Review"}""");
    Wire.check(
        new SkillActivation(null, null, null, null, null, null, new Json("{\"x\":1}")),
        "skill_activation",
        "{\"details\":{\"x\":1}}");
  }

  @Test
  @DisplayName("Pixir: tool_call has call_id, name and arguments")
  void aToolCallHasTheirFields() {
    Wire.check(new ToolCall("c-1", "bash", "{\"command\":\"ls\"}"), "tool_call", """
        {"call_id":"c-1","name":"bash","arguments":"{\\"command\\":\\"ls\\"}"}""");
  }

  @Test
  @DisplayName("Pixir: tool_result has ok and output, or an error")
  void aToolResultHasTheirFields() {
    Wire.check(
        ToolResult.ok("c-1", "a\n"),
        "tool_result",
        "{\"call_id\":\"c-1\",\"ok\":true,\"output\":\"a\\n\"}");
    Wire.check(
        ToolResult.failed("c-1", new ErrorInfo("timeout", "slow", new Json("{\"ms\":5}"))),
        "tool_result",
        """
        {"call_id":"c-1","ok":false,
         "error":{"kind":"timeout","message":"slow","details":{"ms":5}}}""");
  }

  @Test
  @DisplayName("Pixir: a shell's exit code other than 0 is not ok, without an error")
  void aShellResultHasTheirFields() {
    Wire.check(
        new ToolResult("c-1", false, "no", null, null, 2L, null, null, null, null),
        "tool_result",
        "{\"call_id\":\"c-1\",\"ok\":false,\"output\":\"no\",\"exit_code\":2}");
  }

  @Test
  @DisplayName("Pixir: permission_decision keeps extra detail")
  void aPermissionDecisionHasTheirFields() {
    Wire.check(
        new PermissionDecision(Decision.DENY, "c-1", null, null, new Json("{\"rule\":\"r\"}")),
        "permission_decision",
        "{\"decision\":\"deny\",\"call_id\":\"c-1\",\"details\":{\"rule\":\"r\"}}");
  }

  @Test
  @DisplayName("Pixir: provider_usage has the raw usage and its summary")
  void aProvidersUsageHasTheirFields() {
    Wire.check(
        new ProviderUsage(
            new UsageSummary(10L, 20L, 3L, null, 4L, 30L, null),
            new Json("{\"in\":10}"),
            true,
            false,
            "m",
            "stream",
            1L,
            0L,
            null,
            null),
        "provider_usage",
        """
        {"usage_summary":{"input_tokens":10,"output_tokens":20,"cached_tokens":3,
           "reasoning_tokens":4,"total_tokens":30},
         "usage":{"in":10},"usage_available":true,"usage_summary_missing":false,"model":"m",
         "mode":"stream","iteration":1,"call_index":0}""");
  }

  @Test
  @DisplayName("Pixir: turn_failed has its status, error and what can be done")
  void aFailedTurnHasTheirFields() {
    Wire.check(
        new TurnFailed("failed", "timeout", "slow", new Json("{\"ms\":5}"), List.of("retry")),
        "turn_failed",
        """
        {"terminal_status":"failed","error_kind":"timeout","error_message":"slow",
         "details":{"ms":5},"next_actions":["retry"]}""");
  }

  @Test
  @DisplayName("Pixir: subagent_event has its phase and the child's session")
  void aSubagentsEventHasTheirFields() {
    Wire.check(
        new SubagentEvent(
            SubagentPhase.TIMED_OUT,
            "sub-1",
            "s-2",
            "explorer",
            "look",
            1L,
            4L,
            "timed_out",
            "/w",
            "shared",
            1000L,
            null,
            "deadline",
            1001L,
            null,
            List.of("close"),
            List.of("s-2.ndjson"),
            null),
        "subagent_event",
        """
        {"event":"timed_out","subagent_id":"sub-1","child_session_id":"s-2","agent":"explorer",
         "task":"look","depth":1,"max_depth":4,"status":"timed_out","workspace":"/w",
         "workspace_mode":"shared","timeout_ms":1000,"reason":"deadline","elapsed_ms":1001,
         "next_actions":["close"],"log_paths":["s-2.ndjson"]}""");
  }

  @Test
  @DisplayName("Pixir: workflow_event has its kind, step and what is safe")
  void aWorkflowsEventHasTheirFields() {
    Wire.check(
        new WorkflowEvent(
            WorkflowEventKind.CHECKPOINT_DECIDED,
            "w-1",
            "step-1",
            "passed",
            true,
            "running",
            List.of("go_on"),
            null),
        "workflow_event",
        """
        {"kind":"checkpoint_decided","workflow_id":"w-1","step_id":"step-1",
         "checkpoint_status":"passed","dependent_safe":true,"status":"running",
         "safe_next_actions":["go_on"]}""");
  }

  @Test
  @DisplayName("Pixir: session_fork names parent, root and boundary")
  void aForkHasTheirFields() {
    Wire.check(
        new SessionFork("s-1", "s-0", 7, 2L, "/p", "/c", 6L, "replay_v1", List.of("no resources")),
        "session_fork",
        """
        {"parent_session_id":"s-1","fork_root_session_id":"s-0","forked_to_seq":7,"from_seq":2,
         "parent_workspace":"/p","child_workspace":"/c","replay_event_count":6,
         "strategy":"replay_v1","limitations":["no resources"]}""");
  }

  @Test
  @DisplayName("Pixir: branch_summary says what was left")
  void aBranchSummaryHasTheirFields() {
    Wire.check(
        new BranchSummary("s-1", 7, 8L, "plain", "It went well.", List.of("short")),
        "branch_summary",
        """
        {"parent_session_id":"s-1","forked_to_seq":7,"source_event_count":8,"strategy":"plain",
         "summary":"It went well.","limitations":["short"]}""");
  }

  @Test
  @DisplayName("Pixir: history_compaction has range, trigger and what it carries forward")
  void aCompactionHasTheirFields() {
    Wire.check(
        new HistoryCompaction(
            new SeqRange(0, 9),
            "In short.",
            "plain",
            CompactionTrigger.OVERFLOW_RECOVERY,
            10L,
            3L,
            new Json("{\"tool_call\":2}"),
            List.of(new Json("{\"name\":\"bash\"}")),
            List.of("a.txt"),
            List.of("test"),
            List.of("no output"),
            new Json("[\"review\"]"),
            true,
            "no model"),
        "history_compaction",
        """
        {"range":{"from_seq":0,"to_seq":9},"summary":"In short.","strategy":"plain",
         "trigger":"overflow_recovery","source_event_count":10,"tail_event_count":3,
         "event_counts":{"tool_call":2},"tool_calls":[{"name":"bash"}],"files_touched":["a.txt"],
         "open_tasks":["test"],"limitations":["no output"],"skills":["review"],
         "model_assisted_fallback":true,"model_assisted_fallback_reason":"no model"}""");
  }
}
