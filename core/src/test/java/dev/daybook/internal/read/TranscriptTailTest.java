package dev.daybook.internal.read;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.internal.transcript.AcceptedTranscript;
import dev.daybook.read.BadLine;
import dev.daybook.read.Folded;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transcript read from the end of its file. */
class TranscriptTailTest {

  private static final long GIGABYTE = 1L << 30;
  private static final SessionEvent INFERENCE =
      new InferenceCompleted(1, Message.assistant("ok"), List.of(Message.user("go")));
  private static final SessionEvent HIGH = settings(ThinkingLevel.HIGH);
  private static final SessionEvent LOW = settings(ThinkingLevel.LOW);
  private static final byte[] GARBAGE = "{\"v\":1,garbage\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("s-1.ndjson");
  }

  private SessionReader reader(ReadOptions options) {
    return SessionFileReader.of(file, EventTypes.standard(), options);
  }

  private Transcript strict() {
    return reader(ReadOptions.strict()).transcript();
  }

  private Transcript lenient() {
    return reader(ReadOptions.lenient()).transcript();
  }

  private void write(byte[]... parts) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    Files.write(file, joined.toByteArray());
  }

  private static byte[] line(long seq, SessionEvent event) {
    return Lines.line(seq, event);
  }

  private static byte[] message(long seq) {
    return line(seq, new UserMessage("m" + seq));
  }

  private static SessionEvent settings(ThinkingLevel level) {
    return new InferenceSettingsChanged(new InferenceSettings(level));
  }

  /** As another program would write it: with a space, so that it has to be decoded. */
  private static byte[] foreign(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    String spaced = text.substring(0, text.lastIndexOf(",\"crc\"")).replaceFirst("\"seq\":", "$0 ");
    return (Lines.sealed(spaced + "}") + "\n").getBytes(StandardCharsets.UTF_8);
  }

  // --- the same as of the whole file

  /** No mix of events is left out: what follows a snapshot is derived from that alone. */
  @Test
  void isWhatTheFoldOfTheWholeFileIs() throws IOException {
    int snapshots = 0;
    int shorter = 0;
    for (int seed = 0; seed < 600; seed++) {
      SessionEvent[] events = new RandomSession(new Random(seed)).events();
      Files.write(file, Lines.file(events));
      Folded<Transcript> whole = reader(ReadOptions.strict()).fold(new TranscriptFold());
      Transcript tail = strict();
      assertThat(tail)
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .ignoringFields("report")
          .isEqualTo(whole.result());
      assertThat(lenient()).as("seed %d", seed).isEqualTo(tail);
      snapshots += tail.snapshotSeq().isPresent() ? 1 : 0;
      shorter += tail.report().lines() < events.length ? 1 : 0;
    }
    assertThat(snapshots).as("this test sees both kinds").isBetween(60, 540);
    assertThat(shorter).as("this test sees tails").isGreaterThan(60);
  }

  @Test
  void readsNoMoreThanItNeeds() throws IOException {
    write(message(0), message(1), line(2, INFERENCE), message(3));
    assertThat(strict().report().lines()).isEqualTo(2);
    assertThat(strict().report().entries()).isEqualTo(2);
    assertThat(strict().report().bytes()).isEqualTo(line(2, INFERENCE).length + message(3).length);
    write(message(0), message(1), message(2), line(3, new HistoryCompaction(0, 0, "s")));
    assertThat(strict().report().lines()).isEqualTo(3);
    assertThat(strict().messages()).hasSize(3);
    write(message(0), message(1), line(2, new HistoryCompaction(0, 9, "s")), message(3));
    assertThat(strict().report().lines()).isEqualTo(2);
    assertThat(strict().messages()).containsExactly(Message.system("s"), Message.user("m3"));
    write(message(0), message(1));
    assertThat(strict().report().lines()).isEqualTo(2);
    assertThat(strict().snapshotSeq()).isEmpty();
  }

  @Test
  void findsASnapshotThatAnotherProgramWrote() throws IOException {
    write(foreign(message(0)), foreign(line(1, INFERENCE)), foreign(message(2)));
    assertThat(strict().snapshotSeq()).hasValue(1);
    assertThat(strict().report().lines()).isEqualTo(2);
    write(
        foreign(message(0)),
        foreign(message(1)),
        foreign(line(2, new HistoryCompaction(0, 0, "s"))));
    assertThat(strict().report().lines()).isEqualTo(2);
  }

  @Test
  void twoInferencesWithTheSameBytesOfDataAddToolResultsOnce() throws IOException {
    SessionEvent calls = new InferenceCompleted(
        1, Message.assistant("", new Message.Call("a", "ls", "")), List.of(Message.user("go")));
    write(
        line(0, calls),
        line(1, ToolResult.ok("a", "one")),
        line(2, calls),
        line(3, ToolResult.ok("a", "two")));
    assertThat(strict().messages())
        .containsExactly(
            Message.user("go"),
            Message.assistant("", new Message.Call("a", "ls", "")),
            Message.tool("a", "two"));
  }

  @Test
  void neitherTypesNorVerbatimDataApply() throws IOException {
    write(message(0), line(1, INFERENCE), message(2), line(3, HIGH));
    SessionReader reader =
        reader(ReadOptions.strict().withTypes(Set.of("note")).withVerbatimData(true));
    assertThat(reader.transcript()).isEqualTo(strict());
    assertThat(reader.settings())
        .isEqualTo(reader(ReadOptions.strict()).settings())
        .isPresent();
  }

  // --- files

  @Test
  void anEmptyFileIsAnEmptyTranscript() throws IOException {
    write();
    assertThat(strict())
        .isEqualTo(new AcceptedTranscript(
            List.of(), List.of(), OptionalLong.empty(), ReadCounts.NONE, List.of(), List.of()));
    assertThat(reader(ReadOptions.strict()).settings()).isEmpty();
  }

  @Test
  void aMissingFileIsAnErrorOrEmptyAsAsked() {
    assertThat(faultOf(this::strict).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
    assertThat(faultOf(() -> reader(ReadOptions.lenient()).settings()).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
    SessionReader reader = reader(ReadOptions.strict().withMissingAsEmpty(true));
    assertThat(reader.transcript().messages()).isEmpty();
    assertThat(reader.transcript().report()).isEqualTo(ReadCounts.NONE);
    assertThat(reader.settings()).isEmpty();
  }

  @Test
  void aTornTailIsLeftOutAndReported() throws IOException {
    byte[] torn = new byte[200_000];
    write(message(0), line(1, INFERENCE), message(2), torn);
    assertThat(strict().messages()).hasSize(3);
    assertThat(strict().report().tornTailBytes()).isEqualTo(torn.length);
    byte[] unterminated = line(2, INFERENCE);
    write(message(0), line(1, INFERENCE), Arrays.copyOf(unterminated, 80));
    assertThat(strict().snapshotSeq()).hasValue(1);
  }

  @Test
  void anInterruptedThreadIsRefusedAndKeepsItsFlag() throws IOException {
    write(message(0));
    Thread.currentThread().interrupt();
    try {
      assertThat(faultOf(this::strict).kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  // --- damage

  @Test
  void damageInFrontOfTheSnapshotIsNotMet() throws IOException {
    write(GARBAGE, message(7), line(2, INFERENCE), message(3));
    assertThat(strict().messages()).hasSize(3);
    assertThat(lenient().report().badLines()).isZero();
  }

  @Test
  void aBadLineAfterTheSnapshotIsAnErrorThatKnowsItsPlace() throws IOException {
    write(message(0), line(1, INFERENCE), GARBAGE, message(3));
    long offset = message(0).length + line(1, INFERENCE).length;
    DaybookException fault = faultOf(this::strict);
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_JSON);
    assertThat(fault).hasMessage("line is not JSON: offset=" + offset + ", column=9");

    Transcript transcript = lenient();
    assertThat(transcript.messages()).hasSize(3);
    assertThat(transcript.report().badLines()).isEqualTo(1);
    BadLine bad = transcript.report().firstBadLines().get(0);
    assertThat(bad.lineNumber()).isZero();
    assertThat(bad.offset()).isEqualTo(offset);
    // who reads from the first line can count
    write(message(0), GARBAGE);
    assertThat(faultOf(this::strict).details()).containsEntry("line", 2L);
  }

  @Test
  void aSnapshotThatCannotBeReadIsAnErrorOrSkipped() throws IOException {
    byte[] flipped = line(2, INFERENCE);
    flipped[flipped.length / 2] ^= 1;
    byte[] withoutMessage = line(2, new Unknown("inference_completed", "{\"duration_ms\":1}"));
    byte[] longest =
        line(2, new InferenceCompleted(1, Message.assistant("x".repeat(9_000)), List.of()));
    for (byte[] bad : List.of(flipped, withoutMessage, longest)) {
      write(message(0), line(1, INFERENCE), bad, message(3));
      ReadOptions strict = ReadOptions.strict().withMaxLineBytes(1_000);
      ReadOptions lenient = ReadOptions.lenient().withMaxLineBytes(1_000);
      assertThat(faultOf(() -> reader(strict).transcript()).details())
          .containsEntry("offset", (long) message(0).length + line(1, INFERENCE).length);
      Transcript transcript = reader(lenient).transcript();
      assertThat(transcript.snapshotSeq()).hasValue(1);
      assertThat(transcript.messages()).hasSize(3);
      assertThat(transcript.report().badLines()).isEqualTo(1);
    }
  }

  @Test
  void aGapInSeqAfterTheSnapshotIsAnError() throws IOException {
    write(message(0), line(5, INFERENCE), message(7));
    assertThat(faultOf(this::strict).details())
        .containsEntry("expected", 6L)
        .containsEntry("found", 7L);
    assertThat(lenient().messages()).hasSize(3);
    // also between what a compaction covers and what it leaves
    write(message(0), message(2), line(3, new HistoryCompaction(0, 0, "s")));
    assertThat(faultOf(this::strict).details())
        .containsEntry("expected", 1L)
        .containsEntry("found", 2L);
    assertThat(lenient().messages()).hasSize(2);
  }

  // --- settings

  @Test
  void settingsAreWhatTheNewestChangeSays() throws IOException {
    InferenceCompleted withSettings = new InferenceCompleted(
        1,
        Message.assistant("ok"),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        new InferenceSettings(ThinkingLevel.MAX));
    write(line(0, HIGH), message(1), line(2, LOW), line(3, withSettings), message(4));
    assertThat(reader(ReadOptions.strict()).settings())
        .contains(new InferenceSettings(ThinkingLevel.LOW));
    write(message(0), line(1, withSettings));
    assertThat(reader(ReadOptions.strict()).settings()).isEmpty();
    write(line(0, HIGH), line(1, settings(null)));
    assertThat(reader(ReadOptions.strict()).settings()).contains(new InferenceSettings(null));
  }

  @Test
  void unknownSettingsAreAnError() throws IOException {
    write(message(0), line(1, settings(new ThinkingLevel("s3cret"))), message(2));
    for (ReadOptions options : List.of(ReadOptions.strict(), ReadOptions.lenient())) {
      DaybookException fault = faultOf(() -> reader(options).settings());
      assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
      assertThat(fault)
          .hasMessage("no such thinking level; a newer program may know it:"
              + " type=inference_settings_changed, field=settings.thinking, seq=1");
    }
  }

  @Test
  void settingsBehindABadLineAreAnErrorOrReadAsAsked() throws IOException {
    write(line(0, HIGH), GARBAGE, message(2));
    assertThat(faultOf(() -> reader(ReadOptions.strict()).settings()).kind())
        .isEqualTo(Kind.INVALID_JSON);
    assertThat(reader(ReadOptions.lenient()).settings())
        .contains(new InferenceSettings(ThinkingLevel.HIGH));
  }

  // --- cost

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofAGigabyteWithASnapshotNearTheEndReadsLessThanAMegabyte(boolean isCompaction)
      throws IOException {
    SparseSession.write(file, GIGABYTE, isCompaction);
    assertThat(Files.size(file)).isGreaterThan(GIGABYTE);
    Transcript transcript = strict();
    assertThat(transcript.snapshotSeq()).hasValue(SparseSession.SNAPSHOT_SEQ);
    assertThat(transcript.messages()).hasSize(SparseSession.messages(isCompaction));
    assertThat(transcript.report().bytes()).isLessThan(110_000);
    assertThat(reader(ReadOptions.strict()).settings())
        .contains(new InferenceSettings(ThinkingLevel.HIGH));

    // everything was loaded above; what this thread reads now is the file
    Path counters = Path.of("/proc/thread-self/io");
    assumeThat(counters).as("the kernel's count of bytes read").isReadable();
    long before = bytesRead(counters);
    strict();
    long transcriptBytes = bytesRead(counters) - before;
    reader(ReadOptions.strict()).settings();
    long settingsBytes = bytesRead(counters) - before - transcriptBytes;
    assertThat(transcriptBytes).isBetween(100_000L, 1_000_000L);
    assertThat(settingsBytes).isBetween(100_000L, 1_000_000L);
  }

  private static long bytesRead(Path counters) throws IOException {
    return Files.readAllLines(counters).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
        .findFirst()
        .orElseThrow();
  }
}
