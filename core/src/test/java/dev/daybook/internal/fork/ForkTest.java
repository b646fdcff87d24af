package dev.daybook.internal.fork;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Message;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.Unknown;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.lab.Lab;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forks of parents that are odd, damaged, large or not at rest. */
@Timeout(120)
class ForkTest {

  @TempDir
  Path root;

  private Daybook daybook() {
    return Daybook.open(root);
  }

  private Path write(String session, byte[]... lines) throws IOException {
    Path file = daybook().file(session);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Arrays.stream(lines).forEach(bytes::writeBytes);
    return Files.write(file, bytes.toByteArray());
  }

  private static byte[] line(long seq, SessionEvent event) {
    return Lines.lineOf("parent", seq, event);
  }

  private ForkPlan fork() {
    return daybook().fork("parent", "child", ForkOptions.whole());
  }

  private void assertNothingElseIsThere() throws IOException {
    try (Stream<Path> files = Files.list(daybook().file("parent").getParent())) {
      assertThat(files).containsExactly(daybook().file("parent"));
    }
  }

  private List<String> data(String session) throws IOException {
    return Files.readAllLines(daybook().file(session), StandardCharsets.UTF_8).stream()
        .map(line -> line.replaceAll("^.*?\"data\":|,\"crc\":\"[0-9a-f]{8}\"}$", ""))
        .toList();
  }

  @Test
  @Tag(Lab.RANDOM)
  void ofAParentThatIsCutAnywhereTheWholeLinesAreForked() throws IOException {
    byte[][] lines = IntStream.range(0, Lab.values(3, 8, 8))
        .mapToObj(seq -> line(seq, new UserMessage("text " + "é".repeat(seq))))
        .toArray(byte[][]::new);
    Path file = write("parent", lines);
    byte[] whole = Files.readAllBytes(file);
    Daybook daybook = daybook();
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int wholeLines = 0;
      for (int end = lines[0].length; end - 1 <= cut; end += lines[wholeLines].length) {
        if (++wholeLines == lines.length) {
          break;
        }
      }
      String child = "child-" + cut;
      if (wholeLines == 0) {
        assertThat(faultOf(() -> daybook.fork("parent", child, ForkOptions.whole()))
                .kind())
            .isEqualTo(Kind.SESSION_NOT_FOUND);
        assertThat(daybook.exists(child)).isFalse();
      } else {
        assertThat(daybook.fork("parent", child, ForkOptions.whole()).entries())
            .isEqualTo(wholeLines);
        List<SessionEvent> events = daybook.history(child).events();
        List<SessionEvent> ended = daybook.history("parent").events();
        assertThat(events).hasSize(1 + wholeLines);
        assertThat(events.subList(1, 1 + ended.size())).isEqualTo(ended);
      }
      assertThat(file).hasBinaryContent(Arrays.copyOf(whole, cut));
    }
  }

  @Test
  void dataIsKeptByteForByte() throws IOException {
    List<String> texts = List.of(
        "{ \"vendor\" : \"\\/\", \"arguments\":\"{}\",\"name\":\"bash\",\"call_id\":\"c\"}",
        "{\"a\":1,\"a\":2,\"b\":1E+2,\"c\":\"\\ud800\"}",
        "{\"reason\":null}",
        "{}");
    write(
        "parent",
        line(0, new Unknown("tool_call", texts.get(0))),
        line(1, new Unknown("made \\\" up", texts.get(1))),
        line(2, new Unknown("session_ended", texts.get(2))),
        line(3, new Unknown("user_mesage", texts.get(3))));
    fork();
    assertThat(data("child").subList(1, 5)).isEqualTo(texts);
    assertThat(daybook().history("child").entries())
        .extracting(Entry::type)
        .endsWith("tool_call", "made \\\" up", "session_ended", "user_mesage");
  }

  @ParameterizedTest
  @CsvSource({"/golden/format-1.ndjson, s-é-1", "/acceptance/every-type.ndjson, s-1"})
  void everyTypeIsTakenOverButTheThreeOfTheParentAlone(String resource, String parent)
      throws IOException {
    Path file = daybook().file(parent);
    Files.createDirectories(file.getParent());
    try (InputStream lines = ForkTest.class.getResourceAsStream(resource)) {
      Files.copy(lines, file);
    }
    ForkPlan made = daybook().fork(parent, "child", ForkOptions.whole());
    Set<String> left = Set.of("provider_usage", "session_fork", "branch_summary");
    assertThat(made.leftOut()).containsOnlyKeys(left);
    List<Entry> entries = daybook().history("child").entries();
    assertThat(entries.subList(1, entries.size()))
        .extracting(Entry::ts, Entry::type, entry -> withoutRange(entry.event()))
        .isEqualTo(daybook().history(parent).entries().stream()
            .filter(entry -> !left.contains(entry.type()))
            .map(entry -> tuple(entry.ts(), entry.type(), withoutRange(entry.event())))
            .toList());
  }

  private static SessionEvent withoutRange(SessionEvent event) {
    if (event instanceof BranchSwitched switched) {
      return new BranchSwitched(List.of(), switched.reason());
    }
    return event instanceof HistoryCompaction compaction
        ? compaction.withRange(new SeqRange(0, 0))
        : event;
  }

  @Test
  void aCompactionCoversTheSameEntriesInTheChild() throws IOException {
    write(
        "parent",
        line(0, new UserMessage("a")),
        line(1, new ProviderUsage(new UsageSummary(1, 2))),
        line(2, new UserMessage("b")),
        line(3, new UserMessage("c")),
        line(4, new HistoryCompaction(2, 2, "first")),
        line(5, new ProviderUsage(new UsageSummary(1, 2))),
        line(6, new HistoryCompaction(1, 99, "claims the future")),
        line(7, new HistoryCompaction(0, 3, "last")),
        line(8, new UserMessage("d")));
    fork();
    assertThat(daybook().history("child").events())
        .filteredOn(HistoryCompaction.class::isInstance)
        .extracting(event -> ((HistoryCompaction) event).range())
        .containsExactly(new SeqRange(2, 2), new SeqRange(2, 5), new SeqRange(1, 3));
    assertThat(daybook().transcript("child").messages())
        .isEqualTo(daybook().transcript("parent").messages())
        .hasSize(2);
  }

  @Test
  void aSwitchOfBranchesKeepsTheSameEntriesInTheChild() throws IOException {
    write(
        "parent",
        line(0, new UserMessage("a")),
        line(1, new ProviderUsage(new UsageSummary(1, 2))),
        line(2, new UserMessage("b")),
        line(3, new UserMessage("c")),
        line(4, switched(new SeqRange(0, 2))),
        line(5, new ProviderUsage(new UsageSummary(1, 2))),
        line(6, switched(new SeqRange(1, 1), new SeqRange(3, 3), new SeqRange(5, 99))),
        line(7, switched()),
        line(8, switched(new SeqRange(0, 1), new SeqRange(3, 7))),
        line(9, new UserMessage("d")));
    fork();
    assertThat(daybook().history("child").events())
        .filteredOn(BranchSwitched.class::isInstance)
        .containsExactly(
            switched(new SeqRange(1, 2)),
            switched(new SeqRange(3, 3)),
            switched(),
            switched(new SeqRange(1, 1), new SeqRange(3, 6)));
    assertThat(daybook().transcript("child").messages())
        .isEqualTo(daybook().transcript("parent").messages())
        .containsExactly(Message.user("a"), Message.user("c"), Message.user("d"));
  }

  private static BranchSwitched switched(SeqRange... kept) {
    return new BranchSwitched(List.of(kept), "rewind");
  }

  @ParameterizedTest
  @CsvSource({"1, CRC_MISMATCH", "2, CRC_MISMATCH"})
  void damageIsAnErrorWithItsPlaceAndNothingIsCreated(int badLine, Kind kind) throws IOException {
    byte[][] lines = {
      line(0, new UserMessage("a")), line(1, new UserMessage("b")), line(2, new UserMessage("c"))
    };
    lines[badLine - 1][lines[badLine - 1].length / 2] ^= 1;
    write("parent", lines);
    DaybookException fault = faultOf(this::fork);
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.details()).containsEntry("line", (long) badLine).containsKey("offset");
    assertThat(String.valueOf(fault.details().get("parent"))).isEqualTo("parent");
    assertNothingElseIsThere();
  }

  @Test
  void damageBehindTheForkIsNotMet() throws IOException {
    write("parent", line(0, new UserMessage("a")), "{broken\n".getBytes(StandardCharsets.UTF_8));
    assertThat(faultOf(this::fork).kind()).isEqualTo(Kind.INVALID_JSON);
    ForkPlan made = daybook().fork("parent", "child", ForkOptions.upTo(0));
    assertThat(made.entries()).isEqualTo(1);
  }

  @Test
  void whatRecordingWouldRefuseIsABadLine() throws IOException {
    write(
        "parent",
        line(0, new UserMessage("a")),
        line(1, new Unknown("tool_call", "{\"call_id\":\"c\",\"name\":7}")));
    DaybookException fault = faultOf(this::fork);
    assertThat(fault.kind()).isEqualTo(Kind.WRONG_KIND);
    assertThat(fault.details()).containsEntry("line", 2L).containsEntry("offset", (long)
        line(0, new UserMessage("a")).length);
    assertNothingElseIsThere();
  }

  @Test
  void aLineOfAnotherSessionIsABadLine() throws IOException {
    write("parent", line(0, new UserMessage("a")), Lines.lineOf("x", 1, new UserMessage("b")));
    DaybookException fault = faultOf(this::fork);
    assertThat(fault.kind()).isEqualTo(Kind.WRONG_SESSION);
    assertThat(fault.details()).containsEntry("line", 2L);
    assertNothingElseIsThere();
  }

  @Test
  void aLineThatFitsTheParentAloneIsAnErrorOfThePlanToo() throws IOException {
    int most = 1024;
    Daybook narrow =
        Daybook.builder(root).maxLineBytes(most).maxInFlightBytes(4096).open();
    int room = most - line(0, new UserMessage("")).length;
    write("parent", line(0, new UserMessage("a".repeat(room))));
    narrow.fork("parent", "family", ForkOptions.whole());
    for (Kind kind : List.of(
        faultOf(() -> narrow.forkPlan("parent", "longer-id", ForkOptions.whole()))
            .kind(),
        faultOf(() -> narrow.fork("parent", "longer-id", ForkOptions.whole())).kind())) {
      assertThat(kind).isEqualTo(Kind.LINE_TOO_LONG);
    }
    assertThat(narrow.exists("longer-id")).isFalse();
  }

  @Test
  void aHostileForkRootIsRefused() throws IOException {
    write(
        "parent", line(0, new SessionFork("p", "../up", 0, null, null, null, 0L, null, List.of())));
    DaybookException fault = faultOf(this::fork);
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(fault.getMessage()).doesNotContain("../up");
    assertNothingElseIsThere();
  }

  @Test
  void aForkRootThatTheParentDoesNotNameIsItsOwnParent() throws IOException {
    write("parent", line(0, new SessionFork("p", null, 0, null, null, null, 0L, null, List.of())));
    assertThat(fork().forkRoot()).isEqualTo("p");
  }

  @Test
  void aBlankSummaryIsRefused() {
    assertThat(faultOf(() -> ForkOptions.whole().withSummary(" \n")).kind())
        .isEqualTo(Kind.INVALID_VALUE);
  }

  @Test
  void theChildGoesOnBehindItsLastEntry() throws IOException {
    write("parent", line(0, new UserMessage("a")));
    daybook().fork("parent", "child", ForkOptions.whole().withSummary("s"));
    try (Daybook daybook = daybook()) {
      assertThat(daybook.resumeSession("child").recordSync(new UserMessage("b")))
          .isEqualTo(3);
    }
  }

  @Test
  void aParentThatIsOpenAndGrowsIsForkedAsFarAsItIsWritten() throws Exception {
    try (Daybook daybook = daybook();
        Session parent = daybook.openSession("parent")) {
      parent.recordSync(new UserMessage("first"));
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer = new Thread(() -> {
        // not so many that each fork takes longer than the one before it
        for (int n = 0; n < 20_000 && !enough.get(); n++) {
          parent.recordSync(new UserMessage("more"), Durability.WRITTEN);
        }
      });
      writer.start();
      long before = 0;
      try {
        for (int n = 0; n < 20 || before < 100; n++) {
          String child = "child-" + n;
          ForkPlan made = daybook.fork("parent", child, ForkOptions.whole());
          assertThat(made.toSeq()).isGreaterThanOrEqualTo(before);
          assertThat(made.entries()).isEqualTo(made.toSeq() + 1);
          assertThat(daybook
                  .reader(child, ReadOptions.strict())
                  .forEach((e, b, f, t) -> {})
                  .entries())
              .isEqualTo(made.entries() + 1);
          before = made.toSeq();
        }
      } finally {
        enough.set(true);
        writer.join();
      }
    }
  }

  @Test
  void aParentThatChangesBetweenTheTwoReadingsIsAnErrorAndNothingIsCreated() throws IOException {
    Path file = write("parent", line(0, new UserMessage("a")), line(1, new UserMessage("b")));
    AtomicBoolean changed = new AtomicBoolean();
    Daybook daybook = Daybook.builder(root)
        .clock(() -> {
          // asked for the child's first entry, the second time before the parent is read again
          if (Files.exists(file) && changed.getAndSet(true)) {
            rewrite(file, line(0, new UserMessage("x")), line(1, new UserMessage("y")));
          }
          return Lines.TS;
        })
        .open();
    DaybookException fault = faultOf(() -> daybook.fork("parent", "child", ForkOptions.whole()));
    assertThat(fault.kind()).isEqualTo(Kind.IO_ERROR);
    assertThat(fault.getMessage()).startsWith("the parent's file changed while it was copied");
    assertNothingElseIsThere();
  }

  private static void rewrite(Path file, byte[]... lines) {
    try {
      Files.write(file, new byte[0]);
      for (byte[] line : lines) {
        Files.write(file, line, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptIsReportedAndNothingIsCreated() throws IOException {
    write("parent", line(0, new UserMessage("a")));
    Thread.currentThread().interrupt();
    DaybookException fault = faultOf(this::fork);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fault.kind()).isEqualTo(Kind.INTERRUPTED);
    assertNothingElseIsThere();
  }

  /** An interrupt, or a bad disk, may come when all but the torn tail has been read. */
  @Test
  void aTailThatCannotBeReadIsReportedAsAnyOtherPart() throws IOException {
    byte[] torn = Arrays.copyOf(line(1, new UserMessage("b")), 20);
    Path file = write("parent", line(0, new UserMessage("a")), torn);
    EventTypes types = EventTypes.standard();
    SessionReader reader =
        SessionFileReader.of(file, types, ReadOptions.strict().withVerbatimData(true), "parent");
    try (ChildLines counted = new ChildLines(types, 1 << 20, new SessionId("child"), null)) {
      CopyPass pass = new CopyPass(new SessionId("parent"), OptionalLong.empty(), null, counted);
      Path gone = root.resolve("gone");
      assertThat(faultOf(() -> pass.run(reader, gone, 1 << 20)).kind())
          .isEqualTo(Kind.SESSION_NOT_FOUND);
    }
  }

  @Test
  void aParentBehindASymbolicLinkIsRefused() throws IOException {
    Path file = write("parent", line(0, new UserMessage("a")));
    Path target = Files.move(file, root.resolve("target"));
    Files.createSymbolicLink(file, target);
    assertThat(faultOf(this::fork).kind()).isEqualTo(Kind.UNSAFE_PATH);
  }
}
