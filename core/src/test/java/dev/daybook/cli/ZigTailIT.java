package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output that zig has for a workflow that is followed. */
class ZigTailIT {

  private static final String WORKFLOW = """
      {"type":"workflow_started","data":{"workflow_name":"deploy","workflow_path":"d.zwf","tier_count":2}}
      {"type":"tier_started","data":{"tier_index":0,"step_names":["build"]}}
      {"type":"step_started","data":{"step_name":"build","tier_index":0}}
      {"type":"step_output","data":{"step_name":"build","stream":"stdout","line":"compiling"}}
      {"type":"heartbeat","data":{"interval_secs":10}}
      {"type":"step_completed","data":{"step_name":"build","exit_code":0,"duration_ms":1500}}
      {"type":"workflow_ended","data":{"status":"success","duration_ms":61000}}
      {"type":"session_ended","data":{}}
      """;

  @TempDir
  Path folder;

  private List<String> lines;

  @BeforeEach
  void tail() {
    Cli cli = new Cli(folder);
    cli.runWith(WORKFLOW, "record", "s").succeeded();
    lines = cli.run("tail", "s").succeeded().lines();
  }

  @Test
  @DisplayName("zig: tail prints the start of the workflow")
  void theStartHasItsText() {
    assertThat(lines).anyMatch(line -> line.endsWith("  workflow_started  deploy, 2 tiers"));
  }

  @Test
  @DisplayName("zig: tail prints what a step puts out")
  void aStepsOutputHasItsText() {
    assertThat(lines).anyMatch(line -> line.endsWith("  step_output  build, stdout compiling"));
  }

  @Test
  @DisplayName("zig: tail suppresses heartbeats")
  void aHeartbeatIsSuppressed() {
    assertThat(lines).hasSize(8).noneMatch(line -> line.contains("heartbeat"));
  }

  @Test
  @DisplayName("zig: tail prints the end of the workflow")
  void theEndHasItsText() {
    assertThat(lines).anyMatch(line -> line.endsWith("  workflow_ended  success, 1 min 1 s"));
  }
}
