package dev.daybook.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command where people look on, in a terminal of its own; skipped where nothing makes one. */
class TerminalIT {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String WORDS = "supercalifragilistic ".repeat(12).strip();
  private static final int WIDTH = 80;

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void recordOne() {
    assumeTrue(Files.isExecutable(SCRIPT), "there is nothing here that makes a terminal");
    cli = new Cli(folder);
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"" + WORDS + "\"}}\n",
            "record",
            "a-session-with-a-name-that-is-longer-than-most-people-would-give-it")
        .succeeded();
  }

  /** The lines on a terminal of that many columns; less must not stop the test. */
  private List<String> onTerminal(String environment, String... words) throws Exception {
    return onTerminal(WIDTH, environment, words);
  }

  private List<String> onTerminal(int width, String environment, String... words) throws Exception {
    StringBuilder command = new StringBuilder("stty cols " + width + "; env -u COLUMNS ");
    command.append(environment);
    for (String word : cli.process(words).command()) {
      command.append(" '").append(word).append('\'');
    }
    Path said = folder.resolve("said");
    Process process = new ProcessBuilder(SCRIPT.toString(), "-qec", command.toString(), "/dev/null")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(Files.writeString(folder.resolve("nothing"), "").toFile())
        .redirectOutput(said.toFile())
        .start();
    Cli.exitCode(process);
    return Arrays.stream(Cli.read(said).split("\r?\n")).toList();
  }

  @Test
  void everyRowFitsTheTerminal() throws Exception {
    for (List<String> lines : List.of(
        onTerminal("NO_COLOR=1", "ls", "--no-pager"),
        onTerminal("NO_COLOR=1", "tail", "a-s", "--no-follow"))) {
      assertThat(lines).hasSize(2).allMatch(line -> line.length() <= WIDTH);
      assertThat(lines.get(1)).contains("…");
    }
    assertThat(cli.run("ls").succeeded().out()).as("in a pipe").contains("people-would-give-it");
  }

  @Test
  void titlesThatAreCutToTheSameAreMadeDistinct() throws Exception {
    String name = "a-session-with-a-name-that-is-longer-than-most-people-would-give-it";
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"" + WORDS + " and so on\"}}\n",
            "record",
            name + "-either")
        .succeeded();
    List<String> lines = onTerminal("NO_COLOR=1", "ls", "--no-pager");
    assertThat(lines.get(1)).contains("  …and so on  ");
    assertThat(lines).hasSize(3).allMatch(line -> line.length() <= WIDTH);
  }

  /** How many columns it takes: a tab goes on to the next multiple of eight. */
  private static int columns(String line) {
    int columns = 0;
    for (int i = 0; i < line.length(); i++) {
      columns = line.charAt(i) == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
    }
    return columns;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40})
  void nothingIsWiderThanANarrowTerminal(int width) throws Exception {
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"\\tif (a) {\\n\\t\\t\\treturn the longer of both;\"}}\n"
                + "{\"type\":\"assistant_message\",\"data\":{\"text\":\"well\",\"tool_calls\":"
                + "[{\"call_id\":\"call-of-a-tool-that-was-called-once\",\"name\":\"bash\",\"arguments\":"
                + "\"{\\\"command\\\":\\\"grep -rn something that is not there\\\"}\"}]}}\n"
                + "{\"type\":\"tool_result\",\"data\":{\"call_id\":"
                + "\"call-of-a-tool-that-was-called-once\",\"ok\":true,\"output\":\"none\"}}\n"
                + "{\"type\":\"provider_usage\",\"data\":{\"usage_summary\":{\"input_tokens\":1049,"
                + "\"output_tokens\":83156,\"cached_tokens\":43229469}}}\n",
            "record",
            "b-session-with-a-name-that-is-longer-than-most")
        .succeeded();
    Map<String, List<String>> printed = new HashMap<>();
    for (String command : List.of(
        "ls",
        "show b-s",
        "show b-s --around 1",
        "replay b-s",
        "tail b-s --no-follow",
        "tree b-s")) {
      String[] words = (command + " --no-pager").split(" ");
      String[] given = command.startsWith("tail") ? command.split(" ") : words;
      List<String> lines = onTerminal(width, "NO_COLOR=1", given);
      assertThat(lines)
          .as(command)
          .allMatch(line -> columns(line) <= width || line.startsWith("daybook: "));
      printed.put(command, lines);
    }
    List<String> list = onTerminal(width, "CLICOLOR_FORCE=1", "ls", "--no-pager");
    assertThat(list).hasSize(3).allMatch(line -> Text.width(line) <= width);
    assertThat(list.get(0)).startsWith("ID ").contains("STATE");
    assertThat(String.join("", requireNonNull(printed.get("replay b-s"))).replace(" ", ""))
        .contains("->bash{\"command\":\"grep-rnsomethingthatisnotthere\"}(call-of-a-tool");
    assertThat(String.join("", requireNonNull(printed.get("show b-s"))))
        .startsWith("b-session-with-a-name-that-is-longer-than-most");
  }

  @Test
  void showBreaksNoWord() throws Exception {
    List<String> lines = onTerminal("NO_COLOR=1", "show", "a-s", "--no-pager");
    assertThat(lines).allMatch(line -> line.length() <= WIDTH);
    String text = String.join(" ", lines).replaceAll(" +", " ");
    assertThat(text).contains(WORDS).contains("#0 user");
    assertThat(cli.run("show", "a-s").succeeded().out()).as("in a pipe").contains(WORDS);
  }

  @Test
  void longOutputGoesThroughThePager() throws Exception {
    assertThat(onTerminal("PAGER='sed s/^/paged:/'", "ls"))
        .allMatch(line -> line.startsWith("paged:"));
    assertThat(onTerminal("PAGER='sed s/^/paged:/'", "ls", "--json"))
        .noneMatch(line -> line.startsWith("paged:"));
  }

  /** The shell says what it lacks, and the text stands below; 126 is of what is no program. */
  @ParameterizedTest
  @ValueSource(strings = {"PAGER=no-such-pager", "PAGER=/", "PAGER='no-such-pager -R'"})
  void whatNoPagerShowsIsPrinted(String pager) throws Exception {
    List<String> lines = onTerminal(pager, "ls");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("ID ");
    assertThat(lines.get(2)).startsWith("a-session");
  }

  /** More than a pipe holds: the shell ends while it is written. */
  @Test
  void longTextThatNoPagerShowsIsPrintedWhole() throws Exception {
    int entries = 4_000;
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n".repeat(entries),
            "record",
            "long")
        .succeeded();
    List<String> lines = onTerminal("PAGER=no-such-pager", "show", "long");
    assertThat(lines).filteredOn(line -> line.contains(" #")).hasSize(entries);
  }

  @Test
  void aPagerThatIsLeftEarlyIsEnough() throws Exception {
    assertThat(onTerminal("PAGER='head -n 1'", "ls")).hasSize(1);
  }

  @Test
  void errorsAreForPeople() throws Exception {
    assertThat(onTerminal("", "lss"))
        .containsExactly(
            "daybook: no such command: lss",
            "  did you mean ls? daybook --help shows how it is called");
    assertThat(onTerminal("", "ls", "--jsn").get(1)).contains("did you mean --json?");
    assertThat(onTerminal("", "fold", "nothing")).hasSize(2).allMatch(line -> !line.contains("{"));
    assertThat(onTerminal("", "fold", "nothing", "--json").get(0)).startsWith("{\"error\":");
  }
}
