package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings of {@code verify} and the repairs of {@code repair}, from a shell. */
class VerifyIT {

  @TempDir
  Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private static byte[] line(String session, long seq) {
    return Lines.lineOf(session, seq, new UserMessage("secret words " + seq));
  }

  private byte[] write(String session, byte[]... parts) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      file.writeBytes(part);
    }
    Files.createDirectories(cli().sessionFile(session).getParent());
    Files.write(cli().sessionFile(session), file.toByteArray());
    return file.toByteArray();
  }

  @Test
  void aSoundSessionHasNoFinding() throws IOException {
    write("s", line("s", 0), line("s", 1));
    assertThat(cli().run("verify", "s").succeeded().out())
        .isEqualTo("1 session, 2 lines verified: nothing found\n");
    assertThat(cli().run("verify", "s", "--json").succeeded().out()).isEmpty();
  }

  @Test
  void everyFindingIsALine() throws IOException {
    byte[] first = line("s", 0);
    write("s", first, line("other", 7), line("s", 1), line("s", 1), new byte[3], line("s", 2));
    int length = first.length;
    int foreign = line("other", 7).length;

    Cli.Outcome text = cli().run("verify", "s").failed();
    assertThat(text.err()).isEmpty();
    assertThat(text.lines())
        .containsExactly(
            "s line 2 offset " + length + ": wrong_session: the line is of another session",
            "s line 4 offset " + (2 * length + foreign)
                + ": duplicate: the very line stands before in the file: seq=1, earlierLine=3",
            "s line 5 offset " + (3 * length + foreign)
                + ": nul_bytes: NUL bytes, as a power loss leaves them: nuls=3, nulRuns=1,"
                + " nulOffset=" + (3 * length + foreign) + ", wholeEntries=1, entryOffsets=["
                + (3 * length + foreign + 3) + "]",
            "1 session, 5 lines verified: 3 findings");

    List<String> json = cli().run("verify", "s", "--json").failed().lines();
    assertThat(json).hasSize(3);
    JsonNode duplicate = Cli.json(json.get(1));
    assertThat(duplicate.fieldNames())
        .toIterable()
        .containsExactly("session", "reason", "line", "lines", "offset", "bytes", "details");
    assertThat(duplicate.get("session").asText()).isEqualTo("s");
    assertThat(duplicate.get("reason").asText()).isEqualTo("duplicate");
    assertThat(duplicate.get("line").asLong()).isEqualTo(4);
    assertThat(duplicate.get("offset").asLong()).isEqualTo(2L * length + foreign);
    assertThat(duplicate.get("bytes").asLong()).isEqualTo(length);
    assertThat(duplicate.get("details").toString()).isEqualTo("{\"seq\":1,\"earlierLine\":3}");
  }

  @Test
  void allSessionsOfTheRootAreVerifiedWhateverOneOfThemIs() throws IOException {
    write("a", line("a", 0));
    write("b", line("b", 1));
    Files.createDirectory(cli().sessionFile("c"));
    write("d", line("d", 0), line("d", 1));
    Cli.Outcome outcome = cli().run("verify", "--all").failed();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines())
        .containsExactly(
            "b line 1 offset 0: seq_gap: entries are missing before this line: expected=0,"
                + " found=1, missing=1",
            "c: not_a_file: something else than a file stands there: found=folder",
            "4 sessions, 4 lines verified: 2 findings");
    assertThat(cli().run("verify", "--all", "--json").failed().lines())
        .extracting(line -> Cli.json(line).get("session").asText())
        .containsExactly("b", "c");
  }

  @Test
  void aRootWithoutSessionsHasNoFindingAndOneThatIsNotThereIsAMistake() throws IOException {
    assertThat(cli().run("verify", "--all").failed().errorKind()).isEqualTo("session_not_found");
    Files.createDirectory(cli().folder.resolve(".daybook"));
    assertThat(cli().run("verify", "--all").succeeded().out())
        .isEqualTo("0 sessions, 0 lines verified: nothing found\n");
  }

  @Test
  void aSessionThatIsMissingIsAFindingAndTheOthersGoOn() throws IOException {
    write("s", line("s", 0));
    Cli.Outcome outcome = cli().run("verify", "missing", "s", "--json").failed();
    assertThat(outcome.lines()).hasSize(1);
    JsonNode finding = Cli.json(outcome.out());
    assertThat(finding.get("session").asText()).isEqualTo("missing");
    assertThat(finding.get("reason").asText()).isEqualTo("session_not_found");
    assertThat(finding.get("line").asLong()).isZero();
  }

  @Test
  void aFindingNamesTheSessionHoweverItWasGiven() throws IOException {
    write("long-name", line("long-name", 1));
    for (String given : List.of("long", "@latest", "long-name")) {
      assertThat(cli().run("verify", given, "--json").failed().lines())
          .as(given)
          .extracting(line -> Cli.json(line).get("session").asText())
          .containsExactly("long-name");
    }
  }

  @Test
  void refusesAllButSessionsOrAllOfThem() {
    for (String command : List.of("verify", "verify s --all", "repair", "repair s t")) {
      Cli.Outcome outcome = cli().run(command.split(" "));
      assertThat(outcome.exitCode()).as(command).isEqualTo(2);
      assertThat(outcome.errorKind()).isEqualTo("usage");
    }
  }

  @Test
  void helpShowsExamplesAndExitCodes() {
    for (String command : List.of("verify --help", "repair --help")) {
      assertThat(cli().run(command.split(" ")).succeeded().out())
          .contains("Usage: daybook", "Exit codes:", "Examples:");
    }
    for (FindingKind each : Verification.KINDS) {
      assertThat(cli().run("verify", "--help").out()).contains(each.printedName());
    }
  }

  @Test
  void repairSaysWhatItDid() throws IOException {
    byte[] damaged = write("s", line("s", 1), line("other", 4), line("s", 0));
    Cli.Outcome plan = cli().run("repair", "s", "--dry-run").failed();
    String left = " line 2 offset " + line("s", 0).length + ", " + line("other", 4).length
        + " bytes: wrong_session: the line is of another session";
    assertThat(plan.lines()).containsExactly("repairable: s: 2 entries", "  to leave out" + left);
    assertThat(Files.readAllBytes(cli().sessionFile("s"))).isEqualTo(damaged);

    List<String> done = cli().run("repair", "s").succeeded().lines();
    assertThat(done.subList(0, 2)).containsExactly("repaired: s: 2 entries", "  left out" + left);
    assertThat(done.get(2)).startsWith("  what was there is kept in ").endsWith(".damaged-0");
    cli().run("verify", "s").succeeded();
    assertThat(cli().run("repair", "s").succeeded().out())
        .isEqualTo("nothing_to_do: s: 2 entries\n");
  }

  @Test
  void repairSaysWhyItDidNothing() throws IOException {
    byte[] damaged = write("s", line("s", 0), line("s", 2));
    Cli.Outcome outcome = cli().run("repair", "s").failed();
    assertThat(outcome.lines().get(0))
        .isEqualTo("impossible: s: entries are missing; a fork up to the last sound entry can go"
            + " on: reason=seq_gap, line=2, offset=" + line("s", 0).length + ", lastSoundSeq=0");
    JsonNode json = Cli.json(cli().run("repair", "s", "--json").failed().out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "session", "outcome", "good", "entries", "left_out", "kept_at", "findings", "obstacle");
    assertThat(json.get("outcome").asText()).isEqualTo("impossible");
    assertThat(json.get("good").asBoolean()).isFalse();
    assertThat(json.get("obstacle").get("reason").asText()).isEqualTo("seq_gap");
    assertThat(json.get("obstacle").get("last_sound_seq").asLong()).isZero();
    assertThat(json.get("kept_at").isNull()).isTrue();
    assertThat(Files.readAllBytes(cli().sessionFile("s"))).isEqualTo(damaged);
  }

  @Test
  void nothingPrintedSaysWhatAnEventSays() throws IOException {
    byte[] bad = line("s", 0);
    bad[bad.length / 2] ^= 1;
    write("s", bad, line("s", 1));
    for (String command : List.of("verify s", "verify s --json", "repair s", "repair s --json")) {
      Cli.Outcome outcome = cli().run(command.split(" ")).failed();
      assertThat(outcome.out() + outcome.err()).doesNotContain("secret").doesNotContain("words");
    }
  }

  /** {@code script} gives a process a terminal; it is where most people have it. */
  @Test
  void progressIsShownOnATerminalAlone() throws IOException, InterruptedException {
    Path large = cli().sessionFile("large");
    byte[] line = Lines.lineOf("large", 0, new UserMessage("x".repeat(1 << 20)));
    Files.createDirectories(large.getParent());
    try (var out = Files.newOutputStream(large)) {
      for (int seq = 0; seq < 4; seq++) {
        out.write(
            seq == 0 ? line : Lines.lineOf("large", seq, new UserMessage("x".repeat(1 << 20))));
      }
    }
    assertThat(cli().run("verify", "large").succeeded().err()).isEmpty();

    assumeThat(Path.of("/usr/bin/script")).as("no script(1) here").exists();
    Path seen = folder.resolve("seen");
    List<String> slow = new ArrayList<>(cli().process("verify", "large").command());
    // without a compiler it takes some seconds, on any machine
    slow.add(1, "-Xint");
    String command = String.join(" ", slow);
    Process process = new ProcessBuilder("/usr/bin/script", "-qec", command, seen.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("script-out").toFile())
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Cli.read(seen)).containsPattern("1/1 large \\d+ %").contains("nothing found");
  }

  @Test
  void allNamesTheFilesWhoseNamesAreNoIds() throws IOException {
    cli().runWith("{\"type\":\"x\",\"data\":{}}", "record", "s-1").succeeded();
    Path file = cli().sessionFile("s-1");
    Files.copy(file, file.resolveSibling("s-1 (copy).ndjson"));
    Cli.Outcome outcome = cli().run("verify", "--all");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("s-1 (copy).ndjson: invalid_session_id: ")
        .contains("1 session, 1 line verified: 1 finding");
  }
}
