package dev.daybook.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Await;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that is watched from a shell. */
@Timeout(120)
class TailIT {

  private static final String HELLO = "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n";
  private static final String BEAT = "{\"type\":\"heartbeat\",\"data\":{\"interval_secs\":10}}\n";
  private static final String END = "{\"type\":\"session_ended\",\"data\":{}}\n";

  @TempDir
  Path folder;

  /** Another folder for the process that is read from, as both keep their standard error. */
  @TempDir
  Path tailFolder;

  private Cli cli;
  private Cli tailCli;

  @BeforeEach
  void begin() {
    cli = new Cli(folder);
    tailCli = new Cli(tailFolder);
  }

  private Process tail(String... options) throws IOException {
    String[] all = new String[options.length + 4];
    all[0] = "tail";
    all[1] = "s";
    all[2] = "--root";
    all[3] = folder.resolve(".daybook").toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return tailCli.process(all).start();
  }

  private Process recorder() throws IOException {
    return cli.process("record", "s", "--ack", "written").start();
  }

  private static void send(Process process, String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private JsonNode report(String kind) {
    Await.until(kind + " is reported", () -> tailCli.err().contains("\"" + kind + "\""));
    return Cli.lines(tailCli.err()).stream()
        .map(line -> Cli.json(line).get("report"))
        .filter(report -> report.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void printsAShortLineAnEntryAndEndsWithTheSession() {
    String call = "{\"type\":\"tool_call\",\"data\":{\"call_id\":\"c\",\"name\":\"bash\","
        + "\"arguments\":\"{\\\"cmd\\\":\\\"ls\\\"}\"}}\n";
    String angry = "{\"type\":\"user_message\",\"data\":{\"text\":\"a\\n\\u001b[31m"
        + "x".repeat(1000) + "\"}}\n";
    cli.runWith(HELLO + BEAT + call + angry + END, "record", "s").succeeded();
    List<String> lines = cli.run("tail", "s").succeeded().lines();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).matches("-- \\d{4}-\\d\\d-\\d\\d");
    assertThat(lines.get(1)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  0  user_message  hello");
    assertThat(lines.get(2)).endsWith("  2  tool_call  bash {\"cmd\":\"ls\"}");
    assertThat(lines.get(3)).contains("  3  user_message  a <U+001B>[31mxxx").endsWith("x…");
    assertThat(lines.get(3).length()).isLessThan(200);
    assertThat(lines.get(4)).contains("  4  session_ended");
  }

  @Test
  void printsTheLinesAsTheyStandInTheFile() {
    cli.runWith(HELLO + BEAT + HELLO + END, "record", "s").succeeded();
    String folded = cli.run("fold", "s").succeeded().out();
    assertThat(cli.run("tail", "s", "--json").succeeded().out()).isEqualTo(folded);
    assertThat(cli.run("tail", "s", "--json", "--from", "2").succeeded().lines())
        .isEqualTo(Cli.lines(folded).subList(2, 4));
    assertThat(cli.run("tail", "s", "--json", "--last", "1").succeeded().lines())
        .isEqualTo(Cli.lines(folded).subList(3, 4));
    assertThat(cli.run("tail", "s", "--json", "--type", "heartbeat,gap")
            .succeeded()
            .lines())
        .isEqualTo(Cli.lines(folded).subList(1, 2));
  }

  @Test
  void withoutFollowingItEndsWhereTheFileEnds() throws Exception {
    cli.runWith(HELLO + HELLO, "record", "s").succeeded();
    Files.writeString(cli.sessionFile("s"), "{\"v\":1", APPEND);
    Cli.Outcome outcome = cli.run("tail", "s", "--no-follow", "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines()).hasSize(2);
    assertThat(outcome.err()).isEqualTo("{\"report\":{\"kind\":\"torn_tail\",\"bytes\":6}}\n");
  }

  @Test
  void badLinesAreReportedAndSkipped() throws Exception {
    cli.runWith(HELLO, "record", "s").succeeded();
    Files.writeString(cli.sessionFile("s"), "no entry\n", APPEND);
    Files.write(
        cli.sessionFile("s"), Lines.lineOf("s", 2, new UserMessage("y".repeat(1400))), APPEND);
    Files.write(cli.sessionFile("s"), Lines.lineOf("s", 3, new UserMessage("z")), APPEND);
    for (String command : List.of("tail s --no-follow --json", "show s --json")) {
      Cli.Outcome outcome =
          cli.run((command + " --max-line-bytes 1024").split(" ", -1)).failed();
      assertThat(outcome.lines()).hasSize(2);
      assertThat(outcome.lines().get(1)).contains("\"seq\":3");
      List<String> reports = Cli.lines(outcome.err());
      assertThat(reports).hasSize(2);
      assertBad(reports.get(0), "invalid_json", 2);
      assertBad(reports.get(1), "line_too_long", 3);
    }
  }

  private static void assertBad(String line, String kind, long number) {
    JsonNode report = Cli.json(line).get("report");
    assertThat(report.get("kind").asText()).isEqualTo(kind);
    assertThat(report.get("line").asLong()).isEqualTo(number);
    assertThat(report.get("skipped").asBoolean()).isTrue();
  }

  @Test
  void followsARecordingThroughACrashAndAResume() throws Exception {
    Process recorder = recorder();
    send(recorder, HELLO);
    Await.until(
        "there is an entry",
        () -> Files.exists(cli.sessionFile("s"))
            && !Cli.read(cli.sessionFile("s")).isEmpty());
    Process tail = tail("--json");
    try (BufferedReader out = tail.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"seq\":0,");
      send(recorder, HELLO);
      assertThat(out.readLine()).contains("\"seq\":1,");
      recorder.destroyForcibly().waitFor();
      Files.writeString(cli.sessionFile("s"), "{\"v\":1,\"seq\":2", APPEND);
      JsonNode gone = report("writer_gone");
      assertThat(gone.has("torn_tail_bytes")).isTrue();
      assertThat(gone.get("closed").asBoolean()).isFalse();
      Process second = recorder();
      send(second, HELLO);
      assertThat(out.readLine()).contains("\"seq\":2,");
      JsonNode back = report("writer_back");
      assertThat(back.get("pid").asLong()).isEqualTo(second.pid());
      assertThat(back.get("host").asText()).isNotEmpty();
      send(second, END);
      assertThat(out.readLine()).contains("\"seq\":3,");
      assertThat(Cli.exitCode(tail)).isZero();
      assertThat(out.readLine()).isNull();
      second.getOutputStream().close();
      assertThat(Cli.exitCode(second)).isZero();
    }
  }

  @Test
  void endsOnACrashWhereThatIsAskedFor() {
    cli.runWith(HELLO, "record", "s").succeeded();
    Cli.Outcome outcome = cli.run("tail", "s", "--end-on-crash").failed();
    assertThat(outcome.out()).endsWith("hello\n");
    assertThat(outcome.err())
        .isEqualTo(
            "{\"report\":{\"kind\":\"writer_gone\",\"torn_tail_bytes\":0,\"closed\":true}}\n");
  }

  @Test
  void endsWhenTheFileIsRemoved() throws Exception {
    cli.runWith(HELLO, "record", "s").succeeded();
    Process tail = tail("--json");
    try (BufferedReader out = tail.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"seq\":0,");
      Files.delete(cli.sessionFile("s"));
      assertThat(Cli.exitCode(tail)).isEqualTo(1);
    }
    assertThat(tailCli.err()).endsWith("{\"report\":{\"kind\":\"file_removed\"}}\n");
  }

  @Test
  void terminatedItEndsWithAWholeLine() throws Exception {
    cli.runWith(HELLO.repeat(20_000), "record", "s").succeeded();
    Path printed = tailFolder.resolve("printed");
    Process tail = tailCli
        .process("tail", "s", "--json", "--root", folder.resolve(".daybook").toString())
        .redirectOutput(printed.toFile())
        .start();
    Await.until("it prints", () -> Files.exists(printed) && printed.toFile().length() > 0);
    assertThat(tail.toHandle().destroy()).isTrue();
    assertThat(Cli.exitCode(tail)).isEqualTo(128 + 15);
    List<String> lines = Cli.lines(Cli.read(printed));
    assertThat(lines).isEqualTo(Cli.lines(Cli.read(cli.sessionFile("s"))).subList(0, lines.size()));
    assertThat(tailCli.err()).doesNotContain("error");
  }

  @Test
  void endsWhenItsReaderIsGone() throws Exception {
    cli.runWith(HELLO.repeat(20_000), "record", "s").succeeded();
    Process tail = tail("--json");
    try (BufferedReader out = tail.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(out.readLine()).contains("\"seq\":0,");
    }
    assertThat(Cli.exitCode(tail)).isZero();
    assertThat(tailCli.err()).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(cli.run("tail", "s", "--from", "1", "--last", "2").exitCode()).isEqualTo(2);
    assertThat(cli.run("tail", "s", "--from", "-1").exitCode()).isEqualTo(2);
    assertThat(cli.run("tail", "s").failed().errorKind()).isEqualTo("session_not_found");
  }
}
