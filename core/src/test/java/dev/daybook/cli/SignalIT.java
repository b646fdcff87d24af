package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Await;
import dev.daybook.Daybook;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command whose surroundings end before it does. */
@Timeout(120)
class SignalIT {

  private static final String EVENT = "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n";
  private static final File FULL = new File("/dev/full");
  private static final int UNREAD = 3;
  private static final int TERMINATED = 128 + 15;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"written", "forced"})
  void terminatedWhileItWaitsForInputItKeepsWhatItAcknowledged(String level) throws Exception {
    Cli cli = new Cli(folder);
    Process process = cli.process("record", "s", "--ack", level).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      send(process, EVENT.repeat(1000) + "{\"type\":\"unfinished\"");
      for (int i = 0; i < 1000; i++) {
        assertThat(out.readLine()).isEqualTo("{\"seq\":" + i + "}");
      }
      terminate(process);
      assertThat(Cli.exitCode(process)).isEqualTo(TERMINATED);
      assertThat(out.readLine()).isNull();
    }
    assertThat(cli.err()).isEmpty();
    assertThat(entries()).isEqualTo(1000);
  }

  @Test
  void terminatedWithoutAcknowledgementsItForcesAndSumsUp() throws Exception {
    Cli cli = new Cli(folder);
    Process process = cli.process("record", "s").start();
    send(process, EVENT.repeat(500));
    Await.until(
        "500 lines are in the file",
        () -> Files.exists(cli.sessionFile("s"))
            && Cli.read(cli.sessionFile("s")).lines().count() == 500);
    terminate(process);
    assertThat(Cli.exitCode(process)).isEqualTo(TERMINATED);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode summary = Cli.json(out);
    assertThat(summary.get("recorded").asLong()).isEqualTo(500);
    assertThat(summary.get("forces").asLong()).isPositive();
    assertThat(cli.err()).isEmpty();
    assertThat(entries()).isEqualTo(500);
  }

  @Test
  void terminatedInTheMidstOfInputItPrintsWhatItRecorded() throws Exception {
    Cli cli = new Cli(folder);
    Path out = folder.resolve("acks");
    Process process = cli.process("record", "s", "--ack", "written")
        .redirectOutput(out.toFile())
        .start();
    Thread feeder = new Thread(() -> {
      try {
        while (true) {
          send(process, EVENT.repeat(100));
        }
      } catch (IOException ended) {
        // the reason to stop
      }
    });
    feeder.start();
    Await.until("it acknowledges", () -> Cli.read(out).length() > 100_000);
    terminate(process);
    assertThat(Cli.exitCode(process)).isEqualTo(TERMINATED);
    feeder.join();
    assertThat(cli.err()).isEmpty();
    assertThat(Cli.lines(Cli.read(out))).hasSize((int) entries());
  }

  @Test
  void recordingGoesOnWhenTheAcknowledgementsHaveNoReader() throws Exception {
    Cli cli = new Cli(folder);
    Process process = cli.process("record", "s", "--ack", "written").start();
    process.getInputStream().close();
    send(process, EVENT.repeat(50_000));
    process.getOutputStream().close();
    assertThat(Cli.exitCode(process)).isEqualTo(UNREAD);
    assertThat(cli.err()).isEmpty();
    assertThat(entries()).isEqualTo(50_000);
  }

  @Test
  void aSummaryWithoutAReaderIsInTheExitCode() throws Exception {
    Cli cli = new Cli(folder);
    Process process = cli.process("record", "s").start();
    process.getInputStream().close();
    send(process, EVENT);
    process.getOutputStream().close();
    assertThat(Cli.exitCode(process)).isEqualTo(UNREAD);
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void foldEndsWhenItsReaderIsGone() throws Exception {
    Cli cli = new Cli(folder);
    cli.runWith(EVENT.repeat(20_000), "record", "s").succeeded();
    Process process = cli.process("fold", "s").start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(out.readLine()).contains("\"seq\":0,");
    }
    assertThat(Cli.exitCode(process)).isZero();
    assertThat(cli.err()).isEmpty();
  }

  /** The input stays open: a caller that awaits an acknowledgement must not wait for ever. */
  @Test
  void fullOutputEndsARecordingAlthoughItsInputIsSilent() throws Exception {
    assumeTrue(FULL.exists(), "no /dev/full here");
    Cli cli = new Cli(folder);
    Process process =
        cli.process("record", "s", "--ack", "written").redirectOutput(FULL).start();
    send(process, EVENT);
    assertFailedToWrite(cli, process);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void fullOutputFailsTheSummary() throws Exception {
    assumeTrue(FULL.exists(), "no /dev/full here");
    Cli cli = new Cli(folder);
    Process process = cli.process("record", "s").redirectOutput(FULL).start();
    send(process, EVENT);
    process.getOutputStream().close();
    assertThat(Cli.exitCode(process)).as("all is recorded").isEqualTo(Command.UNREAD);
    assertThat(cli.err()).contains("cannot write to standard output");
    assertThat(entries()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fold s", "--help", "--version"})
  void fullOutputFailsWhatPrints(String command) throws Exception {
    assumeTrue(FULL.exists(), "no /dev/full here");
    Cli cli = new Cli(folder);
    cli.runWith(EVENT, "record", "s").succeeded();
    assertFailedToWrite(
        cli, cli.process(command.split(" ")).redirectOutput(FULL).start());
  }

  private void assertFailedToWrite(Cli cli, Process process) {
    Cli.Outcome outcome = new Cli.Outcome(Cli.exitCode(process), "", cli.err());
    assertThat(outcome.failed().errorKind()).isEqualTo("io_error");
  }

  /** Unlike {@link Process#destroy}, leaves its streams to us. */
  private static void terminate(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private static void send(Process process, String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private long entries() {
    try (Daybook daybook = Daybook.open(folder.resolve(".daybook"))) {
      return daybook.history("s").entries().size();
    }
  }
}
