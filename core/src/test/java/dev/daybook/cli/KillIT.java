package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.replay.ReadOptions;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed at any moment has lost nothing that it acknowledged. */
class KillIT {

  private static final int ROUNDS = 20;
  private static final int MOST_ACKS = 300;

  /** Long enough now and then for a kill to hit a write. */
  private static final String PADDING = "x".repeat(100_000);

  @TempDir
  Path folder;

  @Test
  void everyAcknowledgedEventIsThereAfterAKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillIT seed=" + seed);
    Random random = new Random(seed);
    Cli cli = new Cli(folder);
    List<String> before = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> acks = recordAndKill(cli, round, random.nextInt(MOST_ACKS));
      List<String> after = fold(cli);

      assertThat(after.size()).isGreaterThanOrEqualTo(before.size() + acks.size());
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      for (int i = 0; i < acks.size(); i++) {
        assertThat(acks.get(i))
            .as("recording goes on after the last whole line")
            .isEqualTo("{\"seq\":" + (before.size() + i) + "}");
      }
      for (int i = before.size(); i < after.size(); i++) {
        assertThat(Cli.dataOf(after.get(i))).isEqualTo(data(round, i - before.size()));
      }
      before = after;
    }
    assertThat(cli.run("fold", "s").lines()).isEqualTo(before);
  }

  /** Returns the acknowledgements that came out before the end. */
  private static List<String> recordAndKill(Cli cli, int round, int acksToAwait) throws Exception {
    Process process = cli.process("record", "s", "--ack", "forced").start();
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
