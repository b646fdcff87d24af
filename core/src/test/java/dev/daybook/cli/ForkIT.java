package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fork} and {@code lineage} at the shell. */
class ForkIT {

  private static final String MESSAGE = "{\"type\":\"user_message\",\"data\":{\"text\":\"hi\"}}\n";
  private static final String USAGE = "{\"type\":\"provider_usage\",\"data\":{\"model\":\"m\"}}\n";

  @TempDir
  Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private void record(String session, String events) {
    cli().runWith(events, "record", session).succeeded();
  }

  @Test
  void saysWhatWasCopiedAndWhere() {
    record("s-1", MESSAGE + USAGE + MESSAGE);
    String text = cli().run("fork", "s-1", "s-2").succeeded().out();
    assertThat(text)
        .startsWith("forked s-1 to s-2\n"
            + "  copied    2 entries, up to seq 2\n"
            + "  left out  provider_usage 1\n"
            + "  file      ")
        .contains("sessions/s-2.ndjson, ")
        .endsWith(" bytes\n");
    List<String> lines = cli().run("fold", "s-2").succeeded().lines();
    assertThat(lines).hasSize(3);
    assertThat(Cli.json(lines.get(0)).get("type").asText()).isEqualTo("session_fork");
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() throws IOException {
    record("s-1", MESSAGE + MESSAGE);
    String[] command = {"fork", "s-1", "s-2", "--to-seq", "0", "--summary", "was short", "--json"};
    String[] dry = {
      "fork", "s-1", "s-2", "--to-seq", "0", "--summary", "was short", "--json", "--dry-run"
    };
    JsonNode planned = Cli.json(cli().run(dry).succeeded().lines().get(0));
    assertThat(cli().sessionFile("s-2")).doesNotExist();
    assertThat(cli().run("fork", "s-1", "s-2", "--dry-run").succeeded().out())
        .startsWith("would fork s-1 to s-2\n")
        .contains("  left out  nothing\n");

    JsonNode made = Cli.json(cli().run(command).succeeded().lines().get(0));
    assertThat(planned.get("dry_run").asBoolean()).isTrue();
    assertThat(made.get("dry_run").asBoolean()).isFalse();
    for (String name :
        List.of("parent", "child", "to_seq", "entries", "left_out", "fork_root", "bytes", "path")) {
      assertThat(made.get(name)).as(name).isNotNull().isEqualTo(planned.get(name));
    }
    assertThat(made.get("to_seq").asLong()).isZero();
    assertThat(made.get("entries").asLong()).isEqualTo(1);
    assertThat(Path.of(made.get("path").asText())).hasSize(made.get("bytes").asLong());
    assertThat(Cli.json(cli().run("fold", "s-2").succeeded().lines().get(2))
            .get("data")
            .get("summary")
            .asText())
        .isEqualTo("was short");
  }

  @Test
  void whatIsWrongIsAnErrorAndNoChild() throws IOException {
    record("s-1", MESSAGE + MESSAGE);
    record("s-2", MESSAGE);
    assertThat(cli().run("fork", "s-1", "s-2").failed().errorKind()).isEqualTo("session_exists");
    assertThat(cli().run("fork", "no", "s-3").failed().errorKind()).isEqualTo("session_not_found");
    assertThat(cli().run("fork", "s-1", "../s").failed().errorKind())
        .isEqualTo("invalid_session_id");
    JsonNode error = cli().run("fork", "s-1", "s-3", "--to-seq", "2").failed().error();
    assertThat(error.get("kind").asText()).isEqualTo("invalid_value");
    assertThat(error.get("details").get("lastSeq").asLong()).isEqualTo(1);
    assertThat(cli().run("fork", "s-1", "s-3", "--to-seq=-1").failed().errorKind())
        .isEqualTo("invalid_value");

    byte[] bytes = Files.readAllBytes(cli().sessionFile("s-1"));
    bytes[bytes.length - 30] ^= 1;
    Files.write(cli().sessionFile("s-1"), bytes);
    JsonNode damage = cli().run("fork", "s-1", "s-3").failed().error();
    assertThat(damage.get("kind").asText()).isEqualTo("crc_mismatch");
    assertThat(damage.get("details").get("line").asLong()).isEqualTo(2);
    assertThat(cli().sessionFile("s-3")).doesNotExist();
  }

  @Test
  void memoryDoesNotGrowWithTheParent() throws IOException {
    record("s-1", MESSAGE);
    UserMessage large = new UserMessage("x".repeat(50_000));
    int count = 1_000;
    try (OutputStream file =
        new BufferedOutputStream(Files.newOutputStream(cli().sessionFile("s-1")))) {
      for (int seq = 0; seq < count; seq++) {
        file.write(Lines.lineOf("s-1", seq, large));
      }
    }
    assertThat(Files.size(cli().sessionFile("s-1"))).isGreaterThan(48_000_000);
    Cli small = cli().withJvmOption("-Xmx24m");
    JsonNode made =
        Cli.json(small.run("fork", "s-1", "s-2", "--json").succeeded().out());
    assertThat(made.get("entries").asLong()).isEqualTo(count);
    assertThat(cli().sessionFile("s-2")).hasSize(made.get("bytes").asLong());
  }

  @Test
  void aForkOfAnOldSessionIsTheNewestAndReady() {
    record("s-1", MESSAGE.replace("\"data\"", "\"ts\":\"2026-01-02T03:04:05Z\",\"data\""));
    record("s-2", MESSAGE);
    cli().run("fork", "s-1", "s-3").succeeded();
    JsonNode newest = Cli.json(cli().run("recent", "--json").succeeded().out());
    assertThat(newest.get("id").asText()).isEqualTo("s-3");
    assertThat(newest.get("updated")).isEqualTo(newest.get("created"));
    JsonNode check = Cli.json(cli().run("check", "s-3", "--json").succeeded().out());
    assertThat(check.get("status").asText()).isEqualTo("ready");
  }

  @Test
  void lineageShowsTheFamily() {
    assertThat(cli().run("lineage").succeeded().out()).isEmpty();
    record("s-1", MESSAGE + MESSAGE);
    record("z", MESSAGE);
    cli().run("fork", "s-1", "s-2").succeeded();
    cli().run("fork", "s-2", "s-3", "--to-seq", "1").succeeded();
    assertThat(cli().run("lineage").succeeded().out())
        .isEqualTo("s-1\n  s-2 (forked at seq 1)\n    s-3 (forked at seq 1)\nz\n");
    assertThat(cli().run("lineage", "--depth", "1").succeeded().out())
        .isEqualTo("s-1\n  s-2 (forked at seq 1) (has forks that lie deeper)\nz\n");
    assertThat(cli().run("lineage", "--json").succeeded().lines())
        .element(1)
        .isEqualTo("{\"session\":\"s-2\",\"parent\":\"s-1\",\"forked_to_seq\":1,\"depth\":1,"
            + "\"exists\":true,\"cut\":null}");
    assertThat(cli().run("lineage", "--depth", "201").failed().errorKind())
        .isEqualTo("invalid_value");
  }

  @Test
  void lineageReportsWhatItCannotReadAndShowsTheRest() throws IOException {
    record("s-1", MESSAGE);
    cli().run("fork", "s-1", "s-2").succeeded();
    Files.writeString(cli().sessionFile("s-1"), "{not json\n");
    Cli.Outcome outcome = cli().run("lineage").failed();
    assertThat(outcome.out()).isEqualTo("s-1\n  s-2 (forked at seq 0)\n");
    List<String> reports = Cli.lines(outcome.err());
    assertThat(reports).hasSize(1);
    JsonNode report = Cli.json(reports.get(0)).get("report");
    assertThat(report.get("kind").asText()).isEqualTo("invalid_json");
    assertThat(report.get("session").asText()).isEqualTo("s-1");

    Files.delete(cli().sessionFile("s-1"));
    assertThat(cli().run("lineage").succeeded().out())
        .isEqualTo("s-1 (no file)\n  s-2 (forked at seq 0)\n");
  }
}
