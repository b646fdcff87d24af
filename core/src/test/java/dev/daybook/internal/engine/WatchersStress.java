package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.JZ_Result;

/** A watcher begins to follow a session while the journal thread goes on. */
public final class WatchersStress {

  private WatchersStress() {}

  private static final class Recorder implements SessionWatcher {
    private volatile long position;
    private volatile boolean ended;

    @Override
    public void written(long to) {
      position = to;
    }

    @Override
    public void published(EphemeralEvent event, Instant ts, long at, long heapBytes) {}

    @Override
    public void missed(long count) {}

    @Override
    public void ended(@Nullable DaybookException failure) {
      ended = true;
    }
  }

  /** Lines are written: it learns of them, one way or the other. */
  @JCStressTest
  @Outcome(id = "0, 10", expect = Expect.ACCEPTABLE, desc = "It was called.")
  @Outcome(id = "10, 0", expect = Expect.ACCEPTABLE, desc = "It began behind them.")
  @Outcome(id = "10, 10", expect = Expect.ACCEPTABLE, desc = "Both.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "It misses them.")
  @State
  public static class Written {
    private final Watchers watchers = new Watchers(0);
    private final Recorder watcher = new Recorder();

    @Actor
    public void follows(JJ_Result result) {
      result.r1 = watchers.add(watcher);
    }

    @Actor
    public void journalThread() {
      watchers.moveTo(10);
      watchers.report();
    }

    @Arbiter
    public void learned(JJ_Result result) {
      result.r2 = watcher.position;
    }
  }

  /** The session ends: it is refused, or learns of it. */
  @JCStressTest
  @Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "It was called.")
  @Outcome(id = "-1, false", expect = Expect.ACCEPTABLE, desc = "It was refused.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "It waits for ever, or both.")
  @State
  public static class Ended {
    private final Watchers watchers = new Watchers(0);
    private final Recorder watcher = new Recorder();

    @Actor
    public void follows(JZ_Result result) {
      result.r1 = watchers.add(watcher);
    }

    @Actor
    public void journalThread() {
      watchers.ended(null);
    }

    @Arbiter
    public void learned(JZ_Result result) {
      result.r2 = watcher.ended;
    }
  }
}
