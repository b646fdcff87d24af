package dev.daybook.internal.read;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.EntryCount;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.read.BadLine;
import dev.daybook.read.Fold;
import dev.daybook.read.Folded;
import dev.daybook.read.History;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.read.SessionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class SessionReaderTest {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final byte[] NO_ENTRY = "{}\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("s-1.ndjson");
  }

  private SessionFileReader reader(ReadOptions options) {
    return SessionFileReader.of(file, EventTypes.standard(), options);
  }

  private History strict() {
    return reader(ReadOptions.strict()).history();
  }

  private History lenient() {
    return reader(ReadOptions.lenient()).history();
  }

  private void write(byte[]... parts) throws IOException {
    Files.write(file, join(parts));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] message(long seq) {
    return Lines.line(seq, new UserMessage("message " + seq));
  }

  /** A line of exactly so many bytes, its line feed included. */
  private static byte[] messageOf(int bytes, long seq) {
    int least = Lines.line(seq, new UserMessage("")).length;
    byte[] line = Lines.line(seq, new UserMessage("x".repeat(bytes - least)));
    assertThat(line).hasSize(bytes);
    return line;
  }

  private static List<Long> seqs(History history) {
    return history.entries().stream().map(Entry::seq).toList();
  }

  // --- lines and buffers

  @Test
  void readsWhatWasWrittenInItsOrder() throws IOException {
    SessionEvent[] events = {
      new UserMessage("\u2028\u2029\u0085\r\u000b\f"),
      new ToolCall("c", "ls", "{}"),
      new Unknown("other", "{\"a\":\t1.0}")
    };
    byte[] bytes = Lines.file(events);
    write(bytes);
    History history = strict();
    assertThat(history.events()).containsExactly(events);
    assertThat(history.report()).isEqualTo(new ReadCounts(3, 3, bytes.length, 0, 0, List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 2})
  void findsLinesThatEndAroundTheEndOfTheBuffer(int shift) throws IOException {
    for (int buffers = 1; buffers <= 3; buffers++) {
      byte[] first = messageOf(buffers * BUFFER_BYTES + shift, 0);
      byte[] second = message(1);
      byte[] third = messageOf(BUFFER_BYTES - second.length, 2);
      write(first, second, third, message(3));
      List<Integer> starts = new ArrayList<>();
      ReadReport report = reader(ReadOptions.strict()).forEach((entry, line, from, to) -> {
        starts.add(to - from);
        assertThat(line[to]).isEqualTo((byte) '\n');
        assertThat(line[from]).isEqualTo((byte) '{');
      });
      assertThat(starts)
          .containsExactly(
              first.length - 1, second.length - 1, third.length - 1, message(3).length - 1);
      assertThat(report.bytes()).isEqualTo(Files.size(file));
      assertThat(seqs(strict())).containsExactly(0L, 1L, 2L, 3L);
    }
  }

  @Test
  void findsLinesWhereverTheyEnd() throws IOException {
    // many short lines, so that the end of the buffer meets every place of one
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Long> offsets = new ArrayList<>();
    for (int seq = 0; seq < 5_000; seq++) {
      offsets.add((long) all.size());
      all.writeBytes(messageOf(160 + seq % 7, seq));
    }
    byte[] bytes = all.toByteArray();
    assertThat(bytes.length).isGreaterThan(2 * BUFFER_BYTES);
    write(bytes);
    assertThat(strict().entries()).hasSize(5_000);

    for (int seq = 0; seq < 5_000; seq++) {
      // neighbours in different ways: equal faults in a row would be one
      long next = seq == 4_999 ? bytes.length : offsets.get(seq + 1);
      bytes[(int) (seq % 2 == 0 ? offsets.get(seq) : next - 2)] = 'X';
    }
    write(bytes);
    List<BadLine> bad = new ArrayList<>();
    ReadReport report =
        reader(ReadOptions.lenient().withOnBadLine(bad::add)).forEach((e, line, from, to) -> {});
    assertThat(bad).extracting(BadLine::offset).isEqualTo(offsets);
    assertThat(bad)
        .extracting(BadLine::lineNumber)
        .isEqualTo(LongStream.rangeClosed(1, 5_000).boxed().toList());
    assertThat(report.bytes()).isEqualTo(bytes.length);
  }

  @Test
  void readsALineAsLongAsTheLimitAndNoByteLonger() throws IOException {
    for (int limit : new int[] {256, 1_000, BUFFER_BYTES, BUFFER_BYTES + 1, 3 * BUFFER_BYTES}) {
      ReadOptions options = ReadOptions.strict().withMaxLineBytes(limit);
      write(messageOf(limit, 0), messageOf(limit, 1), message(2));
      assertThat(seqs(reader(options).history())).containsExactly(0L, 1L, 2L);

      write(message(0), messageOf(limit + 1, 1), message(2));
      DaybookException fault = faultOf(() -> reader(options).history());
      assertThat(fault.kind()).isEqualTo(Kind.LINE_TOO_LONG);
      assertThat(fault)
          .hasMessage("line is longer than the reader holds; raise the limit: line=2, offset="
              + message(0).length
              + ", lineBytes="
              + (limit + 1)
              + ", maxLineBytes="
              + limit);
    }
  }

  @Test
  void goesOnAfterALineThatIsTooLong() throws IOException {
    for (int length : new int[] {1_025, BUFFER_BYTES, BUFFER_BYTES + 1, 5 * BUFFER_BYTES + 7}) {
      byte[] tooLong = messageOf(length, 1);
      write(message(0), tooLong, message(2), tooLong, message(4));
      History history = reader(ReadOptions.lenient().withMaxLineBytes(1_024)).history();
      assertThat(seqs(history)).containsExactly(0L, 2L, 4L);
      assertThat(history.report().bytes()).isEqualTo(Files.size(file));
      assertThat(history.report().firstBadLines())
          .extracting(BadLine::lineNumber, BadLine::offset, BadLine::lineBytes, BadLine::skipped)
          .containsExactly(
              tuple(2L, (long) message(0).length, (long) length, true),
              tuple(4L, 2L * message(0).length + length, (long) length, true));
    }
  }

  @Test
  void aTailThatIsTooLongIsStillATail() throws IOException {
    byte[] tail = new byte[3 * BUFFER_BYTES];
    write(message(0), tail);
    History history = reader(ReadOptions.strict().withMaxLineBytes(1_024)).history();
    assertThat(history.report())
        .isEqualTo(new ReadCounts(1, 1, message(0).length, tail.length, 0, List.of()));
  }

  @Test
  void readsAnEmptyFileAsNothing() throws IOException {
    write();
    assertThat(strict().report()).isEqualTo(new ReadCounts(0, 0, 0, 0, 0, List.of()));
    assertThat(strict().entries()).isEmpty();
  }

  @Test
  void aTornTailIsLeftOutAndReported() throws IOException {
    byte[] line = message(1);
    for (int length = 0; length < line.length; length++) {
      byte[] tail = Arrays.copyOf(line, length);
      write(message(0), tail);
      assertThat(seqs(strict())).containsExactly(0L);
      assertThat(strict().report().tornTailBytes()).isEqualTo(length);
      assertThat(lenient().report()).isEqualTo(strict().report());
      write(tail);
      assertThat(strict().report()).isEqualTo(new ReadCounts(0, 0, 0, length, 0, List.of()));
    }
  }

  // --- damage

  @Test
  void aStrictReadingEndsAtTheFirstBadLine() throws IOException {
    write(message(0), message(1), NO_ENTRY, message(2));
    List<Long> seen = new ArrayList<>();
    DaybookException fault = faultOf(() ->
        reader(ReadOptions.strict()).forEach((entry, line, from, to) -> seen.add(entry.seq())));
    assertThat(seen).containsExactly(0L, 1L);
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_TYPE);
    assertThat(fault)
        .hasMessage("the line has no type, or one that is no string: line=3, offset="
            + 2 * message(0).length
            + ", field=type");
  }

  @Test
  void aLenientReadingSkipsAndReportsBadLines() throws IOException {
    byte[] nuls = new byte[5_000];
    nuls[4_999] = '\n';
    byte[] empty = {'\n'};
    byte[] welded = (new String(message(3), StandardCharsets.UTF_8).strip()
            + new String(message(4), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
    write(message(0), nuls, empty, message(1), message(2), welded, message(5));
    List<BadLine> badLines = new ArrayList<>();
    SessionReader reader = reader(ReadOptions.lenient().withOnBadLine(badLines::add));
    History history = reader.history();
    assertThat(seqs(history)).containsExactly(0L, 1L, 2L, 5L);
    ReadReport report = history.report();
    assertThat(report.lines()).isEqualTo(7);
    assertThat(report.entries()).isEqualTo(4);
    assertThat(report.bytes()).isEqualTo(Files.size(file));
    assertThat(report.badLines()).isEqualTo(4);
    assertThat(report.firstBadLines()).isEqualTo(badLines);
    long m = message(0).length;
    assertThat(badLines)
        .extracting(
            BadLine::lineNumber,
            BadLine::offset,
            BadLine::lineBytes,
            BadLine::skipped,
            bad -> bad.fault().kind())
        .containsExactly(
            tuple(2L, m, 5_000L, true, Kind.INVALID_JSON),
            tuple(3L, m + 5_000, 1L, true, Kind.INVALID_JSON),
            tuple(6L, 3 * m + 5_001, 2 * m - 1, true, Kind.CRC_MISMATCH),
            // one bad line stands for one entry, and two are missing
            tuple(7L, 5 * m + 5_000, m, false, Kind.SEQ_GAP));
    assertThat(badLines.get(1).fault())
        .hasMessage("line is empty: line=3, offset=" + (m + 5_000) + ", bytes=0");
  }

  @Test
  void aCarriageReturnMakesALineAnother() throws IOException {
    byte[] line = message(0);
    byte[] crlf = Arrays.copyOf(line, line.length + 1);
    crlf[line.length - 1] = '\r';
    crlf[line.length] = '\n';
    write(crlf);
    assertThat(faultOf(this::strict).kind()).isEqualTo(Kind.CRC_MISMATCH);
  }

  @Test
  void aLineWithoutChecksumStopsAStrictReadingAndIsKeptByALenientOne() throws IOException {
    String bare = new String(message(1), StandardCharsets.UTF_8).replaceFirst(",\"crc\".*", "}");
    write(message(0), bare.getBytes(StandardCharsets.UTF_8), message(2));
    DaybookException fault = faultOf(this::strict);
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_CRC);
    assertThat(fault.details()).containsEntry("line", 2L);
    History lenient = lenient();
    assertThat(seqs(lenient)).containsExactly(0L, 1L, 2L);
    assertThat(lenient.report().firstBadLines()).singleElement().satisfies(bad -> {
      assertThat(bad.fault().kind()).isEqualTo(Kind.MISSING_CRC);
      assertThat(bad.fault().details()).containsEntry("seq", 1L);
      assertThat(bad.skipped()).isFalse();
      assertThat(bad.isUnfit()).isFalse();
    });
  }

  @Test
  void theReportKeepsABoundedNumberOfBadLines() throws IOException {
    byte[][] lines = new byte[251][];
    for (int i = 0; i < 250; i++) {
      lines[i] = (" ".repeat(i) + "x\n").getBytes(StandardCharsets.UTF_8);
    }
    lines[250] = message(0);
    write(lines);
    List<BadLine> badLines = new ArrayList<>();
    ReadReport report =
        reader(ReadOptions.lenient().withOnBadLine(badLines::add)).history().report();
    assertThat(report.badLines()).isEqualTo(250);
    assertThat(badLines).hasSize(250);
    assertThat(report.firstBadLines()).hasSize(100).isEqualTo(badLines.subList(0, 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void equalFaultsInARowAreReportedAsOne(int decoders) throws IOException {
    byte[] lineFeeds = new byte[100_000];
    Arrays.fill(lineFeeds, (byte) '\n');
    write(message(0), NO_ENTRY, NO_ENTRY, lineFeeds, message(1), NO_ENTRY);
    List<BadLine> badLines = new ArrayList<>();
    ReadOptions lenient = ReadOptions.lenient().withDecoders(decoders).withOnBadLine(badLines::add);
    ReadReport report = reader(lenient).withPieceBytes(1000).history().report();
    assertThat(report.badLines()).isEqualTo(100_003);
    assertThat(report.entries()).isEqualTo(2);
    assertThat(report.firstBadLines()).isEqualTo(badLines);
    long m = message(0).length;
    long n = NO_ENTRY.length;
    assertThat(badLines)
        .extracting(BadLine::lineNumber, BadLine::offset, BadLine::lineBytes, BadLine::lines)
        .containsExactly(
            tuple(2L, m, 2 * n, 2L),
            tuple(4L, m + 2 * n, 100_000L, 100_000L),
            tuple(100_005L, 2 * m + 2 * n + 100_000, n, 1L));
  }

  @Test
  void whatTheListenerThrowsEndsTheReading() throws IOException {
    write(NO_ENTRY, message(0));
    SessionReader reader = reader(ReadOptions.lenient().withOnBadLine(bad -> {
      throw new IllegalStateException("enough");
    }));
    assertThatThrownBy(reader::history)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  @Test
  void whatTheFoldThrowsReachesItsCallerEvenIfItLooksLikeABadLine() throws IOException {
    write(message(0), message(1));
    DaybookException mine = DaybookException.of(Kind.INVALID_JSON, "mine");
    for (ReadOptions options : List.of(ReadOptions.strict(), ReadOptions.lenient())) {
      assertThatThrownBy(() -> reader(options).forEach((entry, line, from, to) -> {
            throw mine;
          }))
          .isSameAs(mine);
    }
  }

  @Test
  void foldsToAResultAndAReport() throws IOException {
    write(message(0), message(1), new byte[] {'{'});
    Folded<Integer> folded = reader(ReadOptions.strict()).fold(new Fold<Integer>() {
      private int chars;

      @Override
      public void accept(Entry entry) {
        chars += ((UserMessage) entry.event()).text().length();
      }

      @Override
      public Integer result() {
        return chars;
      }
    });
    assertThat(folded.result()).isEqualTo(18);
    assertThat(folded.report())
        .isEqualTo(new ReadCounts(2, 2, 2L * message(0).length, 1, 0, List.of()));
  }

  // --- the order of seq

  @Test
  void aFileMayBeginWithAGapThatCountsWhatIsMissing() throws IOException {
    for (Set<String> types : List.of(Set.<String>of(), Set.of("user_message"))) {
      ReadOptions options = ReadOptions.strict().withTypes(types);
      write(Lines.line(7, new Gap(7, Gap.FAILURE)), message(8));
      assertThat(seqs(reader(options).history())).endsWith(8L);
      // the rest of a file that lost its beginning
      write(Lines.line(7, new Gap(6, Gap.FAILURE)), message(8));
      assertThat(faultOf(() -> reader(options).history()).kind()).isEqualTo(Kind.SEQ_GAP);
      write(message(0), Lines.line(7, new Gap(7, Gap.FAILURE)), message(8));
      assertThat(faultOf(() -> reader(options).history()).kind()).isEqualTo(Kind.SEQ_GAP);
    }
  }

  @Test
  void aGapInSeqIsAFault() throws IOException {
    write(message(0), message(2), message(3));
    DaybookException fault = faultOf(this::strict);
    assertThat(fault.kind()).isEqualTo(Kind.SEQ_GAP);
    assertThat(fault)
        .hasMessage(
            "seq does not follow: line=2, offset=" + message(0).length + ", expected=1, found=2");

    History history = lenient();
    assertThat(seqs(history)).containsExactly(0L, 2L, 3L);
    assertThat(history.report().badLines()).isEqualTo(1);
    assertThat(history.report().firstBadLines().get(0).skipped()).isFalse();
  }

  @Test
  void aFileThatDoesNotBeginAtZeroHasAGap() throws IOException {
    write(message(1), message(2));
    assertThat(faultOf(this::strict).details())
        .containsEntry("expected", 0L)
        .containsEntry("found", 1L);
  }

  @Test
  void aRepeatedSeqIsAFault() throws IOException {
    write(message(0), message(1), message(1), message(2));
    assertThat(faultOf(this::strict).details())
        .containsEntry("expected", 2L)
        .containsEntry("found", 1L);
    History history = lenient();
    assertThat(seqs(history)).containsExactly(0L, 1L, 1L, 2L);
    assertThat(history.report().badLines()).isEqualTo(1);
  }

  @Test
  void skippedLinesAccountForTheNumbersThatAreMissing() throws IOException {
    write(message(0), NO_ENTRY, NO_ENTRY, message(3), message(4));
    assertThat(lenient().report().badLines()).isEqualTo(2);
    assertThat(seqs(lenient())).containsExactly(0L, 3L, 4L);
    // or stand where no entry was
    write(message(0), NO_ENTRY, NO_ENTRY, message(1), message(2));
    assertThat(lenient().report().badLines()).isEqualTo(2);
    // or one for an entry and the other for a line break that split it
    write(message(0), NO_ENTRY, NO_ENTRY, message(2), message(3));
    assertThat(lenient().report().badLines()).isEqualTo(2);
    // but for no more than they are
    write(message(0), NO_ENTRY, NO_ENTRY, message(4), message(5));
    assertThat(lenient().report().badLines()).isEqualTo(3);
    // and only once
    write(message(0), NO_ENTRY, message(2), message(4));
    assertThat(lenient().report().badLines()).isEqualTo(2);
  }

  // --- types

  @Test
  void givesOnlyTheTypesThatAreAskedFor() throws IOException {
    SessionEvent[] events = {
      new UserMessage("a"),
      new ToolCall("c", "ls", "{}"),
      new Unknown("événement", "{}"),
      new UserMessage("b")
    };
    write(Lines.file(events));
    ReadOptions strict = ReadOptions.strict();
    assertThat(reader(strict.withTypes(Set.of("user_message"))).history().events())
        .containsExactly(events[0], events[3]);
    assertThat(
            reader(strict.withTypes(Set.of("tool_call", "événement"))).history().events())
        .containsExactly(events[1], events[2]);
    History none = reader(strict.withTypes(Set.of("session_ended"))).history();
    assertThat(none.entries()).isEmpty();
    assertThat(none.report()).isEqualTo(new ReadCounts(4, 0, Files.size(file), 0, 0, List.of()));
  }

  @Test
  void findsDamageInLinesOfTypesThatAreNotAskedFor() throws IOException {
    byte[] bytes =
        Lines.file(new UserMessage("a"), new UserMessage("b"), new ToolCall("c", "", ""));
    int second = message(0).length - "message 0".length() + 1;
    ReadOptions calls = ReadOptions.strict().withTypes(Set.of("tool_call"));
    // to the checksum, without which a line is read for what it says
    for (int i = second; i < 2 * second - ",'crc':'00000000'}\n".length(); i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      write(damaged);
      DaybookException fault = faultOf(() -> reader(calls).history());
      assertThat(fault.details()).as("byte %d", i).containsEntry("line", 2L);
      ReadOptions lenient = ReadOptions.lenient().withTypes(Set.of("tool_call"));
      assertThat(reader(lenient).history().events()).containsExactly(new ToolCall("c", "", ""));
      assertThat(reader(lenient).history().report().badLines()).isEqualTo(1);
    }
    write(message(0), message(2));
    assertThat(faultOf(() -> reader(calls).history()).kind()).isEqualTo(Kind.SEQ_GAP);
  }

  @Test
  void anUnknownTypeIsKeptOrABadLineAsAsked() throws IOException {
    write(Lines.file(new UserMessage("a"), new Unknown("other", "{}"), new UserMessage("b")));
    assertThat(strict().events()).hasSize(3);
    DaybookException fault =
        faultOf(() -> reader(ReadOptions.strict().withUnknownAsError(true)).history());
    assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN_TYPE);
    assertThat(fault.details()).containsEntry("type", "other").containsEntry("line", 2L);
    History lenient = reader(ReadOptions.lenient().withUnknownAsError(true)).history();
    assertThat(seqs(lenient)).containsExactly(0L, 2L);
    assertThat(lenient.report().badLines()).isEqualTo(1);
    // whether or not it was asked for
    ReadOptions messages = ReadOptions.strict().withTypes(Set.of("user_message"));
    assertThat(reader(messages).history().events()).hasSize(2);
    assertThat(
            faultOf(() -> reader(messages.withUnknownAsError(true)).history()).kind())
        .isEqualTo(Kind.UNKNOWN_TYPE);
  }

  // --- files

  @Test
  void aMissingFileIsAnErrorOrEmptyAsAsked() {
    DaybookException fault = faultOf(this::strict);
    assertThat(fault.kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
    assertThat(fault).hasMessage("no such session: file=" + file);
    assertThat(faultOf(this::lenient).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
    History empty = reader(ReadOptions.strict().withMissingAsEmpty(true)).history();
    assertThat(empty.entries()).isEmpty();
    assertThat(empty.report()).isEqualTo(ReadCounts.NONE);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderInPlaceOfTheFileIsAnError() throws IOException {
    Files.createDirectory(file);
    assertNoRegularFile("folder");
  }

  @Test
  void aFolderThatSaysItIsEmptyIsAnErrorToo() {
    // on some file systems every folder has this size
    file = Path.of("/proc/self/task");
    assumeThat(file).isDirectory();
    assertNoRegularFile("folder");
  }

  @Test
  void aSymbolicLinkInPlaceOfTheFileIsAnError() throws IOException {
    Path target = folder.resolve("elsewhere");
    Files.write(target, message(0));
    Files.createSymbolicLink(file, target);
    assertNoRegularFile("symbolic_link");
    Files.delete(target);
    assertNoRegularFile("symbolic_link");
  }

  /** Opening one to read would wait for a writer for ever. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aNamedPipeInPlaceOfTheFileIsAnError() throws Exception {
    Process mkfifo;
    try {
      mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    } catch (IOException e) {
      throw new TestAbortedException("no mkfifo here", e);
    }
    assertThat(mkfifo.waitFor()).isZero();
    assertNoRegularFile("other");
  }

  private void assertNoRegularFile(String found) {
    for (ReadOptions options :
        List.of(ReadOptions.strict(), ReadOptions.lenient().withMissingAsEmpty(true))) {
      DaybookException fault = faultOf(() -> reader(options).history());
      assertThat(fault.kind()).isEqualTo(Kind.IO_ERROR);
      assertThat(fault)
          .hasMessage("no regular file stands there: file=" + file + ", found=" + found);
    }
  }

  @Test
  void anInterruptedThreadIsRefusedAndKeepsItsFlag() throws IOException {
    write(message(0), message(1));
    Thread.currentThread().interrupt();
    try {
      DaybookException fault = faultOf(this::strict);
      assertThat(fault.kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(fault).hasMessage("the reading thread was interrupted; read again: file=" + file);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(seqs(strict())).containsExactly(0L, 1L);
  }

  @Test
  void anInterruptWhileReadingEndsIt() throws IOException {
    write(messageOf(BUFFER_BYTES, 0), messageOf(BUFFER_BYTES, 1), messageOf(BUFFER_BYTES, 2));
    List<Long> seen = new ArrayList<>();
    try {
      DaybookException fault =
          faultOf(() -> reader(ReadOptions.lenient()).forEach((entry, line, from, to) -> {
            seen.add(entry.seq());
            Thread.currentThread().interrupt();
          }));
      assertThat(fault.kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(seen).containsExactly(0L);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aReadingEndsWhereTheFileEndedWhenItBegan() throws IOException {
    write(message(0), message(1), new byte[] {'{', '"'});
    List<Long> seen = new ArrayList<>();
    ReadReport report = reader(ReadOptions.strict()).forEach((entry, line, from, to) -> {
      seen.add(entry.seq());
      append(file, message(9));
    });
    assertThat(seen).containsExactly(0L, 1L);
    assertThat(report).isEqualTo(new ReadCounts(2, 2, 2L * message(0).length, 2, 0, List.of()));
  }

  @Test
  void aReaderReadsAnewEveryTime() throws IOException {
    SessionReader reader = reader(ReadOptions.strict());
    write(message(0));
    assertThat(seqs(reader.history())).containsExactly(0L);
    append(file, message(1));
    assertThat(seqs(reader.history())).containsExactly(0L, 1L);
  }

  private static void append(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // --- the session

  private SessionFileReader readerOf(String sessionId, ReadOptions options) {
    return SessionFileReader.of(file, EventTypes.standard(), options, sessionId);
  }

  private static byte[] foreign(long seq) {
    return Lines.lineOf("s-2", seq, new UserMessage("foreign " + seq));
  }

  @Test
  void strictReadingStopsAtALineOfAnotherSession() throws IOException {
    write(message(0), message(1), foreign(2), message(3));
    for (ReadOptions options : List.of(
        ReadOptions.strict(),
        ReadOptions.strict().withTypes(Set.of("tool_call")),
        ReadOptions.strict().withVerbatimData(true))) {
      DaybookException fault = faultOf(() -> readerOf("s-1", options).fold(new EntryCount()));
      assertThat(fault.kind()).isEqualTo(Kind.WRONG_SESSION);
      assertThat(fault)
          .hasMessage("the line is of another session: session=s-1, line=3, offset="
              + 2 * message(0).length);
    }
  }

  @Test
  void readingWithoutASessionTakesEveryLine() throws IOException {
    write(message(0), foreign(1));
    assertThat(seqs(strict())).containsExactly(0L, 1L);
  }

  @Test
  void lenientReadingReportsAndKeepsALineOfAnotherSession() throws IOException {
    write(message(0), message(1), foreign(70), message(2));
    for (Set<String> types : List.of(Set.<String>of(), Set.of("user_message"))) {
      History history = readerOf("s-1", ReadOptions.lenient().withTypes(types)).history();
      assertThat(seqs(history)).containsExactly(0L, 1L, 70L, 2L);
      assertThat(history.report().firstBadLines())
          .extracting(BadLine::lineNumber, BadLine::skipped, bad -> bad.fault().kind())
          .containsExactly(tuple(3L, false, Kind.WRONG_SESSION));
    }
    ReadReport others = readerOf("s-1", ReadOptions.lenient().withTypes(Set.of("tool_call")))
        .fold(new EntryCount())
        .report();
    assertThat(others.firstBadLines())
        .extracting(bad -> bad.fault().kind())
        .containsExactly(Kind.WRONG_SESSION);
  }

  @Test
  void aFileOfAnotherSessionHasOneFaultALine() throws IOException {
    write(foreign(0), foreign(1), foreign(2));
    assertThat(readerOf("s-1", ReadOptions.lenient()).history().report().firstBadLines())
        .extracting(bad -> bad.fault().kind())
        .containsExactly(Kind.WRONG_SESSION, Kind.WRONG_SESSION, Kind.WRONG_SESSION);
    assertThat(readerOf("s-2", ReadOptions.strict()).history().entries()).hasSize(3);
  }

  @Test
  void transcriptAndSettingsCheckTheSessionToo() throws IOException {
    write(message(0), foreign(1));
    SessionReader reader = readerOf("s-1", ReadOptions.strict());
    assertThat(faultOf(reader::transcript).kind()).isEqualTo(Kind.WRONG_SESSION);
    assertThat(faultOf(reader::settings).kind()).isEqualTo(Kind.WRONG_SESSION);
    assertThat(
            faultOf(() -> reader.with(options -> options.withVerbatimData(true)).history())
                .kind())
        .isEqualTo(Kind.WRONG_SESSION);
  }
}
