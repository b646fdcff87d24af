package dev.daybook.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Faults;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.check.Diagnosis;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Content;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Stamped;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Usage;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final UsageQuery BY_DAY = UsageQuery.byDay().withZone(ZoneOffset.UTC);

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

  private static Stamped at(Instant time, SessionEvent event) {
    return new Stamped(event, time, null);
  }

  private static ProviderUsage cost(@Nullable String model, UsageSummary summary) {
    return ProviderUsage.builder().model(model).usageSummary(summary).build();
  }

  private static UsageSummary tokens(long input, long output, @Nullable Double costUsd) {
    return UsageSummary.builder()
        .inputTokens(input)
        .outputTokens(output)
        .totalCostUsd(costUsd)
        .build();
  }

  private static SessionStarted started(String agent, String model) {
    return SessionStarted.builder().agentName(agent).model(model).build();
  }

  private static AssistantMessage asking(ToolCall... calls) {
    return new AssistantMessage("I look, \"there\"", List.of(calls));
  }

  private List<String> rows(UsageGrouping by) {
    return daybook.usage(BY_DAY.withBy(by)).rows().stream()
        .map(row -> row.key().orElse("?") + " " + row.inputTokens().orElse(-1) + " "
            + row.modelCalls() + " " + row.toolCalls() + " " + row.failedTools() + " "
            + row.sessions())
        .toList();
  }

  // --- what is by what

  @Test
  void aRootWithoutSessionsHasNoRows() {
    UsageReport report = daybook.usage(UsageQuery.byDay());
    assertThat(report.rows()).isEmpty();
    assertThat(report.sessions()).isZero();
    assertThat(report.total().inputTokens()).isEmpty();
    assertThat(report.total().costUsd()).isEmpty();
  }

  @Test
  void countsByEachOfThem() {
    daybook.createSession(
        "a",
        List.of(
            at(NOON, started("coder", "big")),
            at(NOON, asking(new ToolCall("1", "bash", "{}"), new ToolCall("2", "edit", "{}"))),
            at(NOON, cost("big", tokens(10, 1, 0.5))),
            at(NOON, ToolResult.ok("1", "fine")),
            at(NOON, ToolResult.failed("2", new ErrorInfo("x", "y"))),
            at(NOON.plus(Duration.ofDays(1)), cost("small", tokens(5, 1, null)))));
    daybook.createSession(
        "b",
        List.of(
            at(NOON, started("writer", "big")),
            at(NOON.plus(Duration.ofDays(7)), cost(null, tokens(100, 1, 0.1)))));
    assertThat(rows(UsageGrouping.DAY))
        .containsExactly("2026-11-30 10 1 2 1 1", "2026-12-01 5 1 0 0 1", "2026-12-07 100 1 0 0 1");
    assertThat(rows(UsageGrouping.WEEK))
        .containsExactly("2026-W49 15 2 2 1 1", "2026-W50 100 1 0 0 1");
    assertThat(rows(UsageGrouping.MONTH))
        .containsExactly("2026-11 10 1 2 1 1", "2026-12 105 2 0 0 2");
    assertThat(rows(UsageGrouping.MODEL)).containsExactly("big 110 2 2 1 2", "small 5 1 0 0 1");
    assertThat(rows(UsageGrouping.AGENT)).containsExactly("coder 15 2 2 1 1", "writer 100 1 0 0 1");
    assertThat(rows(UsageGrouping.TOOL)).containsExactly("bash -1 0 1 0 1", "edit -1 0 1 1 1");
    assertThat(rows(UsageGrouping.PROJECT)).containsExactly(root + " 115 3 2 1 2");
    assertThat(rows(UsageGrouping.SESSION)).containsExactly("a 15 2 2 1 1", "b 100 1 0 0 1");
    UsageReport all = daybook.usage(BY_DAY);
    assertThat(all.total().inputTokens()).hasValue(115);
    assertThat(all.total().sessions()).isEqualTo(2);
    assertThat(all.total().costUsd().orElseThrow()).isCloseTo(0.6, within(1e-9));
    assertThat(all.unpricedModels()).isEqualTo(Map.of("small", 1L));
  }

  @Test
  void aDayIsThatOfTheZone() {
    daybook.createSession(
        "s", List.of(at(Instant.parse("2026-11-30T23:30:00Z"), cost("m", tokens(1, 1, null)))));
    assertThat(rows(UsageGrouping.DAY)).containsExactly("2026-11-30 1 1 0 0 1");
    UsageReport inParis = daybook.usage(BY_DAY.withZone(ZoneId.of("Europe/Paris")));
    assertThat(inParis.rows().get(0).key()).contains("2026-12-01");
  }

  @Test
  void keepsToTheTimesThatAreAskedFor() {
    daybook.createSession(
        "s",
        List.of(
            at(NOON, cost("m", tokens(1, 1, null))),
            at(NOON.plusSeconds(60), cost("m", tokens(10, 1, null))),
            at(NOON.plusSeconds(120), cost("m", tokens(100, 1, null)))));
    UsageReport report =
        daybook.usage(BY_DAY.withFrom(NOON.plusSeconds(60)).withTo(NOON.plusSeconds(120)));
    assertThat(report.total().inputTokens()).hasValue(10);
    assertThat(report.total().activeTime()).isEqualTo(Duration.ofSeconds(60));
    UsageReport later = daybook.usage(BY_DAY.withFrom(NOON.plusSeconds(121)));
    assertThat(later.rows()).isEmpty();
    assertThat(later.sessionsWithoutTokens()).isZero();
  }

  @Test
  void keepsToAModelAnAgentAndSessions() {
    daybook.createSession("one", List.of(started("coder", "m-1"), cost("m-1", tokens(1, 1, null))));
    daybook.createSession(
        "two", List.of(started("writer", "m-2"), cost("m-2", tokens(10, 1, null))));
    assertThat(input(BY_DAY.withModel("m-1"))).hasValue(1);
    assertThat(input(BY_DAY.withModel("m-*"))).hasValue(11);
    assertThat(input(BY_DAY.withModel("m"))).isEmpty();
    assertThat(input(BY_DAY.withAgent("writer"))).hasValue(10);
    assertThat(input(BY_DAY.withSession("t"))).hasValue(10);
  }

  @Test
  void anAgentIsNamedInEitherCaseWithSpacesOrHyphens() {
    daybook.createSession(
        "s", List.of(started("Claude Code", "Big-1"), cost("Big-1", tokens(1, 1, null))));
    for (String agent : List.of("claude-code", "CLAUDE_CODE", "claude c*", "*")) {
      assertThat(input(BY_DAY.withAgent(agent))).as(agent).hasValue(1);
    }
    assertThat(input(BY_DAY.withModel("big_1"))).hasValue(1);
    UsageReport none = daybook.usage(BY_DAY.withAgent("claud").withModel("x"));
    assertThat(none.rows()).isEmpty();
    assertThat(none.agents()).isEqualTo(Map.of("Claude Code", 1L));
    assertThat(none.models()).isEqualTo(Map.of("Big-1", 1L));
  }

  @Test
  void aProjectIsTheFolderThatASessionWasRecordedIn() {
    String[] folders = {"/w/a", "/w/a", "/w/ab", "/w/p", "/w/p/core", null};
    for (int i = 0; i < folders.length; i++) {
      daybook.createSession(
          "s-" + i,
          List.of(SessionStarted.builder().cwd(folders[i]).build(), cost("m", tokens(1, 1, null))));
    }
    UsageQuery byProject = BY_DAY.withBy(UsageGrouping.PROJECT);
    assertThat(keys(byProject))
        .containsExactlyInAnyOrder("/w/a 2", "/w/ab 1", "/w/p 1", "/w/p/core 1", root + " 1");
    assertThat(keys(byProject.withProject("/w/p")))
        .containsExactlyInAnyOrder("/w/a 2", "/w/ab 1", "/w/p 3");
  }

  private List<String> keys(UsageQuery query) {
    return daybook.usage(query).rows().stream()
        .map(row -> row.key().orElse("?") + " " + row.sessions())
        .toList();
  }

  @Test
  void aSessionThatUsedNothingHasARow() {
    daybook.createSession("idle", List.of(at(NOON, started("coder", "m"))));
    daybook.createSession("busy", List.of(at(NOON, cost("m", tokens(1, 1, null)))));
    daybook.createSession("empty", List.of());
    UsageQuery bySession = BY_DAY.withBy(UsageGrouping.SESSION);
    assertThat(keys(bySession)).containsExactly("busy 1", "idle 1");
    assertThat(daybook.usage(bySession).total().sessions()).isEqualTo(2);
    assertThat(keys(bySession.withFrom(NOON.plusSeconds(1)))).isEmpty();
    assertThat(keys(bySession.withAgent("coder"))).isEmpty();
    assertThat(keys(BY_DAY.withBy(UsageGrouping.PROJECT))).containsExactly(root + " 2");
  }

  @Test
  void aCallAfterAReturnToAnEarlierEntryIsAnotherOne() {
    ToolCall call = new ToolCall("c", "bash", "{}");
    daybook.createSession("on", List.of(new UserMessage("a"), call, call));
    daybook.createSession(
        "back",
        List.of(
            new UserMessage("a"),
            call,
            new BranchSwitched(List.of(new SeqRange(0, 0)), "rewind"),
            call));
    assertThat(rows(UsageGrouping.SESSION))
        .containsExactlyInAnyOrder("on -1 0 1 0 1", "back -1 0 2 0 1");
  }

  @Test
  void aChoiceThatAskedNoModelIsNoCostOfTheSession() {
    daybook.createSession(
        "s",
        List.of(
            ProviderUsage.builder().model("m").build(),
            new ParallelLoopEnd("s", "s.a.1", 0, Usage.NONE)));
    UsageReport report = daybook.usage(BY_DAY);
    assertThat(report.total().modelCalls()).isEqualTo(1);
    assertThat(report.total().inputTokens()).isEmpty();
    assertThat(report.sessionsWithoutTokens()).isEqualTo(1);
    assertThat(report.unpricedModels()).isEmpty();
  }

  @Test
  void anIdIsOneSessionAndABeginningIsSeveral() {
    daybook.createSession("s-1", List.of(cost("m", tokens(1, 1, null))));
    daybook.createSession("s-10", List.of(cost("m", tokens(10, 1, null))));
    assertThat(input(BY_DAY.withSession("s-1"))).hasValue(1);
    assertThat(input(BY_DAY.withSession("s-"))).hasValue(11);
  }

  private OptionalLong input(UsageQuery query) {
    return daybook.usage(query).total().inputTokens();
  }

  @Test
  void activeIsTheTimeBetweenEntriesThatAreNearEachOther() {
    daybook.createSession(
        "s",
        List.of(
            at(NOON, new UserMessage("a")),
            at(NOON.plusSeconds(300), new UserMessage("b")),
            at(NOON.plusSeconds(601), new UserMessage("c")),
            at(NOON.plusSeconds(600), new UserMessage("the clock went back"))));
    assertThat(daybook.usage(BY_DAY).total().activeTime()).isEqualTo(Duration.ofSeconds(300));
    assertThat(
            daybook.usage(BY_DAY.withIdleAfter(Duration.ofSeconds(301))).total().activeTime())
        .isEqualTo(Duration.ofSeconds(601));
    assertThat(daybook.usage(BY_DAY).sessionsWithoutTokens()).isEqualTo(1);
  }

  @Test
  void anAnnotationIsNoActivity() {
    daybook.createSession(
        "s",
        List.of(
            at(NOON, new UserMessage("go")),
            at(NOON.plusSeconds(60), new UserMessage("on")),
            at(NOON.plusSeconds(120), new Note(NoteLevel.INFO, "seen", Note.ANNOTATION, null)),
            at(NOON.plusSeconds(100_000), new Note(NoteLevel.INFO, "own"))));
    assertThat(daybook.usage(BY_DAY).total().activeTime()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aFailureThatIsRecordedTwiceCountsOnce() {
    TurnFailed turn = new TurnFailed("failed", "x", "y", null, List.of());
    InferenceFailed call = new InferenceFailed(1, new ErrorInfo("x", "y"));
    daybook.createSession(
        "s", List.of(call, call, turn, new AssistantMessage("now"), turn, new UserMessage("?")));
    assertThat(daybook.usage(BY_DAY).total().failedCalls()).isEqualTo(3);
  }

  // --- prices

  @Test
  void pricesAreForCallsWithoutACost() {
    Prices prices = Prices.parse("{\"m-*\":{\"input\":1,\"output\":10,\"cache_read\":0.1},\n"
        + "\"m-big\":{\"input\":100,\"output\":1000}}");
    daybook.createSession(
        "s",
        List.of(
            cost("m-1", summary(1_000_000, 100_000, 500_000L, 1_600_000L)),
            cost("m-2", summary(1_000_000, 100_000, 500_000L, 1_100_000L)),
            cost("m-big", tokens(1_000, 0, null)),
            cost("m-1", tokens(1_000_000, 0, 7.0)),
            cost("other", tokens(3, 0, null))));
    UsageReport report = daybook.usage(BY_DAY.withBy(UsageGrouping.MODEL).withPrices(prices));
    Map<Optional<String>, Optional<Double>> costs = new HashMap<>();
    report.rows().forEach(row -> costs.put(row.key(), row.costUsd()));
    // a cache beside the input, and a recorded cost
    assertThat(costs.get(Optional.of("m-1")).orElseThrow())
        .isCloseTo(1 + 1 + 0.05 + 7, within(1e-9));
    // a cache that is a part of the input
    assertThat(costs.get(Optional.of("m-2")).orElseThrow()).isCloseTo(0.5 + 1 + 0.05, within(1e-9));
    assertThat(costs.get(Optional.of("m-big")).orElseThrow()).isCloseTo(0.1, within(1e-9));
    assertThat(costs.get(Optional.of("other"))).isEmpty();
    assertThat(report.unpricedModels()).isEqualTo(Map.of("other", 1L));
    assertThat(report.total().unpricedCalls()).isEqualTo(1);
  }

  private static UsageSummary summary(long input, long output, long cached, long total) {
    return new UsageSummary(input, output, cached, null, null, total, null);
  }

  @Test
  void aListOfPricesThatIsNoneIsRefused() {
    assertThat(kindOf("[]")).isEqualTo(Kind.INVALID_VALUE);
    assertThat(kindOf("{\"m\":{\"input\":1,")).isEqualTo(Kind.INVALID_JSON);
    assertThat(kindOf("{\"m\":{\"input\":1}}")).isEqualTo(Kind.MISSING_FIELD);
    assertThat(kindOf("{\"m\":{\"input\":\"1\",\"output\":1}}")).isEqualTo(Kind.INVALID_VALUE);
    assertThat(kindOf("{\"m\":{\"input\":-1,\"output\":1}}")).isEqualTo(Kind.INVALID_VALUE);
    assertThat(kindOf("{\"m\":{\"input\":1e999,\"output\":1}}")).isEqualTo(Kind.INVALID_VALUE);
    assertThat(kindOf("{\"m\":{\"input\":1,\"output\":1,\"cached\":1}}"))
        .isEqualTo(Kind.UNKNOWN_FIELD);
    assertThat(kindOf("{\"m\":{\"input\":1,\"input\":1,\"output\":1}}"))
        .isEqualTo(Kind.DUPLICATE_FIELD);
  }

  private static Kind kindOf(String prices) {
    return Faults.faultOf(() -> Prices.parse(prices)).kind();
  }

  // --- once

  @Test
  void aForkCountsWhatItAddedAlone() {
    daybook.createSession(
        "parent",
        List.of(
            at(NOON, started("coder", "m")),
            at(NOON, answered(10)),
            at(NOON, asking(new ToolCall("1", "bash", "{}"))),
            at(NOON.plusSeconds(9), ToolResult.failed("1", new ErrorInfo("x", "y")))));
    daybook.fork("parent", "child", ForkOptions.whole());
    daybook.fork("child", "grandchild", ForkOptions.whole());
    UsageReport report = daybook.usage(BY_DAY.withBy(UsageGrouping.SESSION));
    assertThat(report.total().inputTokens()).hasValue(10);
    assertThat(report.total().modelCalls()).isEqualTo(1);
    assertThat(report.total().toolCalls()).isEqualTo(2);
    assertThat(report.total().failedTools()).isEqualTo(1);
    assertThat(report.total().activeTime()).isEqualTo(Duration.ofSeconds(9));
    try (var child = daybook.openSession("child")) {
      child.recordSync(answered(5));
    }
    assertThat(daybook.diagnosis("child").usage().orElseThrow().usage().input()).isEqualTo(5);
    assertThat(rows(UsageGrouping.SESSION)).contains("child 5 1 1 0 1");
    // the agent and the model are those of the copies
    assertThat(rows(UsageGrouping.AGENT)).containsExactly("coder 15 2 3 1 2");
  }

  private static InferenceCompleted answered(long input) {
    return InferenceCompleted.builder()
        .durationMs(1)
        .message(Message.assistant("ok", new Message.Call("c" + input, "bash", "{}")))
        .inputTokens(input)
        .outputTokens(1L)
        .build();
  }

  @Test
  void aParentThatRepeatsWhatItsSubAgentUsedDoesNotCountIt() {
    ToolResult task = ToolResult.builder()
        .callId("1")
        .ok(true)
        .output("done")
        .data(new Json("{\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}"))
        .build();
    daybook.createSession(
        "parent",
        List.of(asking(new ToolCall("1", "task", "{}")), cost("m", tokens(1, 1, 1.0)), task));
    daybook.createSession("child", List.of(cost("m", tokens(100, 1, 2.0))));
    assertThat(daybook.usage(BY_DAY).total().inputTokens()).hasValue(101);
  }

  // --- as the check has it

  @Test
  void countsAsTheCheckDoes() {
    for (List<SessionEvent> events : sessions()) {
      String id = daybook.newSessionId();
      daybook.createSession(id, events);
      Diagnosis diagnosis = daybook.diagnosis(id);
      UsageRow total = daybook.usage(BY_DAY.withSession(id)).total();
      Optional<Usage> expected = diagnosis.usage().map(tally -> tally.usage());
      assertThat(total.inputTokens())
          .as("%s", events)
          .isEqualTo(optional(expected.map(Usage::input).orElse(null)));
      assertThat(total.outputTokens())
          .isEqualTo(optional(expected.map(Usage::output).orElse(null)));
      assertThat(total.cacheReadTokens())
          .isEqualTo(optional(expected.map(Usage::cacheRead).orElse(null)));
      assertThat(total.cacheCreationTokens())
          .isEqualTo(optional(expected.map(Usage::cacheWrite).orElse(null)));
      assertThat(total.reasoningTokens())
          .isEqualTo(optional(expected.map(Usage::reasoning).orElse(null)));
      assertThat(total.costUsd()).isEqualTo(expected.map(Usage::costUsd));
      assertThat(total.toolCalls()).as("%s", events).isEqualTo(diagnosis.tools().calls());
    }
  }

  private static OptionalLong optional(@Nullable Long count) {
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** Sessions of every kind of event that holds a cost or a call, alone and together. */
  private static List<List<SessionEvent>> sessions() {
    Usage usage = new Usage(3, 4, 1L, 2L, 5L, 12L, 0.25);
    AgentMessage asking = AgentMessage.builder()
        .role(Role.ASSISTANT)
        .content(List.of(Content.text("t"), Content.toolCall("l1", "read", new Json("{}"))))
        .stopReason(StopReason.TOOL_USE)
        .model("m")
        .build();
    AgentMessage result = AgentMessage.tool("l1", "read", "text");
    ToolCall kind = new ToolCall("k", "bash", "{\"a\":\"\\\"tool_calls\\\"\"}", ToolKind.SHELL);
    AssistantMessage partial = new AssistantMessage(
        "p", List.of(kind), "thought", "id", new AnswerMetadata(true, null, null, null));
    List<SessionEvent> providers = List.of(
        asking(new ToolCall("1", "bash", "{}"), kind),
        partial,
        new AssistantMessage("\"tool_calls\":[{ \",\"tool_calls\":[{", List.of(), "x", "y", null),
        cost("m", new UsageSummary(7L, 8L, 9L, 10L, 11L, 12L, 0.5)),
        new ProviderUsage(null, new Json("{}"), true, true, null, null, null, null, null, null),
        new ToolCall("1", "bash", "{}"),
        new ToolCall("é\"", "na\\me", "{}"),
        new ToolResult("1", null, "out \"ok\":false", null),
        new ToolResult("2", false, "out", null));
    List<SessionEvent> inferences = List.of(answered(10), answered(20));
    List<SessionEvent> loops = List.of(
        new AgentStart("a", "s", "s.a.1"),
        new ToolExecutionStart("s.a.1", "l1", "read", new Json("{\"x\":[1]}")),
        new ToolExecutionEnd("s.a.1", "l1", "read", ToolOutput.text("t"), true),
        new TurnEnd("s.a.1", asking, usage, List.of(result)),
        new AgentEnd("s.a.1", List.of(asking, result), usage.plus(new Usage(1, 1))),
        new AgentStart("a", "s", "s.a.2"),
        new TurnEnd("s.a.2", asking, usage, List.of(result)),
        new AgentStart("a", "s", "s.a.3"),
        new AgentEnd("s.a.3", List.of(asking, result), usage),
        new ParallelLoopEnd("s", "s.a.1", 0, new Usage(1000, 1)));
    List<SessionEvent> sameLoop = List.of(
        InferenceCompleted.builder()
            .durationMs(1)
            .message(Message.assistant("ok"))
            .inputTokens(3L)
            .outputTokens(4L)
            .build(),
        new AgentStart("a", "s", "s.a.1"),
        new TurnEnd("s.a.1", asking, usage, List.of()),
        new AgentEnd("s.a.1", List.of(), usage));
    List<List<SessionEvent>> all = new ArrayList<>(
        List.of(List.of(new UserMessage("none")), providers, inferences, loops, sameLoop));
    for (List<SessionEvent> first : List.of(providers, inferences, loops)) {
      for (List<SessionEvent> second : List.of(providers, inferences, loops)) {
        List<SessionEvent> both = new ArrayList<>(first);
        both.addAll(second);
        all.add(both);
        all.add(both.stream()
            .<SessionEvent>map(event -> new Stamped(event, NOON, null))
            .toList());
      }
    }
    return all;
  }

  @Test
  void anEntryWithAnIdCountsAsOneWithout() {
    List<SessionEvent> events = new ArrayList<>();
    for (SessionEvent event : sessions().get(1)) {
      events.add(new Stamped(event, NOON, "id-" + events.size()));
      events.add(new Stamped(event, NOON, "\"" + events.size()));
    }
    daybook.createSession("s", events);
    UsageRow total = daybook.usage(BY_DAY).total();
    Diagnosis diagnosis = daybook.diagnosis("s");
    assertThat(total.inputTokens())
        .hasValue(diagnosis.usage().orElseThrow().usage().input());
    assertThat(total.toolCalls()).isEqualTo(diagnosis.tools().calls());
  }

  @Test
  void theTurnsOfALoopCountAtTheirOwnTimes() {
    AgentMessage small = AgentMessage.builder()
        .role(Role.ASSISTANT)
        .model("small")
        .stopReason(StopReason.STOP)
        .build();
    AgentMessage big = AgentMessage.builder()
        .role(Role.ASSISTANT)
        .model("big")
        .stopReason(StopReason.ERROR)
        .build();
    daybook.createSession(
        "s",
        List.of(
            new AgentStart("coder", "s", "s.a.1"),
            new TurnEnd("s.a.1", small, new Usage(1, 1), List.of()),
            new TurnEnd("s.a.1", big, new Usage(10, 1), List.of()),
            new AgentEnd("s.a.1", List.of(small, big), new Usage(11, 2))));
    assertThat(rows(UsageGrouping.MODEL)).containsExactly("big 10 1 0 0 1", "small 1 1 0 0 1");
    assertThat(rows(UsageGrouping.AGENT)).containsExactly("coder 11 2 0 0 1");
    assertThat(daybook.usage(BY_DAY).total().failedCalls()).isEqualTo(1);
  }

  // --- damage

  @Test
  void skipsAndCountsDamagedLines() throws Exception {
    daybook.createSession(
        "s",
        List.of(
            cost("m", tokens(1, 1, null)),
            cost("m", tokens(10, 1, null)),
            new UserMessage("hello"),
            cost("m", tokens(100, 1, null))));
    Path file = daybook.file("s");
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replace("\"input_tokens\":10,", "\"input_tokens\":90,").replace("hello", "hallo")
            + "{\"v\":1,\"seq\"");
    UsageReport report = daybook.usage(BY_DAY);
    assertThat(report.total().inputTokens()).hasValue(101);
    assertThat(report.skippedLines()).isEqualTo(2);
    assertThat(report.skippedLinesBySession()).isEqualTo(Map.of("s", 2L));
    assertThat(report.unread()).isEmpty();
  }

  @Test
  void linesThatBeginOrEndInAnotherWayAreLinesOfTheirOwn() throws Exception {
    daybook.createSession(
        "s",
        List.of(
            cost("m", tokens(1, 1, null)),
            cost("m", tokens(10, 1, null)),
            new UserMessage("hello"),
            cost("m", tokens(100, 1, null)),
            new UserMessage("bye")));
    Path file = daybook.file("s");
    List<String> lines = Files.readAllLines(file);
    String spaced = lines.get(1).replace("{\"v\":1,", "{ \"v\":1,").replaceFirst(",\"crc\".*", "}");
    String broken = "{\"v\":1,\n\"seq\":9,\"type\":\"x\",\"ts\":\"2026-11-30T12:00:00Z\","
        + "\"session_id\":\"s\",\"data\":{}}";
    Files.writeString(
        file,
        String.join(
                "\n",
                lines.get(0),
                spaced,
                "",
                " ",
                broken,
                lines.get(2),
                "x",
                lines.get(3).replaceFirst(",\"crc\".*", "}"),
                lines.get(4),
                "\n{}")
            + "\n");
    UsageReport report = daybook.usage(BY_DAY);
    assertThat(report.total().inputTokens()).hasValue(111);
    // two that are blank, two of a broken one, one of no JSON, one more blank, one without fields
    assertThat(report.skippedLines()).isEqualTo(7);
    assertThat(daybook.usage(BY_DAY.withMaxLineBytes(256)).total().inputTokens())
        .hasValue(111);
  }

  @Test
  void aCopyOfASessionUnderAnotherNameCountsOnce() throws Exception {
    daybook.createSession("s", List.of(cost("m", tokens(1, 1, null)), new UserMessage("x")));
    Files.copy(daybook.file("s"), daybook.file("t"));
    UsageReport report = daybook.usage(BY_DAY);
    assertThat(report.total().inputTokens()).hasValue(1);
    assertThat(report.skippedLinesBySession()).isEqualTo(Map.of("t", 2L));
  }

  @Test
  void whatIsNoSessionIsReportedAndTheOthersAreCounted() throws Exception {
    daybook.createSession("s", List.of(cost("m", tokens(1, 1, null))));
    Path folder = daybook.file("s").getParent();
    Files.createDirectory(folder.resolve("t.ndjson"));
    Files.write(folder.resolve("- no id.ndjson"), new byte[0]);
    UsageReport report = daybook.usage(BY_DAY);
    assertThat(report.total().inputTokens()).hasValue(1);
    assertThat(report.unread()).extracting(DaybookException::kind).hasSize(2);
  }

  @Test
  void aLineOverTheLimitIsSkipped() {
    daybook.createSession(
        "s", List.of(cost("m", tokens(1, 1, null)), new UserMessage("x".repeat(5000))));
    UsageReport report = daybook.usage(BY_DAY.withMaxLineBytes(1024));
    assertThat(report.skippedLines()).isEqualTo(1);
    assertThat(report.total().inputTokens()).hasValue(1);
  }

  @Test
  void namesWithoutEndTakeBoundedMemory() {
    List<SessionEvent> events = new ArrayList<>();
    for (int i = 0; i < 10_050; i++) {
      events.add(cost("model " + i, tokens(1, 1, null)));
    }
    daybook.createSession("s", events);
    UsageReport report = daybook.usage(BY_DAY.withBy(UsageGrouping.MODEL));
    assertThat(report.total().inputTokens()).hasValue(10_050);
    assertThat(report.rows().get(0).key()).contains("(others)");
    assertThat(report.rows().get(0).inputTokens()).hasValue(50);
  }

  // --- several

  @Test
  void reportsAddUp() {
    daybook.createSession("s", List.of(at(NOON, cost("m", tokens(1, 1, null)))));
    UsageReport one = daybook.usage(BY_DAY);
    UsageReport both = one.plus(one);
    assertThat(both.rows()).hasSize(1);
    assertThat(both.rows().get(0).inputTokens()).hasValue(2);
    assertThat(both.sessions()).isEqualTo(2);
    assertThat(both.unpricedModels()).isEqualTo(Map.of("m", 2L));
    assertThat(one.total().inputTokens()).hasValue(1);
    UsageReport other = daybook.usage(BY_DAY.withBy(UsageGrouping.TOOL));
    assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsItsProgress() {
    daybook.createSession("a", List.of(new UserMessage("x")));
    daybook.createSession("b", List.of(new UserMessage("x")));
    List<String> seen = new ArrayList<>();
    daybook.usage(BY_DAY.withOnProgress(done -> seen.add(done.sessions() + "/" + done.of())));
    assertThat(seen).containsExactly("1/2", "2/2");
  }

  @Test
  void aFileOfPricesIsRead() throws Exception {
    Path file = Files.writeString(
        root.resolve("prices.json"), "{\"m\":{\"input\":2,\"output\":1}}", StandardCharsets.UTF_8);
    assertThat(Prices.read(file).costUsd("m", 1_000_000, 0, 0, 0)).contains(2.0);
    assertThat(Faults.faultOf(() -> Prices.read(root.resolve("none"))).kind())
        .isEqualTo(Kind.IO_ERROR);
  }
}
