package dev.daybook.lab.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.lab.device.CutWorkload.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The power of a real file system is cut while another process records on it, again and again: what
 * that process was promised is there when the disk is back. The process goes on to print what it is
 * promised after the cut, which counts as well; now and then it is killed with its disk.
 *
 * <p>The cut takes the page cache and what the file system's journal had not committed. It takes
 * nothing from the device's own cache, since the device is a file in memory.
 */
@Tag(Lab.TAG)
@Timeout(600)
class PowerCutTest {

  private static final int MAX_ACKS = 300;
  private static final long BYTES = 256L << 20;

  @BeforeAll
  static void needs() throws IOException {
    LoopDisk.need();
  }

  private static LoopDisk disk(Random random) throws IOException {
    return LoopDisk.create(
        BYTES,
        List.of("mkfs.ext4", "-q", "-F", "-b", random.nextBoolean() ? "4096" : "1024"),
        "data=" + (random.nextBoolean() ? "ordered" : "writeback")
            + (random.nextBoolean() ? ",delalloc" : ",nodelalloc")
            + (random.nextBoolean() ? ",dioread_nolock" : ",dioread_lock"));
  }

  /** Otherwise the test below would prove nothing. */
  @Test
  void theCutTakesWhatIsNotForced() throws IOException {
    long seed = LoopDisk.seed();
    Random random = new Random(seed);
    Finding finding = Lab.finding("power cuts, control");
    for (int round = 0; round < Lab.rounds(1, 8); round++) {
      try (LoopDisk disk = disk(random)) {
        Path root = disk.path().resolve("root");
        try (Daybook daybook = Daybook.builder(root)
            .forceInterval(Duration.ofHours(1))
            .listener(new JournalListener() {})
            .open()) {
          Session session = daybook.openSession("s");
          session.recordSync(new Said("s", "forced", 0).event());
          for (int n = 0; n < 1000; n++) {
            session.recordSync(new Said("s", "written", n).event(), Durability.WRITTEN);
          }
          assertThat(daybook.history("s").entries()).hasSize(1001);
          disk.cut();
          assertThat(daybook.counters().forced()).as("seed=" + seed).isEqualTo(1);
        } catch (DaybookException disconnected) {
          assertThat(disconnected.kind()).isEqualTo(DaybookException.Kind.SESSION_FAILED);
        }
        disk.remount();
        try (Daybook daybook = Daybook.open(root)) {
          int left = daybook.history("s").entries().size();
          assertThat(left).as("seed=" + seed).isBetween(1, 1000);
          finding.add("cuts", 1).add("unforced", 1000).add("taken", 1001 - left);
        }
      }
    }
  }

  @Test
  void everyPromiseHoldsAfterThePowerIsCut() throws Exception {
    long seed = LoopDisk.seed();
    Random random = new Random(seed);
    Finding finding =
        Lab.finding("power cuts").add("cuts", 0).add("acknowledged", 0).add("lost", 0);
    int cuts = Lab.rounds(6, 160);
    CutChild child = new CutChild();
    try {
      for (int cut = 0; cut < cuts; ) {
        int disks = cut;
        int last = Math.min(cuts, cut + (Lab.isLong() ? 5 + random.nextInt(12) : 4));
        try (LoopDisk disk = disk(random)) {
          CutLedger ledger = new CutLedger("seed=" + seed + " " + disk);
          for (; cut < last; cut++) {
            boolean dies = random.nextInt(6) == 0;
            Shape shape = Shape.values()[cut % Shape.values().length];
            Path root = disk.path().resolve("root");
            boolean isLogged = random.nextBoolean();
            int logBytes = isLogged ? 64 << 10 << random.nextInt(4) : 0;
            child.send(CutWorkload.start(root, cut, shape, logBytes, random));
            child.readAcks(ledger, shape == Shape.CALM ? MAX_ACKS : random.nextInt(MAX_ACKS));
            child.readWhatIsThere(ledger);
            ledger.cut();
            disk.cut();
            if (dies) {
              child.kill(ledger);
              child = new CutChild();
            } else {
              child.send("stop");
              child.readRest(ledger);
            }
            disk.remount();
            boolean isInTheWay = child.isNamedByALock(root);
            if (isInTheWay) {
              // as the refusal advises: it closed its sessions, and could not say so without a disk
              child.kill(ledger);
              child = new CutChild();
            }
            try (Daybook daybook =
                Daybook.builder(root).listener(new JournalListener() {}).open()) {
              ledger.check(daybook, cut + "");
            }
            finding
                .add("cuts", 1)
                .add("with a commit log", isLogged ? 1 : 0)
                .add("killed too", dies ? 1 : 0)
                .add("in the way", isInTheWay ? 1 : 0);
          }
          finding
              .add("disks", 1)
              .add("acknowledged", ledger.events())
              .add("files", ledger.calls())
              .add("repaired", ledger.repaired())
              .add("not repairable", ledger.cutByHand());
        }
        assertThat(cut).isGreaterThan(disks);
      }
    } finally {
      child.close();
    }
  }
}
