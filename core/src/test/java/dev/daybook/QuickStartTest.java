package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.follow.Subscriber;
import dev.daybook.follow.Subscription;
import dev.daybook.follow.Subscription.From;
import dev.daybook.follow.Tail;
import dev.daybook.follow.TailOptions;
import dev.daybook.fork.ForkOptions;
import dev.daybook.journal.Session;
import dev.daybook.replay.History;
import dev.daybook.replay.Transcript;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README, word for word. */
class QuickStartTest {

  @Test
  void theExampleOfTheReadmeRuns(@TempDir Path root) {
    // README begin
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.session("s-1");
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
      Session session = daybook.session("s-2");
      Subscription subscription = daybook.subscribe("s-2", From.BEGINNING, new Screen());
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
      // today's session, wherever it stopped, or a new one; nobody else records in it now
      Optional<SessionSummary> today = daybook.catalog().recent(Duration.ofHours(12));
      String id = today.map(SessionSummary::id).orElseGet(daybook::create);
      Session session = daybook.resume(id);
      long seq = session.recordSync(new UserMessage("Try it without the cache"));

      // another way on from there; this session stays as it is
      daybook.fork(id, "without-cache", ForkOptions.whole().withToSeq(seq));

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
  void theReadmeHasTheExamplesWordForWord() throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String readme = text(module.resolveSibling("README.md"));
    String source = text(module.resolve("src/test/java/dev/daybook/QuickStartTest.java"));
    String[] parts = source.split("// README begin\n", -1);
    assertThat(parts).hasSizeGreaterThan(4);
    for (int i = 1; i <= 4; i++) {
      assertThat(readme)
          .contains(parts[i].substring(0, parts[i].indexOf("// README end")).strip());
    }
  }

  /** Without the indentation of each line, which differs between the two. */
  private static String text(Path file) throws IOException {
    return Files.readString(file).lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
