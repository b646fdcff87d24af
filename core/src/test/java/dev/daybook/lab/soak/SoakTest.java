package dev.daybook.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Counters;
import dev.daybook.MemoryFolder;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All calls from many threads, with interrupts, full rings, failing disks, short time limits and
 * closings in between, in many short rounds of which each is planned by its seed. What the threads
 * do to each other differs from run to run.
 */
@Tag(Lab.TAG)
class SoakTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Logger logger = Logger.getLogger("dev.daybook");

  /** Of what subscribers and callbacks throw on purpose. */
  @BeforeEach
  void logNothing() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    logger.setLevel(null);
  }

  @Test
  @Timeout(400)
  void whateverComesTogetherEveryAnswerIsTrue() throws Exception {
    Finding finding = Lab.finding("soak");
    finding.add("rounds", 0).add("calls", 0).add("offered", 0).add("acknowledged", 0);
    finding.add("dropped", 0).add("refused", 0).add("failed", 0);
    // each of these ends the test
    finding.add("lost", 0).add("hangs", 0).add("leftovers", 0);
    Long given = Long.getLong("daybook.lab.seed");
    long seed = given != null ? given : System.nanoTime();
    long nanos = TimeUnit.SECONDS.toNanos(Lab.rounds(8, 180));
    long start = System.nanoTime();
    long acknowledged = 0;
    for (int i = 0; System.nanoTime() - start < nanos; i++) {
      Path root = Files.createDirectory(folder.resolve("round-" + i));
      Round round = new Round(root, Plan.of(given != null ? seed : seed + i));
      round.run();
      finding.add("rounds", 1).add("calls", round.calls());
      finding.add("offered", round.ledger.offered());
      finding.add("acknowledged", round.ledger.acknowledged());
      finding.add("dropped", round.sum(Counters::dropped));
      finding.add("refused", round.sum(Counters::rejected));
      finding.add("failed", round.sum(Counters::failed));
      acknowledged += round.ledger.acknowledged();
    }
    assertThat(acknowledged).as("acknowledged in all rounds from seed=%d", seed).isPositive();
  }
}
