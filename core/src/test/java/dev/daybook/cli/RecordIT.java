package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of {@code record} for good input. */
class RecordIT {

  private static final String EVENT = "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n";

  @TempDir
  Path folder;

  @Test
  void sumsUpWhatIsOnTheDevice() {
    Cli cli = new Cli(folder);
    cli.runWith(EVENT, "record", "s-1").succeeded();
    Cli.Outcome second = cli.runWith(EVENT + EVENT, "record", "s-1").succeeded();

    JsonNode summary = Cli.json(second.out());
    assertThat(second.lines()).hasSize(1);
    assertThat(summary.get("session").asText()).isEqualTo("s-1");
    assertThat(summary.get("recorded").asLong()).isEqualTo(2);
    assertThat(summary.get("first_seq").asLong()).isEqualTo(1);
    assertThat(summary.get("last_seq").asLong()).isEqualTo(2);
    assertThat(summary.get("forces").asLong()).isPositive();
    assertThat(summary.get("bytes").asLong())
        .isEqualTo(Cli.read(cli.sessionFile("s-1")).length() * 2L / 3);
  }

  @Test
  void emptyInputRecordsNothing() {
    JsonNode summary = Cli.json(new Cli(folder).run("record", "s").succeeded().out());
    assertThat(summary.get("recorded").asLong()).isZero();
    assertThat(summary.has("first_seq")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"written", "forced"})
  void acknowledgesEveryEventInOrder(String level) {
    Cli.Outcome outcome = new Cli(folder)
        .runWith(EVENT.repeat(20_000), "record", "s", "--ack", level)
        .succeeded();
    List<String> lines = outcome.lines();
    assertThat(lines).hasSize(20_000);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).isEqualTo("{\"seq\":" + i + "}");
    }
  }

  @Test
  void skipsBlankLinesAndTakesALastLineWithoutLineFeed() {
    Cli cli = new Cli(folder);
    cli.runWith("\n  \n\r\n" + EVENT + "\t\n" + EVENT.stripTrailing(), "record", "s")
        .succeeded();
    assertThat(cli.run("fold", "s").succeeded().lines()).hasSize(2);
  }

  @Test
  void keepsTimeAndIdThatTheInputBrings() {
    Cli cli = new Cli(folder);
    cli.runWith(
            "{\"id\":\"e-1\",\"ts\":\"2020-02-29T12:00:00.5+01:00\",\"type\":\"x\",\"data\":{}}\n",
            "record",
            "s")
        .succeeded();
    JsonNode entry = Cli.json(cli.run("fold", "s").succeeded().out());
    assertThat(entry.get("id").asText()).isEqualTo("e-1");
    assertThat(entry.get("ts").asText()).isEqualTo("2020-02-29T11:00:00.500000Z");
  }

  @Test
  void refusedFirstLineLeavesNoSession() {
    Cli cli = new Cli(folder);
    cli.runWith("{\"type\":\"tool_call\",\"data\":{}}\n", "record", "s").failed();
    assertThat(cli.run("exists", "s").exitCode()).isEqualTo(1);
    cli.run("create", "mine").succeeded();
    cli.runWith("nonsense\n", "record", "mine").failed();
    assertThat(cli.run("exists", "mine").exitCode()).as("was there before").isZero();
  }

  @Test
  void strictRefusesWhatIsNotRegistered() {
    Cli cli = new Cli(folder);
    String known = "{\"type\":\"user_message\",\"data\":{\"text\":\"hi\"}}\n";
    String unknown = "{\"type\":\"user_mesage\",\"data\":{\"text\":\"hi\"},\"id\":\"i\"}\n";
    cli.runWith(known + unknown, "record", "s").succeeded();
    Cli.Outcome outcome =
        cli.runWith(known + unknown, "record", "t", "--strict").failed();
    assertThat(outcome.errorKind()).isEqualTo("unknown_type");
    assertThat(outcome.error().get("details").get("line").asLong()).isEqualTo(2);
    assertThat(cli.run("fold", "t").succeeded().lines()).hasSize(1);
  }

  @Test
  void anAcknowledgementWithoutAReaderIsInTheExitCode() throws Exception {
    Cli cli = new Cli(folder);
    String known = "{\"type\":\"user_message\",\"data\":{\"text\":\"hi\"}}\n";
    Process process = cli.process("record", "s", "--ack", "forced").start();
    process.getInputStream().close();
    try (OutputStream in = process.getOutputStream()) {
      in.write(known.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Cli.exitCode(process)).as(cli.err()).isEqualTo(3);
    assertThat(cli.run("fold", "s").succeeded().lines()).hasSize(1);
  }

  @Test
  void recordsWhatAnotherSessionFoldsTo() {
    Cli cli = new Cli(folder);
    cli.runWith(EVENT.repeat(3), "record", "s", "--root", "a").succeeded();
    Cli.Outcome folded = cli.run("fold", "s", "--root", "a").succeeded();
    cli.runWith(folded.out(), "record", "s", "--root", "b").succeeded();
    assertThat(cli.run("fold", "s", "--root", "b").succeeded().out()).isEqualTo(folded.out());
  }
}
