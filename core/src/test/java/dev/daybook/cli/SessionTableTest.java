package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of sessions of several agents, and of imported ones. */
class SessionTableTest {

  @TempDir
  Path folder;

  private void record(String session, String agent) {
    new Cli(folder)
        .runWith(
            "{\"type\":\"session_started\",\"data\":{\"agent_name\":\"" + agent + "\"}}\n",
            "record",
            session)
        .succeeded();
  }

  @Test
  void theAgentHasAColumnWhereThereAreSeveral() {
    Cli cli = new Cli(folder);
    record("a", "coder");
    assertThat(cli.run("ls").succeeded().lines().get(0)).doesNotContain("AGENT");
    assertThat(Cli.json(cli.run("ls", "--json").succeeded().out()).get("agent").asText())
        .isEqualTo("coder");
    record("b", "coder");
    assertThat(cli.run("ls").succeeded().lines().get(0)).doesNotContain("AGENT");
    record("c", "tester");
    assertThat(cli.run("ls").succeeded().lines().get(0)).contains("  AGENT  ");
    assertThat(cli.run("ls").succeeded().out()).contains("  tester  ").contains("  coder  ");
  }

  @Test
  void anImportedSessionIsNeitherPausedNorEnded() throws Exception {
    Path file = folder.resolve("one.jsonl");
    Files.writeString(file, """
        {"isSidechain":false,"cwd":"/w","sessionId":"one","version":"2.1.0","type":"user",\
        "message":{"role":"user","content":"go"},"uuid":"u","timestamp":"2026-03-01T10:00:00.000Z"}
        """);
    Cli cli = new Cli(folder);
    cli.run("import", file.toString()).succeeded();
    assertThat(Cli.json(cli.run("ls", "--json").succeeded().out()).get("state").asText())
        .isEqualTo("imported");
    assertThat(cli.run("search", "go", "--state", "imported", "--count")
            .succeeded()
            .out())
        .isEqualTo("1\n");
  }

  @Test
  void theLatestSessionIsSearched() {
    Cli cli = new Cli(folder);
    record("a", "coder");
    record("b", "coder");
    assertThat(cli.run("search", "coder", "--session", "@latest", "--count")
            .succeeded()
            .out())
        .isEqualTo("1\n");
    assertThat(cli.run("search", "coder", "--session", "@latest", "--all").err())
        .contains("--all excludes --session @latest");
  }
}
