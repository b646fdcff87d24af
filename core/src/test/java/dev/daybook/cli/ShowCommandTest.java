package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code show}: the parts of a session, and its long texts. */
class ShowCommandTest {

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void begin() {
    cli = new Cli(folder);
  }

  private static String said(String text) {
    return "{\"type\":\"user_message\",\"data\":{\"text\":\"" + text + "\"}}\n";
  }

  private void recordNumbered(int count) {
    String all =
        IntStream.range(0, count).mapToObj(i -> said("said " + i)).collect(Collectors.joining());
    cli.runWith(all, "record", "s").succeeded();
  }

  /** Returns the numbers of the entries that were shown, with the mark before one. */
  private static List<String> seqs(Cli.Outcome shown) {
    return shown.lines().stream()
        .filter(line -> line.contains(" #"))
        .map(line ->
            (line.startsWith("=> ") ? "=> " : "") + line.replaceFirst(".* #([0-9]+) .*", "$1"))
        .toList();
  }

  @Test
  void showsWhatStandsAroundAnEntryAndMarksIt() {
    recordNumbered(20);
    Cli.Outcome usual = cli.run("show", "s", "--around", "9").succeeded();
    assertThat(seqs(usual))
        .containsExactly("4", "5", "6", "7", "8", "=> 9", "10", "11", "12", "13", "14");
    assertThat(usual.out()).startsWith("s\n").contains("20 entries");
    assertThat(seqs(cli.run("show", "s", "--around", "1", "-C", "2").succeeded()))
        .containsExactly("0", "=> 1", "2", "3");
    assertThat(seqs(cli.run("show", "s", "--around", "19", "--context", "0").succeeded()))
        .containsExactly("=> 19");
    assertThat(seqs(
            cli.run("show", "s", "--around=3", "--context=" + Long.MAX_VALUE).succeeded()))
        .hasSize(20)
        .contains("=> 3");
  }

  @Test
  void beginsAtAnEntry() {
    recordNumbered(8);
    assertThat(seqs(cli.run("show", "s", "--from", "5").succeeded()))
        .containsExactly("5", "6", "7");
    assertThat(cli.run("show", "s", "--from", "6", "--json").succeeded().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"seq\":6,");
    assertThat(
            cli.run("show", "s", "--around", "3", "-C1", "--json").succeeded().lines())
        .hasSize(3);
  }

  @Test
  void entryThatIsNotThereIsAFailure() {
    recordNumbered(3);
    for (String option : List.of("--around", "--from")) {
      Cli.Outcome outcome = cli.run("show", "s", option, "3", "--json").failed();
      assertThat(outcome.out()).as(option).doesNotContain("\"seq\":3");
      assertThat(outcome.error().get("message").asText())
          .contains("no entry has this seq", "session=s", "seq=3");
    }
  }

  @Test
  void onlyOnePartIsShown() {
    recordNumbered(3);
    for (String[] both : new String[][] {
      {"--from", "1", "--around", "1"},
      {"--last", "1", "--from", "1"},
      {"-C", "1"},
      {"-2", "--context=3"}
    }) {
      String[] words = new String[both.length + 2];
      words[0] = "show";
      words[1] = "s";
      System.arraycopy(both, 0, words, 2, both.length);
      assertThat(cli.run(words).exitCode()).as(String.join(" ", both)).isEqualTo(2);
    }
  }

  /** What was found may stand behind the lines that are shown of a long text. */
  @Test
  void markedEntryIsNotShortened() {
    cli.runWith(said("line\\n".repeat(29) + "found") + said("more\\n".repeat(13)), "record", "s")
        .succeeded();
    String shown = cli.run("show", "s", "--around", "0").succeeded().out();
    assertThat(shown)
        .contains("  line\n".repeat(29) + "  found\n")
        .contains("  more\n".repeat(12) + "  … 1 more line; --full shows all\n");
  }

  @Test
  void saysHowMuchOfALongTextIsLeftOut() {
    cli.runWith(
            said("x".repeat(1003))
                + said("y".repeat(1003) + "\\nsecond\\nthird\\n")
                + said("z\\r\\n".repeat(14))
                + said("w\\n".repeat(12)),
            "record",
            "s")
        .succeeded();
    assertThat(cli.run("show", "s").succeeded().lines())
        .filteredOn(line -> line.contains("--full"))
        .containsExactly(
            "  … 3 more characters; --full shows all",
            "  … 2 more lines; --full shows all",
            "  … 2 more lines; --full shows all");
    assertThat(cli.run("show", "s", "--full").succeeded().out())
        .doesNotContain("--full")
        .contains("  " + "x".repeat(1003) + "\n", "  third\n");
  }

  /** The sum of a part looks like the sum of the session. */
  @Test
  void partHasNoTotals() {
    String used = "{\"type\":\"provider_usage\",\"data\":"
        + "{\"usage_summary\":{\"input_tokens\":12,\"output_tokens\":3}}}\n";
    cli.runWith(used.repeat(3), "record", "s").succeeded();
    assertThat(cli.run("show", "s").succeeded().out()).contains("usage: input 36");
    for (String part : List.of("--from=1", "--last=2", "--around=1")) {
      assertThat(cli.run("show", "s", part).succeeded().out()).as(part).doesNotContain("usage: ");
    }
  }

  @Test
  void saysThatASessionIsEmpty() {
    cli.run("create", "s").succeeded();
    Cli.Outcome json = cli.run("show", "s", "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out()).isEmpty();
    assertThat(json.err()).contains("{\"report\":{\"kind\":\"no_entries\",\"session\":\"s\"}}");
    assertThat(cli.run("show", "s").succeeded().err()).isEmpty();
  }
}
