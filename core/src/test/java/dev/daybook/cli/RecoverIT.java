package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Daybook;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.LeftLog;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sessions of a process that ended before their files had what it acknowledged. */
class RecoverIT {

  private static final byte[] FIRST = line("s", 0);
  private static final byte[] SECOND = line("s", 1);

  @TempDir
  Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private static byte[] line(String session, long seq) {
    return Lines.lineOf(session, seq, new UserMessage("secret words " + seq));
  }

  private Path leave(byte[]... others) throws IOException {
    Path file = cli().sessionFile("s");
    return LeftLog.of(file.getParent().getParent(), "s", FIRST, others);
  }

  @Test
  void whatTheLogHasIsWrittenIntoTheFile() throws IOException {
    leave(SECOND);
    assertThat(cli().run("recover").succeeded().out())
        .isEqualTo("s: " + SECOND.length + " bytes written into its file\n");
    assertThat(Files.size(cli().sessionFile("s"))).isEqualTo(FIRST.length + SECOND.length);
    assertThat(cli().run("recover").succeeded().out()).startsWith("nothing to recover below ");
    assertThat(cli().run("recover", "--json").succeeded().out()).isEmpty();
  }

  @Test
  void logOfAProcessThatRunsIsItsOwn() throws IOException {
    Path root = cli().sessionFile("s").getParent().getParent();
    try (Daybook daybook = Daybook.builder(root).commitLog(64 << 10).open()) {
      daybook.openSession("s");
      assertThat(cli().run("recover").succeeded().out())
          .startsWith("nothing to recover below ")
          .contains("the commit logs there are of processes that run");
    }
  }

  @Test
  void eachOutcomeIsAnObject() throws IOException {
    leave(SECOND);
    JsonNode found = Cli.json(cli().run("recover", "--json").succeeded().out());
    assertThat(found.path("result").asText()).isEqualTo("recovered");
    assertThat(found.path("session").asText()).isEqualTo("s");
    assertThat(found.path("bytes").asLong()).isEqualTo(SECOND.length);
  }

  @Test
  void everyCommandRecoversAndReportsThat() throws IOException {
    leave(SECOND);
    Cli.Outcome verified = cli().run("verify", "s");
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out()).isEqualTo("1 session, 2 lines verified: nothing found\n");
    JsonNode report = Cli.json(verified.err()).path("report");
    assertThat(report.path("kind").asText()).isEqualTo("commit_log");
    assertThat(report.path("session").asText()).isEqualTo("s");
    cli().run("verify", "s").succeeded();
  }

  @Test
  void whatHasNoPlaceIsSetAside() throws IOException {
    leave(SECOND);
    Files.write(cli().sessionFile("s"), line("s", 7), StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli().run("recover").failed();
    assertThat(outcome.out())
        .startsWith("s: set aside: bytes that have no place in its file any more are in ")
        .contains("s.ndjson.committed-0");
  }

  @Test
  void whatCannotBeLookedAtIsNotNothing() throws IOException {
    Path root = cli().sessionFile("s").getParent().getParent();
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("commits"), folder);
    JsonNode found = Cli.json(cli().run("recover", "--json").failed().out());
    assertThat(found.path("result").asText()).isEqualTo("unread");
    assertThat(found.path("reason").asText()).contains("something else stands");
  }

  @Test
  void aRootThatDoesNotExistIsNotNothing() {
    assertThat(cli().run("recover", "--root", "nosuch").failed().errorKind())
        .isEqualTo("session_not_found");
  }

  @Test
  void aDamagedLogIsKept() throws IOException {
    Path log = leave(SECOND, line("s", 2));
    try (FileChannel segment =
        FileChannel.open(log.resolve("segment-0"), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.allocate(10), 0);
    }
    List<String> results = cli().run("recover", "--json").failed().lines();
    assertThat(Cli.json(results.get(0)).path("result").asText()).isEqualTo("set_aside");
    JsonNode found = Cli.json(results.get(1));
    assertThat(found.path("result").asText()).isEqualTo("damaged");
    assertThat(Path.of(found.path("path").asText())).isDirectory();
  }
}
