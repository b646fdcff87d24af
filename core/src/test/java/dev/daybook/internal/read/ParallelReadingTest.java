package dev.daybook.internal.read;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.line.ParallelCursor;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.internal.line.WantedTypes;
import dev.daybook.lab.Lab;
import dev.daybook.read.BadLine;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.read.Transcript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads that decode change nothing: one thread's reading of the same file says what. */
@Timeout(120)
class ParallelReadingTest {

  private static final int FILES = Lab.values(150, 400, 4_000);

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("s-1.ndjson");
  }

  @AfterEach
  void noThreadStays() {
    assertThat(decoderThreads()).isEmpty();
  }

  private static List<Thread> decoderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("daybook-decoder"))
        .toList();
  }

  private SessionFileReader reader(ReadOptions options, int pieceBytes) {
    return SessionFileReader.of(file, EventTypes.standard(), options, Lines.SESSION_ID)
        .withPieceBytes(pieceBytes);
  }

  private static byte[] message(long seq) {
    return Lines.line(seq, new UserMessage("message " + seq));
  }

  private void writeMessages(int count) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int seq = 0; seq < count; seq++) {
      all.writeBytes(message(seq));
    }
    Files.write(file, all.toByteArray());
  }

  // --- the same outcome

  /** Returns what a reader gave and how it ended, in order. */
  private static List<Object> outcome(Supplier<Object> reading, List<Object> seen) {
    List<Object> all = new ArrayList<>();
    try {
      all.add(said(reading.get()));
    } catch (DaybookException fault) {
      all.add(said(fault));
    }
    all.addAll(0, seen);
    return all;
  }

  /** Failures have no equality, so what they say stands for them. */
  private static Object said(Object value) {
    if (value instanceof DaybookException fault) {
      return fault.kind() + " " + fault.getMessage() + " " + fault.details();
    } else if (value instanceof BadLine bad) {
      return List.of(
          bad.lineNumber(), bad.offset(), bad.lineBytes(), bad.skipped(), said(bad.fault()));
    } else if (value instanceof ReadReport report) {
      return List.of(
          report.lines(),
          report.entries(),
          report.bytes(),
          report.tornTailBytes(),
          report.badLines(),
          report.firstBadLines().stream().map(ParallelReadingTest::said).toList());
    } else if (value instanceof Transcript transcript) {
      return List.of(transcript.messages(), said(transcript.report()));
    }
    return value;
  }

  private List<Object> linesOf(ReadOptions options, int decoders, int pieceBytes) {
    List<Object> seen = new ArrayList<>();
    ReadOptions all = options.withDecoders(decoders).withOnBadLine(bad -> seen.add(said(bad)));
    return outcome(
        () -> reader(all, pieceBytes).forEach((entry, line, from, to) -> {
          seen.add(entry);
          seen.add(new String(line, from, to + 1 - from, StandardCharsets.ISO_8859_1));
        }),
        seen);
  }

  private List<Object> entriesOf(ReadOptions options, int decoders, int pieceBytes) {
    List<Object> seen = new ArrayList<>();
    ReadOptions all = options.withDecoders(decoders).withOnBadLine(bad -> seen.add(said(bad)));
    return outcome(() -> reader(all, pieceBytes).forEachEntry(seen::add), seen);
  }

  private Object transcriptOf(ReadOptions options, int decoders, int pieceBytes) {
    return outcome(
        () -> reader(options.withDecoders(decoders), pieceBytes).transcript(), new ArrayList<>());
  }

  private void isTheSame(ReadOptions options, int decoders, int pieceBytes, String about) {
    String text = about + ", decoders=" + decoders + ", pieceBytes=" + pieceBytes + ", " + options;
    assertThat(linesOf(options, decoders, pieceBytes))
        .as(text)
        .isEqualTo(linesOf(options, 1, pieceBytes));
    assertThat(entriesOf(options, decoders, pieceBytes))
        .as(text)
        .isEqualTo(entriesOf(options, 1, pieceBytes));
    assertThat(transcriptOf(options, decoders, pieceBytes))
        .as(text)
        .isEqualTo(transcriptOf(options, 1, pieceBytes));
  }

  @Test
  @Tag(Lab.RANDOM)
  void anyFileReadsTheSameWhateverIsWrongWithIt() throws IOException {
    long seed = Long.getLong("daybook.seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < FILES; i++) {
      Files.write(file, randomFile(random));
      int pieceBytes = switch (random.nextInt(4)) {
        case 0 -> 1 + random.nextInt(10);
        case 1 -> 50 + random.nextInt(100);
        case 2 -> 200 + random.nextInt(2_000);
        default -> (int) Math.max(1, Files.size(file) / ParallelCursor.MIN_PIECES);
      };
      isTheSame(
          randomOptions(random), random.nextInt(2, 5), pieceBytes, "seed=" + seed + ", file=" + i);
    }
  }

  private static ReadOptions randomOptions(RandomGenerator random) {
    // strict ones end early
    ReadOptions options = random.nextInt(4) == 0 ? ReadOptions.strict() : ReadOptions.lenient();
    if (random.nextInt(3) == 0) {
      options = options.withTypes(Set.of("user_message"));
    }
    if (random.nextInt(3) == 0) {
      options = options.withMaxLineBytes(256);
    }
    if (random.nextInt(4) == 0) {
      options = options.withUnknownAsError(true);
    }
    return random.nextInt(4) == 0 ? options.withVerbatimData(true) : options;
  }

  private static byte[] randomFile(RandomGenerator random) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int damage = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(30);
    long seq = 0;
    for (int i = random.nextInt(60); i > 0; i--) {
      if (random.nextInt(100) < damage) {
        seq = addDamage(random, all, seq);
      } else {
        all.writeBytes(Lines.line(seq, event(random, seq)));
        seq++;
      }
    }
    if (random.nextInt(3) == 0) {
      all.writeBytes(Arrays.copyOf(message(seq), random.nextInt(message(seq).length)));
    }
    return all.toByteArray();
  }

  private static SessionEvent event(RandomGenerator random, long seq) {
    return switch (random.nextInt(12)) {
      case 0 -> new Unknown("other", "{\"a\":1}");
      case 1, 2 -> new ToolCall("c" + seq, "ls", "{}");
      case 3 -> new UserMessage("x".repeat(random.nextInt(5_000)));
      case 4 -> new HistoryCompaction(0, random.nextLong(seq + 1), "summary");
      case 5 ->
        new InferenceCompleted(1, Message.assistant("a" + seq), List.of(Message.user("u" + seq)));
      default -> new UserMessage("message " + seq);
    };
  }

  /** Adds something that is wrong, and says which seq comes next. */
  private static long addDamage(RandomGenerator random, ByteArrayOutputStream all, long seq) {
    byte[] line = message(seq);
    switch (random.nextInt(9)) {
      case 0 -> all.writeBytes("\n".repeat(random.nextInt(300)).getBytes(StandardCharsets.UTF_8));
      case 1 -> all.writeBytes(new byte[random.nextInt(2_000)]);
      case 2 -> all.writeBytes(Lines.lineOf("s-2", random.nextLong(seq + 2), new UserMessage("f")));
      case 3 -> {
        line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
        all.writeBytes(line);
        return seq + 1;
      }
      case 4 -> {
        all.write(line, 0, line.length - 1);
        return seq + 1;
      }
      case 5 -> all.write(line, 0, random.nextInt(line.length));
      case 6 -> {
        return seq + random.nextInt(3);
      }
      case 7 -> {
        return Math.max(0, seq - random.nextInt(3));
      }
      default -> all.writeBytes("{}\n[\n\"\\n\"\n".getBytes(StandardCharsets.UTF_8));
    }
    return seq;
  }

  @Test
  void aLineOverManyPiecesIsOneLine() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(message(0));
    all.writeBytes(Lines.line(1, new UserMessage("x".repeat(300_000))));
    all.writeBytes(message(2));
    all.writeBytes(new byte[400_000]);
    Files.write(file, all.toByteArray());
    for (ReadOptions options : List.of(
        ReadOptions.strict(),
        ReadOptions.strict().withMaxLineBytes(1_000),
        ReadOptions.lenient().withMaxLineBytes(1_000))) {
      for (int pieceBytes : new int[] {1_000, 1 << 16, 70_000}) {
        isTheSame(options, 2, pieceBytes, "a huge line");
      }
    }
    assertThat(reader(ReadOptions.strict().withDecoders(2), 1_000).history().entries())
        .hasSize(3);
  }

  @Test
  void faultsAreAllReportedThoughAPieceKeepsFewer() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int seq = 0; seq < 50; seq++) {
      all.writeBytes(message(seq));
      all.writeBytes("\n".repeat(500).getBytes(StandardCharsets.UTF_8));
    }
    all.write('{');
    Files.write(file, all.toByteArray());
    isTheSame(ReadOptions.lenient(), 3, 3_000, "many faults");
    ReadReport report =
        reader(ReadOptions.lenient().withDecoders(3), 3_000).history().report();
    assertThat(report.badLines()).isEqualTo(25_000);
    assertThat(report.tornTailBytes()).isEqualTo(1);
  }

  @Test
  void anEmptyFileAndAMissingOneReadTheSame() throws IOException {
    isTheSame(ReadOptions.strict(), 2, 1, "missing");
    isTheSame(ReadOptions.strict().withMissingAsEmpty(true), 2, 1, "missing");
    Files.write(file, new byte[0]);
    isTheSame(ReadOptions.strict(), 2, 1, "empty");
    Files.write(file, new byte[100]);
    isTheSame(ReadOptions.strict(), 2, 1, "a tail alone");
  }

  // --- failures

  @Test
  void whatTheFoldThrowsReachesItsCaller() throws IOException {
    writeMessages(500);
    DaybookException mine = DaybookException.of(Kind.INVALID_JSON, "mine");
    List<Long> seen = new ArrayList<>();
    assertThatThrownBy(
            () -> reader(ReadOptions.lenient().withDecoders(2), 1_000).forEachEntry(entry -> {
              seen.add(entry.seq());
              if (entry.seq() == 100) {
                throw mine;
              }
            }))
        .isSameAs(mine);
    assertThat(seen).hasSize(101);
  }

  /** A type that no line can be read as. */
  record Broken(String text) implements SessionEvent {
    Broken {
      if (text.equals("broken")) {
        throw new AssertionError("broken type");
      }
    }
  }

  @Test
  void anErrorOfADecoderIsThrownWhereItsLineStands() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int seq = 0; seq < 200; seq++) {
      all.writeBytes(Lines.line(
          seq, new Unknown("broken", "{\"text\":\"" + (seq == 150 ? "broken" : "") + "\"}")));
    }
    Files.write(file, all.toByteArray());
    List<Long> seen = new ArrayList<>();
    EventTypes types = EventTypes.standard().with("broken", Broken.class);
    assertThatThrownBy(
            () -> SessionFileReader.of(file, types, ReadOptions.lenient().withDecoders(2))
                .withPieceBytes(1_000)
                .forEachEntry(entry -> seen.add(entry.seq())))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken type");
    assertThat(seen).hasSize(150);
  }

  @Test
  void aFileMayBeginWithAGap() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Lines.line(7, new Gap(7, Gap.FAILURE)));
    for (int seq = 8; seq < 500; seq++) {
      all.writeBytes(message(seq));
    }
    Files.write(file, all.toByteArray());
    for (ReadOptions options :
        List.of(ReadOptions.strict(), ReadOptions.strict().withVerbatimData(true))) {
      List<Long> seqs = new ArrayList<>();
      reader(options.withDecoders(2), 1_000).forEachEntry(entry -> seqs.add(entry.seq()));
      assertThat(seqs).hasSize(493).startsWith(7L).isSorted();
    }
  }

  @Test
  void aFileThatCannotBeReadFurtherFailsBehindWhatCameBefore() throws IOException {
    writeMessages(500);
    long size = Files.size(file);
    for (long broken : new long[] {0, 1, size / 2, size - 1}) {
      List<Long> seen = new ArrayList<>();
      try (SessionSource opened = SessionSource.open(file)) {
        CountingSource source = new CountingSource(opened);
        source.brokenAt = broken;
        LineVisitor visitor = (entry, line, from, to) -> seen.add(entry.seq());
        assertThatThrownBy(() -> readWithTwoDecoders(source, 1_000, visitor))
            .isInstanceOf(IOException.class)
            .hasMessage("broken");
      }
      // a piece's lines are lost with the read that failed, and those before it are not
      assertThat((long) seen.size() * message(0).length).isLessThanOrEqualTo(broken);
      assertThat(seen).isSorted();
    }
  }

  private static void readWithTwoDecoders(SessionSource source, int pieceBytes, LineVisitor visitor)
      throws IOException {
    ReadOptions options = ReadOptions.strict().withDecoders(2);
    WantedTypes wanted = new WantedTypes(EventTypes.standard(), options, null);
    EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
    try (ParallelCursor lines =
        new ParallelCursor(source, 0, source.size(), pieceBytes, options, wanted, decoder, false)) {
      new Reading(options, wanted, decoder, null, TailSearch.WHOLE_FILE, visitor).read(lines);
    }
  }

  // --- threads

  @Test
  void entriesAreGivenInOrderOnTheCallersThreadWhileOthersDecode() throws IOException {
    writeMessages(5_000);
    Set<Thread> callers = new HashSet<>();
    Set<Thread> decoders = new HashSet<>();
    List<Long> seqs = new ArrayList<>();
    reader(ReadOptions.strict().withDecoders(3), 2_000).forEachEntry(entry -> {
      callers.add(Thread.currentThread());
      seqs.add(entry.seq());
      if (entry.seq() % 500 == 0) {
        decoders.addAll(decoderThreads());
      }
    });
    assertThat(callers).containsExactly(Thread.currentThread());
    assertThat(decoders).hasSize(3).allMatch(Thread::isDaemon);
    assertThat(seqs).hasSize(5_000).isSorted();
  }

  @Test
  void aSmallFileStartsNoThread() throws IOException {
    writeMessages(100);
    Set<Thread> decoders = new HashSet<>();
    SessionFileReader.of(file, EventTypes.standard(), ReadOptions.strict().withDecoders(4))
        .forEachEntry(entry -> decoders.addAll(decoderThreads()));
    assertThat(decoders).isEmpty();
  }

  @Test
  void asManyDecodersAsThereAreNumbersReadEverything() throws IOException {
    writeMessages(200);
    int pieceBytes = (int) (Files.size(file) / ParallelCursor.MIN_PIECES);
    isTheSame(ReadOptions.strict(), Integer.MAX_VALUE, pieceBytes, "no bound");
  }

  @Test
  void oneDecoderIsTheCallerItself() throws IOException {
    writeMessages(1_000);
    Set<Thread> decoders = new HashSet<>();
    reader(ReadOptions.strict().withDecoders(1), 100)
        .forEachEntry(entry -> decoders.addAll(decoderThreads()));
    assertThat(decoders).isEmpty();
  }

  @Test
  void noMoreThanAFewPiecesAreAheadOfAFoldThatTakesItsTime() throws Exception {
    writeMessages(20_000);
    long size = Files.size(file);
    int pieceBytes = 1 << 16;
    try (SessionSource opened = SessionSource.open(file)) {
      CountingSource source = new CountingSource(opened);
      // two that are read, two to spare, and what the last one reads beyond its end
      long bound = 5L * pieceBytes;
      readWithTwoDecoders(source, pieceBytes, (entry, line, from, to) -> {
        long deadline = System.nanoTime() + 100_000_000;
        while (entry.seq() == 0 && source.furthest <= bound && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        if (entry.seq() == 0) {
          assertThat(source.furthest).isLessThanOrEqualTo(bound).isLessThan(size / 2);
        }
      });
    }
  }

  @Test
  void anInterruptEndsTheReading() throws IOException {
    writeMessages(5_000);
    List<Entry> seen = new ArrayList<>();
    try {
      DaybookException fault =
          faultOf(() -> reader(ReadOptions.lenient().withDecoders(2), 1_000).forEachEntry(entry -> {
            seen.add(entry);
            Thread.currentThread().interrupt();
          }));
      assertThat(fault.kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(fault)
          .hasMessage("the reading thread was interrupted; read again: session=s-1, file=" + file);
      assertThat(seen).hasSizeLessThan(100);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}
