package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two commands never record in one session at the same time. */
@Timeout(120)
class LockIT {

  private static final String EVENT = "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n";

  @TempDir
  Path folder;

  @Test
  void theSecondGetsTheNameOfTheHolderAndAKilledFirstFreesTheSession() throws Exception {
    Cli cli = new Cli(folder);
    Process first = cli.process("record", "s", "--ack", "forced").start();
    OutputStream in = first.getOutputStream();
    in.write(EVENT.getBytes(StandardCharsets.UTF_8));
    in.flush();
    assertThat(first.inputReader().readLine()).isEqualTo("{\"seq\":0}");

    JsonNode refused = cli.runWith(EVENT, "record", "s").failed().error();
    assertThat(refused.get("kind").asText()).isEqualTo("session_locked");
    assertThat(refused.get("details").get("pid").asLong()).isEqualTo(first.pid());
    assertThat(refused.get("details").get("host").asText()).isNotEmpty();
    assertThat(refused.get("details").get("since").asText()).isNotEmpty();
    assertThat(cli.run("fold", "s").succeeded().lines())
        .as("readers need no lock")
        .hasSize(1);

    first.destroyForcibly();
    assertThat(Cli.exitCode(first)).isEqualTo(128 + 9);
    cli.runWith(EVENT, "record", "s").succeeded();
    assertThat(cli.run("fold", "s").succeeded().lines()).hasSize(2);
  }

  @Test
  void aTornTailThatIsMovedIsReported() throws IOException {
    Cli cli = new Cli(folder);
    cli.runWith(EVENT, "record", "s").succeeded();
    Files.writeString(cli.sessionFile("s"), "{\"torn", StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli.runWith(EVENT, "record", "s");
    assertThat(outcome.exitCode()).isZero();
    JsonNode report = Cli.json(outcome.err().strip()).get("report");
    assertThat(report.get("kind").asText()).isEqualTo("torn_tail_moved");
    assertThat(report.get("bytes").asLong()).isEqualTo(6);
    assertThat(Path.of(report.get("file").asText())).hasContent("{\"torn");
    assertThat(cli.run("fold", "s").succeeded().lines()).hasSize(2);
  }
}
