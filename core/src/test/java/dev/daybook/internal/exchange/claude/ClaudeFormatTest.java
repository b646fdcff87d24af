package dev.daybook.internal.exchange.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.CompactionTrigger;
import dev.daybook.event.Decision;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.reading.FileHead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping of Claude Code's lines to events. */
class ClaudeFormatTest {

  private static final String SESSION = "7d0c3e58-1f0a-4b53-9a3e-5d7c1f2b6a90";

  private static String line(String type, String uuid, @Nullable String parent, String rest) {
    return """
        {"parentUuid":%s,"isSidechain":false,"cwd":"/w","sessionId":"%s","version":"2.1.0",\
        "type":"%s",%s,"uuid":"%s","timestamp":"2026-03-01T10:00:00.000Z"}""".formatted(parent == null ? "null" : "\"" + parent + "\"", SESSION, type, rest, uuid);
  }

  private static String user(String uuid, @Nullable String parent, String text) {
    return line(
        "user", uuid, parent, "\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}");
  }

  private static String answer(
      String uuid, @Nullable String parent, String message, String block, int output) {
    return line("assistant", uuid, parent, """
        "requestId":"req_%s","message":{"id":"%s","role":"assistant","model":"claude-a",\
        "content":[%s],"usage":{"input_tokens":3,"cache_read_input_tokens":100,\
        "cache_creation_input_tokens":20,"output_tokens":%d}}""".formatted(message, message, block, output));
  }

  private static String said(String uuid, @Nullable String parent, String text) {
    return answer(uuid, parent, "msg_" + uuid, "{\"type\":\"text\",\"text\":\"" + text + "\"}", 5);
  }

  private static String call(String id, String name, String input) {
    return """
        {"type":"tool_use","id":"%s","name":"%s","input":%s}""".formatted(id, name, input);
  }

  private static String result(String uuid, String parent, String id, String rest) {
    return line("user", uuid, parent, """
        "message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"%s",%s}]}""".formatted(id, rest));
  }

  private static List<String> texts(ClaudeLines.Session session) {
    return session.transcript().messages().stream().map(Message::content).toList();
  }

  private static boolean recognises(String... lines) {
    byte[] utf8 = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return new ClaudeFormat().recognises(new FileHead(Path.of("x.jsonl"), utf8, Instant.EPOCH));
  }

  @Test
  void recognisesItsFilesByContent() {
    assertThat(recognises(user("u1", null, "hi"))).isTrue();
    assertThat(recognises(
            user("u1", null, "hi"),
            user("u2", "u1", "hi").replace("\"cwd\"", "\"usageMetadata\":{},\"cwd\"")))
        .as("of an agent that is like it")
        .isFalse();
    assertThat(recognises("{\"type\":\"summary\",\"summary\":\"a\",\"leafUuid\":\"b\"}"))
        .isTrue();
    assertThat(recognises("{\"type\":\"started\",\"key\":\"k\",\"agentId\":\"a\"}"))
        .isTrue();
    assertThat(
            recognises("{\"type\":\"file-history-snapshot\",\"messageId\":\"m\",\"snapshot\":{}}"))
        .isTrue();
    assertThat(recognises("{\"type\":\"of-tomorrow\"}", user("u1", null, "hi"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uuid\":\"a\",\"sessionId\":\"s\",\"type\":\"user\",\"message\":{\"parts\":[]}}",
        "{\"timestamp\":\"t\",\"type\":\"session_meta\",\"payload\":{\"id\":\"a\"}}",
        "{\"type\":\"session\",\"id\":\"a\",\"cwd\":\"/w\"}",
        "{\"type\":\"session.start\",\"data\":{},\"id\":\"a\",\"parentId\":null}",
        "[1,2]",
        "no json",
        ""
      })
  void leavesTheFilesOfOthers(String line) {
    assertThat(recognises(line)).isFalse();
  }

  @Test
  void namesTheSessionByItsLinesOrItsFile() {
    assertThat(ClaudeLines.of(user("u1", null, "hi")).reader.sessionName()).contains(SESSION);
    assertThat(ClaudeLines.named("a/agent-1f.jsonl", user("u1", null, "hi")).main.id)
        .isEqualTo("agent-1f");
    String started = "{\"type\":\"started\",\"key\":\"k\",\"agentId\":\"a\"}";
    assertThat(ClaudeLines.named("x/workflows/wf_7/journal.jsonl", started).main.id)
        .isEqualTo("wf_7");
    String other = user("u2", "u1", "more").replace(SESSION, "second");
    assertThat(ClaudeLines.named("second.jsonl", user("u1", null, "hi"), other).main.id)
        .isEqualTo("second");
  }

  @Test
  void takesTheTitleOfThisConversationAlone() {
    String others = "{\"type\":\"summary\",\"summary\":\"other\",\"leafUuid\":\"elsewhere\"}";
    String own = "{\"type\":\"summary\",\"summary\":\"mine\",\"leafUuid\":\"u1\"}";
    String custom = "{\"type\":\"custom-title\",\"customTitle\":\"given\",\"sessionId\":\"s\"}";

    assertThat(ClaudeLines.of(others, user("u1", null, "hi")).reader.started().title())
        .isNull();
    assertThat(
            ClaudeLines.of(own, others, user("u1", null, "hi")).reader.started().title())
        .isEqualTo("mine");
    assertThat(
            ClaudeLines.of(own, custom, user("u1", null, "hi")).reader.started().title())
        .isEqualTo("given");
  }

  @Test
  void countsTheGreatestReportOfAResponseOnce() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "go"),
        answer("a1", "u1", "m1", call("c1", "Bash", "{\"command\": \"ls\"}"), 1),
        result("r1", "a1", "c1", "\"content\":\"x\""),
        answer("a2", "a1", "m1", call("c2", "Read", "{}"), 40),
        result("r2", "a2", "c2", "\"content\":\"y\""),
        said("a3", "r2", "done"));

    List<ProviderUsage> usage = read.main.all(ProviderUsage.class);
    assertThat(usage).hasSize(2);
    assertThat(usage.get(0).usageSummary().outputTokens()).isEqualTo(40);
    assertThat(usage.get(0).usageSummary().inputTokens()).isEqualTo(3);
    assertThat(usage.get(0).usageSummary().cachedTokens()).isEqualTo(100);
    assertThat(usage.get(0).usageSummary().cacheCreationTokens()).isEqualTo(20);
    assertThat(usage.get(0).model()).isEqualTo("claude-a");
    assertThat(read.main.transcript().openCalls()).isEmpty();
    assertThat(read.main.transcript().adjustments()).isEmpty();
  }

  @Test
  void keepsArgumentsAsTheyStand() {
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Bash", "{ \"n\": 1.0, \"s\":\"\\u00e9\" }"), 1));

    ToolCall call = read.main.all(ToolCall.class).get(0);
    assertThat(call.arguments()).isEqualTo("{ \"n\": 1.0, \"s\":\"\\u00e9\" }");
    assertThat(call.toolKind()).isEqualTo(ToolKind.SHELL);
  }

  @Test
  void keepsTheProofOfAThought() {
    String thought = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"zz\"}";
    ClaudeLines read = ClaudeLines.of(answer("a1", null, "m1", thought, 1));

    Reasoning reasoning = read.main.all(Reasoning.class).get(0);
    assertThat(reasoning.text()).isEqualTo("hm");
    assertThat(reasoning.item().text()).isEqualTo(thought);
    assertThat(reasoning.dialect()).isEqualTo("anthropic");
  }

  @Test
  void keepsAnUnknownBlockVerbatim() {
    String block = "{\"type\":\"hologram\",\"x\":[1, 2]}";
    ClaudeLines read = ClaudeLines.of(answer("a1", null, "m1", block, 1));

    assertThat(read.main.all(Unknown.class))
        .containsExactly(new Unknown("claude_code.hologram", block));
  }

  @Test
  void keepsAnUnknownLineVerbatim() {
    String unknown = line("of-tomorrow", "x1", null, "\"a\":1");
    ClaudeLines read = ClaudeLines.of(unknown);

    assertThat(read.main.all(Unknown.class))
        .containsExactly(new Unknown("claude_code.of_tomorrow", unknown));
  }

  @Test
  void readsAResultWithItsStructuredForm() {
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Bash", "{}"), 1),
        result("r1", "a1", "c1", "\"content\":\"Exit code 2\\nno\",\"is_error\":true"),
        answer("a2", "r1", "m2", call("c2", "Bash", "{}"), 1),
        line("user", "r2", "a2", """
            "toolUseResult":{"stdout":"ok","stderr":"careful","interrupted":false},\
            "message":{"content":[{"type":"tool_result","tool_use_id":"c2","content":"ok"}]}"""));

    List<ToolResult> results = read.main.all(ToolResult.class);
    assertThat(results.get(0).ok()).isFalse();
    assertThat(results.get(0).exitCode()).isEqualTo(2);
    assertThat(results.get(0).error().message()).isEqualTo("Exit code 2");
    assertThat(results.get(0).name()).isEqualTo("Bash");
    assertThat(results.get(1).ok()).isTrue();
    assertThat(results.get(1).output()).isEqualTo("ok");
    assertThat(results.get(1).data().text())
        .isEqualTo("{\"stderr\":\"careful\",\"interrupted\":false}");
  }

  @Test
  void keepsImagesOfAResult() {
    String image = "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AAAA\"}}";
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Shot", "{}"), 1),
        result(
            "r1", "a1", "c1", "\"content\":[{\"type\":\"text\",\"text\":\"took\"}," + image + "]"));

    ToolResult result = read.main.all(ToolResult.class).get(0);
    assertThat(result.output()).isEqualTo("took");
    assertThat(result.data().text()).isEqualTo("{\"content\":[" + image + "]}");
  }

  @Test
  void seesADeniedCall() {
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Bash", "{}"), 1), line("user", "r1", "a1", """
            "toolDenialKind":"user-rejected","message":{"content":[{"type":"tool_result",\
            "tool_use_id":"c1","content":"not now","is_error":true}]}"""));

    PermissionDecision decision = read.main.all(PermissionDecision.class).get(0);
    assertThat(decision.decision()).isEqualTo(Decision.DENY);
    assertThat(decision.callId()).isEqualTo("c1");
    assertThat(read.main.all(ToolResult.class).get(0).error().kind()).isEqualTo("denied");
  }

  @Test
  void separatesPromptsFromWhatTheClientPutsThere() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "<ide_opened_file>a.c</ide_opened_file>fix it"),
        user(
            "u2",
            "u1",
            "<command-message>do</command-message>\\n"
                + "<command-name>/do</command-name><command-args>now</command-args>"),
        user("u3", "u2", "<command-name>/model</command-name>"),
        user("u4", "u3", "<local-command-stdout>set</local-command-stdout>"),
        user("u5", "u4", "<bash-input>ls</bash-input>"),
        user("u6", "u5", "<bash-stdout>a.c</bash-stdout><bash-stderr></bash-stderr>"),
        user("u7", "u6", "expanded").replace("\"cwd\"", "\"isMeta\":true,\"cwd\""),
        user("u8", "u7", "[Request interrupted by user]"));

    assertThat(read.main.all(UserMessage.class))
        .extracting(UserMessage::text)
        .containsExactly("fix it", "/do now", "!ls");
    assertThat(read.main.all(SystemMessage.class))
        .extracting(SystemMessage::text)
        .containsExactly(
            "<ide_opened_file>a.c</ide_opened_file>",
            "<bash-stdout>a.c</bash-stdout><bash-stderr></bash-stderr>",
            "expanded");
    assertThat(read.main.all(TurnFailed.class))
        .extracting(TurnFailed::terminalStatus)
        .containsExactly("interrupted");
    assertThat(read.main.all(Unknown.class))
        .extracting(Unknown::type)
        .containsExactly("claude_code.local_command", "claude_code.local_command_output");
  }

  @Test
  void takesASteeringTextOnce() {
    String queued = line(
        "attachment",
        "q1",
        "a1",
        "\"attachment\":{\"type\":\"queued_command\",\"prompt\":\"the parser first\"}");
    String removed = "{\"type\":\"queue-operation\",\"operation\":\"remove\",\"content\":"
        + "\"the parser first\",\"sessionId\":\"" + SESSION + "\"}";
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "go"),
        said("a1", "u1", "going"),
        removed,
        queued,
        said("a2", "q1", "yes"));

    assertThat(texts(read.main)).containsExactly("go", "going", "the parser first", "yes");
  }

  @Test
  void putsSideLinesIntoASessionOfTheirOwn() {
    String task = call(
        "c1", "Task", "{\"prompt\":\"look\",\"description\":\"a look\",\"subagent_type\":\"x\"}");
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "go"),
        answer("a1", "u1", "m1", task, 1),
        user("s1", null, "look").replace("Sidechain\":false", "Sidechain\":true"),
        said("s2", "s1", "seen").replace("Sidechain\":false", "Sidechain\":true"),
        result("r1", "a1", "c1", "\"content\":\"seen\""));

    assertThat(read.children.keySet()).containsExactly("sidechain-s1");
    assertThat(texts(read.children.get("sidechain-s1"))).containsExactly("look", "seen");
    List<SubagentEvent> events = read.main.all(SubagentEvent.class);
    assertThat(events)
        .extracting(SubagentEvent::event)
        .containsExactly(SubagentPhase.STARTED, SubagentPhase.FINISHED);
    assertThat(events)
        .allMatch(event -> "sidechain-s1".equals(event.childSessionId())
            && "a look".equals(event.task())
            && "x".equals(event.agent()));
    assertThat(texts(read.main)).containsExactly("go", "", "seen");
  }

  @Test
  void aSideLineThatAnswersACallOfTheTrunkIsTheTrunks() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "go"),
        answer("a1", "u1", "m1", call("c1", "Read", "{}"), 1),
        result("r1", "a1", "c1", "\"content\":\"seen\"")
            .replace("Sidechain\":false", "Sidechain\":true"));

    assertThat(read.children).isEmpty();
    assertThat(texts(read.main)).containsExactly("go", "", "seen");
  }

  @Test
  void linksAnAgentWithAFileOfItsOwn() {
    String progress = line("progress", "p1", "a1", """
        "parentToolUseID":"c1","data":{"type":"agent_progress","agentId":"1f",\
        "message":{"uuid":"z1","message":{"content":"long"}}}""");
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Agent", "{\"prompt\":\"look\"}"), 1),
        progress,
        line("user", "r1", "a1", """
            "toolUseResult":{"agentId":"1f","status":"completed","totalDurationMs":900,\
            "totalTokens":7},"message":{"content":[{"type":"tool_result","tool_use_id":"c1",\
            "content":"seen"}]}"""));

    List<SubagentEvent> events = read.main.all(SubagentEvent.class);
    assertThat(events)
        .extracting(SubagentEvent::childSessionId)
        .containsExactly("agent-1f", "agent-1f");
    assertThat(events.get(1).elapsedMs()).isEqualTo(900);
    assertThat(read.main.all(Unknown.class).get(0).data().text())
        .contains("z1")
        .doesNotContain("long");
  }

  @Test
  void endsAnAgentInTheBackgroundWithItsNotification() {
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Task", "{\"prompt\":\"look\"}"), 1),
        line("user", "r1", "a1", """
            "toolUseResult":{"agentId":"1f","status":"async_launched"},"message":{"content":[\
            {"type":"tool_result","tool_use_id":"c1","content":"launched"}]}"""),
        user(
            "u2",
            "r1",
            "<task-notification><task-id>1f</task-id><status>failed</status>"
                + "</task-notification>"));

    assertThat(read.main.all(SubagentEvent.class))
        .extracting(SubagentEvent::event)
        .containsExactly(SubagentPhase.STARTED, SubagentPhase.FAILED);
  }

  @Test
  void linksAWorkflowWithItsJournalAndThatWithItsAgents() {
    ClaudeLines trunk = ClaudeLines.of(
        answer("a1", null, "m1", call("c1", "Workflow", "{\"script\":\"x\"}"), 1),
        line("user", "r1", "a1", """
            "toolUseResult":{"status":"async_launched","runId":"wf_7","taskId":"t7"},\
            "message":{"content":[{"type":"tool_result","tool_use_id":"c1","content":"ok"}]}"""),
        user(
            "u2",
            "r1",
            "<task-notification><task-id>t7</task-id><status>completed</status>"
                + "</task-notification>"));
    ClaudeLines journal = ClaudeLines.named(
        "x/workflows/wf_7/journal.jsonl",
        "{\"type\":\"started\",\"key\":\"k\",\"agentId\":\"1f\"}",
        "{\"type\":\"result\",\"key\":\"k\",\"agentId\":\"1f\",\"result\":\"swept\"}");

    assertThat(trunk.main.all(SubagentEvent.class))
        .extracting(SubagentEvent::event)
        .containsExactly(SubagentPhase.STARTED, SubagentPhase.FINISHED);
    assertThat(trunk.main.all(SubagentEvent.class))
        .extracting(SubagentEvent::childSessionId)
        .containsOnly("wf__7");
    assertThat(journal.main.all(SubagentEvent.class))
        .extracting(SubagentEvent::childSessionId)
        .containsExactly("agent-1f", "agent-1f");
    assertThat(journal.main.all(SubagentEvent.class).get(1).summary()).isEqualTo("swept");
  }

  @Test
  void leavesTheBranchThatAPromptGoesBackBehind() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "start"),
        said("a1", "u1", "ready"),
        user("u2", "a1", "first"),
        said("a2", "u2", "one"),
        user("u3", "a1", "second"),
        said("a3", "u3", "two"));

    // 0 started, 1 u1, 2 a1, 3 its cost, 4 u2, 5 a2, 6 its cost
    assertThat(read.main.all(BranchSwitched.class))
        .extracting(BranchSwitched::kept)
        .containsExactly(List.of(new SeqRange(0, 3), new SeqRange(6, 6)));
    assertThat(texts(read.main)).containsExactly("start", "ready", "second", "two");
  }

  @Test
  void returnsToABranchThatAnAnswerContinues() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "start"),
        said("a1", "u1", "ready"),
        user("u2", "a1", "first"),
        said("a2", "u2", "one"),
        user("u3", "a1", "second"),
        said("a4", "a2", "more of one"));

    List<BranchSwitched> switched = read.main.all(BranchSwitched.class);
    assertThat(switched).hasSize(2);
    // 7 is the first switch, 8 u3
    assertThat(switched.get(1).kept()).containsExactly(new SeqRange(0, 7));
    assertThat(texts(read.main)).containsExactly("start", "ready", "first", "one", "more of one");
  }

  @Test
  void takesParallelResultsForNoBranch() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "go"),
        answer("a1", "u1", "m1", call("c1", "Read", "{}"), 1),
        answer("a2", "a1", "m1", call("c2", "Read", "{}"), 2),
        result("r1", "a1", "c1", "\"content\":\"x\""),
        result("r2", "a2", "c2", "\"content\":\"y\""),
        user("u2", "r1", "next"),
        said("a3", "u2", "done"));

    assertThat(read.main.all(BranchSwitched.class)).isEmpty();
    assertThat(read.main.transcript().messages()).hasSize(6);
  }

  @Test
  void takesLinesWithoutParentsForNoBranches() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "a"), said("a1", null, "b"), user("u2", null, "c"), said("a2", null, "d"));

    assertThat(read.main.all(BranchSwitched.class)).isEmpty();
    assertThat(texts(read.main)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void putsASummaryInThePlaceOfWhatItStandsFor() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "a"),
        said("a1", "u1", "b"),
        line(
            "system",
            "b1",
            null,
            "\"subtype\":\"compact_boundary\",\"logicalParentUuid\":\"a1\","
                + "\"compactMetadata\":{\"trigger\":\"auto\"}"),
        user("s1", "b1", "in short").replace("\"cwd\"", "\"isCompactSummary\":true,\"cwd\""),
        user("u2", "s1", "on"),
        said("a2", "u2", "yes"));

    assertThat(texts(read.main)).containsExactly("in short", "on", "yes");
    assertThat(read.main.all(HistoryCompaction.class).get(0).trigger())
        .isEqualTo(new CompactionTrigger("auto"));
    assertThat(read.main.all(BranchSwitched.class)).isEmpty();
  }

  @Test
  void keepsWhatACompactionPreserved() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "a"),
        said("a1", "u1", "b"),
        user("u2", "a1", "c"),
        line(
            "system",
            "b1",
            null,
            "\"subtype\":\"compact_boundary\",\"logicalParentUuid\":\"u2\","
                + "\"compactMetadata\":{\"preservedMessages\":{\"uuids\":[\"u2\"]}}"),
        user("s1", "b1", "in short").replace("\"cwd\"", "\"isCompactSummary\":true,\"cwd\""),
        user("u2", "s1", "c"),
        said("a2", "u2", "yes"));

    assertThat(texts(read.main)).containsExactly("in short", "c", "yes");
    assertThat(read.main.all(BranchSwitched.class)).isEmpty();
  }

  @Test
  void takesOverAMessageThatIsWrittenAgainBehindTheSummary() {
    ClaudeLines read = ClaudeLines.of(
        user("u1", null, "a"),
        said("a1", "u1", "b"),
        user("u2", "a1", "c"),
        line("system", "b1", null, "\"subtype\":\"compact_boundary\""),
        user("s1", "b1", "in short").replace("\"cwd\"", "\"isCompactSummary\":true,\"cwd\""),
        user("u2", "s1", "c"),
        said("a2", "u2", "yes"));

    assertThat(texts(read.main)).containsExactly("in short", "c", "yes");
  }

  @Test
  void readsACopyOfHistoryOnce() {
    String first = user("u1", null, "a");
    String second = said("a1", "u1", "b");
    ClaudeLines read = ClaudeLines.of(
        first,
        second,
        first.replace(SESSION, "other"),
        second.replace(SESSION, "other"),
        user("u2", "a1", "c"),
        user("u2", "a1", "not c"));

    assertThat(texts(read.main)).containsExactly("a", "b", "c", "not c");
    assertThat(read.main.all(Note.class))
        .extracting(Note::kind)
        .filteredOn(kind -> String.valueOf(kind).startsWith("repeated"))
        .containsExactly("repeated_line", "repeated_line", "repeated_id");
    assertThat(read.main.all(ProviderUsage.class)).hasSize(1);
  }

  @Test
  void readsAnAnswerThatTheClientMadeAsAFailure() {
    ClaudeLines read = ClaudeLines.of(line("assistant", "a1", null, """
        "isApiErrorMessage":true,"error":"rate_limit","message":{"model":"<synthetic>",\
        "content":[{"type":"text","text":"You've hit your weekly limit"}],\
        "usage":{"input_tokens":0,"output_tokens":0}}"""));

    assertThat(read.main.all(TurnFailed.class).get(0).errorKind()).isEqualTo("rate_limit");
    assertThat(read.main.all(UsageLimitHit.class).get(0).raw()).contains("weekly limit");
    assertThat(read.main.all(AssistantMessage.class)).isEmpty();
    assertThat(read.main.all(ProviderUsage.class)).isEmpty();
  }

  @Test
  void pairsCallsWithoutIdentifiersByTheirLine() {
    ClaudeLines read = ClaudeLines.of(
        answer("a1", null, "m1", "{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":{}}", 1),
        line("user", "r1", "a1", """
            "sourceToolAssistantUUID":"a1","message":{"content":[{"type":"tool_result",\
            "content":"ok"}]}"""));

    assertThat(read.main.transcript().openCalls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":5,\"uuid\":[],\"message\":7}",
        "{\"type\":\"user\",\"message\":\"error\"}",
        "{\"type\":\"user\",\"uuid\":\"a\",\"parentUuid\":\"a\",\"message\":{\"content\":[1]}}",
        "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"tool_use\"},[],null]}}",
        "{\"type\":\"assistant\",\"message\":{\"usage\":{\"output_tokens\":-1},\"content\":\"\"}}",
        "{\"type\":\"system\",\"subtype\":\"api_error\",\"error\":\"x\",\"retryAttempt\":-3}",
        "{\"type\":\"attachment\",\"attachment\":3}",
        "{\"type\":\"attachment\",\"attachment\":{\"type\":\"queued_command\",\"prompt\":{}}}",
        "{\"type\":\"progress\",\"data\":{\"type\":\"agent_progress\",\"agentId\":\"\"}}",
        "{\"type\":\"queue-operation\",\"operation\":\"remove\",\"content\":{}}",
        "{\"type\":\"user\",\"isCompactSummary\":true,\"message\":{}}"
      })
  void keepsALineOfAnotherShape(String line) {
    ClaudeLines read = ClaudeLines.of(user("u1", null, "hi"), line);

    assertThat(read.main.entries).hasSizeGreaterThan(2);
  }
}
