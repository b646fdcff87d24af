package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.History;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.read.Tail;
import dev.daybook.read.TailOptions;
import dev.daybook.read.Transcript;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README and the guide, word for word. */
class QuickStartTest {

  @Test
  void theExampleOfTheReadmeRuns(@TempDir Path root) {
    // README begin
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      session.record(new UserMessage("Fix the failing test"));
      session.record(new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"));
      long seq = session.recordSync(ToolResult.ok("call_1", "main.py"));
      // here all three are on the device, whatever happens next
      History history = daybook.history("s-1");
      history.entries().forEach(entry -> System.out.println(entry.seq() + " " + entry.type()));
      // README end
      assertThat(seq).isEqualTo(2);
      assertThat(history.events())
          .containsExactly(
              new UserMessage("Fix the failing test"),
              new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"),
              ToolResult.ok("call_1", "main.py"));
    }
  }

  // README begin
  /** A type of your own is a record; on the wire it is {@code build_finished}. */
  record BuildFinished(String tool, boolean ok) implements SessionEvent {}

  /** Sees entries once they are written, and what is published, which is in no file. */
  record Screen() implements Subscriber {
    @Override
    public void entry(Entry entry) {
      System.out.println(entry.seq() + " " + entry.event());
    }

    @Override
    public void published(EphemeralEvent event, Instant ts) {
      System.out.println(event);
    }
  }

  // README end

  @Test
  void theSecondExampleOfTheReadmeRuns(@TempDir Path root) throws InterruptedException {
    Subscription watching;
    // README begin
    try (Daybook daybook = Daybook.builder(root).register(BuildFinished.class).open()) {
      Session session = daybook.openSession("s-2");
      Subscription subscription = daybook.subscribe("s-2", StartPosition.beginning(), new Screen());
      session.record(new AgentStart("coder", "s-2", "s-2.main.1"));
      session.record(new UserMessage("Fix the failing test"));
      session.publish(new TextDelta("Let me see"));
      session.record(new ToolCall("call_1", "bash", "{\"command\":\"mvn verify\"}"));
      session.recordSync(new BuildFinished("maven", false));

      // what a model is given to go on; an open call, as a crash leaves it, is answered first
      Transcript transcript = daybook.transcript("s-2");
      transcript.repairs("crash").forEach(session::record);
      session.recordSync(new AgentEnd("s-2.main.1", List.of(), new Usage(120, 45)));

      // who did what: sessions, loops, turns, sub-agents
      List<AgentSession> agents = daybook.fold("s-2", new SessionTree()).result();
      // README end
      watching = subscription;
      assertThat(transcript.openCalls()).hasSize(1);
      assertThat(transcript.closed("crash").messages()).hasSize(3);
      assertThat(daybook.transcript("s-2").openCalls()).isEmpty();
      assertThat(daybook.transcript("s-2").messages())
          .isEqualTo(transcript.closed("crash").messages());
      assertThat(daybook.history("s-2").events()).contains(new BuildFinished("maven", false));
      assertThat(agents).hasSize(1);
      assertThat(agents.get(0).totalUsage()).isEqualTo(new Usage(120, 45));
      assertThat(agents.get(0).loops())
          .singleElement()
          .satisfies(loop -> assertThat(loop.status()).isEqualTo(LoopStatus.COMPLETED));
    }
    assertThat(watching.awaitEnd(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void theThirdExampleOfTheReadmeRuns(@TempDir Path root) {
    // README begin
    try (Daybook daybook = Daybook.builder(root).supervise().open()) {
      // today's session, or a new one; no other process can record in it now
      Optional<SessionSummary> today = daybook.catalog().recent(Duration.ofHours(12));
      String id = today.map(SessionSummary::id).orElseGet(daybook::newSessionId);
      Session session = daybook.openSession(id);
      long seq = session.recordSync(new UserMessage("Try it without the cache"));

      // another way on from there; this session stays as it is
      daybook.fork(id, "without-cache", ForkOptions.upTo(seq));

      // what any process records, as it comes
      try (Tail tail = daybook.tail(id, TailOptions.fromBeginning())) {
        tail.next(Duration.ofSeconds(1)).ifPresent(System.out::println);
      }
      // README end
      assertThat(daybook.history("without-cache").events()).hasSize(2);
      assertThat(daybook.lineage().roots()).hasSize(1);
    }
  }

  @Test
  void theExampleOfTheReadmeForACrashRuns(@TempDir Path root) {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new ToolCall("call_1", "bash", "{}")));
    }
    // README begin
    try (Daybook daybook = Daybook.builder(root).register(BuildFinished.class).open()) {
      Session session = daybook.resumeSession("s-1");
      Transcript transcript = daybook.transcript("s-1"); // what a model is given to go on
      session.record(new BuildFinished("maven", transcript.openCalls().isEmpty()));
    } catch (SessionLockedException e) {
      System.err.println("another process records in it: " + e.getMessage());
    }
    // README end
    try (Daybook daybook = Daybook.builder(root).register(BuildFinished.class).open()) {
      assertThat(daybook.history("s-1").events()).endsWith(new BuildFinished("maven", false));
    }
  }

  private static final Path MODULE = Path.of("").toAbsolutePath();

  /** The pages that a newcomer reads, with their texts. */
  private static Map<Path, String> pages() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "core/RELIABILITY.md")) {
      Path page = MODULE.resolveSibling(name);
      pages.put(page, text(page));
    }
    try (Stream<Path> docs = Files.list(MODULE.resolve("docs"))) {
      for (Path page : docs.toList()) {
        pages.put(page, text(page));
      }
    }
    return pages;
  }

  @Test
  void theDocumentsHaveTheExamplesWordForWord() throws IOException {
    String readme = text(MODULE.resolveSibling("README.md"));
    String guide = text(MODULE.resolve("docs/guide.md"));
    String source = text(MODULE.resolve("src/test/java/dev/daybook/QuickStartTest.java"));
    String[] parts = source.split("// README begin\n", -1);
    assertThat(parts).hasSize(6);
    for (int i = 1; i <= 5; i++) {
      String example = parts[i].substring(0, parts[i].indexOf("// README end")).strip();
      if (i <= 4) {
        assertThat(guide).contains(example);
      }
      if (i == 1 || i == 5) {
        assertThat(readme).contains(example);
      }
    }
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(MODULE.resolveSibling("README.md")))
        .hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void everyLinkOfTheDocumentsLeadsToAFile() throws IOException {
    Pattern link = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      Matcher links = link.matcher(page.getValue());
      while (links.find()) {
        assertThat(page.getKey().resolveSibling(links.group(1)))
            .as("%s: %s", page.getKey(), links.group(1))
            .exists();
      }
    }
  }

  @Test
  void everyLineOfAFileInTheDocumentsIsOne() throws IOException {
    EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
    int lines = 0;
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      for (String line : page.getValue().lines().toList()) {
        if (line.startsWith("{\"v\":1,") && !line.contains("...")) {
          byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          assertThat(decoder.decode(bytes, 0, bytes.length).event())
              .as("%s: %s", page.getKey(), line)
              .isNotInstanceOf(Unknown.class);
          lines++;
        }
      }
    }
    assertThat(lines).isGreaterThan(2);
  }

  /** Without the indentation of each line, which differs between the two. */
  private static String text(Path file) throws IOException {
    return Files.readString(file).lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
