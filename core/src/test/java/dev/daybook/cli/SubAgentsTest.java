package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree of sessions that have sub-agents and no agent loops. */
class SubAgentsTest {

  private static final String PARENT = """
      {"type":"session_started","data":{"agent_name":"coder"}}
      {"type":"tool_call","data":{"call_id":"c","name":"Task","arguments":"{}"}}
      {"type":"subagent_event","data":{"event":"started","subagent_id":"a","child_session_id":"child","agent":"searcher","task":"find it"}}
      {"type":"subagent_event","data":{"event":"started","subagent_id":"b","child_session_id":"gone","task":"lost"}}
      {"type":"subagent_event","data":{"event":"finished","subagent_id":"a"}}
      {"type":"provider_usage","data":{"usage_summary":{"input_tokens":5,"output_tokens":7}}}
      """;
  private static final String CHILD = """
      {"type":"subagent_event","data":{"event":"started","subagent_id":"back","child_session_id":"parent"}}
      {"type":"user_message","data":{"text":"x"}}
      """;

  @TempDir
  Path folder;

  private Cli.Outcome tree(String... args) {
    Cli cli = new Cli(folder);
    cli.runWith(PARENT, "record", "parent").succeeded();
    cli.runWith(CHILD, "record", "child").succeeded();
    return cli.run(args);
  }

  @Test
  void showsEachSubAgentBelowItsCallerAndEndsInACircle() {
    assertThat(tree("tree", "parent").succeeded().out()).isEqualTo("""
        session parent agent=coder entries=6 tools=1 in=5 out=7
          sub-agent child finished agent=searcher entries=2 tools=0 in=0 out=0: find it
            sub-agent parent started
          sub-agent gone started (no session of it here): lost
        """);
  }

  @Test
  void jsonIsOneObjectALine() {
    Cli.Outcome outcome = tree("tree", "parent", "--json").succeeded();
    assertThat(outcome.lines()).hasSize(4);
    assertThat(outcome.lines().get(1))
        .isEqualTo("{\"session\":\"child\",\"called_by\":\"parent\",\"subagent\":\"child\","
            + "\"status\":\"finished\",\"agent\":\"searcher\",\"task\":\"find it\",\"entries\":2,"
            + "\"tool_calls\":0,\"input_tokens\":0,\"output_tokens\":0}");
  }

  @Test
  void sessionWithNeitherIsReported() {
    Cli cli = new Cli(folder);
    cli.runWith("{\"type\":\"user_message\",\"data\":{\"text\":\"x\"}}\n", "record", "s")
        .succeeded();
    assertThat(cli.run("tree", "s").err()).contains("no_loops");
  }
}
