package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What import and export print and do. */
class ImportCommandTest {

  private static final String PIG = """
      {"ts":"2026-01-02T03:04:05+00:00","event":"session_started","model":"m"}
      {"ts":"2026-01-02T03:04:06+00:00","event":"tool_started","tool_call":{"id":"c1","name":"bash","arguments":"{}"}}
      """;
  private static final String PI = """
      {"type":"session","version":3,"id":"0f0f0f0f-1111-4222-8333-444444444444","timestamp":"2026-01-02T03:04:05.000Z","cwd":"/w"}
      {"type":"message","id":"aaaaaaaa","parentId":null,"timestamp":"2026-01-02T03:04:06.000Z","message":{"role":"user","content":"the test failed","timestamp":1767323046000}}
      """;

  @TempDir
  Path folder;

  private Path files;

  @BeforeEach
  void makeFiles() throws IOException {
    files = Files.createDirectories(folder.resolve("left"));
    Files.writeString(files.resolve("a.jsonl"), PI);
    Files.writeString(Files.createDirectories(files.resolve("deep/er")).resolve("run.jsonl"), PIG);
    Files.writeString(files.resolve("notes.txt"), "no session\n");
  }

  private Cli.Outcome run(String... args) {
    return new Cli(folder).run(args);
  }

  @Test
  void folderIsBroughtInWithALineAFileAndASum() {
    Cli.Outcome outcome = run("import", files.toString()).succeeded();
    assertThat(outcome.lines()).hasSize(3);
    assertThat(outcome.lines().get(0))
        .startsWith(
            files.resolve("a.jsonl") + ": pi, 0f0f0f0f-1111-4222-8333-444444444444, 2 items, ")
        .endsWith(" new");
    assertThat(outcome.lines().get(1)).contains("run.jsonl: pig, run, 2 items");
    assertThat(outcome.lines().get(2))
        .startsWith("2 files, 2 sessions, ")
        .endsWith("; 1 file left out: 1 of no known format");
    assertThat(run("import", files.toString()).succeeded().lines())
        .containsExactly(
            "2 files, 2 sessions, 0 new entries, 2 with nothing new; 1 file left out: 1 of no known"
                + " format");
  }

  @Test
  void linkToAFolderThatWasGivenIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), files);
    assertThat(run("import", link.toString()).succeeded().out()).contains("2 files, 2 sessions");
  }

  @Test
  void jsonIsOneObjectAFile() {
    Cli.Outcome outcome = run("import", "--json", files.toString());
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains("\"kind\":\"left_out\",\"reason\":\"unknown_format\"", "\"files\":1");
    assertThat(outcome.lines()).hasSize(2);
    JsonNode line = Cli.json(outcome.lines().get(0));
    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly(
            "file", "format", "sessions", "items", "entries", "verbatim", "damaged", "new");
    assertThat(line.get("sessions").get(0).asText())
        .isEqualTo("0f0f0f0f-1111-4222-8333-444444444444");
    assertThat(line.get("new").asLong()).isEqualTo(line.get("entries").asLong());
    Cli.Outcome again = run("import", "--json", files.toString());
    assertThat(Cli.json(again.lines().get(1)).get("new").asLong()).isZero();
  }

  @Test
  void fileThatCannotBeReadIsNamedAndTheOthersAreBroughtIn() {
    Cli.Outcome outcome = run(
        "import",
        files.resolve("none.jsonl").toString(),
        files.resolve("notes.txt").toString(),
        files.resolve("a.jsonl").toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no such file").contains("notes.txt");
    assertThat(outcome.out()).contains("a.jsonl: pi,").contains("2 failed");
  }

  @Test
  void standardInputIsBroughtInToo() {
    Cli.Outcome outcome = new Cli(folder).runWith(PI, "import", "-").succeeded();
    assertThat(outcome.out()).startsWith("standard input: pi, 0f0f0f0f-");
  }

  @Test
  void formatCanBeNamed() {
    Path file = files.resolve("a.jsonl");
    assertThat(run("import", "--from", "pi", file.toString()).succeeded().out()).contains(": pi,");
    Cli.Outcome wrong = run("import", "--from", "claud-code", file.toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("no such format").contains("claude-code");
    assertThat(run("import", "--from", "nosuch", file.toString()).err())
        .contains("no such format: nosuch; the formats are claude-code, codex, ", ", phi");
  }

  @Test
  void formatOfWhichNothingIsInTheFileIsRefusedIfItIsAnother() throws Exception {
    String file = files.resolve("a.jsonl").toString();
    Cli.Outcome wrong = run("import", "--from", "codex", file);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("\"format\":\"codex\"", "\"recognised\":\"pi\"");
    assertThat(run("ls", "--json").out()).isEmpty();
    assertThat(run("import", "--from", "pi", file).succeeded().err())
        .doesNotContain("nothing_of_the_format");
    Path strange = Files.writeString(files.resolve("strange.jsonl"), "{\"a\":1}\n{\"a\":2}\n");
    assertThat(run("import", "--from", "codex", strange.toString()).err())
        .contains("\"kind\":\"nothing_of_the_format\"", "\"format\":\"codex\"");
  }

  @Test
  void withoutFilesItIsCalledWrongly() {
    assertThat(run("import").exitCode()).isEqualTo(2);
  }

  @Test
  void sourceComesBackAndOtherFormsAreWritten() {
    run("import", files.toString()).succeeded();
    assertThat(run("export", "0f0f", "--format", "source").succeeded().out()).isEqualTo(PI);
    Cli.Outcome markdown = run("export", "0f0f", "--format", "markdown");
    assertThat(markdown.exitCode()).isZero();
    assertThat(markdown.out()).contains("the test failed");
    assertThat(markdown.err()).contains("\"what\":\"source_changed\"");
    assertThat(run("export", "0f0f", "--format", "jsonl").out())
        .contains("\"role\":\"user\"")
        .contains("the test failed");
    assertThat(run("export", "0f0f", "--format", "nothing").exitCode()).isEqualTo(2);
    assertThat(run("export", "0f0f").exitCode()).isEqualTo(2);
    new Cli(folder)
        .runWith("{\"type\":\"user_message\",\"data\":{\"text\":\"x\"}}\n", "record", "native")
        .succeeded();
    Cli.Outcome none = run("export", "native", "--format", "source");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("was not imported");
  }

  private String refusal(String name, String content) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Cli.Outcome outcome = run("import", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("file=" + file);
    return outcome.error().get("message").asText();
  }

  @Test
  void fileThatIsKnownAndNoSessionIsNamedWithWhatToDo() throws IOException {
    assertThat(refusal("empty.jsonl", "")).startsWith("there is nothing in it; ");
    assertThat(refusal("r.jsonl.zst", "(\u00b5/\u00fd"))
        .as("UTF-8 of the same characters is no zstd")
        .startsWith("no agent's session file");
    assertThat(refusal("opencode.db", "SQLite format 3\0..."))
        .startsWith("this is the database of OpenCode")
        .contains("opencode export SESSION > file");
    assertThat(refusal("state.db", "SQLite format 3\0...")).startsWith("this is a SQLite database");
    assertThat(refusal(
            "storage/message/ses_1/msg_1.json",
            "{\"id\":\"m\",\"sessionID\":\"s\",\"role\":\"user\"}"))
        .startsWith("this is a part of OpenCode's storage tree");
    assertThat(refusal("stream.jsonl", "{\"type\":\"step_start\",\"sessionID\":\"s\",\"part\":{}}"))
        .startsWith("this is the output of opencode run");
    assertThat(refusal("T-1.json", "{\"v\":2,\"id\":\"T-1\",\"created\":5,\"messages\":[]}"))
        .startsWith("this is a session of Amp");
    assertThat(refusal("c.jsonl", "{\"role\":\"user\",\"message\":{\"content\":[]}}"))
        .startsWith("this is a session of Cursor");
    assertThat(refusal("d.jsonl", "{\"type\":\"session_start\",\"id\":\"x\"}"))
        .startsWith("this is a session of Droid");
    assertThat(refusal("wire.jsonl", "{\"type\":\"metadata\",\"protocol_version\":\"1.4\"}"))
        .startsWith("this is a session of Kimi CLI");
    assertThat(refusal("agent-1.meta.json", "{\"agentType\":\"general-purpose\"}"))
        .startsWith("this describes a sub-agent");
    assertThat(refusal("settings.json", "{\"permissions\":{\"allow\":[]}}"))
        .startsWith("this is a settings file");
    assertThat(refusal("exec.jsonl", "{\"type\":\"thread.started\",\"thread_id\":\"t\"}"))
        .contains("codex exec --json", "rollout");
  }

  @Test
  void folderNamesOnceWhatIsKnownAndNotRead() throws IOException {
    for (String name : new String[] {"msg_1.json", "msg_2.json"}) {
      Files.writeString(
          files.resolve(name), "{\"id\":\"m\",\"sessionID\":\"s\",\"role\":\"user\"}");
    }
    Cli.Outcome outcome = run("import", files.toString());
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .containsOnlyOnce("OpenCode's storage tree")
        .contains("\"reason\":\"other_agent\"", "\"files\":2", "opencode export SESSION");
    assertThat(outcome.out()).endsWith("left out: 1 of no known format, 2 of other agents\n");
  }

  private void addFilesToLeaveOut() throws Exception {
    Files.createFile(files.resolve("empty.jsonl"));
    Files.createSymbolicLink(files.resolve("link.jsonl"), files.resolve("a.jsonl"));
    Files.write(files.resolve("rollout.jsonl.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    Files.writeString(files.resolve("agent-1.meta.json"), "{\"agentType\":\"explorer\"}");
    Files.writeString(files.resolve("settings.json"), "{\"permissions\":{}}");
    Process mkfifo = new ProcessBuilder("mkfifo", files.resolve("pipe").toString()).start();
    assumeThat(mkfifo.waitFor()).isZero();
  }

  @Test
  void filesLeftOutAreCountedByReason() throws Exception {
    addFilesToLeaveOut();
    Cli.Outcome outcome = run("import", files.toString());
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines().get(2))
        .endsWith("; 7 files left out: 1 of no known format, 1 compressed, 1 beside a session,"
            + " 1 of settings, 1 empty, 1 linked, 1 not regular");
    assertThat(outcome.err())
        .contains("it is compressed with gzip; gunzip it, or zcat FILE | daybook import -")
        .doesNotContain("empty.jsonl");
  }

  @Test
  void filesLeftOutAreEachNamedWithTheReasonOnDemand() throws Exception {
    addFilesToLeaveOut();
    Cli.Outcome outcome = run("import", "--verbose", files.toString());
    assertThat(outcome.exitCode()).isZero();
    List<String> reasons = new ArrayList<>();
    for (String line : Cli.lines(outcome.err())) {
      JsonNode report = Cli.json(line).get("report");
      assertThat(report.get("kind").asText()).isEqualTo("left_out");
      JsonNode details = report.get("details");
      reasons.add(Path.of(details.get("file").asText()).getFileName() + " "
          + details.get("reason").asText());
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "empty.jsonl empty",
            "link.jsonl link",
            "pipe not_a_file",
            "rollout.jsonl.gz compressed",
            "agent-1.meta.json beside_session",
            "settings.json settings",
            "notes.txt unknown_format");
  }

  @Test
  void copyOfASessionIsNoOtherSession() throws IOException {
    Files.copy(files.resolve("a.jsonl"), files.resolve("b.jsonl"));
    assertThat(run("import", files.toString()).succeeded().out())
        .contains("3 files, 2 sessions, ", ", 1 with nothing new;");
    String twice = files.resolve("a.jsonl").toString();
    assertThat(run("import", twice, twice).succeeded().out())
        .contains("2 files, 1 session, 0 new entries, 2 with nothing new\n");
  }

  @Test
  void namedFileOfAFormatWithoutAnItemSaysWhyItFailed() throws IOException {
    Path file = Files.writeString(files.resolve("blank.jsonl"), "\n\n");
    Cli.Outcome outcome = run("import", "--from", "pi", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error().get("message").asText())
        .startsWith("no item of the format is in it")
        .contains("format=pi");
    assertThat(outcome.out()).contains("0 files, 0 sessions, 0 new entries, 1 failed");
  }

  @Test
  void damageIsNamedInTheLineOfItsFile() throws IOException {
    Path file = files.resolve("a.jsonl");
    Files.writeString(file, PI + "{broken\n");
    assertThat(run("import", file.toString()).succeeded().lines().get(0))
        .contains(", 1 damaged (line 3: ");
    Files.writeString(file, PI + "{broken\n{\"a\"\n{\"b\"\n[}\n{]\n");
    assertThat(run("import", file.toString()).succeeded().lines().get(0))
        .contains(" damaged (line 3: ", "more), ");
  }

  @Test
  void linesFitTheTerminal() {
    for (int width : new int[] {40, 80, 120}) {
      System.setProperty("daybook.terminal", "12");
      System.setProperty("daybook.columns", String.valueOf(width));
      try {
        Cli.Outcome outcome = run("import", "--root", "wide" + width, files.toString());
        assertThat(outcome.lines())
            .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(width));
        assertThat(outcome.out().replace("\n", "")).contains("0f0f0f0f-");
      } finally {
        System.clearProperty("daybook.terminal");
        System.clearProperty("daybook.columns");
      }
    }
  }

  @Test
  void namedFolderWithoutASessionIsAFailure() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Cli.Outcome outcome = run("import", empty.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no session file is in the folder", "files=0");
  }

  @Test
  void troubleWithFilesHasNoClassOfJava() throws IOException {
    Path file = files.resolve("a.jsonl");
    Path link = Files.createSymbolicLink(folder.resolve("one"), folder.resolve("two"));
    Files.createSymbolicLink(folder.resolve("two"), link);
    Cli.Outcome loop = run("import", link.toString());
    assertThat(loop.exitCode()).isEqualTo(1);
    assertThat(loop.err()).contains("its links lead in a circle; ").doesNotContain("java.");
    for (String[] each : new String[][] {
      {"import", file.toString()},
      {"create", "x"},
      {"usage"},
      {"annotate", "s", "text"},
      {"export", "s", "--format", "source"}
    }) {
      String[] words = Arrays.copyOf(each, each.length + 2);
      words[each.length] = "--root";
      words[each.length + 1] = file.toString();
      Cli.Outcome outcome = run(words);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err())
          .contains("a file stands where a folder has to be; ")
          .doesNotContain("java.");
    }
  }

  @Test
  void storesOfAgentsThatAreNotReadAreKnown() {
    Path home = Path.of("/home/u");
    assertThat(AgentFolders.unread(home, Map.of()))
        .containsKeys(home.resolve(".local/share/opencode"), home.resolve(".factory/sessions"));
    assertThat(AgentFolders.unread(home, Map.of("XDG_DATA_HOME", "/d")))
        .hasEntrySatisfying(
            Path.of("/d/opencode"),
            remedy -> assertThat(remedy).contains("opencode export SESSION > file"));
  }

  @Test
  void olderVersionsOfTheSourceAreListedAndComeBack() throws IOException {
    Path file = files.resolve("a.jsonl");
    run("import", file.toString()).succeeded();
    String more = PI.lines().toList().get(1).replace("aaaaaaaa", "bbbbbbbb") + "\n";
    Files.writeString(file, PI + more);
    run("import", file.toString()).succeeded();
    assertThat(run("export", "0f0f", "--format", "source").out()).isEqualTo(PI + more);
    assertThat(
            run("export", "0f0f", "--format", "source", "--source-version", "1").out())
        .isEqualTo(PI);
    assertThat(
            run("export", "0f0f", "--format", "source", "--source-version", "2").out())
        .isEqualTo(PI + more);
    Cli.Outcome none = run("export", "0f0f", "--format", "source", "--source-version", "3");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("no version of that number", "version=3, versions=1-2");
    assertThat(run("export", "0f0f", "--source-versions").succeeded().lines())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("VERSION  BYTES  ITEMS"),
            first -> assertThat(first)
                .startsWith("1 ")
                .contains(" " + PI.length() + " ")
                .endsWith(file.toString()),
            second -> assertThat(second).startsWith("2 "));
    JsonNode first = Cli.json(
        run("export", "0f0f", "--source-versions", "--json").succeeded().lines().get(0));
    assertThat(first.get("session").asText()).startsWith("0f0f0f0f-");
    assertThat(first.get("version").asInt()).isEqualTo(1);
    assertThat(first.get("bytes").asInt()).isEqualTo(PI.length());
    assertThat(first.get("sha256").asText()).hasSize(64);
    assertThat(run("export", "0f0f", "--format", "pi", "--source-version", "1").exitCode())
        .isEqualTo(2);
    assertThat(run("export", "0f0f", "--format", "markdown", "--source-version", "1")
            .exitCode())
        .isEqualTo(2);
    assertThat(
            run("export", "0f0f", "--format", "markdown", "--source-versions").exitCode())
        .isEqualTo(2);
  }

  @Test
  void agentsLeaveTheirSessionsWhereTheirVariablesSay() {
    Path home = Path.of("/home/u");
    assertThat(AgentFolders.of(home, Map.of()))
        .contains(
            home.resolve(".claude/projects"),
            home.resolve(".codex/sessions"),
            home.resolve(".pi/agent/sessions"));
    assertThat(AgentFolders.of(
            home,
            Map.of("CLAUDE_CONFIG_DIR", "/c,/d", "CODEX_HOME", "/x", "PI_CODING_AGENT_DIR", "/p")))
        .contains(
            Path.of("/c/projects"),
            Path.of("/d/projects"),
            Path.of("/x/sessions"),
            Path.of("/x/archived_sessions"),
            Path.of("/p/sessions"))
        .doesNotContain(home.resolve(".claude/projects"), home.resolve(".codex/sessions"));
  }
}
