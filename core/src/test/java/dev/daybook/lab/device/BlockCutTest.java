package dev.daybook.lab.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.lab.device.BlockLog.Left;
import dev.daybook.lab.device.CutWorkload.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The power is cut beneath a real file system: two processes work on a device that writes down each
 * write and each flush, and then disks are made that hold what the device may hold after a cut at
 * any point of that. What was acknowledged before the point is there. Unlike {@link PowerCutTest}
 * this takes what a device's own cache would lose, and needs no help of the file system.
 */
@Tag(Lab.TAG)
@Timeout(900)
class BlockCutTest {

  private static final int CUTS = Lab.rounds(4, 30);
  private static final int ROUNDS = Lab.rounds(1, 10);

  /** Acknowledgements of the process that counts. */
  private static final int ACKS = Lab.rounds(120, 600);

  /** A line that a process printed, and how much was logged when it was read. */
  private record Heard(String line, long logged) {}

  @BeforeAll
  static void needs() throws IOException {
    LoggedDisk.need();
  }

  private static Daybook daybook(Path root) {
    return Daybook.builder(root).listener(new JournalListener() {}).open();
  }

  /** Otherwise the test below would prove nothing. */
  @Test
  void theCutTakesWhatIsNotForced() throws IOException {
    Random random = new Random(LoopDisk.seed());
    Finding finding = Lab.finding("power cuts of a device, control");
    for (FileSystemKind kind : FileSystemKind.here(random)) {
      try (LoggedDisk disk = LoggedDisk.create(kind)) {
        Path root = disk.path().resolve("root");
        long cut;
        try (Daybook daybook = Daybook.builder(root)
            .forceInterval(Duration.ofHours(1))
            .listener(new JournalListener() {})
            .open()) {
          Session session = daybook.openSession("s");
          session.recordSync(new Said("s", "forced", 0).event());
          for (int n = 0; n < 200; n++) {
            session.recordSync(new Said("s", "written", n).event(), Durability.WRITTEN);
          }
          cut = disk.logged();
        }
        try (BlockLog log = disk.end()) {
          disk.mountAfter(
              image -> log.replay(image, cut, Left.NOTHING, kind.sectorBytes(), random));
          try (Daybook daybook = daybook(root)) {
            int left = daybook.history("s").entries().size();
            assertThat(left).as(kind.toString()).isBetween(1, 200);
            finding.add("cuts", 1).add("unforced", 200).add("taken", 201 - left);
          } finally {
            disk.unmount();
          }
        }
      }
    }
  }

  @Test
  void everyPromiseHoldsWhateverTheDeviceKept() throws Exception {
    long seed = LoopDisk.seed();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      for (FileSystemKind kind : FileSystemKind.here(random)) {
        Finding finding = Lab.finding("power cuts of a device, " + kind.name())
            .add("cuts", 0)
            .add("acknowledged", 0)
            .add("lost", 0);
        try (LoggedDisk disk = LoggedDisk.create(kind)) {
          String name = "seed=" + seed + " " + kind;
          long start = disk.logged();
          List<Heard> heard = record(disk, round % 2 == 0, random);
          long end = heard.get(heard.size() - 1).logged();
          try (BlockLog log = disk.end()) {
            for (int n = 0; n < CUTS; n++) {
              long cut = log.anyPoint(start, end, random);
              Left left = n % 4 == 0 ? Left.NOTHING : n % 4 == 1 ? Left.EVERYTHING : Left.ANYTHING;
              disk.mountAfter(image -> log.replay(image, cut, left, kind.sectorBytes(), random));
              CutLedger ledger = ledger(name + " cut=" + cut + " left=" + left, heard, cut);
              try (Daybook daybook = daybook(disk.path().resolve("root"))) {
                ledger.check(daybook, "after");
              } finally {
                disk.unmount();
              }
              finding
                  .add("cuts", 1)
                  .add("acknowledged", ledger.events())
                  .add("files", ledger.calls());
            }
            finding.add("writes lost", log.lost()).add("torn", log.torn());
          }
        }
      }
    }
  }

  /** What was promised before the cut, as far as it was heard before; what was begun counts. */
  private static CutLedger ledger(String name, List<Heard> heard, long cut) {
    CutLedger ledger = new CutLedger(name);
    boolean isCut = false;
    for (Heard each : heard) {
      if (!isCut && each.logged() > cut) {
        ledger.cut();
        isCut = true;
      }
      ledger.add(each.line());
    }
    return ledger;
  }

  /** Two processes work below one root, each in sessions of its own. */
  private static List<Heard> record(LoggedDisk disk, boolean isOneSession, Random random)
      throws Exception {
    Path root = disk.path().resolve("root");
    List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
    try (CutChild recording = new CutChild();
        CutChild other = new CutChild()) {
      Shape shape = isOneSession ? Shape.ONE : Shape.MANY;
      Shape ofOther = isOneSession ? Shape.FILES : Shape.CALM;
      recording.send(CutWorkload.start(root, 0, shape, logBytes(random), random));
      other.send(CutWorkload.start(root, 1, ofOther, logBytes(random), random));
      FutureTask<Void> listening = new FutureTask<>(() -> {
        listen(other, disk, heard, Integer.MAX_VALUE);
        return null;
      });
      Thread listener = new Thread(listening);
      listener.start();
      listen(recording, disk, heard, ACKS);
      other.send("stop");
      recording.send("stop");
      listen(recording, disk, heard, Integer.MAX_VALUE);
      listening.get();
    }
    return heard;
  }

  private static int logBytes(Random random) {
    return random.nextInt(3) == 0 ? 0 : 128 << 10;
  }

  /** Until so many lines were read, or it has stopped. */
  private static void listen(CutChild child, LoggedDisk disk, List<Heard> heard, int most)
      throws IOException {
    String line = child.readLine();
    for (int n = 1; line != null && !line.equals("stopped"); n++) {
      synchronized (heard) {
        if (!line.equals(CutWorkload.AT_REST)) {
          // after the line: what it promises is in the log before
          heard.add(new Heard(line, disk.logged()));
        }
      }
      if (n >= most) {
        return;
      }
      line = child.readLine();
    }
  }
}
