package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.read.ReadOptions;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process killed at a random moment has lost nothing that it acknowledged: what is there goes on
 * from round to round, and each round checks all of it. A process that hangs fails the test, which
 * has a thread of its own: reading takes no interrupt.
 */
@Tag(Lab.TAG)
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillIT {

  private static final int MAX_ACKS = 300;
  private static final int MAX_DELAYED_ACKS = 20;

  /** Makes each force long, before and after what the device does: kills land in it. */
  private static final List<String> SLOW_FORCES = List.of(
      "strace",
      "-D",
      "-f",
      "-qq",
      "-o",
      "/dev/null",
      "-e",
      "trace=fdatasync",
      "-e",
      "inject=fdatasync:delay_enter=10000:delay_exit=10000");

  /** Long enough now and then for a kill to hit a write. */
  private static final String PADDING = "x".repeat(100_000);

  @TempDir
  Path folder;

  @Test
  void everyAcknowledgedEventIsThereAfterAKill() throws Exception {
    killAgainAndAgain("random kills", Lab.rounds(8, 120), List.of(), MAX_ACKS);
  }

  @Test
  void everyAcknowledgedEventIsThereAfterAKillDuringAForce() throws Exception {
    Lab.need(straceDelays(), "strace cannot inject here");
    killAgainAndAgain("kills in a force", Lab.rounds(3, 40), SLOW_FORCES, MAX_DELAYED_ACKS);
  }

  private static boolean straceDelays() throws InterruptedException {
    try {
      Process process = new ProcessBuilder(
              "strace", "-D", "-f", "-o", "/dev/null", "-e", "inject=fsync:delay_exit=1", "true")
          .redirectErrorStream(true)
          .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private void killAgainAndAgain(String experiment, int rounds, List<String> under, int mostAcks)
      throws Exception {
    Finding finding =
        Lab.finding(experiment).add("kills", 0).add("acknowledged", 0).add("lost", 0);
    long seed = Long.getLong("daybook.lab.seed", System.nanoTime());
    Random random = new Random(seed);
    Cli cli = new Cli(folder);
    List<String> before = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<String> acks = recordAndKill(cli, under, round, random.nextInt(mostAcks));
      List<String> after = fold(cli);

      assertThat(after.size())
          .as("seed=" + seed + ", round=" + round)
          .isGreaterThanOrEqualTo(before.size() + acks.size());
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      for (int i = 0; i < acks.size(); i++) {
        assertThat(acks.get(i))
            .as("recording goes on after the last whole line")
            .isEqualTo("{\"seq\":" + (before.size() + i) + "}");
      }
      for (int i = before.size(); i < after.size(); i++) {
        assertThat(Cli.dataOf(after.get(i)))
            .as("seed=" + seed + ", round=" + round)
            .isEqualTo(data(round, i - before.size()));
      }
      before = after;
      finding.add("kills", 1).add("acknowledged", acks.size());
    }
    assertThat(cli.run("fold", "s").lines()).isEqualTo(before);
  }

  /** Returns the acknowledgements that came out before the end. */
  private static List<String> recordAndKill(Cli cli, List<String> under, int round, int acksToAwait)
      throws Exception {
    ProcessBuilder builder = cli.process("record", "s", "--ack", "forced");
    builder.command().addAll(0, under);
    Process process = builder.start();
    Thread feeder = new Thread(() -> feed(process, round));
    feeder.start();
    List<String> acks = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      while (acks.size() <= acksToAwait) {
        acks.add(out.readLine());
      }
      process.toHandle().destroyForcibly();
      // what it printed before it died counts as well, but for a line that is cut off
      String rest = readFully(out);
      int end = rest.lastIndexOf('\n') + 1;
      acks.addAll(Cli.lines(rest.substring(0, end)));
    }
    assertThat(Cli.exitCode(process)).isEqualTo(128 + 9);
    feeder.join();
    return acks;
  }

  private static String readFully(BufferedReader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      text.append((char) c);
    }
    return text.toString();
  }

  private static void feed(Process process, int round) {
    try (OutputStream in = new BufferedOutputStream(process.getOutputStream())) {
      for (int n = 0; ; n++) {
        in.write(("{\"type\":\"x\",\"data\":" + data(round, n) + "}\n")
            .getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException killed) {
      // the reason to stop
    }
  }

  private static String data(int round, int n) {
    return "{\"round\":" + round + ",\"n\":" + n + ",\"padding\":\""
        + (n % 100 == 99 ? PADDING : "") + "\"}";
  }

  /** Folds strictly; a torn tail is no error. */
  private static List<String> fold(Cli cli) {
    List<String> lines = new ArrayList<>();
    try (Daybook daybook = Daybook.open(cli.folder.resolve(".daybook"))) {
      daybook
          .reader("s", ReadOptions.strict())
          .forEach((entry, line, from, to) ->
              lines.add(new String(line, from, to - from, StandardCharsets.US_ASCII)));
    }
    return lines;
  }
}
