package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.SessionState;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader before a line that is no entry of the session: each reports it, and what stands
 * behind it is not missing without a word.
 */
@Timeout(60)
class EveryReaderTest {

  private static final int LIMIT = 1024;
  private static final int LINES = 9;
  private static final String ID = Lines.SESSION_ID;

  @TempDir
  Path root;

  /** A line in the place of one that was recorded, as long as that one. */
  enum Bad {
    TOO_LONG("line_too_long"),
    NULS("crc_mismatch"),
    FOREIGN("wrong_session");

    private final String kind;

    Bad(String kind) {
      this.kind = kind;
    }

    /** The line that was recorded. */
    byte[] before(long seq) {
      return this == TOO_LONG ? Lines.line(seq, new UserMessage("x".repeat(2 * LIMIT))) : good(seq);
    }

    byte[] bad(long seq) {
      byte[] bytes = before(seq);
      if (this == FOREIGN) {
        bytes = Lines.lineOf("s-2", seq, new UserMessage("message " + seq));
      } else if (this == NULS) {
        Arrays.fill(bytes, 10, 40, (byte) 0);
      }
      return bytes;
    }
  }

  private static byte[] good(long seq) {
    return Lines.line(seq, new UserMessage("message " + seq));
  }

  private void write(Bad bad, long at) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    LongStream.range(0, LINES)
        .forEach(seq -> file.writeBytes(seq == at ? bad.bad(seq) : good(seq)));
    try {
      Files.createDirectories(root.resolve("sessions"));
      Files.write(root.resolve("sessions").resolve(ID + ".ndjson"), file.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Daybook open() {
    return Daybook.builder(root).maxLineBytes(LIMIT).open();
  }

  private static String kindOf(Runnable call) {
    try {
      call.run();
      return "nothing";
    } catch (DaybookException seen) {
      return seen.kind().wireName();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStrictStopsThereWithTheReason(Bad bad) {
    for (long at = 0; at < LINES; at++) {
      write(bad, at);
      try (Daybook daybook = open()) {
        assertThat(kindOf(() -> daybook.history(ID))).isEqualTo(bad.kind);
        assertThat(kindOf(() -> daybook.transcript(ID))).isEqualTo(bad.kind);
        assertThat(kindOf(() -> daybook.fork(ID, "child"))).isEqualTo(bad.kind);
        ReadOptions several = ReadOptions.strict().withMaxLineBytes(LIMIT).withDecoders(3);
        assertThat(kindOf(() -> daybook.reader(ID, several).settings())).isEqualTo(bad.kind);
        if (bad != Bad.TOO_LONG) {
          // a recorder has no limit for the lines that are there
          assertThat(kindOf(() -> daybook.resumeSession(ID))).isEqualTo(bad.kind);
        }
        assertThat(daybook.diagnosis(ID).findings())
            .extracting(finding -> finding.kind().wireName())
            .asString()
            .containsIgnoringCase(bad.kind);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLenientGoesOnBehindIt(Bad bad) {
    for (long at = 0; at < LINES; at++) {
      write(bad, at);
      List<String> seen = new ArrayList<>();
      ReadOptions lenient = ReadOptions.lenient()
          .withMaxLineBytes(LIMIT)
          .withOnBadLine(line -> seen.add(line.fault().kind().wireName()));
      List<Long> seqs = new ArrayList<>();
      try (Daybook daybook = open()) {
        ReadReport report = daybook.reader(ID, lenient).forEach((entry, line, from, to) -> {
          if (entry.sessionId().equals(ID)) {
            seqs.add(entry.seq());
          }
        });
        assertThat(report.lines()).isEqualTo(LINES);
        assertThat(daybook.reader(ID, lenient).transcript().messages())
            .hasSizeGreaterThanOrEqualTo(LINES - 1);
      }
      assertThat(seqs).isEqualTo(without(at));
      assertThat(seen).containsExactly(bad.kind, bad.kind);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsGoesOnBehindIt(Bad bad) {
    for (long at = 0; at < LINES; at++) {
      write(bad, at);
      for (TailOptions options : List.of(
          TailOptions.fromBeginning(),
          TailOptions.fromSeq(0),
          TailOptions.fromLast(LINES),
          TailOptions.fromLast(LINES + 1))) {
        assertThat(followed(options)).isEqualTo(expected(bad, at));
        assertThat(followed(options.withFollowing(false))).isEqualTo(expected(bad, at));
      }
      if (at > 3) {
        assertThat(followed(TailOptions.fromSeq(3)).subList(0, 1)).containsExactly("3");
        assertThat(followed(TailOptions.fromSeq(3).withFollowing(false)))
            .isEqualTo(expected(bad, at).subList(3, expected(bad, at).size()));
      }
    }
  }

  private static List<String> expected(Bad bad, long at) {
    List<String> expected = new ArrayList<>();
    for (long seq = 0; seq < LINES; seq++) {
      expected.add(seq == at ? bad.kind : Long.toString(seq));
      if (bad == Bad.FOREIGN && seq == at && seq + 1 < LINES) {
        // nothing says that it stands for the session's own entry
        expected.add("seq_gap");
      }
    }
    return expected;
  }

  private List<String> followed(TailOptions options) {
    List<String> seen = new ArrayList<>();
    try (Daybook daybook = open();
        Tail tail = daybook.tail(ID, options)) {
      for (Optional<TailEvent> event = tail.next(Duration.ZERO);
          event.isPresent() && !(event.get() instanceof TailEvent.Ended);
          event = tail.next(Duration.ZERO)) {
        if (event.get() instanceof TailEvent.Recorded recorded) {
          seen.add(Long.toString(recorded.entry().seq()));
        } else if (event.get() instanceof TailEvent.Damaged damaged) {
          seen.add(damaged.line().fault().kind().wireName());
        }
      }
    }
    return seen;
  }

  private static List<Long> without(long at) {
    return LongStream.range(0, LINES).filter(seq -> seq != at).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatLooksAtTheFileNamesIt(Bad bad) {
    for (long at = 0; at < LINES; at++) {
      write(bad, at);
      try (Daybook daybook = open()) {
        assertThat(daybook.verify(ID).counts().keySet())
            .as("line " + at)
            .extracting(damage -> damage.wireName())
            .contains(bad == Bad.NULS ? "nul_bytes" : bad.kind);
        if (at < LINES - 1 || bad == Bad.TOO_LONG) {
          Repair plan = daybook.repairPlan(ID);
          assertThat(plan.outcome()).as("line " + at).isEqualTo(Repair.Outcome.IMPOSSIBLE);
        }
        if (bad != Bad.TOO_LONG) {
          assertThat(daybook.catalog().summary(ID).state())
              .as("line " + at)
              .isEqualTo(SessionState.DAMAGED);
        }
        if (at == 0) {
          assertThat(daybook.lineage().problems())
              .extracting(problem -> problem.fault().kind().wireName())
              .contains(bad.kind);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriptionEndsThereWithTheReason(Bad bad) throws Exception {
    try (Daybook writer = Daybook.open(root)) {
      writer.openSession(ID).recordSync(new UserMessage("opened"));
    }
    for (long at = 1; at < LINES; at++) {
      Path file = root.resolve("sessions").resolve(ID + ".ndjson");
      ByteArrayOutputStream before = new ByteArrayOutputStream();
      ByteArrayOutputStream after = new ByteArrayOutputStream();
      for (long seq = 0; seq < LINES; seq++) {
        before.writeBytes(seq == at ? bad.before(seq) : good(seq));
        after.writeBytes(seq == at ? bad.bad(seq) : good(seq));
      }
      Files.write(file, before.toByteArray());
      Watching watching = new Watching();
      try (Daybook daybook = open()) {
        daybook.openSession(ID);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(after.toByteArray()), 0);
        }
        try (Subscription subscription =
            daybook.subscribe(ID, StartPosition.beginning(), watching)) {
          assertThat(subscription.awaitEnd(Duration.ofSeconds(5))).isTrue();
        }
      }
      assertThat(watching.seen)
          .isEqualTo(
              Stream.concat(LongStream.range(0, at).mapToObj(Long::toString), Stream.of(bad.kind))
                  .toList());
    }
  }

  /** So begins the file that takes the place of one that was removed while it was written to. */
  @Test
  void aFileThatBeginsWithAGapOfAllBeforeItIsWhole() throws IOException {
    writeFrom(7, 7);
    try (Daybook daybook = open()) {
      assertThat(daybook.verify(ID).isClean()).isTrue();
      assertThat(daybook.repairPlan(ID).outcome()).isEqualTo(Repair.Outcome.NOTHING_TO_DO);
      assertThat(daybook.catalog().summary(ID).state()).isEqualTo(SessionState.INTERRUPTED);
      assertThat(daybook.catalog().summary(ID).entries()).hasValue(LINES);
      assertThat(daybook.lineage().problems()).isEmpty();
      assertThat(daybook.history(ID).entries()).hasSize(LINES);
      assertThat(daybook.diagnosis(ID).findings())
          .extracting(finding -> finding.kind().wireName())
          .containsExactly("events_missing");
      List<String> seqs =
          LongStream.range(7, 7 + LINES).mapToObj(Long::toString).toList();
      for (TailOptions options : List.of(
          TailOptions.fromBeginning(), TailOptions.fromSeq(0), TailOptions.fromLast(LINES))) {
        assertThat(followed(options)).isEqualTo(seqs);
        assertThat(followed(options.withFollowing(false))).isEqualTo(seqs);
      }
      assertThat(followed(TailOptions.fromSeq(3))).isEqualTo(seqs);
      assertThat(followed(TailOptions.fromSeq(9))).isEqualTo(seqs.subList(2, LINES));
      assertThat(daybook.fork(ID, "child").entries()).isEqualTo(LINES);
      assertThat(daybook.history("child").events())
          .endsWith(daybook.history(ID).events().toArray(SessionEvent[]::new));
      assertThat(daybook.fork(ID, "first", ForkOptions.upTo(8)).entries()).isEqualTo(2);
      assertThat(daybook.resumeSession(ID).recordSync(new UserMessage("next")))
          .isEqualTo(7 + LINES);
    }
  }

  @Test
  void aFileThatBeginsWithAGapIsRepairedLikeOthers() throws IOException {
    writeFrom(7, 7);
    Path file = root.resolve("sessions").resolve(ID + ".ndjson");
    String whole = Files.readString(file);
    int first = whole.indexOf('\n');
    for (String damaged : List.of(
        whole.replace("\n", "\r\n"),
        whole.substring(0, first) + whole.substring(first + 1),
        whole.substring(0, whole.length() - 1))) {
      Files.writeString(file, damaged);
      try (Daybook daybook = open()) {
        assertThat(daybook.verify(ID).counts()).doesNotContainKey(FindingKind.SEQ_GAP);
        assertThat(daybook.repairPlan(ID).outcome()).isEqualTo(Repair.Outcome.REPAIRABLE);
      }
    }
    Files.writeString(file, whole.substring(0, first));
    try (Daybook daybook = open()) {
      assertThat(daybook.fork(ID, "child").entries()).isEqualTo(1);
    }
  }

  @Test
  void aGapWhoseDataDoesNotFitIsReportedLikeAnyEvent() throws IOException {
    Files.createDirectories(root.resolve("sessions"));
    Path file = root.resolve("sessions").resolve(ID + ".ndjson");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(Lines.line(0, new Unknown("gap", "{}")));
    lines.writeBytes(good(1));
    Files.write(file, lines.toByteArray());
    try (Daybook daybook = open()) {
      assertThat(daybook.diagnosis(ID).findings())
          .extracting(finding -> finding.kind().wireName())
          .contains("unfit_data");
      assertThat(daybook.transcript(ID).messages()).hasSize(1);
    }
  }

  @Test
  void aFileThatBeginsWithASmallerGapLacksEntries() throws IOException {
    writeFrom(7, 6);
    try (Daybook daybook = open()) {
      assertThat(daybook.verify(ID).counts()).containsOnlyKeys(FindingKind.SEQ_GAP);
      assertThat(daybook.repairPlan(ID).outcome()).isEqualTo(Repair.Outcome.IMPOSSIBLE);
      assertThat(daybook.catalog().summary(ID).state()).isEqualTo(SessionState.DAMAGED);
      assertThat(daybook.lineage().problems())
          .extracting(problem -> problem.fault().kind())
          .containsExactly(DaybookException.Kind.SEQ_GAP);
      assertThat(kindOf(() -> daybook.history(ID))).isEqualTo("seq_gap");
      assertThat(kindOf(() -> daybook.fork(ID, "child"))).isEqualTo("seq_gap");
      assertThat(followed(TailOptions.fromBeginning()).get(0)).isEqualTo("seq_gap");
    }
  }

  private void writeFrom(long first, long missing) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(Lines.line(first, new Gap(missing, Gap.FAILURE)));
    LongStream.range(first + 1, first + LINES).forEach(seq -> file.writeBytes(good(seq)));
    Files.createDirectories(root.resolve("sessions"));
    Files.write(root.resolve("sessions").resolve(ID + ".ndjson"), file.toByteArray());
  }

  private static final class Watching implements Subscriber {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void entry(Entry entry) {
      seen.add(Long.toString(entry.seq()));
    }

    @Override
    public void published(EphemeralEvent event, Instant ts) {}

    @Override
    public void ended(Optional<DaybookException> failure) {
      seen.add(failure.map(why -> why.kind().wireName()).orElse("nothing"));
    }
  }
}
