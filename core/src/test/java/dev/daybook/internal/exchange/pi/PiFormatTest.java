package dev.daybook.internal.exchange.pi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.SessionId;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.EndKind;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiFormatTest {

  private static final String HEADER = """
      {"type":"session","version":3,"id":"s-1","timestamp":"2026-02-03T22:03:00.318Z","cwd":"/w"}""";

  private static String entry(String id, String parent, String rest) {
    String parentId = parent.isEmpty() ? "null" : "\"" + parent + "\"";
    return "{\"id\":\"" + id + "\",\"parentId\":" + parentId
        + ",\"timestamp\":\"2026-02-03T22:04:00Z\"," + rest + "}";
  }

  private static String user(String id, String parent, String text) {
    return entry(
        id,
        parent,
        "\"type\":\"message\",\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}");
  }

  private static String message(String id, String parent, String message) {
    return entry(id, parent, "\"type\":\"message\",\"message\":" + message);
  }

  @Test
  void theHeaderStartsTheSession() {
    PiLines read = PiLines.of(
        HEADER,
        entry("a", "", "\"type\":\"model_change\",\"provider\":\"p\",\"modelId\":\"m-1\""),
        entry("b", "a", "\"type\":\"session_info\",\"name\":\"Fix it\""));
    assertThat(read.format.name()).isEqualTo("pi");
    assertThat(read.name).isEqualTo("s-1");
    assertThat(read.started.title()).isEqualTo("Fix it");
    assertThat(read.started.model()).isEqualTo("m-1");
    assertThat(read.started.providerName()).isEqualTo("p");
    assertThat(read.started.cwd()).isEqualTo("/w");
    assertThat(read.started.backfilled()).isTrue();
    assertThat(read.of(Unknown.class))
        .extracting(Unknown::type)
        .containsExactly("pi.session", "pi.model_change", "pi.session_info");
  }

  @Test
  void aHeaderNeedsItsFolderAlone() {
    PiLines read = PiLines.of("{\"type\":\"session\",\"cwd\":\"/w\"}", user("a", "", "go"));
    assertThat(read.format.name()).isEqualTo("pi");
    assertThat(read.name).isNull();
    assertThat(read.texts()).containsExactly("go");
  }

  @Test
  void anAnswerIsItsThoughtsTextCallsAndCost() {
    PiLines read =
        PiLines.of(HEADER, user("a", "", "go"), message("b", "a", """
            {"role":"assistant","api":"messages","provider":"p","model":"m-1","responseId":"r-1",\
            "content":[{"type":"thinking","thinking":"hm","thinkingSignature":"sig"},\
            {"type":"text","text":"one"},{"type":"text","text":"two"},\
            {"type":"toolCall","id":"c","name":"bash","arguments":{"command": "ls"}}],\
            "usage":{"input":3,"output":9,"cacheRead":5,"cacheWrite":7,"totalTokens":24,\
            "cost":{"total":0.5}},"stopReason":"toolUse"}"""), message("d", "b", """
            {"role":"toolResult","toolCallId":"c","toolName":"bash","isError":false,\
            "content":[{"type":"text","text":"x"},{"type":"image","data":"AAAA",\
            "mimeType":"image/png"}],"details":{"n":1}}"""));
    Reasoning thought = read.of(Reasoning.class).get(0);
    assertThat(thought.text()).isEqualTo("hm");
    assertThat(thought.item())
        .isEqualTo(
            new Json("{\"type\":\"thinking\",\"thinking\":\"hm\",\"thinkingSignature\":\"sig\"}"));
    AssistantMessage answer = read.of(AssistantMessage.class).get(0);
    assertThat(answer.text()).isEqualTo("one\ntwo");
    assertThat(answer.messageId()).isEqualTo("r-1");
    assertThat(read.of(ToolCall.class))
        .containsExactly(new ToolCall("c", "bash", "{\"command\": \"ls\"}", ToolKind.SHELL));
    ProviderUsage usage = read.of(ProviderUsage.class).get(0);
    assertThat(usage.model()).isEqualTo("m-1");
    assertThat(usage.usageSummary()).isEqualTo(new UsageSummary(3L, 9L, 5L, 7L, null, 24L, 0.5));
    ToolResult result = read.of(ToolResult.class).get(0);
    assertThat(result.ok()).isTrue();
    assertThat(result.output()).isEqualTo("x\n[image image/png]");
    assertThat(result.data()).isEqualTo(new Json("{\"n\":1}"));
    assertThat(read.texts()).containsExactly("go", "one\ntwo", "x\n[image image/png]");
    assertThat(read.transcript().adjustments()).isEmpty();
    assertThat(read.times).contains(Instant.parse("2026-02-03T22:04:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"aborted, interrupted", "error, failed"})
  void anAnswerThatWasCutOffIsAFailedTurn(String stop, String status) {
    PiLines read = PiLines.of(
        HEADER,
        user("a", "", "go"),
        message(
            "b",
            "a",
            "{\"role\":\"assistant\",\"content\":[],\"stopReason\":\"" + stop
                + "\",\"errorMessage\":\"no\"}"));
    assertThat(read.of(AssistantMessage.class)).isEmpty();
    TurnFailed failed = read.of(TurnFailed.class).get(0);
    assertThat(failed.terminalStatus()).isEqualTo(status);
    assertThat(failed.errorKind()).isEqualTo(stop);
    assertThat(failed.errorMessage()).isEqualTo("no");
  }

  @Test
  void anOlderParentSwitchesTheBranch() {
    PiLines read = PiLines.of(
        HEADER,
        user("a", "", "one"),
        user("b", "a", "two"),
        user("c", "a", "three"),
        user("d", "b", "four"),
        user("e", "", "five"));
    assertThat(read.of(BranchSwitched.class))
        .extracting(BranchSwitched::kept)
        .containsExactly(
            List.of(new SeqRange(0, 2)), List.of(new SeqRange(0, 3)), List.of(new SeqRange(0, 1)));
    assertThat(read.texts()).containsExactly("five");
    assertThat(PiLines.of(
                HEADER,
                user("a", "", "one"),
                user("b", "a", "two"),
                user("c", "a", "three"),
                user("d", "b", "four"))
            .texts())
        .containsExactly("one", "two", "four");
  }

  @Test
  void anItemWhoseParentWasLostGoesOn() {
    PiLines read = PiLines.of(HEADER, user("a", "", "one"), "torn {", user("c", "b", "three"));
    assertThat(read.of(BranchSwitched.class)).isEmpty();
    assertThat(read.texts()).containsExactly("one", "three");
  }

  @Test
  void aRepeatedItemCountsOnceAndIsNoted() {
    String again = user("b", "a", "two");
    PiLines read = PiLines.of(HEADER, user("a", "", "one"), again, user("c", "b", "three"), again);
    assertThat(read.texts()).containsExactly("one", "two", "three");
    assertThat(read.of(Note.class)).extracting(Note::kind).containsExactly("import_repeated");
  }

  @Test
  void aCompactionKeepsWhatComesFromItsFirstEntryOn() {
    PiLines read = PiLines.of(
        HEADER,
        user("a", "", "one"),
        user("b", "a", "two"),
        entry(
            "c",
            "b",
            "\"type\":\"compaction\",\"summary\":\"sum\",\"firstKeptEntryId\":\"b\","
                + "\"tokensBefore\":9"),
        user("d", "c", "three"));
    assertThat(read.of(HistoryCompaction.class).get(0).range()).isEqualTo(new SeqRange(0, 2));
    assertThat(read.texts()).containsExactly("sum", "two", "three");
    assertThat(read.of(Unknown.class))
        .contains(new Unknown("pi.compaction", new Json("{\"tokensBefore\":9}")));
  }

  @Test
  void aFileWithoutIdsIsOneLine() {
    String first = "{\"type\":\"message\",\"message\":{\"role\":\"user\",\"content\":\"one\"}}";
    PiLines read = PiLines.of(
        "{\"type\":\"session\",\"id\":\"s-1\",\"timestamp\":\"2026-02-03T22:03:00Z\",\"cwd\":\"/w\","
            + "\"provider\":\"p\",\"modelId\":\"m\",\"thinkingLevel\":\"high\"}",
        first,
        first.replace("one", "two"),
        "{\"type\":\"compaction\",\"summary\":\"sum\",\"firstKeptEntryIndex\":2}",
        first.replace("one", "three"));
    assertThat(read.started.model()).isEqualTo("m");
    assertThat(read.of(InferenceSettingsChanged.class))
        .containsExactly(new InferenceSettingsChanged(new InferenceSettings(ThinkingLevel.HIGH)));
    assertThat(read.texts()).containsExactly("sum", "two", "three");
  }

  @Test
  void aCommandOfTheUserIsACallUnlessItIsKeptFromTheModel() {
    String shell = "{\"role\":\"bashExecution\",\"command\":\"ls \\\"x\\\"\",\"output\":\"f\","
        + "\"exitCode\":1,\"cancelled\":false}";
    PiLines read = PiLines.of(
        HEADER,
        message("a", "", shell),
        message("b", "a", shell.replace("false", "false,\"excludeFromContext\":true")));
    ToolCall call = read.of(ToolCall.class).get(0);
    assertThat(call.name()).isEqualTo("user_shell");
    assertThat(call.arguments()).isEqualTo("{\"command\":\"ls \\\"x\\\"\"}");
    ToolResult result = read.of(ToolResult.class).get(0);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.ok()).isFalse();
    assertThat(read.of(ToolCall.class)).hasSize(1);
    assertThat(read.of(Unknown.class))
        .extracting(Unknown::type)
        .containsExactly("pi.session", "pi.bash_execution");
  }

  @Test
  void imagesExtensionsAndUnknownBlocksAreKept() {
    PiLines read = PiLines.of(
        HEADER,
        message(
            "a",
            "",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"see\"},"
                + "{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"},"
                + "{\"type\":\"newBlock\",\"x\":1}]}"),
        entry(
            "b",
            "a",
            "\"type\":\"custom_message\",\"customType\":\"ext\",\"content\":\"hint\","
                + "\"display\":true"),
        entry("c", "b", "\"type\":\"newKind\""));
    UserMessage said = read.of(UserMessage.class).get(0);
    assertThat(said.resources())
        .containsExactly(
            Resource.builder().kind("image").mimeType("image/png").sizeBytes(3L).build());
    assertThat(read.of(SystemMessage.class)).containsExactly(new SystemMessage("hint"));
    assertThat(read.of(Unknown.class))
        .extracting(Unknown::type)
        .containsExactly("pi.session", "pi.new_block", "pi.custom_message", "pi.new_kind");
  }

  @Test
  void aForkNamesItsParentAndRepeatsWhatThatCost() {
    String answer =
        "{\"role\":\"assistant\",\"content\":\"x\",\"usage\":{\"input\":1,\"output\":2}}";
    PiLines read = PiLines.of(
        HEADER.replace("\"cwd\"", "\"parentSession\":\"/p.jsonl\",\"cwd\""),
        message("a", "", answer).replace("22:04:00", "22:02:00"),
        message("b", "a", answer));
    assertThat(read.of(ProviderUsage.class)).hasSize(2);
    assertThat(read.of(SessionFork.class))
        .extracting(SessionFork::parentSessionId)
        .containsExactly("p");
    String before = "\"branchedFrom\":\"C:\\\\pi\\\\2026-01-01T00-00-00Z_s-0.jsonl\",\"cwd\"";
    PiLines old = PiLines.of(HEADER.replace("\"cwd\"", before));
    assertThat(old.of(SessionFork.class).get(0).parentSessionId()).isEqualTo("s-0");
  }

  @Test
  void theTitleLineInFrontIsOhMyPi() {
    String title = "{\"type\":\"title\",\"v\":1,\"title\":\"Fix it\",\"pad\":\"  \"}";
    String exit =
        "\"type\":\"custom\",\"customType\":\"session_exit\",\"data\":{\"kind\":\"normal\"}";
    PiLines read = PiLines.of(title, HEADER, user("a", "", "one"), entry("b", "a", exit));
    assertThat(read.format.name()).isEqualTo("oh-my-pi");
    assertThat(read.started.title()).isEqualTo("Fix it");
    assertThat(read.of(SessionEnded.class)).containsExactly(SessionEnded.normally());
    PiLines other = PiLines.of(
        title.replace("Fix it", "Another"), HEADER, user("a", "", "one"), entry("b", "a", exit));
    assertThat(other.events).isEqualTo(read.events);
    PiLines killed = PiLines.of(title, HEADER, entry("b", "", exit.replace("normal", "signal")));
    assertThat(killed.of(SessionEnded.class).get(0).reason().type()).isEqualTo(EndKind.INTERRUPTED);
  }

  @Test
  void aSubAgentsSessionIsNamedByItsParentAndItself() {
    PiLines parent = new PiLines(
        "/home/.omp/agent/sessions/-w-/2026-01-02T03-04-05-678Z_s-1.jsonl",
        HEADER + "\n"
            + message(
                "a",
                "",
                "{\"role\":\"toolResult\",\"toolCallId\":\"c\",\"toolName\":\"task\",\"content\":[],"
                    + "\"details\":{\"results\":[{\"id\":\"Scout\",\"agent\":\"scout\","
                    + "\"task\":\"look\",\"exitCode\":0,\"durationMs\":7}]}}"));
    PiLines child = new PiLines(
        "/home/.omp/agent/sessions/-w-/2026-01-02T03-04-05-678Z_s-1/Scout.jsonl",
        HEADER.replace("s-1", "s-2") + "\n"
            + entry("a", "", "\"type\":\"session_init\",\"systemPrompt\":[\"be\",\"brief\"]"));
    SubagentEvent ended = parent.of(SubagentEvent.class).get(0);
    assertThat(ended.event()).isEqualTo(SubagentPhase.FINISHED);
    assertThat(ended.subagentId()).isEqualTo("Scout");
    assertThat(child.name).isEqualTo("s-1.Scout");
    assertThat(ended.childSessionId()).isEqualTo(SessionId.encode("s-1.Scout"));
    assertThat(child.started.agentId()).isEqualTo("Scout");
    assertThat(child.started.systemPrompt()).isEqualTo("be\nbrief");
  }

  /** A reader throws nothing but what the importer takes for damage. */
  @Test
  void anyFileIsRead() {
    String whole = String.join(
        "\n",
        HEADER,
        user("a", "", "one"),
        message(
            "b",
            "a",
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\"},"
                + "{\"type\":\"toolCall\",\"id\":\"c\",\"name\":\"n\",\"arguments\":{}}],"
                + "\"usage\":{\"input\":1,\"cost\":{\"total\":2}},\"stopReason\":\"error\"}"),
        message("c", "b", "{\"role\":\"toolResult\",\"toolCallId\":\"c\",\"content\":\"x\"}"),
        message("d", "c", "{\"role\":\"bashExecution\",\"command\":\"x\",\"exitCode\":0}"),
        entry("e", "d", "\"type\":\"compaction\",\"firstKeptEntryId\":\"b\",\"summary\":\"s\""),
        entry("f", "a", "\"type\":\"thinking_level_change\",\"thinkingLevel\":\"low\""));
    String[] parts = {"null", "{}", "[]", "-1", "1e999", "\"\"", "\"a\"", "true", "[[{}]]"};
    Random random = new Random(5);
    int damaged = 0;
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        int colon = text.indexOf(":", random.nextInt(text.length()));
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
          text.replace(colon + 1, end, parts[random.nextInt(parts.length)]);
        }
      }
      PiLines read = new PiLines("/x.jsonl", text.toString());
      damaged += read.of(Note.class).size();
      assertThat(read.transcript().messages()).hasSizeLessThan(12);
    }
    assertThat(damaged).isPositive();
  }
}
