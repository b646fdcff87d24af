package dev.daybook.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.lab.Lab;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever Daybook does, the power may fail at any point of it, and the device may hold anything
 * that it is allowed to hold then ({@link Device}): what was acknowledged is read, nothing else
 * than what was recorded is, recovery loses nothing and comes to an end, and recording goes on.
 */
@Tag(Lab.TAG)
@Timeout(600)
class CrashTest {

  private static final long SEED = Long.getLong("daybook.lab.seed", System.nanoTime());
  private static final int CUT_AGAIN = 50;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final ArmedFault fault = new ArmedFault();
  private boolean isSupervised;
  private int maxOpenFiles = 100;
  private int commitLogBytes;
  private int rounds = Lab.rounds(1, 20);

  /** Where the root is on the device. */
  private Path within = Path.of("root");

  /** Folders of a process that was killed before it forced their names. */
  private List<String> unforced = List.of();

  /** A program that works with a daybook. */
  private interface Workload {
    void run(Scribe scribe) throws Exception;
  }

  /** The state of the disk that a program finds. */
  private interface Beginning {
    void make(Scribe scribe, Path root) throws Exception;
  }

  private void cutEverywhere(Workload workload) throws Exception {
    cutEverywhere((scribe, root) -> {}, workload);
  }

  private void cutEverywhere(Beginning beginning, Workload workload) throws Exception {
    for (int round = 0; round < rounds; round++) {
      cutEverywhere(beginning, workload, folder.resolve("round-" + round), SEED + round);
    }
  }

  private void cutEverywhere(Beginning beginning, Workload workload, Path round, long seed)
      throws Exception {
    Path device = Files.createDirectories(round.resolve("device"));
    Path root = device.resolve(within);
    Trace promised = new Trace(fault);
    try (Scribe scribe = new Scribe(() -> daybook(root), promised, seed, false)) {
      beginning.make(scribe, root);
    }
    CrashState start = CrashState.read(device);
    Trace trace = new Trace(fault);
    RecordedDisk disk = new RecordedDisk(trace);
    for (String name : unforced) {
      Files.createDirectory(disk.path(device.resolve(name)));
    }
    Path recorded = disk.path(root);
    try (Scribe scribe = new Scribe(() -> daybook(recorded), trace, ~seed, isSupervised)) {
      workload.run(scribe);
    }
    CrashSimulator simulator = new CrashSimulator(
        Files.createDirectory(round.resolve("states")),
        within,
        new Random(seed),
        // a log's bytes may be lost in two places, and an opening that recovers takes longer
        commitLogBytes > 0 ? Lab.rounds(12, 20) : Lab.rounds(12, 200),
        CUT_AGAIN,
        Lab.finding("simulated power cuts"));
    simulator.cutEverywhere(device, start, promised.events(), trace.events());
    assertThat(simulator.broken()).as("seed=%d", seed).isEmpty();
  }

  private Daybook daybook(Path root) {
    DaybookBuilder builder = Daybook.builder(root)
        .batchBytes(4096)
        .maxOpenFiles(maxOpenFiles)
        .listener(new JournalListener() {});
    if (commitLogBytes > 0) {
      builder.commitLog(commitLogBytes);
    }
    if (isSupervised) {
      builder.supervise(Duration.ofMillis(1), Duration.ofMillis(4));
    }
    return builder.open();
  }

  @Test
  void eventsOfAllSizesSurvive() throws Exception {
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      for (int size : new int[] {20, 400, 700, 3900, 9000}) {
        scribe.recordSync(session, size);
        scribe.record(session, size / 2);
        scribe.record(session, 40);
        scribe.sync(session);
      }
      scribe.record(session, 5000);
      scribe.close(session);
    });
  }

  @Test
  void eventsRecordedInEveryWaySurvive() throws Exception {
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.record(session, 20);
      scribe.recordTogether(List.of(session), 2, 40);
      scribe.recordSync(session, 20);
      scribe.record(session, 30);
      scribe.recordAsync(session, 20);
      scribe.record(session, 30);
      scribe.sync();
      scribe.close(session);
    });
  }

  @Test
  void manyEventsBetweenTwoForcesSurvive() throws Exception {
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.recordSync(session, 20);
      for (int n = 0; n < 200; n++) {
        scribe.record(session, 20);
      }
      scribe.sync(session);
      scribe.close(session);
    });
  }

  @Test
  void aFutureAndASyncOfAllSessionsKeepTheirWord() throws Exception {
    cutEverywhere(scribe -> {
      Session first = scribe.open("s-1");
      Session second = scribe.open("s-2");
      for (int n = 0; n < 3; n++) {
        scribe.recordAsync(first, 300);
        scribe.record(first, 300);
        scribe.record(second, 700);
        scribe.sync();
      }
    });
  }

  @Test
  void sessionsThatAreCreatedWhileOthersRecordSurvive() throws Exception {
    cutEverywhere(scribe -> {
      FutureTask<Void> other = new FutureTask<>(() -> {
        Session session = scribe.open("s-open");
        for (int n = 0; n < 6; n++) {
          scribe.recordSync(session, 300);
        }
        scribe.close(session);
        return null;
      });
      Scribe creating = scribe.another();
      new Thread(other).start();
      for (int n = 0; n < 3; n++) {
        creating.create("s-" + n, n, 600);
        Session session = creating.open("s-" + n);
        creating.recordSync(session, 100);
        creating.record(session, 700);
        creating.close(session);
      }
      other.get();
    });
  }

  @Test
  void forksOfASessionThatRecordsSurvive() throws Exception {
    cutEverywhere(scribe -> {
      Session parent = scribe.open("s-parent");
      scribe.recordSync(parent, 600);
      scribe.record(parent, 900);
      scribe.fork("s-parent", "s-child");
      scribe.recordSync(parent, 100);
      Session child = scribe.open("s-child");
      scribe.recordSync(child, 100);
      scribe.fork("s-child", "s-grandchild");
      scribe.record(child, 100);
      scribe.close(child);
      scribe.close(parent);
    });
  }

  @Test
  void aWriteThatFailsInBetweenLosesNothing() throws Exception {
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.recordSync(session, 300);
      fault.fill(700);
      scribe.record(session, 500);
      assertThat(scribe.recordSync(session, 500)).isFalse();
      scribe.close(session);
      session = scribe.open("s-1");
      scribe.recordSync(session, 800);
      scribe.close(session);
    });
  }

  @Test
  void aForceThatFailsInBetweenLosesNothing() throws Exception {
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.recordSync(session, 300);
      for (int n = 0; n < 2; n++) {
        fault.refuse(Operation.Force.class, 1);
        assertThat(scribe.recordSync(session, 900)).isFalse();
        scribe.close(session);
        if (n == 1) {
          scribe.restart();
        }
        session = scribe.open("s-1");
        scribe.recordSync(session, 200);
      }
      scribe.close(session);
    });
  }

  @Test
  void aSupervisedSessionThatComesBackLosesNothing() throws Exception {
    isSupervised = true;
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.recordSync(session, 300);
      for (int n = 0; n < 2; n++) {
        if (n == 0) {
          fault.refuse(Operation.Force.class, 3);
        } else {
          fault.fill(100);
        }
        scribe.record(session, 200);
        while (!scribe.recordSync(session, 400)) {
          Thread.onSpinWait();
        }
      }
      scribe.close(session);
    });
  }

  @Test
  void filesThatAreClosedInBetweenSurvive() throws Exception {
    maxOpenFiles = 1;
    cutEverywhere(scribe -> {
      Session first = scribe.open("s-1");
      Session second = scribe.open("s-2");
      for (int n = 0; n < 3; n++) {
        scribe.record(first, 900);
        scribe.record(second, 400);
        scribe.recordSync(first, 300);
        scribe.record(first, 300);
        scribe.record(second, 900);
        scribe.sync();
      }
      scribe.record(first, 900);
      scribe.recordSync(second, 300);
      scribe.close(first);
      scribe.close(second);
    });
  }

  @Test
  void sessionsThatAreRemovedStayRemovedOrWhole() throws Exception {
    cutEverywhere(
        (scribe, root) -> {
          scribe.create("s-deleted", 3, 600);
          scribe.create("s-purged", 2, 600);
          Files.write(root.resolve("sessions/s-deleted.ndjson.torn-0"), new byte[] {'{'});
          Files.write(root.resolve("sessions/s-purged.ndjson.torn-0"), new byte[] {'{'});
        },
        scribe -> {
          scribe.delete("s-deleted");
          scribe.purge("s-purged");
        });
  }

  @Test
  void unforcedFoldersSurvive() throws Exception {
    within = Path.of("far/above/root");
    unforced = List.of(
        "far", "far/above", "far/above/root", "far/above/root/sessions", "far/above/root/locks");
    cutEverywhere(scribe -> {
      Session session = scribe.open("s-1");
      scribe.recordSync(session, 300);
      scribe.close(session);
      scribe.create("s-2", 2, 100);
    });
  }

  @Test
  void aCreatedSessionInUnforcedFoldersSurvives() throws Exception {
    within = Path.of("far/above/root");
    unforced = List.of("far", "far/above", "far/above/root", "far/above/root/sessions");
    cutEverywhere(scribe -> scribe.create("s-1", 2, 100));
  }

  @Test
  void anUnforcedTrashSurvives() throws Exception {
    unforced = List.of("root/trash");
    cutEverywhere(
        (scribe, root) -> {
          Session session = scribe.open("s-deleted");
          scribe.recordSync(session, 600);
          scribe.close(session);
        },
        scribe -> scribe.delete("s-deleted"));
  }

  @Test
  void aTornTailThatIsMovedAsideSurvives() throws Exception {
    cutEverywhere(
        (scribe, root) -> {
          scribe.create("s-1", 3, 600);
          Path file = root.resolve("sessions/s-1.ndjson");
          Files.writeString(file, "{\"v\":1," + "x".repeat(700), StandardOpenOption.APPEND);
        },
        scribe -> {
          Session session = scribe.open("s-1");
          scribe.recordSync(session, 700);
          scribe.close(session);
        });
  }

  @Test
  void aFileThatIsRepairedSurvives() throws Exception {
    cutEverywhere(
        (scribe, root) -> {
          scribe.create("s-1", 4, 600);
          Path file = root.resolve("sessions/s-1.ndjson");
          List<String> lines = new ArrayList<>(Files.readAllLines(file));
          lines.add(lines.get(3));
          lines.add("\0".repeat(600));
          Files.write(file, lines);
        },
        scribe -> {
          scribe.repair("s-1");
          Session session = scribe.open("s-1");
          scribe.recordSync(session, 700);
          scribe.close(session);
        });
  }

  @Test
  @Timeout(1_800)
  void sessionsThatShareACommitLogSurvive() throws Exception {
    commitLogBytes = 64 << 10;
    // each has as many states as several of the others
    rounds = Lab.rounds(1, 3);
    cutEverywhere(scribe -> {
      List<Session> sessions = List.of(scribe.open("s-1"), scribe.open("s-2"), scribe.open("s-3"));
      for (int n = 0; n < 8; n++) {
        scribe.recordTogether(sessions, 2, 100);
      }
      scribe.close(sessions.get(0));
      Session again = scribe.open("s-1");
      scribe.recordTogether(List.of(again, sessions.get(1)), 2, 100);
    });
  }

  /** All of the above in any order. */
  @Test
  @Timeout(1_800)
  void anythingAtRandomSurvives() throws Exception {
    for (int n = 0; n < Lab.rounds(2, 10); n++) {
      Random random = new Random(SEED + n);
      // of the seed, which is all that is printed of a failure
      isSupervised = (SEED + n) % 2 != 0;
      maxOpenFiles = (SEED + n) % 3 != 0 ? 1 : 100;
      commitLogBytes = Math.floorMod(SEED + n, 4) < 2 ? 64 << 10 : 0;
      cutEverywhere(
          (scribe, root) -> {},
          scribe -> new RandomWork(scribe, fault, random).run(Lab.rounds(16, 30)),
          folder.resolve("random-" + n),
          SEED + n);
    }
  }
}
