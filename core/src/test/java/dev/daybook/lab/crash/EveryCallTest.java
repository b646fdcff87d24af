package dev.daybook.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.lab.crash.EveryCall.Way;
import dev.daybook.lab.disk.RecordedDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every call that Daybook makes of the file system fails once, whatever it is about, in every way:
 * each call of a program comes back, with what it promises or with a {@link DaybookException}; what
 * was promised holds; no line is half there; nothing stays open or locked; the counters are right;
 * and when the disk is well again, Daybook goes on.
 */
@Tag(Lab.TAG)
@Timeout(600)
class EveryCallTest {

  private static final long SEED = Long.getLong("daybook.lab.seed", System.nanoTime());
  private static final int STRIDE = Lab.rounds(7, 1);

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** A program's work with a daybook while the disk fails. */
  enum Work {
    RECORD {
      @Override
      void run(Steps steps) {
        steps.record("s-1");
        steps.record("s-1");
      }
    },
    CREATE_AND_FORK {
      @Override
      void run(Steps steps) {
        if (steps.attempt(() -> steps.scribe.create("s-new", 3, 300))) {
          steps.record("s-new");
        }
        if (steps.attempt(() -> steps.scribe.fork("s-old", "s-child"))) {
          steps.record("s-child");
        }
      }
    },
    REMOVE {
      @Override
      void run(Steps steps) {
        steps.attempt(() -> steps.scribe.delete("s-old"));
        steps.attempt(() -> steps.scribe.purge("s-torn"));
      }
    },
    RESUME {
      @Override
      void run(Steps steps) {
        steps.record("s-torn");
        steps.record("s-torn");
      }
    },
    REPAIR {
      @Override
      void run(Steps steps) {
        steps.attempt(() -> steps.scribe.repair("s-torn"));
        steps.record("s-torn");
      }
    },
    RESTING {
      @Override
      void run(Steps steps) {
        steps.recordInTurns("s-1", "s-2");
      }
    },
    TOGETHER {
      @Override
      void run(Steps steps) {
        steps.recordTogether("s-1", "s-2", "s-old");
      }
    },
    SUPERVISED {
      @Override
      void run(Steps steps) {
        steps.record("s-old");
        steps.record("s-1");
      }
    };

    abstract void run(Steps steps);
  }

  /** Makes calls that may fail, and only as they should. */
  private static final class Steps {
    private final Scribe scribe;
    private final Way way;
    private final List<String> wrong = new ArrayList<>();
    private int refused;

    Steps(Scribe scribe, Way way) {
      this.scribe = scribe;
      this.way = way;
    }

    /** Whether the call did what it was asked for. */
    boolean attempt(Runnable call) {
      try {
        call.run();
        return true;
      } catch (DaybookException why) {
        refused++;
      } catch (OutOfMemoryError noMemory) {
        refused++;
        if (way != Way.NO_MEMORY) {
          wrong.add("out of memory");
        }
      } catch (Throwable other) {
        wrong.add("thrown: " + other);
      }
      return false;
    }

    void record(String id) {
      attempt(() -> {
        Session session = scribe.open(id);
        for (int n = 0; n < 2; n++) {
          attempt(() -> scribe.recordSync(session, 200));
          attempt(() -> scribe.record(session, 300));
          attempt(() -> scribe.record(session, 100));
        }
        attempt(() -> scribe.sync(session));
        attempt(() -> scribe.record(session, 100));
        scribe.close(session);
      });
    }

    /** Of the two files one is open at a time. */
    void recordInTurns(String first, String second) {
      attempt(() -> {
        Session one = scribe.open(first);
        Session other = scribe.open(second);
        for (int n = 0; n < 2; n++) {
          attempt(() -> scribe.record(one, 300));
          attempt(() -> scribe.recordSync(other, 200));
          attempt(() -> scribe.recordSync(one, 200));
          attempt(() -> scribe.record(other, 300));
        }
        attempt(() -> scribe.sync());
        attempt(() -> scribe.close(one));
        scribe.close(other);
      });
    }

    /** What is awaited in all of them at the same time is in a commit log. */
    void recordTogether(String... ids) {
      List<Session> sessions = new ArrayList<>();
      for (String id : ids) {
        attempt(() -> sessions.add(scribe.open(id)));
      }
      for (int n = 0; n < 3; n++) {
        attempt(() -> scribe.recordTogether(sessions, 2, 200));
        sessions.forEach(session -> attempt(() -> scribe.record(session, 100)));
      }
      attempt(() -> scribe.sync());
      attempt(() -> scribe.recordTogether(sessions, 1, 200));
      sessions.forEach(session -> attempt(() -> scribe.close(session)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noCallThatFailsIsHidden(Work work) throws Exception {
    Finding finding = Lab.finding("failing calls to the file system");
    for (Way way : Way.values()) {
      int n = 1 + new Random(SEED).nextInt(STRIDE);
      while (isTouched(work, way, n, finding)) {
        n += STRIDE;
      }
      assertThat(n).as("calls of the untouched work").isGreaterThan(20);
    }
    finding.add("false acknowledgements", 0).add("hangs", 0);
  }

  /** Whether the work made so many calls. */
  private boolean isTouched(Work work, Way way, int n, Finding finding) throws Exception {
    String as = "work=" + work + ", way=" + way + ", call=" + n + ", seed=" + SEED;
    Path root = folder.resolve(work + "-" + way + "-" + n);
    Trace trace = new Trace(new ArmedFault());
    begin(root, trace);
    EveryCall calls = new EveryCall(way, n);
    Trace faulty = new Trace(calls);
    Steps[] steps = new Steps[1];
    // a failing look at the root folder itself is a failure to open
    Counters counters = run(work, way, new RecordedDisk(faulty).path(root), faulty, steps);
    Promises promises = new Promises();
    Stream.concat(trace.events().stream(), faulty.events().stream())
        .filter(TraceEvent.Note.class::isInstance)
        .forEach(note -> promises.apply((TraceEvent.Note) note));
    assertThat(steps[0].wrong).as(as).isEmpty();
    assertThat(promises.brokenBy(root)).as(as).isEmpty();
    assertThat(calls.open()).as("%s: left open", as).isEmpty();
    if (work != Work.SUPERVISED) {
      assertThat(counters.recorded())
          .as("%s, counters=%s", as, counters)
          .isEqualTo(counters.written() + counters.failed());
    }
    assertThat(new Recovery(root, root).run())
        .as("%s: on a disk that is well", as)
        .isEmpty();
    boolean isTouched = calls.calls() >= n;
    finding.add("faults", isTouched ? 1 : 0).add("refused calls", steps[0].refused);
    if (!isTouched) {
      assertThat(steps[0].refused).as("%s: untouched", as).isZero();
    }
    return isTouched;
  }

  private void begin(Path root, Trace trace) throws Exception {
    try (Scribe scribe = new Scribe(() -> builder(root).open(), trace, SEED, false)) {
      scribe.create("s-old", 3, 300);
      scribe.create("s-torn", 3, 300);
    }
    Files.writeString(
        root.resolve("sessions/s-torn.ndjson"), "{\"v\":1,", StandardOpenOption.APPEND);
  }

  private Counters run(Work work, Way way, Path root, Trace faulty, Steps[] out) {
    DaybookBuilder builder = builder(root);
    if (work == Work.SUPERVISED) {
      builder.supervise(Duration.ofMillis(1), Duration.ofMillis(2));
    }
    if (work == Work.RESTING) {
      builder.maxOpenFiles(1);
    }
    if (work == Work.TOGETHER) {
      builder.commitLog(64 << 10);
    }
    Daybook daybook = opened(builder);
    Steps steps = new Steps(new Scribe(() -> daybook, faulty, SEED, work == Work.SUPERVISED), way);
    out[0] = steps;
    work.run(steps);
    steps.attempt(daybook::close);
    steps.attempt(daybook::close);
    return daybook.counters();
  }

  /** The look at the root may be the one call without memory. */
  private static Daybook opened(DaybookBuilder builder) {
    try {
      return builder.open();
    } catch (OutOfMemoryError noMemory) {
      return builder.open();
    }
  }

  private static DaybookBuilder builder(Path root) {
    return Daybook.builder(root)
        .ringSlots(64)
        .batchBytes(4096)
        .closeTimeout(Duration.ofSeconds(20))
        .blockTimeout(Duration.ofSeconds(20))
        .listener(new JournalListener() {});
  }
}
