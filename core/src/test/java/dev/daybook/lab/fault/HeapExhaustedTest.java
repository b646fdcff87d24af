package dev.daybook.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.MemoryFolder;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.read.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full heap, whichever thread it hits: what was acknowledged is there, nothing is there that was
 * not recorded, every call comes back, and the process can go on.
 */
@Tag(Lab.TAG)
class HeapExhaustedTest {

  @TempDir(factory = MemoryFolder.class)
  private Path root;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void withoutMemoryNothingAcknowledgedIsLostAndNoThreadHangs() throws Exception {
    Finding finding = Lab.finding("full heap").add("lost", 0).add("invented", 0);
    int famines = Lab.rounds(15, 40);
    for (int round = 0; round < Lab.rounds(1, 20); round++) {
      long seed = Long.getLong("daybook.lab.seed", System.nanoTime()) + round;
      Path folder = root.resolve("round-" + round);
      String printed = new ChildJvm()
          .heapMegabytes(40)
          .flag("-XX:+UseSerialGC")
          .withinSeconds(300)
          .run(Starving.class, folder.toString(), String.valueOf(famines), String.valueOf(seed));
      Map<String, List<String[]>> lines = new HashMap<>();
      for (String line : printed.lines().toList()) {
        String[] words = line.split(" ");
        lines.computeIfAbsent(words[0], first -> new ArrayList<>()).add(words);
      }
      assertThat(lines).as("seed=%s", seed).doesNotContainKey("wrong");
      List<String[]> acks = lines.getOrDefault("ack", List.of());
      assertThat(acks).as("seed=%s: acknowledgements", seed).isNotEmpty();
      checkFiles(folder, acks, "seed=" + seed);
      finding
          .add("famines", famines)
          .add("acknowledged", acks.size())
          .add("refused calls", Long.parseLong(lines.get("errors").get(0)[1]))
          .add("journals", Long.parseLong(lines.get("journals").get(0)[1]));
    }
  }

  private static void checkFiles(Path folder, List<String[]> acks, String as) {
    List<List<Integer>> read = new ArrayList<>();
    try (Daybook daybook = Daybook.open(folder)) {
      for (int t = 0; t < Starving.THREADS; t++) {
        List<Integer> numbers = new ArrayList<>();
        String prefix = t + ":";
        daybook.reader("s" + t, ReadOptions.strict()).forEach((entry, line, from, to) -> {
          assertThat(entry.seq()).as(as).isEqualTo(numbers.size());
          String text = ((UserMessage) entry.event()).text();
          assertThat(text).as(as).startsWith(prefix);
          numbers.add(Integer.parseInt(text.substring(prefix.length(), text.indexOf(':', 2))));
        });
        assertThat(numbers).as(as).isSorted().doesNotHaveDuplicates();
        read.add(numbers);
      }
    }
    for (String[] ack : acks) {
      assertThat(read.get(Integer.parseInt(ack[1])).get(Integer.parseInt(ack[3])))
          .as("%s, the acknowledged event of seq %s", as, ack[3])
          .isEqualTo(Integer.parseInt(ack[2]));
    }
  }
}
