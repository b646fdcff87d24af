package dev.daybook.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of many open sessions: the events a second that end up in complete files, and those that
 * are acknowledged, when they are spread over so many sessions.
 *
 * <p>Measured: {@code WRITE}, two producers that together record {@value #EVENTS} events of the mix
 * round robin in sessions that are open, and closing all of them, which forces each; {@code ACK},
 * eight threads that each record and wait for the device, every time in another session, so that
 * with eight sessions or more no two share a force. {@code openFiles} is how many descriptors the
 * open sessions take; {@code bytesPerIdleSession} is how much more heap is taken, after a
 * collection, with all sessions open than with one, for each of the others: every session recorded
 * one event, and one file may be open at a time. A session's share of the JVM's table of locks is
 * part of it, a channel and the journal that all share are not.
 *
 * <p>Not measured: opening the sessions, and the check of every file's size, which fails the
 * benchmark.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
public class ManySessions {

  static final int EVENTS = 400_000;
  static final int PRODUCERS = 2;
  static final int ACKS = 8_000;
  static final int WAITERS = 8;

  /** More would take longer to open than to learn from. */
  private static final int MAX_WARM = 1000;

  /** The memory of fewer sessions would be hidden by that of all the rest. */
  private static final int MIN_WEIGHED = 1000;

  /** The work that is done with the sessions; each benchmark has its own. */
  public enum What {
    WRITE,
    ACK
  }

  /** Sessions that are opened anew for each invocation, and closed by it. */
  @State(Scope.Benchmark)
  public static class Writing {
    @Param({"1", "100", "1000", "10000"})
    public int sessions;

    @Param("WRITE")
    public What what;

    private EventMix mix;
    private ManyRecorders recorders;
    private SessionCrowd crowd;
    private long openFiles;

    @Setup(Level.Trial)
    public void warmUp() throws Exception {
      mix = EventMix.load();
      recorders = new ManyRecorders(mix, PRODUCERS);
      for (int many : new int[] {1, 100, Math.min(sessions, MAX_WARM)}) {
        crowd = SessionCrowd.open(many);
        openFiles = ManyRecorders.openFiles();
        recorders.recordAndClose(crowd, EVENTS);
        check();
      }
    }

    @Setup(Level.Invocation)
    public void open() throws Exception {
      openFiles = ManyRecorders.openFiles();
      crowd = SessionCrowd.open(sessions);
      openFiles = ManyRecorders.openFiles() - openFiles;
    }

    @TearDown(Level.Invocation)
    public void check() throws Exception {
      crowd.requireComplete(mix, EVENTS);
    }

    @TearDown(Level.Iteration)
    public void read() {
      Readings.add("openFiles", openFiles, "files");
    }

    @TearDown(Level.Trial)
    public void stop() {
      recorders.close();
    }
  }

  /** Sessions that stay open, and have recorded one event each before any caller waits. */
  @State(Scope.Benchmark)
  public static class Waiting {
    @Param({"1", "100", "1000", "10000"})
    public int sessions;

    @Param("ACK")
    public What what;

    private ManyRecorders recorders;
    private SessionCrowd crowd;
    private long openFiles;
    private double bytesPerSession;
    private int acknowledged;

    @Setup(Level.Trial)
    public void open() throws Exception {
      recorders = new ManyRecorders(EventMix.load(), WAITERS);
      crowd = SessionCrowd.open(WAITERS);
      recorders.recordAndWait(crowd, ACKS);
      crowd.delete();
      if (sessions >= MIN_WEIGHED) {
        weigh();
      }
      openFiles = ManyRecorders.openFiles();
      crowd = SessionCrowd.open(sessions);
      recorders.recordOnce(crowd);
      openFiles = ManyRecorders.openFiles() - openFiles;
      acknowledged = sessions;
    }

    private void weigh() throws Exception {
      long one = heapBytes(1);
      bytesPerSession = (heapBytes(sessions) - one) / (sessions - 1.0);
    }

    private long heapBytes(int open) throws Exception {
      crowd = SessionCrowd.resting(open);
      recorders.recordOnce(crowd);
      long bytes = ManyRecorders.heapBytes();
      crowd.delete();
      return bytes;
    }

    @TearDown(Level.Iteration)
    public void read() {
      Readings.add("openFiles", openFiles, "files");
      if (sessions >= MIN_WEIGHED) {
        Readings.add("bytesPerIdleSession", bytesPerSession, "B/session");
      }
    }

    @TearDown(Level.Trial)
    public void check() throws Exception {
      crowd.requireForced(acknowledged);
      crowd.delete();
      recorders.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  @Measurement(iterations = 2, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public void write(Writing writing) throws Exception {
    writing.recorders.recordAndClose(writing.crowd, EVENTS);
  }

  @Benchmark
  @OperationsPerInvocation(ACKS)
  @Measurement(iterations = 2, time = 1)
  public void acknowledge(Waiting waiting) throws Exception {
    waiting.recorders.recordAndWait(waiting.crowd, ACKS);
    waiting.acknowledged += ACKS;
  }
}
