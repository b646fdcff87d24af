package dev.daybook.internal.check;

import static dev.daybook.Faults.faultOf;
import static dev.daybook.internal.check.Damaged.bytes;
import static dev.daybook.internal.check.Damaged.first;
import static dev.daybook.internal.check.Damaged.flipped;
import static dev.daybook.internal.check.Damaged.foreign;
import static dev.daybook.internal.check.Damaged.join;
import static dev.daybook.internal.check.Damaged.line;
import static dev.daybook.internal.check.Damaged.lines;
import static dev.daybook.internal.check.Damaged.nuls;
import static dev.daybook.internal.check.Damaged.withoutCrc;
import static dev.daybook.internal.check.Damaged.withoutLineFeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.Json;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

  private static final int LINES = 5;

  @TempDir
  Path root;

  private Damaged session;

  @BeforeEach
  void open() {
    session = new Damaged(root);
  }

  private static byte[] five() {
    return lines(0, 1, 2, 3, 4);
  }

  private static List<Entry> entriesOf(Damaged session) {
    session.write(five());
    assertThat(session.findings()).isEmpty();
    List<Entry> entries = session.folded(false);
    assertThat(entries).hasSize(LINES);
    return entries;
  }

  @Test
  void carriageReturnsAreOneFinding() {
    session.write(bytes(new String(five(), StandardCharsets.UTF_8).replace("\n", "\r\n")));
    assertThat(session.findings())
        .extracting(Finding::kind, Finding::lines)
        .containsExactly(tuple(FindingKind.CARRIAGE_RETURN, 5L));
  }

  @Test
  void namesTheGapBeforeAWholeEntryWithoutItsLineFeed() {
    session.write(lines(0), withoutLineFeed(line(2)));
    assertThat(session.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.MISSING_NEWLINE, FindingKind.SEQ_GAP);
    session.write(withoutLineFeed(line(2)));
    assertThat(session.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.MISSING_NEWLINE, FindingKind.SEQ_GAP);
  }

  /** Every bit, which no test of the checksum alone would cover: line feeds are outside of it. */
  @Test
  @Tag(Lab.RANDOM)
  void everyFlippedBitIsFoundAndNoFoldGivesAnythingElseThanWhatWasRecorded() {
    List<Entry> recorded = entriesOf(session);
    byte[] file = five();
    int[] starts = IntStream.range(0, LINES)
        .map(seq -> LongStream.range(0, seq).mapToInt(n -> line(n).length).sum())
        .toArray();
    // in the laboratory every one
    int step = Lab.values(3, 1, 1);
    for (int bit = 0; bit < 8 * file.length; bit += step) {
      session.write(flipped(file, bit));
      int at = bit / 8;
      int line = (int) IntStream.of(starts).filter(start -> start <= at).count();
      List<Finding> findings = session.findings();
      assertThat(findings).as("bit %d of byte %d", bit % 8, at).isNotEmpty();
      assertThat(findings.get(0).line()).as("bit %d of byte %d", bit % 8, at).isEqualTo(line);
      assertThat(findings.get(0).offset()).isEqualTo(starts[line - 1]);
      assertThat(recorded).containsAll(session.folded(true));
      List<Entry> strict = session.folded(false);
      assertThat(strict).isEqualTo(recorded.subList(0, line - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 150, 400})
  void nulBytesAreFoundWhereverTheyAre(int length) {
    List<Entry> recorded = entriesOf(session);
    byte[] file = five();
    for (int at = 0; at + length <= file.length; at++) {
      byte[] damaged = file.clone();
      Arrays.fill(damaged, at, at + length, (byte) 0);
      session.write(damaged);
      List<Finding> findings = session.findings();
      boolean isTail = at + length == file.length;
      assertThat(findings.get(0).kind())
          .as("at %d", at)
          .isEqualTo(isTail ? FindingKind.TORN_TAIL : FindingKind.NUL_BYTES);
      assertThat(findings.get(0).details())
          .containsEntry("nuls", (long) length)
          .containsEntry("nulRuns", 1L)
          .containsEntry("nulOffset", (long) at);
      assertThat(recorded).containsAll(session.folded(true));
      List<Entry> strict = session.folded(false);
      assertThat(strict).isEqualTo(recorded.subList(0, strict.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 300_000})
  void nulBytesBetweenLinesAreFound(int length) {
    for (int before = 0; before < LINES; before++) {
      byte[] head = lines(LongStream.range(0, before).toArray());
      session.write(head, nuls(length), lines(LongStream.range(before, LINES).toArray()));
      assertThat(session.places()).containsExactly("nul_bytes " + (before + 1) + " " + head.length);
      assertThat(session.findings().get(0).details())
          .isEqualTo(Map.of(
              "nuls",
              (long) length,
              "nulRuns",
              1L,
              "nulOffset",
              (long) head.length,
              "wholeEntries",
              1,
              "entryOffsets",
              List.of((long) head.length + length)));
    }
  }

  @Test
  void numbersThatWereLostWithNulBytesAreNamedToo() {
    byte[] line = line(0);
    session.write(line, nuls(line(1).length + line(2).length), lines(3, 4));
    assertThat(session.places())
        .containsExactly(
            "nul_bytes 2 " + line.length,
            "seq_gap 2 " + (line.length + line(1).length + line(2).length));
  }

  // --- welds

  @Test
  void aMissingLineFeedBetweenLinesIsAWeld() {
    for (int seq = 0; seq < LINES - 1; seq++) {
      byte[] before = lines(LongStream.range(0, seq).toArray());
      session.write(
          before,
          withoutLineFeed(line(seq)),
          lines(LongStream.range(seq + 1, LINES).toArray()));
      assertThat(session.places()).containsExactly("welded " + (seq + 1) + " " + before.length);
      long second = before.length + line(seq).length - 1;
      assertThat(session.findings().get(0).details())
          .isEqualTo(
              Map.of("wholeEntries", 2, "entryOffsets", List.of((long) before.length, second)));
    }
  }

  @Test
  void aFragmentBeforeALineIsAWeldAndItsNumberIsMissing() {
    byte[] cut = line(2);
    for (int length = 1; length < cut.length - 1; length++) {
      session.write(lines(0, 1), first(cut, length), lines(3, 4));
      int at = lines(0, 1).length;
      assertThat(session.places()).as("cut at %d", length).containsExactly("welded 3 " + at);
      assertThat(session.findings().get(0).details())
          .isEqualTo(Map.of(
              "wholeEntries", 1, "entryOffsets", List.of((long) at + length), "otherBytes", (long)
                  length));
    }
  }

  @Test
  void aFragmentBehindALineIsAWeld() {
    byte[] next = line(3);
    for (int length = 1; length < next.length - 1; length++) {
      session.write(
          lines(0, 1), withoutLineFeed(line(2)), first(next, length), bytes("\n"), lines(3, 4));
      int at = lines(0, 1).length;
      assertThat(session.places()).containsExactly("welded 3 " + at);
      assertThat(session.findings().get(0).details())
          .containsEntry("entryOffsets", List.of((long) at));
    }
  }

  @Test
  void anEntryThatALineQuotesIsNoWeld() {
    String quoted = new String(withoutLineFeed(line(1)), StandardCharsets.UTF_8);
    byte[] quoting = Lines.line(1, new Unknown("quote", new Json("{\"line\":" + quoted + "}")));
    session.write(line(0), quoting, line(2));
    assertThat(session.findings()).isEmpty();
    int at = new String(quoting, StandardCharsets.US_ASCII).indexOf("quote");
    session.write(line(0), flipped(quoting, 8 * at), line(2));
    assertThat(session.places()).containsExactly("crc_mismatch 2 " + line(0).length);
  }

  // --- the end of the file

  @Test
  void everyTornTailIsFoundWhileNoProcessRecords() {
    byte[] whole = line(4);
    for (int length = 1; length < whole.length; length++) {
      session.write(lines(0, 1, 2, 3), first(whole, length));
      boolean isWhole = length == whole.length - 1;
      assertThat(session.places())
          .containsExactly(
              (isWhole ? "missing_newline 5 " : "torn_tail 5 ") + lines(0, 1, 2, 3).length);
      assertThat(session.findings().get(0).bytes()).isEqualTo(length);
    }
  }

  @Test
  void aTornTailIsALineBeingWrittenWhileAProcessRecords() throws IOException {
    Daybook writing = Daybook.open(root);
    Session recording = writing.openSession(Damaged.ID);
    recording.recordSync(new UserMessage("x"));
    try (FileChannel channel = FileChannel.open(session.file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes("{\"v\":1")), channel.size());
      assertThat(session.findings()).isEmpty();
      assertThat(session.daybook.verify(Damaged.ID).tornTailBytes()).isEqualTo(6);
    }
    assertThat(faultOf(writing::close))
        .hasRootCauseMessage("another process wrote to the file: bytes=135, expectedBytes=129");
    assertThat(session.places()).hasSize(1).first().asString().startsWith("torn_tail 2");
  }

  // --- order

  @Test
  void swappedLinesAreOutOfOrderAndNothingIsMissing() {
    for (int seq = 0; seq < LINES - 1; seq++) {
      long[] order = {0, 1, 2, 3, 4};
      order[seq] = seq + 1;
      order[seq + 1] = seq;
      session.write(lines(order));
      long offset = lines(Arrays.copyOf(order, seq + 1)).length;
      assertThat(session.places()).containsExactly("out_of_order " + (seq + 2) + " " + offset);
    }
  }

  @Test
  void linesThatWereSwappedOverADistanceAreOutOfOrder() {
    session.write(lines(0, 7, 2, 3, 4, 5, 6, 1, 8));
    assertThat(session.places())
        .containsExactly(
            "out_of_order 3+4 " + lines(0, 7).length,
            "out_of_order 8 " + lines(0, 7, 2, 3, 4, 5, 6).length);
    assertThat(session.findings().get(1).details()).isEqualTo(Map.of("seq", 1L, "behindSeq", 7L));
  }

  @Test
  void doubledLinesAreDuplicatesWhereverTheyAre() {
    session.write(lines(0, 1, 1, 2, 3, 0, 4, 2, 3, 4));
    assertThat(session.places())
        .containsExactly(
            "duplicate 3 " + lines(0, 1).length,
            "duplicate 6 " + lines(0, 1, 1, 2, 3).length,
            "duplicate 8+2 " + lines(0, 1, 1, 2, 3, 0, 4).length);
    assertThat(session.findings())
        .extracting(found -> found.details().get("earlierLine"))
        .containsExactly(2L, 1L, 4L);
  }

  @Test
  void aSeqWithOtherContentIsAConflict() {
    byte[] other = Lines.line(1, new UserMessage("something else"));
    session.write(lines(0, 1, 2), other, lines(3, 4));
    assertThat(session.places()).containsExactly("conflicting_seq 4 " + lines(0, 1, 2).length);
  }

  @Test
  void aDoubleIsComparedHoweverFarBackTheLineIs() {
    int count = 5_000;
    byte[] all = lines(LongStream.range(0, count).toArray());
    byte[] other = Lines.line(17, new UserMessage("something else"));
    session.write(all, lines(4_000, 3, 2_500, 1_234, 1_235), other, line(count));
    assertThat(session.places())
        .containsExactly(
            "duplicate 5001 " + all.length,
            "duplicate 5002 " + (all.length + lines(4_000).length),
            "duplicate 5003 " + (all.length + lines(4_000, 3).length),
            "duplicate 5004+1 " + (all.length + lines(4_000, 3, 2_500).length),
            "conflicting_seq 5006 " + (all.length + lines(4_000, 3, 2_500, 1_234, 1_235).length));
  }

  @Test
  void aFileThatStandsTwiceInItselfIsOneFinding() {
    byte[] all = lines(LongStream.range(0, 2_000).toArray());
    session.write(all, all);
    assertThat(session.places()).containsExactly("duplicate 2001+1999 " + all.length);
    assertThat(session.findings().get(0).bytes()).isEqualTo(all.length);
  }

  @Test
  void numbersThatNowhereComeAreAGap() {
    session.write(lines(1, 2, 5, 3, 9));
    assertThat(session.findings().stream()
            .filter(f -> f.kind() == FindingKind.SEQ_GAP)
            .toList())
        .extracting(Finding::line, f -> f.details().get("missing"))
        .containsExactly(tuple(1L, 1L), tuple(3L, 1L), tuple(5L, 3L));
  }

  @Test
  void aDamagedLineStandsForItsNumber() {
    byte[] bad = flipped(line(1), 300);
    session.write(line(0), bad, lines(2, 3));
    assertThat(session.places()).containsExactly("crc_mismatch 2 " + line(0).length);
    session.write(line(0), bad, lines(3, 4));
    assertThat(session.places())
        .containsExactly(
            "crc_mismatch 2 " + line(0).length, "seq_gap 3 " + (line(0).length + bad.length));
  }

  @Test
  void moreDisorderThanMemoryHoldsIsStillNamed() {
    // each line begins a run of its own
    int count = RunOrder.MAX_RUNS + 10;
    long[] backward = LongStream.range(0, count).map(n -> 2 * (count - n)).toArray();
    session.write(lines(backward), line(backward[1]));
    Map<FindingKind, Long> counts = session.daybook.verify(Damaged.ID).counts();
    assertThat(counts.get(FindingKind.OUT_OF_ORDER)).isGreaterThanOrEqualTo(count - 1L);
    assertThat(counts).containsKey(FindingKind.SEQ_GAP);
  }

  // --- other sessions, other programs

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void aLineOfAnotherSessionIsNamedAndDisturbsNoOrder(int place) {
    byte[] before = lines(LongStream.range(0, place).toArray());
    session.write(before, foreign(70), lines(LongStream.range(place, LINES).toArray()));
    assertThat(session.places())
        .containsExactly("wrong_session " + (place + 1) + " " + before.length);
  }

  @Test
  void aFileThatWasRenamedIsOneFinding() {
    session.write(foreign(0), foreign(1), foreign(2));
    assertThat(session.places()).containsExactly("wrong_session 1+2 0");
  }

  @Test
  void entriesWithoutChecksumAreDamage() {
    session.write(line(0), withoutCrc(1), withoutCrc(2), line(3));
    assertThat(session.places()).containsExactly("missing_crc 2+1 " + line(0).length);
    assertThat(session.daybook.verify(Damaged.ID).isClean()).isFalse();
  }

  @Test
  void aFileMayBeginWithAGapWithoutChecksum() {
    String gap =
        new String(Lines.lineOf(Damaged.ID, 3, new Gap(3, Gap.FAILURE)), StandardCharsets.UTF_8);
    session.write(bytes(gap.substring(0, gap.lastIndexOf(",\"crc\"")) + "}\n"), line(4));
    assertThat(session.places()).containsExactly("missing_crc 1 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; empty_line",
        "{}; missing_type",
        "[]; not_an_object",
        "{\"a\":; invalid_json",
        "{\"v\":1,\"seq\":0,\"type\":\"user_message\"}; missing_field"
      })
  void aLineThatIsNoEntryIsNamedByWhatItIs(String text, String reason) {
    session.write(line(0), bytes(text + "\n"), line(1));
    assertThat(session.places()).containsExactly(reason + " 2 " + line(0).length);
  }

  @Test
  void bytesThatAreNoTextAreNamed() {
    session.write(line(0), new byte[] {'{', (byte) 0xff, '}', '\n'}, line(1));
    assertThat(session.places()).containsExactly("invalid_utf8 2 " + line(0).length);
  }

  @Test
  void aProvedLineThatThisProgramCannotReadHasItsPlace() {
    session.write(line(0), Lines.line(1, new Unknown("user_message", "{\"text\":5}")), line(2));
    assertThat(session.places()).containsExactly("wrong_kind 2 " + line(0).length);
  }

  @Test
  void aLineOverTheLimitIsNamed() {
    byte[] large = Lines.line(1, new UserMessage("x".repeat(5_000)));
    session.write(line(0), large, lines(2));
    Verification verification =
        session.daybook.verify(Damaged.ID, VerifyOptions.defaults().withMaxLineBytes(1024));
    assertThat(verification.counts()).isEqualTo(Map.of(FindingKind.LINE_TOO_LONG, 1L));
    assertThat(verification.findings().get(0).bytes()).isEqualTo(large.length);
    assertThat(session.findings()).isEmpty();
  }

  // --- two at once

  @Test
  void theSecondDamageIsStillNamed() {
    record Damages(String reason, byte[] bytes) {}
    List<Damages> all = List.of(
        new Damages("nul_bytes", join(nuls(3), bytes("\n"))),
        new Damages("empty_line", bytes("\n")),
        new Damages("welded", join(bytes("{\"v\":1,"), foreign(9))),
        new Damages("wrong_session", foreign(3)),
        new Damages("invalid_json", bytes("{\"v\":1,\n")),
        new Damages("crc_mismatch", flipped(line(0), 100)),
        new Damages("duplicate", line(0)),
        new Damages("conflicting_seq", Lines.line(0, new UserMessage("other"))));
    for (Damages one : all) {
      for (Damages two : all) {
        session.write(line(0), one.bytes, line(1), two.bytes, line(2));
        assertThat(session.findings())
            .as("%s and %s", one.reason, two.reason)
            .extracting(found -> found.kind().wireName())
            .contains(one.reason, two.reason);
        assertThat(session.findings())
            .extracting(Finding::line, found -> found.kind().wireName())
            .contains(tuple(2L, one.reason), tuple(4L, two.reason));
      }
    }
  }

  // --- the file

  @Test
  void anEmptyFileHasNoFindings() {
    session.write();
    assertThat(session.daybook.verify(Damaged.ID))
        .isEqualTo(new KeptFindings.VerifiedFile(0, 0, 0, 0, Map.of(), List.of()));
  }

  @Test
  void countsWhatItRead() {
    session.write(five());
    assertThat(session.daybook.verify(Damaged.ID))
        .isEqualTo(new KeptFindings.VerifiedFile(5, 5, five().length, 0, Map.of(), List.of()));
  }

  @Test
  void aSessionThatIsNotThereIsAnError() {
    assertThat(faultOf(() -> session.daybook.verify("other")).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  void aFolderInTheFilesPlaceIsAFinding() throws IOException {
    Files.createDirectory(session.file);
    assertThat(session.places()).containsExactly("not_a_file 0 0");
    assertThat(session.findings().get(0).details()).isEqualTo(Map.of("found", "folder"));
  }

  @Test
  void reportsItsProgress() {
    byte[] large = Lines.line(0, new UserMessage("x".repeat(3 << 20)));
    session.write(large, line(1));
    List<Long> read = new ArrayList<>();
    session.daybook.verify(Damaged.ID, VerifyOptions.defaults().withOnProgress((bytes, of) -> {
      assertThat(of).isEqualTo(large.length + line(1).length);
      read.add(bytes);
    }));
    assertThat(read).containsExactly((long) large.length, (long) large.length + line(1).length);
  }

  @Test
  void whatAListenerThrowsEndsTheVerification() {
    session.write(bytes("\n"), five());
    VerifyOptions options = VerifyOptions.defaults().withOnFinding(found -> {
      throw new IllegalStateException("enough");
    });
    assertThatThrownBy(() -> session.daybook.verify(Damaged.ID, options)).hasMessage("enough");
  }

  @Test
  void anInterruptEndsItAndStaysSet() {
    session.write(five());
    Thread.currentThread().interrupt();
    assertThat(faultOf(() -> session.daybook.verify(Damaged.ID)).kind())
        .isEqualTo(Kind.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noFindingSaysWhatAnEventSays() {
    byte[] secret = Lines.line(1, new UserMessage("hidden words"));
    for (int bit = 0; bit < 8 * secret.length; bit += 3) {
      session.write(line(0), flipped(secret, bit), line(2));
      assertThat(session.findings())
          .allSatisfy(found -> assertThat(found.toString() + found.message())
              .doesNotContain("hidden")
              .doesNotContain("words"));
    }
  }

  /** Lines that are made to be cut in as many ways as there are bytes. */
  @Test
  @Tag(Lab.RANDOM)
  @Timeout(60)
  void hostileLinesTakeNoTimeToSpeakOf() {
    int bytes = Lab.values(2, 8, 8) << 20;
    Stream.of("{\"v\":1,\"seq\":", "{\"v\":1,\"seq\":1,\"crc\":\"00000000\"}", "\u0000x", "x\u0000")
        .forEach(text -> {
          session.write(bytes(text.repeat(bytes / text.length())), bytes("\n"), bytes(text));
          assertThat(session.findings()).isNotEmpty();
        });
  }

  /** The file grows while it is read: never anything else than whole lines. */
  @Test
  @Timeout(60)
  void aFileThatIsBeingWrittenIsSoundAtAnyTime() {
    try (Daybook writing = Daybook.open(root)) {
      Session recording = writing.openSession(Damaged.ID);
      Thread writer = new Thread(() -> {
        for (int i = 0; i < 30_000; i++) {
          recording.record(new UserMessage("x".repeat(300)));
        }
      });
      writer.start();
      while (writer.isAlive()) {
        assertThat(session.findings()).isEmpty();
      }
      recording.sync();
    }
    assertThat(session.daybook.verify(Damaged.ID).entries()).isEqualTo(30_000);
  }
}
