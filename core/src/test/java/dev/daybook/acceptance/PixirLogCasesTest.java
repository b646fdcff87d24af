package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.InputDecoder;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.History;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that pixir's own tests show for its log, in our format. */
class PixirLogCasesTest {

  private static final String ID = "sess-1";
  private static final UserMessage HELLO = new UserMessage("hello");
  private static final AssistantMessage HI = new AssistantMessage("hi");

  @TempDir
  Path root;

  private Path file(String id) {
    return Daybook.open(root).file(id);
  }

  private void record(String id, SessionEvent... events) {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession(id);
      for (SessionEvent event : events) {
        session.record(event);
      }
    }
  }

  private History read(String id, ReadOptions options) {
    return Daybook.open(root).reader(id, options).history();
  }

  private void write(byte[]... lines) throws IOException {
    Files.createDirectories(file(ID).getParent());
    Files.deleteIfExists(file(ID));
    for (byte[] line : lines) {
      Files.write(file(ID), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  @Test
  @DisplayName("pixir: the fold of a missing log is empty")
  void theFoldOfAMissingLogIsEmpty() {
    assertThat(read(ID, ReadOptions.strict().withMissingAsEmpty(true)).entries())
        .isEmpty();
    assertThat(Daybook.open(root).exists(ID)).isFalse();
    assertThat(file(ID)).doesNotExist();
  }

  @Test
  @DisplayName("pixir: two appended events are two lines, and the fold equals them")
  void theFoldEqualsWhatWasAppended() throws IOException {
    record(ID, HELLO, HI);
    assertThat(Files.readAllLines(file(ID))).hasSize(2);
    assertThat(read(ID, ReadOptions.strict()).events()).containsExactly(HELLO, HI);
  }

  @Test
  @DisplayName("pixir: the data of tool_call and tool_result survive")
  void theDataOfToolsSurvives() {
    ToolCall call = new ToolCall("c1", "write", "{\"path\":\"a\",\"n\":{\"deep\":[1,null]}}");
    ToolResult failed = ToolResult.failed(
        "c1", new ErrorInfo("enoent", "no such file", new Json("{\"path\":\"a\"}")));
    record(ID, call, failed);
    assertThat(read(ID, ReadOptions.strict()).events()).containsExactly(call, failed);
  }

  @Test
  @DisplayName("pixir: events out of their order are found; the order is the file's")
  void outOfOrderIsFound() throws IOException {
    write(Lines.lineOf(ID, 1, HI), Lines.lineOf(ID, 0, HELLO));
    DaybookException refused = faultOf(() -> read(ID, ReadOptions.strict()));
    assertThat(refused.kind()).isEqualTo(Kind.SEQ_GAP);
    History lenient = read(ID, ReadOptions.lenient());
    assertThat(lenient.events()).as("in the order of the file").containsExactly(HI, HELLO);
    assertThat(lenient.bySeq().events()).as("in the order of seq").containsExactly(HELLO, HI);
    assertThat(lenient.report().firstBadLines())
        .extracting(bad -> bad.fault().kind())
        .containsOnly(Kind.SEQ_GAP);
  }

  @Test
  @DisplayName("pixir: an ephemeral event is refused, and nothing of it is in a file")
  void anEphemeralEventIsRefused() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession(ID);
      DaybookException refused = faultOf(() -> session.record(new TextDelta("chunk")));
      assertThat(refused.kind()).isEqualTo(Kind.EPHEMERAL_TYPE);
      assertThat(refused.details()).containsEntry("type", "text_delta");
    }
    assertThat(Files.size(file(ID))).isZero();
  }

  @Test
  @DisplayName("pixir: what cannot be encoded is refused, and nothing is written")
  void whatCannotBeEncodedIsRefused() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession(ID);
      Unknown broken = new Unknown("tool_result", "{\"call_id\":\"c1\",\"output\":\"cut\\ud8");
      assertThat(faultOf(() -> session.recordSync(broken)).kind()).isEqualTo(Kind.UNENCODABLE);
      // the next one takes its place
      assertThat(session.recordSync(HELLO)).isZero();
    }
    assertThat(read(ID, ReadOptions.strict()).events()).containsExactly(HELLO);
  }

  @Test
  @DisplayName("pixir: input that is no UTF-8 is refused, and nothing is written")
  void invalidUtf8IsRefused() throws IOException {
    byte[] input = "{\"type\":\"user_message\",\"data\":{\"text\":\"cut ?\"}}".getBytes(UTF_8);
    input[new String(input, UTF_8).indexOf('?')] = (byte) 0xc3;
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession(ID);
      DaybookException refused =
          faultOf(() -> session.record(InputDecoder.decode(input, 0, input.length)));
      assertThat(refused.kind()).isEqualTo(Kind.INVALID_UTF8);
    }
    assertThat(Files.size(file(ID))).isZero();
  }

  @Test
  @DisplayName("pixir: {not json} is a corrupt line, named with its place")
  void notJsonIsACorruptLine() throws IOException {
    byte[] first = Lines.lineOf(ID, 0, HELLO);
    write(first, "{not json}\n".getBytes(UTF_8));
    DaybookException corrupt = faultOf(() -> read(ID, ReadOptions.strict()));
    assertThat(corrupt.kind()).isEqualTo(Kind.INVALID_JSON);
    assertThat(corrupt.details()).containsEntry("line", 2L).containsEntry("offset", (long)
        first.length);
  }

  @Test
  @DisplayName("pixir: hand-written lines of every type decode in a process that never wrote one")
  void everyTypeDecodesInAColdProcess() throws Exception {
    Path handWritten = root.resolve("every-type.ndjson");
    try (InputStream in =
        PixirLogCasesTest.class.getResourceAsStream("/acceptance/every-type.ndjson")) {
      Files.copy(in, handWritten);
    }
    String printed = new ChildJvm().run(ColdReader.class, handWritten.toString());
    Set<String> read = Stream.of(printed.split("\\R")).collect(Collectors.toSet());
    assertThat(read).containsExactlyInAnyOrderElementsOf(vocabulary());
  }

  /** {@code tool_call=ToolCall}, for every event that is kept. */
  private static Set<String> vocabulary() throws Exception {
    Path folder =
        Path.of(StandardEvent.class.getResource("StandardEvent.class").toURI()).getParent();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(StandardEvent.class.getPackageName() + "." + name);
        if (type.isRecord()
            && StandardEvent.class.isAssignableFrom(type)
            && !EphemeralEvent.class.isAssignableFrom(type)) {
          names.add(WireNames.of(type) + "=" + name);
        }
      }
    }
    return names;
  }

  /** Reads a file, and has recorded nothing. */
  public static final class ColdReader {

    private ColdReader() {}

    public static void main(String[] args) {
      SessionFileReader.of(
              Path.of(args[0]),
              EventTypes.standard(),
              ReadOptions.strict().withUnknownAsError(true))
          .forEach((entry, line, from, to) ->
              System.out.println(entry.type() + "=" + entry.event().getClass().getSimpleName()));
    }
  }

  @Test
  @DisplayName("pixir: the error of an unknown type has its name")
  void anUnknownTypeIsNamed() {
    record(ID, HELLO, new Unknown("invented", "{}"));
    DaybookException refused =
        faultOf(() -> read(ID, ReadOptions.strict().withUnknownAsError(true)));
    assertThat(refused.kind()).isEqualTo(Kind.UNKNOWN_TYPE);
    assertThat(refused.details()).containsEntry("type", "invented");
  }

  @Test
  @DisplayName("pixir: fork data: first session_fork, the copies renumbered, last branch_summary")
  void aForkMayBeMadeByHand() throws IOException {
    Unknown odd = new Unknown("user_message", "{\"text\":\"more\",\"own_field\":{\"a\":1.0}}");
    record("parent", HELLO, odd, HI);
    byte[] parent = Files.readAllBytes(file("parent"));

    SessionFork fork =
        new SessionFork("parent", "parent", 1, null, null, null, 2L, "replay_v1", List.of());
    BranchSummary summary = new BranchSummary("parent", 1, 2L, null, "so far", List.of());
    try (Daybook daybook = Daybook.open(root)) {
      Session child = daybook.openSession("child");
      child.record(fork);
      daybook
          .reader("parent", ReadOptions.strict().withVerbatimData(true))
          .forEach((entry, line, from, to) -> {
            if (entry.seq() <= 1) {
              child.record(entry.event());
            }
          });
      child.record(summary);
    }

    List<Entry> entries = read("child", ReadOptions.strict()).entries();
    assertThat(entries).extracting(Entry::seq).containsExactly(0L, 1L, 2L, 3L);
    assertThat(entries).extracting(Entry::sessionId).containsOnly("child");
    assertThat(entries)
        .extracting(Entry::event)
        .containsExactly(fork, HELLO, new UserMessage("more"), summary);
    assertThat(
            read("child", ReadOptions.strict().withVerbatimData(true)).events().get(2))
        .isEqualTo(odd);
    assertThat(file("parent")).hasBinaryContent(parent);
  }
}
