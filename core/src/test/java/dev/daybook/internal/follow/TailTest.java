package dev.daybook.internal.follow;

import static dev.daybook.internal.follow.Tails.append;
import static dev.daybook.internal.follow.Tails.cut;
import static dev.daybook.internal.follow.Tails.entry;
import static dev.daybook.internal.follow.Tails.next;
import static dev.daybook.internal.follow.Tails.rest;
import static dev.daybook.internal.follow.Tails.seqs;
import static dev.daybook.internal.json.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailEvent.Replaced;
import dev.daybook.read.TailEvent.TailEnd;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a tail of a file that another process writes. */
@Timeout(60)
class TailTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("s.ndjson");
  }

  private static byte[] message(long seq) {
    return line(seq, new UserMessage("message " + seq));
  }

  private static byte[] ended(long seq) {
    return line(seq, SessionEnded.normally());
  }

  private void write(long from, long to) throws IOException {
    append(file, LongStream.range(from, to).mapToObj(TailTest::message).toArray(byte[][]::new));
  }

  private static byte[] half(byte[] line, int half) {
    int middle = line.length / 2;
    return half == 0 ? Arrays.copyOf(line, middle) : Arrays.copyOfRange(line, middle, line.length);
  }

  @Test
  void givesWhatIsThereThenWhatComes() throws Exception {
    write(0, 3);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(rest(tail)).containsExactly("entry 0", "entry 1", "entry 2");
      write(3, 5);
      assertThat(seqs(tail, 2)).containsExactly(3L, 4L);
      assertThat(tail.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void anEntryIsAsAReaderFindsItAndSoIsItsLine() throws Exception {
    write(0, 2);
    try (Tail tail = Tails.of(file, TailOptions.fromSeq(1))) {
      assertThat(entry(tail).event()).isEqualTo(new UserMessage("message 1"));
      assertThat(tail.line()).isEqualTo(message(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "9,9", "2999,2999"})
  void beginsAtASeq(long from, long first) throws Exception {
    write(0, 3000);
    try (Tail tail = Tails.of(file, TailOptions.fromSeq(from))) {
      assertThat(entry(tail).seq()).isEqualTo(first);
    }
  }

  @Test
  void aSeqThatIsYetToComeIsWaitedFor() throws Exception {
    write(0, 3);
    try (Tail tail = Tails.of(file, TailOptions.fromSeq(5))) {
      assertThat(tail.next(Duration.ofMillis(30))).isEmpty();
      write(3, 7);
      assertThat(seqs(tail, 2)).containsExactly(5L, 6L);
    }
  }

  @Test
  void fromTheEndGivesOnlyWhatComes() throws Exception {
    write(0, 3);
    try (Tail tail = Tails.of(file, TailOptions.fromEnd())) {
      assertThat(rest(tail)).isEmpty();
      write(3, 4);
      assertThat(entry(tail).seq()).isEqualTo(3);
      append(file, message(5));
      assertThat(((Damaged) next(tail)).line().fault().kind()).isEqualTo(Kind.SEQ_GAP);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,5", "1,4", "3,2", "5,0", "99,0"})
  void fromTheLastLinesGivesThem(long lines, long first) throws Exception {
    write(0, 5);
    append(file, half(message(5), 0));
    try (Tail tail = Tails.of(file, TailOptions.fromLast(lines))) {
      append(file, half(message(5), 1));
      assertThat(entry(tail).seq()).isEqualTo(first);
    }
  }

  @Test
  void withoutFollowingItEndsWhereTheFileEnded() throws Exception {
    write(0, 2);
    append(file, half(message(2), 0));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning().withFollowing(false))) {
      append(file, half(message(2), 1));
      assertThat(rest(tail)).containsExactly("entry 0", "entry 1", "NOTHING_MORE");
      assertThat(tail.tornTailBytes()).isEqualTo(message(2).length / 2);
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.NOTHING_MORE));
    }
  }

  /** Behind it everything would be missing, without a report. */
  @ParameterizedTest
  @CsvSource({"0", "1", "99"})
  void withoutFollowingALineOverTheLimitIsReportedAndSkipped(long last) throws Exception {
    write(0, 1);
    byte[] tooLong = line(1, new UserMessage("long ".repeat(100)));
    append(file, tooLong, message(2), tooLong, tooLong, message(5));
    TailOptions options = last == 0 ? TailOptions.fromBeginning() : TailOptions.fromLast(last);
    try (Tail tail = Tails.of(file, 300, options.withFollowing(false))) {
      append(file, message(6));
      List<String> all = List.of(
          "entry 0", "line_too_long", "entry 2", "line_too_long 2", "entry 5", "NOTHING_MORE");
      assertThat(rest(tail)).isEqualTo(last == 1 ? all.subList(4, 6) : all);
      assertThat(tail.tornTailBytes()).isZero();
    }
  }

  /** It must neither end there nor give what a writer put in its place behind the end. */
  @Test
  void withoutFollowingALineThatWasWrittenAnewIsReadAgain() throws Exception {
    write(0, 1);
    byte[] torn = half(message(1), 0);
    append(file, torn, half(message(1), 1), message(2));
    byte[] whole = Files.readAllBytes(file);
    byte[] damaged = whole.clone();
    damaged[message(0).length + 20] ^= 1;
    Files.write(file, damaged);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning().withFollowing(false))) {
      assertThat(entry(tail).seq()).isZero();
      Files.write(file, whole, StandardOpenOption.WRITE);
      append(file, message(3));
      assertThat(rest(tail)).containsExactly("entry 1", "entry 2", "NOTHING_MORE");
    }
  }

  /** The channel is closed then, and what it had not given is not the end of the file. */
  @Test
  void withoutFollowingAnInterruptInTheMidstOfReadingLosesNothing() throws Exception {
    int entries = 20_000;
    write(0, entries);
    Thread reading = Thread.currentThread();
    Thread disturbing = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        reading.interrupt();
        Thread.onSpinWait();
      }
    });
    List<String> given = new ArrayList<>();
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning().withFollowing(false))) {
      disturbing.start();
      while (given.isEmpty() || !given.get(given.size() - 1).equals("NOTHING_MORE")) {
        try {
          given.add(Tails.text(next(tail)));
        } catch (DaybookException interrupted) {
          assertThat(interrupted.kind()).isEqualTo(Kind.INTERRUPTED);
        }
        Thread.interrupted();
      }
    } finally {
      disturbing.interrupt();
      while (disturbing.isAlive()) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
    assertThat(given.size()).isEqualTo(entries + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void equalFaultsInARowAreOne(boolean isFollowing) throws Exception {
    write(0, 1);
    append(file, "\n\n\nx\nx\ny y\n\n".getBytes(StandardCharsets.UTF_8), message(1));
    append(file, "\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    TailOptions options = TailOptions.fromBeginning().withFollowing(isFollowing);
    try (Tail tail = Tails.of(file, options)) {
      assertThat(rest(tail))
          .startsWith(
              "entry 0",
              "invalid_json 3",
              "invalid_json 2",
              "invalid_json",
              "invalid_json",
              "entry 1",
              "invalid_json 65537",
              "invalid_json 34463");
    }
  }

  @Test
  void aLineIsGivenOnlyWhenItIsWhole() throws Exception {
    write(0, 1);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(entry(tail).seq()).isZero();
      for (byte part : message(1)) {
        assertThat(tail.next(Duration.ZERO)).isEmpty();
        append(file, new byte[] {part});
      }
      assertThat(entry(tail).seq()).isEqualTo(1);
    }
  }

  /** The new line must not be made of the old one's beginning. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 100_000})
  void aTornTailThatIsCutOffAndWrittenOverIsForgotten(int padding) throws Exception {
    write(0, 1);
    long whole = Files.size(file);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(entry(tail).seq()).isZero();
      append(file, half(line(1, new UserMessage("x".repeat(padding))), 0));
      assertThat(tail.next(Duration.ofMillis(30))).isEmpty();
      assertThat(tail.tornTailBytes()).isPositive();
      cut(file, whole);
      append(file, message(1));
      assertThat(entry(tail).event()).isEqualTo(new UserMessage("message 1"));
    }
  }

  /** Neither the size nor, on a coarse clock, the time shows it. */
  @Test
  void aTornTailOfTheSameLengthAsTheLineInItsPlaceHidesNothing() throws Exception {
    write(0, 1);
    long whole = Files.size(file);
    byte[] torn = new byte[message(1).length];
    Arrays.fill(torn, (byte) '{');
    append(file, torn);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(entry(tail).seq()).isZero();
      assertThat(tail.next(Duration.ofMillis(30))).isEmpty();
      var time = Files.getLastModifiedTime(file);
      cut(file, whole);
      append(file, message(1));
      Files.setLastModifiedTime(file, time);
      assertThat(entry(tail).seq()).isEqualTo(1);
    }
  }

  @Test
  void badLinesAreReportedWithTheirPlaceAndSkipped() throws Exception {
    write(0, 1);
    long offset = Files.size(file);
    append(file, "no entry\n".getBytes(StandardCharsets.US_ASCII), message(2));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(entry(tail).seq()).isZero();
      Damaged bad = (Damaged) next(tail);
      assertThat(bad.line().lineNumber()).isEqualTo(2);
      assertThat(bad.line().offset()).isEqualTo(offset);
      assertThat(bad.line().lineBytes()).isEqualTo(9);
      assertThat(bad.line().skipped()).isTrue();
      assertThat(bad.line().fault().kind()).isEqualTo(Kind.INVALID_JSON);
      assertThat(bad.line().fault()).hasMessageContaining("line=2, offset=" + offset);
      // the bad line accounts for the missing number
      assertThat(entry(tail).seq()).isEqualTo(2);
    }
  }

  @Test
  void aGapIsReportedAndSkipped() throws Exception {
    append(file, message(0), message(2), message(2), message(3));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(rest(tail))
          .containsExactly(
              "entry 0", "seq_gap kept", "entry 2", "seq_gap kept", "entry 2", "entry 3");
    }
  }

  private static byte[] foreign(long seq) {
    return Lines.lineOf("s-2", seq, SessionEnded.normally());
  }

  @Test
  void aLineOfAnotherSessionIsReportedAndSkipped() throws Exception {
    append(file, message(0), foreign(7), message(1));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(rest(tail)).containsExactly("entry 0", "wrong_session", "entry 1");
    }
  }

  @Test
  void theSeqOfAnotherSessionHidesNothingOfThisOne() throws Exception {
    append(file, message(0), foreign(99));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning());
        Tail end = Tails.of(file, TailOptions.fromEnd())) {
      assertThat(rest(tail)).containsExactly("entry 0", "wrong_session");
      assertThat(rest(end)).isEmpty();
      write(1, 2);
      assertThat(entry(end).seq()).isEqualTo(1);
      Path repaired = folder.resolve("repaired");
      append(repaired, message(0), message(1), message(2));
      Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(rest(tail)).containsExactly("Replaced", "entry 1", "entry 2");
    }
  }

  @Test
  void aLineOverTheLimitIsReportedOnceAndSkipped() throws Exception {
    append(file, message(0), line(1, new UserMessage("x".repeat(70_000))), message(2));
    try (Tail tail = Tails.of(file, 1024, TailOptions.fromBeginning())) {
      assertThat(seqs(tail, 1)).containsExactly(0L);
      assertThat(Tails.text(next(tail))).isEqualTo("line_too_long");
      assertThat(entry(tail).seq()).isEqualTo(2);
    }
  }

  @Test
  void endsWithTheSessionAndGoesOnIfItIsResumed() throws Exception {
    append(file, message(0), ended(1), message(2), ended(3));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(rest(tail))
          .containsExactly("entry 0", "entry 1", "entry 2", "entry 3", "SESSION_ENDED");
      assertThat(tail.next(Duration.ofMillis(30))).as("reported once").isEmpty();
      write(4, 5);
      assertThat(entry(tail).seq()).isEqualTo(4);
      append(file, ended(5));
      assertThat(entry(tail).seq()).isEqualTo(5);
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 99})
  void aTailThatBeginsBehindTheEndOfASessionEnds(long from) throws Exception {
    append(file, message(0), ended(1));
    try (Tail tail = Tails.of(file, TailOptions.fromSeq(from));
        Tail end = Tails.of(file, TailOptions.fromEnd())) {
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
      assertThat(next(end)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
    }
  }

  private static byte[] withoutCrc(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    return (text.substring(0, text.lastIndexOf(",\"crc\"")) + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anEndWithoutChecksumIsAnEndToo() throws Exception {
    append(file, withoutCrc(message(0)), withoutCrc(ended(1)));
    try (Tail end = Tails.of(file, TailOptions.fromEnd())) {
      assertThat(next(end)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
      Path other = folder.resolve("other");
      append(other, withoutCrc(line(0, new UserMessage("another one"))));
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(rest(end)).containsExactly("Replaced", "missing_crc kept", "entry 0");
    }
  }

  @Test
  void aLineWithoutChecksumBeforeTheSeqIsNotReported() throws Exception {
    append(file, message(0), withoutCrc(message(1)), message(2));
    try (Tail tail = Tails.of(file, TailOptions.fromSeq(2));
        Tail later = Tails.of(file, TailOptions.fromSeq(4))) {
      assertThat(rest(tail)).containsExactly("entry 2");
      append(file, withoutCrc(message(3)), withoutCrc(message(4)));
      Damaged damaged = (Damaged) next(later);
      assertThat(damaged.line().fault().kind()).isEqualTo(Kind.MISSING_CRC);
      assertThat(damaged.line().fault().details()).containsEntry("seq", 4L);
      assertThat(rest(later)).containsExactly("entry 4");
    }
  }

  @Test
  void goesOnInTheFileThatARepairPutInItsPlace() throws Exception {
    write(0, 3);
    append(file, "welded{\n".getBytes(StandardCharsets.US_ASCII));
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(rest(tail)).containsExactly("entry 0", "entry 1", "entry 2", "invalid_json");
      Path repaired = folder.resolve("repaired");
      append(repaired, message(0), message(1), message(2), message(3));
      Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(next(tail)).isEqualTo(new Replaced());
      assertThat(entry(tail).seq()).isEqualTo(3);
      write(4, 5);
      assertThat(entry(tail).seq()).isEqualTo(4);
    }
  }

  @Test
  void aFileThatWasEmptiedAndWrittenAgainGoesOnBehindWhatWasSeen() throws Exception {
    write(0, 4);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(seqs(tail, 4)).containsExactly(0L, 1L, 2L, 3L);
      cut(file, 0);
      assertThat(next(tail)).isEqualTo(new Replaced());
      write(0, 6);
      assertThat(seqs(tail, 2)).containsExactly(4L, 5L);
    }
  }

  @Test
  void aSessionThatWasCreatedAnewIsAllNews() throws Exception {
    write(0, 4);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning());
        Tail end = Tails.of(file, TailOptions.fromEnd())) {
      assertThat(seqs(tail, 4)).containsExactly(0L, 1L, 2L, 3L);
      assertThat(rest(end)).isEmpty();
      Path other = folder.resolve("other");
      append(other, line(0, new UserMessage("another one")), message(1));
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(rest(tail)).containsExactly("Replaced", "entry 0", "entry 1");
      assertThat(rest(end)).containsExactly("Replaced", "entry 0", "entry 1");
      write(2, 3);
      assertThat(entry(tail).seq()).isEqualTo(2);

      cut(file, 0);
      assertThat(next(tail)).isEqualTo(new Replaced());
      append(file, line(0, new UserMessage("and another")), message(1));
      assertThat(rest(tail)).containsExactly("entry 0", "entry 1");
    }
  }

  @Test
  void endsWhenTheFileIsRemoved() throws Exception {
    write(0, 1);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      assertThat(entry(tail).seq()).isZero();
      Files.delete(file);
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.REMOVED));
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.REMOVED));
    }
  }

  @Test
  void aSessionWithoutAFileIsAnErrorOrIsWaitedFor() throws Exception {
    assertThatThrownBy(() -> Tails.of(file, TailOptions.fromBeginning()))
        .isInstanceOfSatisfying(
            DaybookException.class,
            why -> assertThat(why.kind()).isEqualTo(Kind.SESSION_NOT_FOUND));
    try (Tail tail = Tails.of(file, TailOptions.fromEnd().withSessionAwaited(true))) {
      assertThat(tail.next(Duration.ofMillis(30))).isEmpty();
      write(0, 2);
      assertThat(seqs(tail, 2)).as("all of it came later").containsExactly(0L, 1L);
    }
  }

  @Test
  void somethingElseThanAFileIsRefused() throws Exception {
    Files.createDirectory(file);
    assertThatThrownBy(() -> Tails.of(file, TailOptions.fromBeginning()))
        .isInstanceOf(DaybookException.class)
        .hasMessageStartingWith("no regular file stands there: ");
    Files.delete(file);
    write(0, 1);
    try (Tail tail = Tails.of(file, TailOptions.fromEnd())) {
      Files.delete(file);
      Files.createDirectory(file);
      assertThatThrownBy(() -> tail.next(Tails.LONG))
          .hasMessageStartingWith("no regular file stands there: ");
    }
  }

  @Test
  void anInterruptEndsTheWaitAndNothingIsLost() throws Exception {
    write(0, 1);
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      Thread.currentThread().interrupt();
      assertInterrupted(tail);
      assertThat(Thread.interrupted()).as("the flag").isTrue();
      assertThat(entry(tail).seq()).isZero();
      Thread waiting = Thread.currentThread();
      new Thread(waiting::interrupt).start();
      assertInterrupted(tail);
      assertThat(Thread.interrupted()).as("the flag").isTrue();
      write(1, 2);
      assertThat(entry(tail).seq()).isEqualTo(1);
    }
  }

  private static void assertInterrupted(Tail tail) {
    assertThatThrownBy(() -> tail.next(Tails.LONG))
        .isInstanceOfSatisfying(
            DaybookException.class, why -> assertThat(why.kind()).isEqualTo(Kind.INTERRUPTED));
  }

  /** An interrupt may come between any two instructions: whatever it hits, the tail goes on. */
  @Test
  void interruptsInTheMidstOfReadingLoseNothing() throws Exception {
    int entries = 20_000;
    write(0, entries);
    Thread reading = Thread.currentThread();
    Thread disturbing = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        reading.interrupt();
        Thread.onSpinWait();
      }
    });
    int interrupts = 0;
    try (Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      disturbing.start();
      Await.until("the first interrupt", reading::isInterrupted);
      for (long seq = 0; seq < entries; ) {
        try {
          assertThat(entry(tail).seq()).isEqualTo(seq);
          seq++;
        } catch (DaybookException interrupted) {
          assertThat(interrupted.kind()).as(interrupted.toString()).isEqualTo(Kind.INTERRUPTED);
          interrupts++;
        }
        Thread.interrupted();
      }
    } finally {
      disturbing.interrupt();
      while (disturbing.isAlive()) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
    assertThat(interrupts).isPositive();
  }

  @Test
  void aDaybookFollowsWhatAnotherRecords() {
    try (Daybook writer = Daybook.open(folder);
        Daybook reader = Daybook.open(folder)) {
      Session session = writer.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      try (Tail tail = reader.tail("s-1", TailOptions.fromBeginning())) {
        assertThat(((Recorded) next(tail)).entry().event()).isEqualTo(new UserMessage("one"));
        session.record(new UserMessage("two"));
        assertThat(entry(tail).event()).isEqualTo(new UserMessage("two"));
        session.close();
        Path trash = reader.delete("s-1");
        assertThat(trash).exists();
        assertThat(next(tail)).isEqualTo(new Ended(TailEnd.REMOVED));
      }
    }
  }
}
