package dev.daybook.internal.exchange;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Resource;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentEventBuilder;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ExportReport;
import dev.daybook.internal.exchange.reference.SeedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a session that are no agent's. */
class ExportsTest {

  private static final SessionEvent[] SESSION = {
    SessionStarted.builder().agentName("coder").title("Fix *it*").model("m-1").build(),
    new UserMessage("hi\n# no heading"),
    new AssistantMessage(
        "I look.", List.of(new ToolCall("c-1", "bash", "{\"a\":1}")), "hm", null, null),
    ToolResult.ok("c-1", "```\nout\n"),
    new Note(NoteLevel.INFO, "beside"),
    new ProviderUsage(new UsageSummary(3, 4)),
    new AssistantMessage("Done.")
  };

  private static final AnswerMetadata CUT_OFF = new AnswerMetadata(true, null, null, null);

  private record Output(String text, ExportReport report) {}

  private static Output export(String format, SessionEvent... events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportReport report =
        Exports.write(SeedFile.session("s-1", SeedFile.entries(events)), format, out);
    return new Output(out.toString(StandardCharsets.UTF_8), report);
  }

  @Test
  void markdownIsForPeople() throws IOException {
    Output output = export("markdown", SESSION);
    assertThat(output.text()).isEqualTo("""
            # Fix \\*it\\*

            - Session: `s-1`
            - Agent: `coder`
            - Model: `m-1`
            - From: `2026-01-02T03:04:05Z`
            - To: `2026-01-02T03:04:11Z`
            - Entries: 7
            - Model calls: 1
            - Tokens: input 3, output 4
            - Tool calls: 1

            ## User

            hi
            \\# no heading

            ## Assistant

            **Thinking**

            > hm

            I look.

            **Call** of `bash` (`c-1`)

            ```json
            {"a":1}
            ```

            **Result** of `bash` (`c-1`)

            ````text
            ```
            out
            ````

            > Note: beside

            ## Assistant

            Done.
            """);
    assertThat(output.report().leftOut()).containsOnlyKeys("provider_usage");
    assertThat(output.report().entries()).isEqualTo(6);
  }

  @Test
  void markdownHasTotalsAndSubAgentsAtItsHead() throws IOException {
    SubagentEventBuilder agent = SubagentEvent.builder()
        .subagentId("a1")
        .childSessionId("agent-a1")
        .agent("Explore")
        .task("Read *all*");
    Output output = export(
        "markdown",
        new UserMessage("go"),
        new AssistantMessage("", List.of(new ToolCall("c-1", "Task", "{}")), null, null, null),
        agent.event(SubagentPhase.STARTED).build(),
        SubagentEvent.builder().event(SubagentPhase.QUEUED).subagentId("b2").build(),
        agent.event(SubagentPhase.FAILED).reason("no time").build(),
        ToolResult.builder().callId("c-1").ok(false).output("no").build(),
        new InferenceFailed(5, new ErrorInfo("timeout", "no answer"), List.of(), "m-1", null),
        new TurnFailed("failed", "timeout", "gave up", null, List.of()),
        new ProviderUsage(UsageSummary.builder()
            .inputTokens(3L)
            .outputTokens(4L)
            .totalCostUsd(0.25)
            .build()));
    assertThat(output.text())
        .contains("""
            - Entries: 9
            - Model calls: 1, failed: 1
            - Tokens: input 3, output 4
            - Cost: 0.25 USD
            - Tool calls: 1, failed: 1
            - Sub-agents: 2
              - `agent-a1`, Explore (called at seq 2, failed): Read \\*all\\*
              - `b2` (called at seq 3, queued)

            ## User
            """)
        .containsSubsequence(
            "**Call** of `Task`",
            "> Sub-agent `agent-a1` (started)\n",
            "> Sub-agent `agent-a1` (failed): no time\n");
    assertThat(output.report().leftOut()).containsOnlyKeys("provider_usage");
  }

  @Test
  void markdownSaysWhatWentWrongWhereItDid() throws IOException {
    Output output = export(
        "markdown",
        new UserMessage("go"),
        new AssistantMessage("", List.of(new ToolCall("c-1", "bash", "{}")), null, null, null),
        new Note(NoteLevel.WARN, "slow\n# disk", "stderr", new Json("{}")),
        ToolResult.builder()
            .callId("c-1")
            .ok(false)
            .exitCode(2L)
            .output("no")
            .error(new ErrorInfo("exit", "tests failed"))
            .build(),
        new AssistantMessage("I th", List.of(), null, null, CUT_OFF),
        new InferenceFailed(5, new ErrorInfo("timeout", "no answer"), List.of(), "m-1", null),
        new TurnFailed("failed", "timeout", "gave *up*", null, List.of()),
        new SessionEnded(new EndReason(EndKind.ERROR, new ErrorInfo("io", "disk"), null)));
    assertThat(output.text()).endsWith("""

            ## User

            go

            ## Assistant

            **Call** of `bash` (`c-1`)

            ```json
            {}
            ```

            > Note (warn, stderr): slow
            > \\# disk

            **Result** of `bash` (`c-1`), failed, exit code 2, exit, tests failed

            ```text
            no
            ```

            > Answer cut off: I th

            > Model call failed (m-1): timeout, no answer

            > Turn failed (failed, timeout): gave *up*

            > Session ended (error): io, disk
            """);
    assertThat(output.report().leftOut()).containsExactly(entry("note.data", 1L));
    assertThat(output.report().entries()).isEqualTo(8);
  }

  @Test
  void markdownLeavesOutRemarksWhereItLeavesOutTheirMessages() throws IOException {
    Note note = new Note(NoteLevel.INFO, "of an earlier try");
    Output left = export(
        "markdown",
        new UserMessage("a"),
        new UserMessage("b"),
        note,
        new BranchSwitched(List.of(new SeqRange(0, 0)), null),
        new UserMessage("c"));
    assertThat(left.text()).doesNotContain("earlier").endsWith("a\n\n## User\n\nc\n");
    assertThat(left.report().leftOut()).containsExactly(entry("note", 1L));
    assertThat(left.report().entries()).isEqualTo(4);

    Output compacted = export(
        "markdown",
        new UserMessage("a"),
        note,
        new HistoryCompaction(0, 1, "the summary"),
        new Note(NoteLevel.INFO, "behind it"));
    assertThat(compacted.text())
        .doesNotContain("earlier")
        .endsWith("## System\n\nthe summary\n\n> Note: behind it\n");
    assertThat(compacted.report().leftOut()).containsExactly(entry("note", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"markdown", "jsonl"})
  void whatAConversationHasNoPlaceForIsReported(String format) throws IOException {
    Resource file = Resource.builder().name("a.png").build();
    Output output = export(
        format,
        new UserMessage("look", List.of(file), null),
        ToolResult.ok("c-9", "lost"),
        new AssistantMessage("Nice."));
    assertThat(output.text()).doesNotContain("a.png", "lost");
    assertThat(output.report().leftOut())
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("tool_result", 1L, "user_message.resources", 1L)));
  }

  @Test
  void tokensOfCopiesStandInTheirOwnSessionAlone() throws IOException {
    String rows = export(
            "ndjson",
            SessionFork.builder()
                .parentSessionId("p")
                .forkedToSeq(0)
                .replayEventCount(1L)
                .build(),
            new ProviderUsage(new UsageSummary(3, 4)),
            new ProviderUsage(new UsageSummary(5, 6)))
        .text();
    assertThat(rows.lines())
        .satisfiesExactly(
            fork -> assertThat(fork).contains("\"input_tokens\":null,"),
            copy -> assertThat(copy).contains("\"input_tokens\":null,"),
            own -> assertThat(own).contains("\"input_tokens\":5,"));
  }

  @Test
  void messagesAreAsProvidersTakeThem() throws IOException {
    Output output = export("jsonl", SESSION);
    assertThat(output.text()).isEqualTo("""
            {"role":"user","content":"hi\\u000A# no heading"}
            {"role":"assistant","content":"I look.","tool_calls":[{"id":"c-1","type":"function","function":{"name":"bash","arguments":"{\\"a\\":1}"}}]}
            {"role":"tool","content":"```\\u000Aout\\u000A","tool_call_id":"c-1"}
            {"role":"assistant","content":"Done."}
            """);
    assertThat(output.report().leftOut())
        .containsOnlyKeys("message.thinking", "note", "provider_usage", "session_started");
  }

  @Test
  void anOpenCallIsAnsweredForProviders() throws IOException {
    String text = export("jsonl", new UserMessage("hi"), new ToolCall("c-1", "bash", "{}"))
        .text();
    assertThat(text.lines().reduce((a, b) -> b).orElseThrow())
        .contains("\"role\":\"tool\"", "\"tool_call_id\":\"c-1\"");
  }

  @Test
  void rowsHaveTheSameColumns() throws IOException {
    Output output = export("ndjson", SESSION);
    assertThat(output.report().leftOut()).isEmpty();
    assertThat(output.report().entries()).isEqualTo(7);
    assertThat(output.text().lines().toList().get(3)).isEqualTo("""
            {"session_id":"s-1","seq":3,"ts":"2026-01-02T03:04:08.000000Z","type":"tool_result","id":null,"role":"tool","text":null,"tool_name":null,"call_id":"c-1","arguments":null,"output":"```\\nout\\n","ok":true,"exit_code":null,"duration_ms":null,"model":null,"input_tokens":null,"output_tokens":null,"cached_tokens":null,"cache_creation_tokens":null,"reasoning_tokens":null,"total_cost_usd":null,"data":{"call_id":"c-1","ok":true,"output":"```\\nout\\n"}}""");
  }

  @Test
  void anotherNameIsRefused() {
    assertThat(faultOf(() -> export("docx")).kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(Exports.names())
        .contains("markdown", "jsonl", "ndjson", "pig", "pixir", "celeste", "zig", "zag", "phi");
  }
}
