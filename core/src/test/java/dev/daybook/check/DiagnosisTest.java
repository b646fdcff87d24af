package dev.daybook.check;

import static dev.daybook.Faults.faultOf;
import static dev.daybook.check.Diagnoses.found;
import static dev.daybook.check.Diagnoses.seqs;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.DaybookException.Kind;
import dev.daybook.check.Diagnosis.Verdict;
import dev.daybook.check.Finding.Severity;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Completeness;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Gap;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Unknown;
import dev.daybook.event.Usage;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.check.PlacedFinding;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {

  private static final UserMessage USER = new UserMessage("hello");
  private static final AssistantMessage ANSWER = new AssistantMessage("hi");
  private static final AssistantMessage PARTIAL =
      new AssistantMessage("h", List.of(), null, null, new AnswerMetadata(true, null, null, null));
  private static final TurnFailed FAILED =
      new TurnFailed("failed", "timeout", "secret words", null, List.of());
  private static final ToolCall CALL = new ToolCall("a", "bash", "{}");
  private static final ToolResult RESULT = ToolResult.ok("a", "done");

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  // --- what it adds up to

  @Test
  void anEmptySessionIsReady() {
    Diagnosis diagnosis = Diagnoses.of(new byte[0]);
    assertThat(diagnosis)
        .isEqualTo(new Diagnosed(
            Verdict.READY,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Set.of(),
            0,
            new ToolTally(0, 0, 0, 0, List.of()),
            0,
            Optional.empty(),
            Optional.empty(),
            0,
            Map.of(),
            List.of()));
  }

  @Test
  void dataOfAnotherKindIsFoundWithItsSeq() {
    String line = new String(Lines.file(USER), UTF_8).replace("\"hello\"", "5");
    String changed = Lines.sealed(line.substring(0, line.lastIndexOf(",\"crc\"")) + "}");
    Diagnosis diagnosis = Diagnoses.of(bytes(changed + "\n"));
    assertThat(seqs(diagnosis, FindingKind.UNFIT_DATA)).containsExactly(0L);
  }

  @Test
  void aValueThatItsOwnClassRefusesIsAnInvalidOne() {
    assertThat(FindingKind.of(Kind.INVALID_SESSION_ID)).isEqualTo(FindingKind.INVALID_VALUE);
  }

  @Test
  void aSoundSessionIsReadyAndCounted() {
    byte[] file = Lines.file(USER, CALL, RESULT, ANSWER, USER, new Unknown("own", "{}"), ANSWER);
    Diagnosis diagnosis = Diagnoses.of(file);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.READY);
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.entries()).isEqualTo(7);
    assertThat(diagnosis.lines()).isEqualTo(7);
    assertThat(diagnosis.bytes()).isEqualTo(file.length);
    assertThat(diagnosis.firstTs()).contains(Lines.TS);
    assertThat(diagnosis.lastTs()).contains(Lines.TS);
    assertThat(diagnosis.turns()).isEqualTo(2);
    assertThat(diagnosis.eventCounts().entrySet().stream().map(Object::toString))
        .containsExactly(
            "assistant_message=2", "user_message=2", "own=1", "tool_call=1", "tool_result=1");
    assertThat(diagnosis.unknownTypes()).containsExactly("own");
  }

  @Test
  void whatAnImportCouldNotReadIsAWarningAndMakesTheSessionPartial() {
    SourceChanged whole = new SourceChanged("pi", null, null, Completeness.FULL);
    Note damage = new Note(
        NoteLevel.WARN,
        "secret words",
        "import_damage",
        new Json("{\"line\":10,\"bytes\":64,\"why\":\"invalid_json\",\"raw\":\"secret\"}"));
    Note other = new Note(NoteLevel.WARN, "secret words", "import_damage", new Json("[]"));
    Diagnosis diagnosis = Diagnoses.of(Lines.file(whole, USER, damage, other));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.READY_WITH_WARNINGS);
    assertThat(seqs(diagnosis, FindingKind.IMPORT_DAMAGE)).containsExactly(2L, 3L);
    assertThat(diagnosis.completeness()).contains(Completeness.PARTIAL);
    assertThat(diagnosis.findings())
        .extracting(Finding::message)
        .containsExactly(
            "an item of the imported file could not be read: source_line=10, why=invalid_json,"
                + " source_bytes=64",
            "an item of the imported file could not be read");
  }

  @Test
  void lineOfSeveralItemsIsAWarningAndLosesNothing() {
    SourceChanged whole = new SourceChanged("pi", null, null, Completeness.FULL);
    Note several = new Note(
        NoteLevel.WARN, "m", "import_damage", new Json("{\"line\":3,\"why\":\"several_values\"}"));
    Diagnosis diagnosis = Diagnoses.of(Lines.file(whole, several));
    assertThat(diagnosis.completeness()).contains(Completeness.FULL);
    assertThat(diagnosis.findings())
        .extracting(Finding::message)
        .containsExactly("a line of the imported file holds several items, each of which was read:"
            + " source_line=3, why=several_values");
  }

  @Test
  void linesAreCountedAlsoWhereEqualFaultsAreOneFinding() {
    byte[] file = join(Lines.line(0, USER), bytes("\n\n\n"), Lines.line(1, CALL));
    Diagnosis diagnosis = Diagnoses.of(file);
    assertThat(diagnosis.lines()).isEqualTo(5);
    assertThat(diagnosis.bytes()).isEqualTo(file.length);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.kind() == FindingKind.TOOL_CALL_WITHOUT_RESULT)
        .extracting(Finding::line, Finding::seq)
        .containsExactly(tuple(5L, 1L));
  }

  @Test
  void turnsOfLoopsAreTurns() {
    TurnStart start = new TurnStart("l", 0, TurnTrigger.USER);
    TurnEnd end = turnEnd("l", 0);
    assertThat(Diagnoses.of(USER, start, end, start, end).turns()).isEqualTo(2);
  }

  @Test
  void completenessIsTheLowestThatWasRecorded() {
    assertThat(Diagnoses.of(source(Completeness.FULL)).completeness()).contains(Completeness.FULL);
    assertThat(Diagnoses.of(
                source(Completeness.METADATA_ONLY), source(null), source(Completeness.PARTIAL))
            .completeness())
        .contains(Completeness.METADATA_ONLY);
    assertThat(Diagnoses.of(source(new Completeness("other")), source(null)).completeness())
        .isEmpty();
  }

  private static SourceChanged source(@Nullable Completeness completeness) {
    return new SourceChanged(null, null, null, completeness);
  }

  @Test
  void usageIsOfOneKindOfEvent() {
    ProviderUsage provider = new ProviderUsage(new UsageSummary(10, 1));
    InferenceCompleted inference = new InferenceCompleted(
        1, Message.assistant(""), List.of(), null, null, null, 20L, 2L, null);
    InferenceCompleted blank = new InferenceCompleted(1, Message.assistant(""), List.of());
    AgentEnd loop = new AgentEnd("l", List.of(), new Usage(40, 4));

    assertThat(Diagnoses.of(blank).usage()).isEmpty();
    assertThat(Diagnoses.of(provider, inference, provider, loop).usage())
        .contains(new UsageTally("provider_usage", new Usage(20, 2)));
    assertThat(Diagnoses.of(inference, blank, inference, loop).usage())
        .contains(new UsageTally("inference_completed", new Usage(40, 4)));
    assertThat(Diagnoses.of(loop).usage()).contains(new UsageTally("agent_end", new Usage(40, 4)));
  }

  @Test
  void turnsCountOnlyWhereTheirLoopHasNoEnd() {
    assertThat(Diagnoses.of(
                turnEnd("l", 1),
                turnEnd("m", 100),
                turnEnd("l", 2),
                turnEnd("m", 200),
                new AgentEnd("l", List.of(), new Usage(3, 0)),
                new ParallelLoopEnd("s-1", "l", 0, new Usage(1000, 0)))
            .usage())
        .contains(new UsageTally("agent_end", new Usage(1303, 0)));
  }

  private static TurnEnd turnEnd(String loop, long input) {
    return new TurnEnd(
        loop, AgentMessage.assistant(StopReason.STOP), new Usage(input, 0), List.of());
  }

  // --- warnings

  @Test
  void findsAUserTurnWithoutAnswer() {
    InferenceStarted inference = new InferenceStarted("m", 1);
    assertThat(found(USER, CALL, RESULT)).isEqualTo(Map.of("user_turn_without_answer", 1L));
    assertThat(found(USER, inference)).containsEntry("user_turn_without_answer", 1L);
    Diagnosis diagnosis = Diagnoses.of(USER, ANSWER, USER, CALL, RESULT, USER, ANSWER);
    assertThat(seqs(diagnosis, FindingKind.USER_TURN_WITHOUT_ANSWER)).containsExactly(2L);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.READY_WITH_WARNINGS);
  }

  @Test
  void aPartialAnswerIsNone() {
    assertThat(found(USER, CALL, RESULT, PARTIAL))
        .isEqualTo(Map.of("user_turn_without_answer", 1L, "partial_message", 1L));
  }

  @Test
  void anAnswerOrAFailureEndsAUserTurn() {
    for (SessionEvent end : List.of(
        ANSWER,
        FAILED,
        new InferenceCompleted(1, Message.assistant(""), List.of()),
        new InferenceFailed(1, new ErrorInfo("timeout", ""), List.of()))) {
      assertThat(found(USER, CALL, RESULT, end)).doesNotContainKey("user_turn_without_answer");
    }
    assertThat(found(USER)).as("nothing began").isEmpty();
    assertThat(found(USER, USER)).isEmpty();
    assertThat(found(CALL, RESULT)).as("no call was made").isEmpty();
  }

  @Test
  void findsAFailedTurnAndRepeatsNoneOfItsWords() {
    Diagnosis diagnosis = Diagnoses.of(USER, FAILED);
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.TURN_FAILED, 1L));
    assertThat(diagnosis.findings().toString()).doesNotContain("secret");
  }

  @Test
  void findsAPartialAnswer() {
    assertThat(found(PARTIAL)).isEqualTo(Map.of("partial_message", 1L));
    assertThat(found(ANSWER)).isEmpty();
  }

  @Test
  void findsMissingEvents() {
    Diagnosis diagnosis = Diagnoses.of(USER, new Gap(7, Gap.OVERFLOW), new Gap(5, "x"));
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.EVENTS_MISSING, 2L));
    assertThat(diagnosis.missingEvents()).isEqualTo(12);
    assertThat(diagnosis.findings().get(0).message())
        .isEqualTo("events could not be kept: count=7");
    assertThat(Diagnoses.of(new Gap(Long.MAX_VALUE, "x"), new Gap(2, "x")).missingEvents())
        .isEqualTo(Long.MAX_VALUE);
  }

  /** What follows a gap was recorded before the gap was written. */
  @Test
  void aGapIsNoClockThatStepsBack() {
    Diagnosis diagnosis = Diagnoses.of(join(
        at("2026-11-20T23:00:03Z", 0),
        at("2026-11-20T23:00:05Z", 1, new Gap(1, Gap.FAILURE)),
        at("2026-11-20T23:00:04Z", 2)));
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.EVENTS_MISSING, 1L));

    Diagnosis back = Diagnoses.of(join(
        at("2026-11-20T23:00:03Z", 0),
        at("2026-11-20T23:00:05Z", 1, new Gap(1, Gap.FAILURE)),
        at("2026-11-20T23:00:02Z", 2)));
    assertThat(seqs(back, FindingKind.CLOCK_BACKWARDS)).containsExactly(2L);
    assertThat(back.lastTs()).contains(Instant.parse("2026-11-20T23:00:02Z"));
  }

  @Test
  void findsAClockThatStepsBack() {
    byte[] file = join(
        at("2026-11-20T23:00:05Z", 0),
        at("2026-11-20T23:00:03.5Z", 1),
        at("2026-11-20T23:00:03.5Z", 2),
        at("2026-11-20T23:00:04Z", 3));
    Diagnosis diagnosis = Diagnoses.of(file);
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.CLOCK_BACKWARDS, 1L));
    assertThat(seqs(diagnosis, FindingKind.CLOCK_BACKWARDS)).containsExactly(1L);
    assertThat(diagnosis.findings().get(0).message())
        .isEqualTo("older than the entry before it: micros=1500000");
    assertThat(diagnosis.firstTs()).contains(Instant.parse("2026-11-20T23:00:05Z"));
    assertThat(diagnosis.lastTs()).contains(Instant.parse("2026-11-20T23:00:04Z"));
  }

  /** The entries of another log have its times, in the order of its file. */
  @Test
  void timesOfAnotherLogNeedNotRise() {
    SessionStarted imported = SessionStarted.builder().backfilled(true).build();
    SessionStarted resumed = SessionStarted.builder().resumed(true).build();
    Diagnosis diagnosis = Diagnoses.of(join(
        at("2026-11-20T23:00:05Z", 0, imported),
        at("2026-11-20T23:00:09Z", 1),
        at("2026-11-20T23:00:03Z", 2),
        at("2026-11-20T23:00:05Z", 3, resumed),
        at("2026-11-20T23:00:04Z", 4)));
    assertThat(seqs(diagnosis, FindingKind.CLOCK_BACKWARDS)).containsExactly(4L);
  }

  @Test
  void aClockMayStepBackByAllTimeThereIs() {
    assertThat(Diagnoses.of(join(at("9999-12-31T23:59:59Z", 0), at("0000-01-01T00:00:00Z", 1)))
            .findings()
            .get(0)
            .message())
        .isEqualTo("older than the entry before it: micros=315569519999000000");
  }

  private static byte[] at(String ts, long seq) {
    return at(ts, seq, ANSWER);
  }

  private static byte[] at(String ts, long seq, SessionEvent event) {
    Instant instant = Instant.parse(ts);
    try (BatchEncoder encoder = new BatchEncoder(EventTypes.standard(), 1 << 16, 1 << 16)) {
      encoder.encode(
          BatchEncoder.quoted("s-1"),
          seq,
          instant.getEpochSecond(),
          instant.getNano(),
          null,
          event);
      byte[] line = new byte[encoder.position()];
      encoder.view(0, line.length).get(line);
      return line;
    }
  }

  @Test
  void findsEntriesOfAnotherSession() {
    Diagnosis diagnosis = Diagnoses.of(join(
        Lines.lineOf("one", 0, USER),
        Lines.lineOf("two", 1, ANSWER),
        Lines.lineOf("one", 2, ANSWER)));
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.SESSION_ID_DIFFERS, 1L));
    assertThat(seqs(diagnosis, FindingKind.SESSION_ID_DIFFERS)).containsExactly(1L);
  }

  @Test
  void findsATornTail() {
    byte[] whole = Lines.file(USER, ANSWER);
    Diagnosis diagnosis = Diagnoses.of(join(whole, bytes("{\"v\":1")));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.READY_WITH_WARNINGS);
    assertThat(diagnosis.tornTailBytes()).isEqualTo(6);
    assertThat(diagnosis.findings())
        .containsExactly(new PlacedFinding(
            FindingKind.TORN_TAIL,
            Severity.WARNING,
            -1,
            3,
            1,
            whole.length,
            6,
            "the file ends in the middle of a line",
            Map.of("bytes", 6L)));
    assertThat(diagnosis.findings().get(0).message())
        .isEqualTo("the file ends in the middle of a line: bytes=6");
  }

  // --- errors

  @Test
  void aBadLineBlocksAndIsNamed() {
    byte[] first = Lines.line(0, USER);
    byte[] bad = bytes("{not json}\n");
    byte[] second = Lines.line(2, CALL);
    Diagnosis diagnosis = Diagnoses.of(join(first, bad, second));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(diagnosis.lines()).isEqualTo(3);
    assertThat(diagnosis.entries()).isEqualTo(2);
    assertThat(diagnosis.bytes()).isEqualTo(first.length + bad.length + second.length);
    Finding error = diagnosis.findings().get(1);
    assertThat(error.kind()).isEqualTo(FindingKind.INVALID_JSON);
    assertThat(error.severity()).isEqualTo(Severity.ERROR);
    assertThat(error.seq()).isEqualTo(-1);
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.offset()).isEqualTo(first.length);
    // what comes after a bad line has its right place
    Finding open = diagnosis.findings().get(2);
    assertThat(open.kind()).isEqualTo(FindingKind.TOOL_CALL_WITHOUT_RESULT);
    assertThat(open.line()).isEqualTo(3);
    assertThat(open.offset()).isEqualTo(first.length + bad.length);
    assertThat(diagnosis.findingCounts().keySet())
        .as("errors first")
        .startsWith(FindingKind.INVALID_JSON);
  }

  @Test
  void everyKindOfDamageHasItsName() {
    byte[] flipped = Lines.line(1, ANSWER);
    flipped[flipped.length - 30] ^= 1;
    assertThat(Diagnoses.of(join(Lines.line(0, USER), flipped)).findingCounts())
        .isEqualTo(Map.of(FindingKind.CRC_MISMATCH, 1L));
    assertThat(Diagnoses.of(join(Lines.line(0, USER), bytes("[]\n"))).findingCounts())
        .isEqualTo(Map.of(FindingKind.NOT_AN_OBJECT, 1L));
    assertThat(Diagnoses.of(bytes("{\"v\":1,\"seq\":0}\n")).findingCounts())
        .isEqualTo(Map.of(FindingKind.MISSING_TYPE, 1L));
  }

  @Test
  void aSeqThatDoesNotFollowBlocks() {
    Diagnosis missing = Diagnoses.of(join(Lines.line(0, USER), Lines.line(2, ANSWER)));
    assertThat(missing.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(missing.findingCounts()).isEqualTo(Map.of(FindingKind.SEQ_GAP, 1L));
    Finding gap = missing.findings().get(0);
    assertThat(gap.seq()).isEqualTo(2);
    assertThat(gap.line()).isEqualTo(2);
    assertThat(missing.entries()).isEqualTo(2);

    assertThat(Diagnoses.of(join(Lines.line(1, USER), Lines.line(0, ANSWER))).findingCounts())
        .isEqualTo(Map.of(FindingKind.SEQ_GAP, 2L));
  }

  @Test
  void aMissingFileIsAnErrorUnlessItReadsAsEmpty(@TempDir Path folder) {
    Path none = folder.resolve("none");
    assertThat(faultOf(() -> Diagnoses.of(none, ReadOptions.strict())).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
    assertThat(Diagnoses.of(none, ReadOptions.strict().withMissingAsEmpty(true)).verdict())
        .isEqualTo(Verdict.READY);
  }

  @Test
  void aFileThatCannotBeReadBlocks(@TempDir Path folder) {
    Diagnosis diagnosis = Diagnoses.of(folder, ReadOptions.strict());
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.IO_ERROR, 1L));
    assertThat(diagnosis.findings().get(0).line()).isZero();
  }

  // --- options

  @Test
  void seesAllWhateverTheOptionsSay(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s-1.ndjson");
    Files.write(file, join(Lines.file(USER, CALL), bytes("{}\n")));
    Diagnosis strict = Diagnoses.of(file, ReadOptions.strict());
    assertThat(strict.findingCounts())
        .containsOnlyKeys(
            FindingKind.MISSING_TYPE,
            FindingKind.TOOL_CALL_WITHOUT_RESULT,
            FindingKind.USER_TURN_WITHOUT_ANSWER);
    assertThat(
            Diagnoses.of(file, ReadOptions.lenient().withTypes(Set.of("x")).withVerbatimData(true)))
        .isEqualTo(strict);
  }

  @Test
  void keepsToTheOptionsOfLinesAndTypes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s-1.ndjson");
    String longName = "t".repeat(5000);
    Files.write(file, Lines.file(new Unknown("own", "{}"), new Unknown(longName, "{}")));
    assertThat(Diagnoses.of(file, ReadOptions.strict()).findings()).isEmpty();
    Diagnosis unknown = Diagnoses.of(file, ReadOptions.strict().withUnknownAsError(true));
    assertThat(unknown.findingCounts()).isEqualTo(Map.of(FindingKind.UNKNOWN_TYPE, 2L));
    assertThat(unknown.findings().get(0).message()).contains("type=own");
    assertThat(unknown.findings().get(1).message()).hasSizeLessThan(300);
    assertThat(Diagnoses.of(file, ReadOptions.strict().withMaxLineBytes(1024)).findingCounts())
        .isEqualTo(Map.of(FindingKind.LINE_TOO_LONG, 1L));
  }

  // --- bounds

  @Test
  void keepsTheFirstFindingsOfEachKindAndCountsAll() {
    SessionEvent[] events = new SessionEvent[301];
    for (int i = 0; i < 300; i++) {
      events[i] = i % 2 == 0 ? PARTIAL : FAILED;
    }
    events[300] = CALL;
    Diagnosis diagnosis = Diagnoses.of(events);
    assertThat(diagnosis.findingCounts())
        .isEqualTo(Map.of(
            FindingKind.PARTIAL_MESSAGE, 150L,
            FindingKind.TURN_FAILED, 150L,
            FindingKind.TOOL_CALL_WITHOUT_RESULT, 1L));
    assertThat(diagnosis.findings()).hasSize(201);
    assertThat(diagnosis.findings())
        .isSortedAccordingTo((one, other) -> Long.compare(one.line(), other.line()));
    assertThat(diagnosis.findings().get(199).seq()).isEqualTo(199);
  }

  @Test
  void countsUnknownTypesBeyondTheBoundTogether() {
    SessionEvent[] events = new SessionEvent[1_005];
    for (int i = 0; i < 1_003; i++) {
      events[i] = new Unknown("type_" + i, "{}");
    }
    events[1_003] = new Unknown("type_0", "{}");
    events[1_004] = ANSWER;
    Diagnosis diagnosis = Diagnoses.of(events);
    assertThat(diagnosis.otherEvents()).isEqualTo(3);
    assertThat(diagnosis.unknownTypes()).hasSize(1_000).contains("type_0");
    assertThat(diagnosis.eventCounts())
        .hasSize(1_001)
        .containsEntry("type_0", 2L)
        .containsEntry("assistant_message", 1L);
  }
}
