package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of {@code tree} for the work of agents. */
class TreeIT {

  @TempDir
  Path folder;

  private Cli cli;
  private int seconds;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void aContinuationStandsUnderWhatItContinues() {
    record(
        "s",
        start("s", "s.main.1", ""),
        turnStart("s.main.1"),
        turnEnd("s.main.1"),
        end("s.main.1"),
        start(
            "s", "s.main.2", ",\"parent_loop_id\":\"s.main.1\",\"continuation_kind\":\"default\""),
        turnStart("s.main.2"));
    assertThat(cli.run("tree", "s").succeeded().lines())
        .containsExactly(
            "session s agent=a loops=2 in=10 out=5",
            "  loop s.main.1 completed initial turns=1 in=10 out=5 3.000s",
            "    loop s.main.2 paused default turns=0 in=0 out=0");
    Cli.Outcome json = cli.run("tree", "s", "--json").succeeded();
    assertThat(json.lines()).hasSize(1);
    JsonNode loops = Cli.json(json.lines().get(0)).get("loops");
    assertThat(loops)
        .extracting(loop -> loop.get("status").asText())
        .containsExactly("Completed", "Paused");
    assertThat(loops.get(0).get("children_loop_ids").toString()).isEqualTo("[\"s.main.2\"]");
    assertThat(loops.get(1).get("continuation_kind").asText()).isEqualTo("Default");
  }

  /** Has recorded that a loop began, and waits for more. */
  private Process recorderOfALoop() throws IOException {
    String start =
        "{\"type\":\"agent_start\",\"data\":{\"agent_id\":\"coder\",\"session_id\":\"s\","
            + "\"loop_id\":\"s.main.1\"}}\n";
    Process recorder = cli.process("record", "s", "--ack", "forced").start();
    recorder.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
    recorder.getOutputStream().flush();
    assertThat(recorder.getInputStream().read()).isEqualTo('{');
    return recorder;
  }

  /** As what a recorder in another container left, that died or not. */
  @Test
  void aLoopWhoseRecorderCannotBeSeenIsUnknown() throws Exception {
    Process recorder = recorderOfALoop();
    recorder.destroyForcibly();
    Cli.exitCode(recorder);
    Path holder = folder.resolve(".daybook/locks/s.lock");
    String said = Files.readString(holder);
    String elsewhere = said.replaceFirst("(?m)^(birth=[^/]*/)[0-9]+/", "$11/");
    assumeTrue(!elsewhere.equals(said), "no container has processes of its own here");
    // a text of no version has no checksum; a short one names no holder
    Files.writeString(holder, elsewhere.replaceFirst("^v=1", "# without one".repeat(4)));
    assertThat(cli.run("ls", "--json").succeeded().out()).contains("\"state\":\"unknown\"");
    assertThat(cli.run("tree", "s").succeeded().out()).contains("loop s.main.1 unknown");
    assertThat(cli.run("tree", "s", "--json").succeeded().out()).contains("\"Unknown\"");
  }

  /** A dead process's loop is not known to run. */
  @Test
  void aLoopWithoutAnEndRunsOnlyWhileAProcessRecordsIt() throws Exception {
    Process recorder = recorderOfALoop();
    Cli reading = new Cli(Files.createDirectory(folder.resolve("reading")));
    String[] tree = {"tree", "s", "--root", folder.resolve(".daybook").toString()};
    String[] ls = {"ls", "--json", "--root", folder.resolve(".daybook").toString()};
    assertThat(reading.run(tree).succeeded().out()).contains("loop s.main.1 running");
    assertThat(reading.run(ls).succeeded().out()).contains("\"state\":\"open\"");
    recorder.destroyForcibly();
    Cli.exitCode(recorder);
    assertThat(reading.run(tree).succeeded().out()).contains("loop s.main.1 interrupted");
    assertThat(reading.run(ls).succeeded().out()).contains("\"state\":\"interrupted\"");
    cli.runWith(
            "{\"type\":\"note\",\"data\":{\"level\":\"info\",\"message\":\"x\"}}\n", "record", "s")
        .succeeded();
    assertThat(cli.run("tree", "s").succeeded().out()).contains("loop s.main.1 paused");
    assertThat(cli.run("tree", "s", "--json").succeeded().out()).contains("\"Paused\"");
    assertThat(cli.run("ls", "--json").succeeded().out()).contains("\"state\":\"paused\"");
  }

  @Test
  void parallelLoopsShowWhichWasSelected() {
    record(
        "s",
        event("parallel_loop_start", "\"session_id\":\"s\",\"loop_ids\":[\"s.a.1\",\"s.b.1\"]"),
        start("s", "s.a.1", ""),
        start("s", "s.b.1", ""),
        end("s.b.1"),
        end("s.a.1"),
        event(
            "parallel_loop_end",
            "\"session_id\":\"s\",\"selected_loop_id\":\"s.b.1\",\"selected_config_index\":1,"
                + "\"evaluation_usage\":{\"input\":1,\"output\":1}"));
    assertThat(cli.run("tree", "s").succeeded().lines())
        .containsExactly(
            "session s agent=a loops=2 in=20 out=10",
            "  loop s.a.1 completed initial turns=0 in=10 out=5 3.000s parallel=2",
            "  loop s.b.1 completed initial turns=0 in=10 out=5 1.000s parallel=2 selected");
    JsonNode loops =
        Cli.json(cli.run("tree", "s", "--json").succeeded().lines().get(0)).get("loops");
    assertThat(loops)
        .extracting(loop -> loop.get("parallel_group").get("is_selected").asBoolean())
        .containsExactly(false, true);
  }

  @Test
  void aSubAgentStandsUnderTheCallThatMadeIt() {
    String[] parent = {
      start("parent", "parent.main.1", ""),
      event(
          "tool_execution_end",
          "\"loop_id\":\"parent.main.1\",\"tool_call_id\":\"c1\",\"tool_name\":\"research\","
              + "\"result\":{\"child_loop_id\":\"child.sub.1\"},\"is_error\":false"),
      end("parent.main.1")
    };
    String[] child = {
      start("child", "child.sub.1", ",\"parent_loop_id\":\"parent.main.1\""), end("child.sub.1")
    };
    record("p", parent);
    record("c", child);
    record("both", parent[0], child[0], child[1], parent[1], parent[2]);
    List<String> expected = List.of(
        "session parent agent=a loops=1 in=10 out=5",
        "  loop parent.main.1 completed initial turns=0 in=10 out=5 2.000s",
        "    tool research call=c1 loop=child.sub.1",
        "      session child agent=a loops=1 in=10 out=5",
        "        loop child.sub.1 completed initial turns=0 in=10 out=5 1.000s");
    assertThat(cli.run("tree", "p", "c").succeeded().lines()).isEqualTo(expected);
    assertThat(cli.run("tree", "c", "p").succeeded().lines()).isEqualTo(expected);
    assertThat(cli.run("tree", "both", "both").succeeded().lines())
        .hasSize(5)
        .element(2)
        .isEqualTo(expected.get(2));
    assertThat(cli.run("tree", "p").succeeded().lines()).isEqualTo(expected.subList(0, 3));
    assertThat(cli.run("tree", "c").succeeded().lines()).hasSize(2);
    assertThat(cli.run("tree", "c", "p", "--json").succeeded().lines())
        .extracting(line -> Cli.json(line).get("session_id").asText())
        .containsExactly("child", "parent");
  }

  @Test
  void sessionsThatCalledEachOtherAreAllPrinted() {
    record(
        "s",
        start("a", "a.x.1", ",\"parent_loop_id\":\"b.x.1\""),
        start("b", "b.x.1", ",\"parent_loop_id\":\"a.x.1\""));
    assertThat(cli.run("tree", "s").succeeded().lines())
        .extracting(line -> line.strip().split(" agent| paused")[0])
        .containsExactly("session a", "loop a.x.1", "session b", "loop b.x.1");
  }

  @Test
  void aSessionWithoutLoopsSaysSoAndPrintsNothing() {
    cli.runWith("{\"type\":\"user_message\",\"data\":{\"text\":\"hi\"}}\n", "record", "s")
        .succeeded();
    for (String[] command : new String[][] {{"tree", "s"}, {"tree", "s", "--json"}}) {
      Cli.Outcome outcome = cli.run(command);
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .isEqualTo("{\"report\":{\"kind\":\"no_loops\",\"session\":\"s\"}}\n");
    }
  }

  @Test
  void eventsOfNoLoopAreReported() {
    record("s", start("s", "s.main.1", ""), end("s.main.1"), end("s.main.1"));
    Cli.Outcome outcome = cli.run("tree", "s");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines()).hasSize(2);
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"unplaced_events\",\"count\":1}}\n");
  }

  @Test
  void aBadLineEndsItUnlessAskedToGoOn() throws IOException {
    record("s", start("s", "s.main.1", ""));
    Files.writeString(cli.sessionFile("s"), "no json\n{\"torn", StandardOpenOption.APPEND);
    Cli.Outcome strict = cli.run("tree", "s").failed();
    assertThat(strict.out()).isEmpty();
    assertThat(strict.errorKind()).isEqualTo("invalid_json");
    assertThat(strict.error().get("details").get("session").asText()).isEqualTo("s");
    assertThat(strict.error().get("details").get("line").asLong()).isEqualTo(2);

    Cli.Outcome lenient = cli.run("tree", "s", "--lenient");
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.lines()).hasSize(2);
    assertThat(Cli.lines(lenient.err()))
        .extracting(line -> Cli.json(line).get("report").get("kind").asText())
        .containsExactly("invalid_json", "torn_tail");
  }

  @Test
  void aMissingSessionIsAnError() {
    record("s", start("s", "s.main.1", ""));
    Cli.Outcome outcome = cli.run("tree", "s", "absent").failed();
    assertThat(outcome.errorKind()).isEqualTo("session_not_found");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void withoutASessionItIsCalledWrongly() {
    Cli.Outcome outcome = cli.run("tree");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
    assertThat(cli.run("tree", "--help").succeeded().out())
        .contains("Usage: daybook tree", "Examples:");
  }

  @Test
  void textOfAFileCannotMoveTheCursor() {
    record("s", start("s\\u001b[2J\\n", "s.\\u202e1", ""));
    assertThat(cli.run("tree", "s").succeeded().lines())
        .containsExactly(
            "session s<U+001B>[2J<U+000A> agent=a loops=1 in=0 out=0",
            "  loop s.<U+202E>1 paused initial turns=0 in=0 out=0");
  }

  @Test
  void aLongChainNeitherOverflowsNorIndentsWithoutEnd() {
    int loops = 20_000;
    StringBuilder input = new StringBuilder(start("s", "s.0", ""));
    for (int i = 1; i < loops; i++) {
      input.append(start("s", "s." + i, ",\"parent_loop_id\":\"s." + (i - 1) + "\""));
    }
    cli.runWith(input.toString(), "record", "s").succeeded();
    List<String> lines = cli.run("tree", "s").succeeded().lines();
    assertThat(lines).hasSize(loops + 1);
    assertThat(lines.get(loops))
        .isEqualTo("  ".repeat(40) + "depth " + loops + ": loop s." + (loops - 1)
            + " paused initial turns=0 in=0 out=0");
  }

  private void record(String session, String... events) {
    cli.runWith(String.join("", events), "record", session).succeeded();
  }

  private String event(String type, String data) {
    String ts = "2026-01-01T00:00:%02dZ".formatted(seconds++ % 60);
    return "{\"type\":\"" + type + "\",\"ts\":\"" + ts + "\",\"data\":{" + data + "}}\n";
  }

  private String start(String session, String loop, String more) {
    return event(
        "agent_start",
        "\"agent_id\":\"a\",\"session_id\":\"" + session + "\",\"loop_id\":\"" + loop + "\""
            + more);
  }

  private String turnStart(String loop) {
    return event(
        "turn_start", "\"loop_id\":\"" + loop + "\",\"turn_index\":0,\"triggered_by\":\"user\"");
  }

  private String turnEnd(String loop) {
    return event(
        "turn_end",
        "\"loop_id\":\"" + loop + "\",\"message\":{\"role\":\"assistant\"},"
            + "\"usage\":{\"input\":10,\"output\":5}");
  }

  private String end(String loop) {
    return event("agent_end", "\"loop_id\":\"" + loop + "\",\"usage\":{\"input\":10,\"output\":5}");
  }
}
