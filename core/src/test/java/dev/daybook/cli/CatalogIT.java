package dev.daybook.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that create, find and remove sessions. */
class CatalogIT {

  private static final String ESCAPE = "\u001b";

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  private void record(String session, String text, String... options) {
    String[] args = new String[2 + options.length];
    args[0] = "record";
    args[1] = session;
    System.arraycopy(options, 0, args, 2, options.length);
    cli.runWith("{\"type\":\"user_message\",\"data\":{\"text\":\"" + text + "\"}}", args)
        .succeeded();
  }

  @Test
  void aSessionIsCreatedOnce() {
    assertThat(cli.run("create", "s-1").succeeded().out()).isEqualTo("s-1\n");
    assertThat(cli.sessionFile("s-1")).isEmptyFile();
    assertThat(cli.run("create", "s-1").failed().errorKind()).isEqualTo("session_exists");
    JsonNode created = Cli.json(cli.run("create", "s-2", "--json").succeeded().out());
    assertThat(created.get("id").asText()).isEqualTo("s-2");
    assertThat(Path.of(created.get("path").asText())).isEmptyFile();
  }

  @Test
  void anIdIsMadeWhereNoneIsGiven() {
    String first = cli.run("create").succeeded().out().strip();
    String second = cli.run("create").succeeded().out().strip();
    assertThat(first).isLessThan(second);
    assertThat(cli.sessionFile(first)).isEmptyFile();
  }

  @Test
  void existsAnswersByItsExitCodeAlone() {
    cli.run("create", "s-1").succeeded();
    assertThat(cli.run("exists", "s-1").succeeded().out()).isEmpty();
    Cli.Outcome missing = cli.run("exists", "s");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.out() + missing.err()).isEmpty();
    Cli.Outcome invalid = cli.run("exists", "../s");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.errorKind()).isEqualTo("invalid_session_id");
  }

  @Test
  void existsAndPathAnswerProgramsInJson() {
    cli.run("create", "s-1").succeeded();
    assertThat(cli.run("exists", "s-1", "--json").succeeded().out())
        .isEqualTo("{\"id\":\"s-1\",\"exists\":true}\n");
    Cli.Outcome missing = cli.run("exists", "s", "--json").failed();
    assertThat(missing.out()).isEqualTo("{\"id\":\"s\",\"exists\":false}\n");
    assertThat(missing.err()).isEmpty();
    Cli.Outcome invalid = cli.run("exists", "../s", "--json");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.out()).isEmpty();

    JsonNode path = Cli.json(cli.run("path", "s-1", "--json").succeeded().out());
    assertThat(path.fieldNames()).toIterable().containsExactly("id", "path", "exists");
    assertThat(path.get("path").asText())
        .isEqualTo(cli.sessionFile("s-1").toAbsolutePath().toString());
    assertThat(path.get("exists").asBoolean()).isTrue();
    JsonNode none = Cli.json(cli.run("path", "s", "--json").succeeded().out());
    assertThat(none.get("exists").asBoolean()).isFalse();
  }

  @Test
  void pathIsPrintedWhetherThereIsASessionOrNot() {
    assertThat(cli.run("path", "s-1").succeeded().out())
        .isEqualTo(cli.sessionFile("s-1").toAbsolutePath() + "\n");
    assertThat(cli.sessionFile("s-1")).doesNotExist();
  }

  @Test
  void lsShowsWhereSessionsDifferThatBeginAlike() {
    String rules = "You are working in a repository. Read its rules before you change anything. ";
    record("s-1", rules + "The parser fails on empty files.");
    record("s-2", rules + "The printer is slow.");
    record("s-3", "Hello");
    assertThat(cli.run("ls").succeeded().lines().subList(1, 4))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("s-3  Hello  "),
            line -> assertThat(line).startsWith("s-2  …The printer is slow.  "),
            line -> assertThat(line).startsWith("s-1  …The parser fails on empty files.  "));
    assertThat(
            Cli.json(cli.run("ls", "--json", "--limit", "2").succeeded().lines().get(1))
                .get("title")
                .asText())
        .isEqualTo("You are working in a repository. Read its rules before you...");
  }

  @Test
  void lsPrintsATableForPeople() {
    assertThat(new Cli(folder).inAProcess().run("ls").succeeded().out())
        .startsWith("no sessions below ")
        .contains(folder.resolve(".daybook").toString());
    record("s-1", "Fix it\\u001b[31m please");
    record("s-2", "\u6f22\u5b57");
    List<String> lines = cli.run("ls").succeeded().lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("ID +TITLE +ENTRIES +UPDATED +SIZE +STATE");
    assertThat(lines.get(1)).matches("s-2  \u6f22\u5b57 +1 +\\d+ s ago +\\d+ B +paused");
    assertThat(lines.get(2)).startsWith("s-1  Fix it<U+001B>[31m please  1 ");
    assertThat(lines.get(0).indexOf("ENTRIES")).isEqualTo(lines.get(2).indexOf("  1 ") + 2);
    assertThat(lines.get(1).indexOf("1 ")).isEqualTo(lines.get(2).indexOf("  1 ") + 2 - 2);
    assertThat(cli.run("ls", "--limit", "1").succeeded().lines()).hasSize(2);
  }

  @Test
  void lsPrintsJsonForMachines() {
    record("s-1", "half a pair \\ud83d");
    cli.run("create", "empty").succeeded();
    List<JsonNode> rows =
        cli.run("ls", "--json").succeeded().lines().stream().map(Cli::json).toList();
    assertThat(rows).hasSize(2);
    JsonNode empty = rows.get(0);
    assertThat(empty.fieldNames())
        .toIterable()
        .containsExactly("id", "title", "agent", "entries", "created", "updated", "bytes", "state");
    assertThat(empty.get("entries").asLong()).isZero();
    assertThat(empty.get("created").isNull()).isTrue();
    JsonNode session = rows.get(1);
    assertThat(session.get("title").asText()).isEqualTo("half a pair \ufffd");
    assertThat(session.get("entries").asLong()).isEqualTo(1);
    assertThat(session.get("created")).isEqualTo(session.get("updated"));
    assertThat(session.get("bytes").asLong())
        .isEqualTo(cli.sessionFile("s-1").toFile().length());
    assertThat(session.get("state").asText()).isEqualTo("paused");
  }

  @Test
  void lsNamesTheProcessThatHasASessionOpen() throws IOException {
    Process recorder = cli.process("record", "s-1").start();
    try {
      Await.until("the session is open", () -> cli.sessionFile("s-1").toFile().exists());
      JsonNode row = Cli.json(new Cli(Files.createDirectory(folder.resolve("other")))
          .run("ls", "--json", "--root", folder.resolve(".daybook").toString())
          .succeeded()
          .out());
      assertThat(row.get("state").asText()).isEqualTo("open");
      assertThat(row.get("pid").asLong()).isEqualTo(recorder.pid());
    } finally {
      recorder.getOutputStream().close();
      assertThat(Cli.exitCode(recorder)).isZero();
    }
    assertThat(Cli.json(cli.run("ls", "--json").out()).get("state").asText()).isEqualTo("paused");
  }

  @Test
  void lsReportsWhatHasNoPlaceThere() throws IOException {
    record("s-1", "hello");
    Files.createDirectory(cli.sessionFile("folder"));
    Cli.Outcome outcome = cli.run("ls", "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines()).hasSize(1);
    JsonNode report = Cli.json(outcome.err()).get("report");
    assertThat(report.get("kind").asText()).isEqualTo("left_out");
    assertThat(report.get("reason").asText()).isEqualTo("unsafe_path");
  }

  @Test
  void recentIsTheNewestOrAnError() {
    assertThat(cli.run("recent").failed().errorKind()).isEqualTo("session_not_found");
    record("s-1", "hello");
    record("s-2", "hello");
    assertThat(cli.run("recent").succeeded().lines().get(1)).startsWith("s-2 ");
    assertThat(
            Cli.json(cli.run("recent", "--json", "--max-age", "7d").succeeded().out())
                .get("id")
                .asText())
        .isEqualTo("s-2");
    assertThat(cli.run("recent", "--max-age", "0").failed().errorKind())
        .isEqualTo("session_not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recent --max-age soon",
        "recent --max-age 5w",
        "recent --max-age -1h",
        "ls --limit -1",
        "ls --limit many",
        "ls --all --project",
        "ls --root . --project",
        "rm",
        "path",
        "exists",
      })
  void wrongUseHasAnExitCodeOfItsOwn(String command) {
    Cli.Outcome outcome = cli.run(command.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
  }

  @Test
  void rmMovesToTheTrashOrPurges() {
    record("s-1", "one");
    record("s-2", "two");
    record("s-3", "three");
    String file = Cli.read(cli.sessionFile("s-1"));
    JsonNode moved = Cli.json(cli.run("rm", "s-1", "--json").succeeded().out());
    assertThat(moved.get("id").asText()).isEqualTo("s-1");
    assertThat(Cli.read(Path.of(moved.get("moved_to").asText()))).isEqualTo(file);
    assertThat(cli.sessionFile("s-1")).doesNotExist();
    assertThat(cli.run("rm", "s-2", "--purge").succeeded().out()).isEqualTo("s-2: removed\n");

    Cli.Outcome both = cli.run("rm", "absent", "s-3");
    assertThat(both.exitCode()).isEqualTo(1);
    assertThat(both.errorKind()).isEqualTo("session_not_found");
    assertThat(both.out()).startsWith("s-3: moved to ");
    Cli.Outcome none = cli.run("ls", "--json");
    assertThat(none.exitCode()).isZero();
    assertThat(none.out()).isEmpty();
  }

  @Test
  void rmTakesWholeIdsOnly() {
    record("s-1", "one");
    assertThat(cli.run("rm", "s").failed().errorKind()).isEqualTo("session_not_found");
    assertThat(cli.sessionFile("s-1")).exists();
  }

  @Test
  void aProjectsSessionsAreTheSameInAllItsFolders() throws IOException {
    Path home = folder.resolve("home");
    Path top = Files.createDirectories(folder.resolve("work"));
    Path inner = Files.createDirectories(top.resolve("a/b"));
    Files.createDirectory(top.resolve(".git"));
    Cli inTop = new Cli(top).withEnvironment("DAYBOOK_HOME", home.toString());
    Cli inInner = new Cli(inner).withEnvironment("DAYBOOK_HOME", home.toString());
    inTop.run("ls", "--project").succeeded();
    assertThat(home).doesNotExist();

    inTop.run("create", "s-1", "--project").succeeded();
    assertThat(inInner.run("exists", "s-1", "--project").exitCode()).isZero();
    assertThat(inInner.run("ls", "--project").succeeded().lines()).hasSize(2);
    JsonNode row = Cli.json(inInner.run("ls", "--all", "--json").succeeded().out());
    assertThat(row.get("project").asText()).isEqualTo(top.toRealPath().toString());
    assertThat(Path.of(row.get("root").asText()).getFileName().toString())
        .matches("work-[0-9a-f]{16}");
    assertThat(inInner.run("ls", "--all").succeeded().lines().get(0)).endsWith("PROJECT");
  }

  @Test
  void whereTheSessionsOfAProjectAreThatWasRenamedIsSaid() throws IOException {
    Path home = folder.resolve("home");
    Path old = Files.createDirectories(folder.resolve("old"));
    String name = old.toRealPath().toString();
    Cli inOld = new Cli(old).withEnvironment("DAYBOOK_HOME", home.toString());
    inOld.run("create", "s-1", "--project").succeeded();
    Path renamed = Files.move(old, folder.resolve("new"));
    Cli inNew = new Cli(renamed).withEnvironment("DAYBOOK_HOME", home.toString());
    Cli.Outcome ls = inNew.run("ls", "--project");
    assertThat(ls.exitCode()).isZero();
    assertThat(ls.out()).startsWith("no sessions below ");
    JsonNode report = Cli.json(ls.err()).get("report");
    assertThat(report.get("kind").asText()).isEqualTo("project_gone");
    assertThat(report.get("folder").asText()).isEqualTo(name);
    assertThat(report.get("sessions").asLong()).isEqualTo(1);
    String root = report.get("root").asText();
    assertThat(inNew.run("ls", "--root", root).succeeded().lines()).hasSize(2);
  }

  @Test
  void theCompletionScriptIsOneThatBashTakes() throws Exception {
    Path script = Files.writeString(
        folder.resolve("completion"), cli.run("completion").succeeded().out());
    assertThat(script).content().contains("daybook", "--max-age");
    Path bash = onPath("bash");
    assumeTrue(bash != null, "there is no bash here");
    Process process = new ProcessBuilder(
            String.valueOf(bash),
            "--norc",
            "-c",
            "source " + script + " && complete -p daybook && COMP_WORDS=(daybook rec)"
                + " COMP_CWORD=1 && _complete_daybook daybook rec daybook && echo ${COMPREPLY[@]}")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
    assertThat(Cli.exitCode(process)).as(Cli.read(folder.resolve("said"))).isZero();
    assertThat(Cli.lines(Cli.read(folder.resolve("said"))).get(1))
        .contains("record")
        .contains("recent");
  }

  @Test
  void coloursAreForTerminalsAlone() throws Exception {
    Files.createDirectories(cli.sessionFile("s").getParent());
    Files.writeString(cli.sessionFile("s"), "damaged\n");
    assertThat(cli.run("ls").out()).contains("damaged").doesNotContain(ESCAPE);
    assertThat(cli.run("ls", "--help").out()).doesNotContain(ESCAPE);

    Path script = onPath("script");
    assumeTrue(script != null, "there is nothing here that makes a terminal");
    assertThat(onTerminal(script, "TERM=xterm")).contains(ESCAPE + "[31mdamaged");
    assertThat(onTerminal(script, "TERM=xterm NO_COLOR=1"))
        .contains("damaged")
        .doesNotContain(ESCAPE + "[31m");
  }

  private String onTerminal(Path script, String environment) throws Exception {
    String command = String.join(" ", cli.process("ls").command());
    Path said = folder.resolve("said");
    Process process = new ProcessBuilder(
            script.toString(),
            "-qec",
            "env -u NO_COLOR " + environment + " " + command,
            "/dev/null")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(Files.writeString(folder.resolve("nothing"), "").toFile())
        .redirectOutput(said.toFile())
        .start();
    assertThat(Cli.exitCode(process)).as(Cli.read(said)).isZero();
    return Cli.read(said);
  }

  @Test
  void noFileIsReadBeyondItsEnds() throws Exception {
    Path strace = onPath("strace");
    assumeTrue(strace != null, "there is no strace here");
    record("s-1", "hello");
    String line = Cli.lines(Cli.read(cli.sessionFile("s-1"))).get(0) + "\n";
    for (int i = 0; i < 20; i++) {
      // every line but the first is out of its place there, which is damage, and is read all the
      // same
      Files.writeString(cli.sessionFile("s-" + i), line.repeat(100_000 / line.length()));
    }
    Path trace = folder.resolve("trace");
    List<String> command = new ArrayList<>(List.of(
        strace.toString(), "-ff", "-qq", "-y", "-e", "trace=read,pread64", "-o", trace.toString()));
    command.addAll(cli.process("ls", "--json").command());
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start();
    int exitCode = Cli.exitCode(process);
    assumeTrue(exitCode == 0, "strace may not trace here");
    long[] bytes = new long[20];
    Pattern call = Pattern.compile("s-(\\d+)\\.ndjson>,.*= (\\d+)$", Pattern.MULTILINE);
    try (DirectoryStream<Path> ofThreads = Files.newDirectoryStream(folder, "trace.*")) {
      for (Path ofThread : ofThreads) {
        Matcher read = call.matcher(Files.readString(ofThread, ISO_8859_1));
        while (read.find()) {
          bytes[Integer.parseInt(read.group(1))] += Long.parseLong(read.group(2));
        }
      }
    }
    assertThat(Arrays.stream(bytes)).allMatch(each -> each > 0 && each <= 16 << 10);
    assertThat(Cli.lines(Cli.read(folder.resolve("out")))).hasSize(20);
  }

  private static Path onPath(String command) {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
        .map(each -> Path.of(each, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
