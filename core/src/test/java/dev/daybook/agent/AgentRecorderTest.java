package dev.daybook.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Faults;
import dev.daybook.Session;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.FindingKind;
import dev.daybook.check.ToolTally;
import dev.daybook.check.UsageTally;
import dev.daybook.event.EndReason;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Message;
import dev.daybook.event.Usage;
import dev.daybook.read.Transcript;
import dev.daybook.read.Transcript.Adjustment;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.AgentSession.SpawnRef;
import dev.daybook.tree.Loop;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recorded session, and all that can be read of it. */
class AgentRecorderTest {

  @TempDir
  Path root;

  /** The example of the page on events, word for word. */
  private void record() {
    // EVENTS begin
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s-1");
        AgentRecorder agent = AgentRecorder.start(session, "coder")) {
      agent.user("Fix the failing test");

      ModelCall asked = agent.model("model-1");
      Message.Call ls = new Message.Call("call_1", "bash", "{\"command\":\"ls\"}");
      asked.answered(Message.assistant("I look.", ls), new Usage(120, 45));
      agent.tool(ls).ok("main.py");

      // a try that failed, and the next one
      agent.model("model-1").failed(new ErrorInfo("timeout", "no answer in 60 s"));
      agent.model("model-1").answered(Message.assistant("Now the reviewer."), new Usage(180, 20));

      // another agent goes on in the same conversation
      agent.handOver("reviewer");
      agent.model("model-2").answered(Message.assistant("Well done."), new Usage(210, 5));
      agent.end(EndReason.NORMAL);
    }
    // EVENTS end
  }

  @Test
  void everyViewOfTheSessionAgrees() {
    record();
    try (Daybook daybook = Daybook.open(root)) {
      Transcript transcript = daybook.transcript("s-1");
      assertThat(transcript.messages())
          .extracting(Message::content)
          .containsExactly(
              "Fix the failing test", "I look.", "main.py", "Now the reviewer.", "Well done.");
      assertThat(transcript.adjustments()).isEmpty();
      assertThat(transcript.openCalls()).isEmpty();

      Diagnosis diagnosis = daybook.diagnosis("s-1");
      assertThat(diagnosis.findingCounts()).isEmpty();
      assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.READY);
      assertThat(diagnosis.tools().calls()).isEqualTo(1);
      assertThat(diagnosis.tools().results()).isEqualTo(1);
      assertThat(diagnosis.unknownTypes()).isEmpty();
      assertThat(daybook.fold("s-1", ToolTally.fold()).result()).isEqualTo(diagnosis.tools());

      AgentSession tree = only(daybook.fold("s-1", new SessionTree()).result());
      assertThat(tree.loops()).extracting(Loop::agentId).containsExactly("coder", "reviewer");
      assertThat(tree.loops()).extracting(Loop::status).containsOnly(LoopStatus.COMPLETED);
      Loop coder = tree.loops().get(0);
      assertThat(coder.turns()).hasSize(2);
      assertThat(coder.turns().get(0).toolResults()).hasSize(1);
      assertThat(coder.messages()).hasSize(4);
      assertThat(tree.loops().get(1).parentLoopId()).contains(coder.loopId());
      assertThat(tree.loops().stream().mapToInt(loop -> loop.messages().size()).sum())
          .isEqualTo(transcript.messages().size());
      assertThat(diagnosis.usage())
          .contains(new UsageTally("inference_completed", new Usage(510, 70)));
      assertThat(tree.totalUsage()).isEqualTo(new Usage(510, 70));

      SessionSummary listed = daybook.catalog().summary("s-1");
      assertThat(listed.title()).isEqualTo("Fix the failing test");
      assertThat(listed.state().wireName()).isEqualTo("ended");
      assertThat(listed.entries()).hasValue(diagnosis.entries());
    }
  }

  @Test
  void aCrashLeavesAnOpenCallThatEveryViewKnows() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-2");
      AgentRecorder agent = AgentRecorder.start(session, "coder");
      agent.user("go");
      Message.Call call = new Message.Call("call_1", "bash", "{}");
      agent.model("m").answered(Message.assistant("", call));
      agent.tool(call);
      // no result; the agent goes on with another recorder
      AgentRecorder next = AgentRecorder.start(session, "coder");
      next.user("are you there?");
      next.model("m").answered(Message.assistant("yes"), new Usage(1, 1));
      next.end(EndReason.NORMAL);

      Transcript transcript = daybook.transcript("s-2");
      assertThat(transcript.openCalls()).hasSize(1);
      assertThat(transcript.adjustments())
          .extracting(Adjustment::change)
          .containsExactly(Adjustment.Change.CALL_CLOSED);
      Diagnosis diagnosis = daybook.diagnosis("s-2");
      assertThat(diagnosis.tools().open()).isEqualTo(1);
      assertThat(diagnosis.findingCounts())
          .containsEntry(FindingKind.TOOL_CALL_WITHOUT_RESULT, 1L)
          .containsEntry(FindingKind.LOOP_WITHOUT_END, 1L)
          .hasSize(2);
    }
  }

  @Test
  void aSubAgentRecordsItselfInItsOwnSession() {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s-3");
        Session child = daybook.openSession("s-3-search");
        AgentRecorder agent = AgentRecorder.start(session, "coder")) {
      agent.user("go");
      SubAgent search = agent.subAgent("sub-1", "searcher", "find it", "s-3-search");
      try (AgentRecorder searcher = AgentRecorder.start(child, search)) {
        searcher.user("find it");
        searcher.model("m").answered(Message.assistant("found"), new Usage(7, 3));
        searcher.end(EndReason.NORMAL);
      }
      search.finished("found");
      agent.model("m").answered(Message.assistant("done"), new Usage(10, 2));
      agent.end(EndReason.NORMAL);

      assertThat(daybook.transcript("s-3").messages())
          .extracting(Message::content)
          .containsExactly("go", "done");
      assertThat(daybook.diagnosis("s-3").findingCounts()).isEmpty();
      assertThat(daybook.diagnosis("s-3-search").findingCounts()).isEmpty();
      AgentSession searched = only(daybook.fold("s-3-search", new SessionTree()).result());
      assertThat(searched.parentSpawnRef()).map(SpawnRef::parentSessionId).contains("s-3");
      assertThat(searched.totalUsage()).isEqualTo(new Usage(7, 3));
    }
  }

  @Test
  void costAndCachesAreTheSameInEveryView() {
    Usage usage = new Usage(100, 50, 10L, 20L, 30L, 210L, 0.5);
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s-4");
        AgentRecorder agent = AgentRecorder.start(session, "coder")) {
      agent.user("go");
      agent.model("m").answered(Message.assistant("a"), usage);
      agent.handOver("reviewer");
      agent.model("m").answered(Message.assistant("b"), usage);
      agent.end(EndReason.NORMAL);
      assertThat(daybook.diagnosis("s-4").usage())
          .contains(new UsageTally("inference_completed", usage.plus(usage)));
      assertThat(only(daybook.fold("s-4", new SessionTree()).result()).totalUsage())
          .isEqualTo(usage.plus(usage));
    }
  }

  @Test
  void nothingBeginsAfterTheEndAndResultsAreStillRecorded() {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s-5")) {
      AgentRecorder agent = AgentRecorder.start(session, "coder");
      agent.user("go");
      Message.Call call = new Message.Call("call_1", "bash", "{}");
      agent.model("m").answered(Message.assistant("", call));
      ToolRun runs = agent.tool(call);
      agent.end(EndReason.NORMAL);
      for (Runnable begins : List.<Runnable>of(
          () -> agent.user("late"),
          () -> agent.model("m"),
          () -> agent.tool(call),
          () -> agent.subAgent("sub", "searcher", "find it", "s-5-search"),
          () -> agent.handOver("reviewer"))) {
        DaybookException refused = Faults.faultOf(begins::run);
        assertThat(refused.kind()).isEqualTo(Kind.SESSION_CLOSED);
        assertThat(refused).hasMessageContaining("agent=coder");
      }
      runs.ok("main.py");
      agent.end(EndReason.NORMAL);
      agent.close();
      session.sync();
      assertThat(daybook.history("s-5").entries())
          .extracting(Entry::type)
          .endsWith("agent_end", "session_ended", "tool_result")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anEndThatWasRefusedIsGivenAgain() {
    String id = "s-6";
    AtomicBoolean isBroken = new AtomicBoolean();
    try (Daybook daybook = Daybook.builder(root)
            .clock(() -> {
              if (isBroken.get()) {
                throw new IllegalStateException("planned");
              }
              return Instant.EPOCH;
            })
            .open();
        Session session = daybook.openSession(id)) {
      AgentRecorder agent = AgentRecorder.start(session, "coder");
      isBroken.set(true);
      assertThatThrownBy(() -> agent.handOver("reviewer")).hasMessage("planned");
      assertThatThrownBy(() -> agent.end(EndReason.NORMAL)).hasMessage("planned");
      isBroken.set(false);
      agent.end(EndReason.NORMAL);
      assertThat(daybook.history(id).entries())
          .extracting(Entry::type)
          .containsExactly("agent_start", "agent_end", "session_ended");
    }
  }

  @Test
  void thePageHasTheExampleWordForWord() throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String page = text(module.resolve("docs/events.md"));
    String source = text(module.resolve("src/test/java/dev/daybook/agent/AgentRecorderTest.java"));
    int begin = source.indexOf("// EVENTS begin\n") + "// EVENTS begin\n".length();
    assertThat(page)
        .contains(source.substring(begin, source.indexOf("// EVENTS end")).strip());
  }

  private static AgentSession only(List<AgentSession> sessions) {
    assertThat(sessions).hasSize(1);
    return sessions.get(0);
  }

  /** Without the indentation of each line, which differs between the two. */
  private static String text(Path file) throws IOException {
    return Files.readString(file).lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
