package dev.daybook.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.Content;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters for failures and agents, and the values that filters can name. */
class SearchFilterTest {

  private static final SearchQuery WORD = SearchQuery.literal("word");

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private void create(String id, SessionEvent... events) {
    daybook.createSession(id, List.of(events));
  }

  private List<Long> seqs(SearchQuery query) {
    List<Long> seqs = new ArrayList<>();
    daybook.search(query, hit -> seqs.add(hit.seq()));
    return seqs;
  }

  private void change(String session, UnaryOperator<String> change) throws Exception {
    Path file = daybook.file(session);
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private static AgentMessage said(
      Role role, @Nullable StopReason stop, @Nullable Boolean isError) {
    return AgentMessage.builder()
        .role(role)
        .content(List.of(Content.text("a word")))
        .stopReason(stop)
        .isError(isError)
        .toolCallId(role.equals(Role.TOOL) ? "c" : null)
        .build();
  }

  private static ToolExecutionEnd executed(boolean isError) {
    ToolOutput output = new ToolOutput(List.of(Content.text("a word")), null, null);
    return new ToolExecutionEnd("s.a.1", "c", "bash", output, isError);
  }

  @Test
  void failuresAreThoseThatTheEntriesSay() {
    create(
        "s",
        new UserMessage("word"),
        ToolResult.ok("c", "word"),
        new ToolResult("c", false, "word", null),
        ToolResult.failed("c", new ErrorInfo("word", "word")),
        new ToolResult("c", null, "word", new ErrorInfo("x", "y")),
        new ToolResult("c", null, "word", null),
        executed(false),
        executed(true),
        new MessageEnd("s.a.1", said(Role.TOOL, null, true)),
        new MessageEnd("s.a.1", said(Role.TOOL, null, false)),
        new MessageEnd("s.a.1", said(Role.ASSISTANT, StopReason.ERROR, null)),
        new TurnEnd("s.a.1", said(Role.ASSISTANT, StopReason.ERROR, null), Usage.NONE, List.of()),
        new TurnEnd("s.a.1", said(Role.ASSISTANT, StopReason.STOP, null), Usage.NONE, List.of()),
        new InferenceFailed(1, new ErrorInfo("word", "word")),
        new TurnFailed("word", "x", "y", null, List.of()));
    assertThat(seqs(WORD.withFailures(true)))
        .containsExactly(2L, 3L, 4L, 7L, 8L, 10L, 11L, 13L, 14L);
    assertThat(seqs(WORD.withFailures(true).withTypes(Set.of("tool_result"))))
        .containsExactly(2L, 3L, 4L);
    assertThat(seqs(WORD.withFailures(true).withTypes(Set.of("user_message")))).isEmpty();
    assertThat(seqs(WORD.withFailures(true).withFailures(false))).hasSize(15);
  }

  @Test
  void aFailureWithoutAChecksumIsOneAndADamagedOneIsNone() throws Exception {
    create("s", new ToolResult("c", false, "word", null), new ToolResult("d", false, "word", null));
    change(
        "s", lines -> lines.replaceFirst(",\"crc\":\"[0-9a-f]{8}\"", "").replace("\"d\"", "\"e\""));
    assertThat(seqs(WORD.withFailures(true))).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource({"claude-code, 1", "Claude Code, 1", "claude*, 1", "OPUS*, 1", "claud, 0", "*, 1"})
  void anAgentIsNamedInTheFormsOfUsage(String given, int hits) {
    create(
        "s",
        SessionStarted.builder().agentName("Claude Code").model("opus-5").build(),
        new UserMessage("word"));
    create("nameless", new UserMessage("word"));
    SearchTotals totals = daybook.search(WORD.withAgents(Set.of(given)), hit -> true);
    assertThat(totals.hits()).isEqualTo(hits);
    assertThat(totals.agents()).isEqualTo(Map.of("Claude Code", 1L));
    assertThat(totals.otherSessions()).isEqualTo(2 - hits);
    assertThat(totals.unknownAgents()).isZero();
  }

  @Test
  void aDamagedLineNamesNoAgentAndIsNotPassedOverInSilence() throws Exception {
    create("s", SessionStarted.builder().agentName("coder").build(), new UserMessage("word"));
    change("s", lines -> lines.replace("coder", "codex"));
    for (String agent : List.of("coder", "codex")) {
      SearchTotals totals = daybook.search(WORD.withAgents(Set.of(agent)), hit -> true);
      assertThat(totals.hits()).as(agent).isZero();
      assertThat(totals.unknownAgents()).as(agent).isEqualTo(1);
      assertThat(totals.otherSessions()).as(agent).isEqualTo(1);
    }
    assertThat(daybook.search(WORD, hit -> true).unknownAgents()).isZero();
  }

  @Test
  void damageBehindALineThatNamesTheAgentLeavesItKnown() throws Exception {
    create("s", SessionStarted.builder().agentName("coder").build(), new UserMessage("word"));
    change("s", lines -> lines.replace("word", "words"));
    SearchTotals totals = daybook.search(WORD.withAgents(Set.of("other")), hit -> true);
    assertThat(totals.unknownAgents()).isZero();
  }

  @Test
  void aLineWithoutAChecksumNamesTheAgent() throws Exception {
    create("s", SessionStarted.builder().agentName("coder").build(), new UserMessage("word"));
    change("s", lines -> lines.replaceFirst(",\"crc\":\"[0-9a-f]{8}\"", ""));
    assertThat(seqs(WORD.withAgents(Set.of("coder")))).containsExactly(1L);
  }

  @Test
  void aLineThatIsNoJsonThoughItsChecksumIsRightIsPassedOver() throws Exception {
    create("s", SessionStarted.builder().agentName("coder").build(), new UserMessage("word"));
    change("s", lines -> {
      String first = lines.substring(0, lines.indexOf('\n'));
      return lines.replace(
          first, withChecksum(first.replaceFirst("\"data\".*", "\"data\":]]]]]]")));
    });
    SearchTotals totals = daybook.search(WORD.withAgents(Set.of("other")), hit -> true);
    assertThat(totals.unknownAgents()).isEqualTo(1);
    assertThat(daybook.searchValues(WORD).types()).isEqualTo(Map.of("user_message", 1L));
  }

  private static String withChecksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return body + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
  }

  @Test
  void theValuesThatFiltersCanNameAreCounted() {
    create(
        "s",
        SessionStarted.builder().agentName("coder").build(),
        new ToolCall("c", "bash", "{}"),
        ToolResult.ok("c", "fine"));
    create("t", new UserMessage("word"));
    SearchValues all = daybook.searchValues(WORD.withTypes(Set.of("none")));
    assertThat(all.types())
        .isEqualTo(
            Map.of("session_started", 1L, "tool_call", 1L, "tool_result", 1L, "user_message", 1L));
    assertThat(all.roles()).isEqualTo(Map.of("assistant", 1L, "tool", 1L, "user", 1L));
    assertThat(all.tools()).isEqualTo(Map.of("bash", 1L));
    assertThat(all.toolKinds()).isEqualTo(Map.of("shell", 1L));
    assertThat(daybook.searchValues(WORD.withSessionPrefix("t")).types())
        .isEqualTo(Map.of("user_message", 1L));
    assertThat(daybook.searchValues(WORD.withAgents(Set.of("coder"))).types())
        .doesNotContainKey("user_message");
  }
}
