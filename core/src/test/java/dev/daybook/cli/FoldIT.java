package dev.daybook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of {@code fold} for sound and for damaged files. */
class FoldIT {

  private static final String TORN = "{\"v\":1,\"seq\"";

  @TempDir
  Path folder;

  private Cli cli;
  private Path file;
  private List<String> lines;

  @BeforeEach
  void record() {
    cli = new Cli(folder);
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      input.append("{\"type\":\"t").append(i % 3).append("\",\"data\":{\"n\":").append(i);
      input.append("}}\n");
    }
    cli.runWith(input.toString(), "record", "s").succeeded();
    file = cli.sessionFile("s");
    lines = Cli.lines(Cli.read(file));
  }

  @Test
  void printsTheFileByteForByte() {
    cli.run("fold", "s").succeeded();
    assertThat(folder.resolve("out")).hasSameBinaryContentAs(file);
  }

  @Test
  void printsOnlyTheTypesThatWereAskedFor() {
    assertThat(cli.run("fold", "s", "--type", "t0,t2").succeeded().lines())
        .containsExactly(lines.get(0), lines.get(2), lines.get(3), lines.get(5));
    assertThat(
            cli.run("fold", "s", "--type", "t1", "--type", "none").succeeded().lines())
        .containsExactly(lines.get(1), lines.get(4));
  }

  @Test
  void leavesATornTailOutAndReportsIt() throws IOException {
    Files.writeString(file, TORN, StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli.run("fold", "s");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines()).isEqualTo(lines);
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"torn_tail\",\"bytes\":" + TORN.length() + "}}\n");
  }

  @Test
  void stopsAtAFlippedByte() throws IOException {
    damageLine3();
    Cli.Outcome outcome = cli.run("fold", "s").failed();

    assertThat(outcome.lines()).isEqualTo(lines.subList(0, 2));
    JsonNode error = outcome.error();
    assertThat(error.get("kind").asText()).isEqualTo("crc_mismatch");
    assertThat(error.get("details").get("line").asLong()).isEqualTo(3);
    assertThat(error.get("details").get("offset").asLong()).isEqualTo(offsetOfLine3());
  }

  @Test
  void stopsAtAFlippedByteOfATypeThatWasNotAskedFor() throws IOException {
    damageLine3();
    Cli.Outcome outcome = cli.run("fold", "s", "--type", "t0").failed();
    assertThat(outcome.lines()).containsExactly(lines.get(0));
    assertThat(outcome.errorKind()).isEqualTo("crc_mismatch");
  }

  @Test
  void goesOnAfterAFlippedByteIfAskedTo() throws IOException {
    damageLine3();
    Files.writeString(file, TORN, StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli.run("fold", "s", "--lenient");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines())
        .containsExactly(lines.get(0), lines.get(1), lines.get(3), lines.get(4), lines.get(5));
    assertThat(Cli.lines(outcome.err()))
        .containsExactly(
            "{\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":"
                + offsetOfLine3()
                + ",\"skipped\":true}}",
            "{\"report\":{\"kind\":\"torn_tail\",\"bytes\":" + TORN.length() + "}}");
  }

  @Test
  void missingSessionIsAnError() {
    Cli.Outcome outcome = cli.run("fold", "absent").failed();
    assertThat(outcome.errorKind()).isEqualTo("session_not_found");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void lineOverTheLimitIsAnError() {
    cli.runWith("{\"type\":\"x\",\"data\":{\"a\":\"" + "a".repeat(5000) + "\"}}", "record", "long")
        .succeeded();
    Cli.Outcome outcome = cli.run("fold", "long", "--max-line-bytes", "1024").failed();
    assertThat(outcome.errorKind()).isEqualTo("line_too_long");
  }

  @Test
  void loadsNothingThatOnlyWritingNeeds() throws IOException {
    Path log = folder.resolve("classes");
    cli.withJvmOption("-Xlog:class+load=info:file=" + log).run("fold", "s").succeeded();
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("dev.daybook.read.SessionReader"))
        .noneMatch(line -> line.contains("net.openhft"))
        .noneMatch(line -> line.contains("com.lmax.disruptor"))
        .noneMatch(line -> line.contains("org.HdrHistogram"));
  }

  private int offsetOfLine3() {
    return lines.get(0).length() + lines.get(1).length() + 2;
  }

  private void damageLine3() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int n = offsetOfLine3() + lines.get(2).indexOf("\"n\":2") + 4;
    assertThat(new String(bytes, n, 1, UTF_8)).isEqualTo("2");
    bytes[n] = '7';
    Files.write(file, bytes);
  }
}
