package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Message;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to the transcript with which an agent goes on, whatever the size of its session.
 *
 * <p>Measured: {@code Daybook.transcript}, which finds the newest snapshot from the end of the file
 * and makes messages of what follows. The session compacts its history as an agent does whose
 * context is full: a {@code history_compaction} before each time the mix of eight sessions, which
 * is some 240 KB, and so it ends with one context behind the last one. The messages are checked
 * against those of a fold over a session that has nothing else.
 *
 * <p>Not measured: the disk. The file is in the page cache.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Benchmark)
public class ReplayResume {

  private static final String SUMMARY = "What was done so far, and what is to do. ".repeat(50);
  private static final String ONE_CONTEXT = "one-context";

  @Param({"1", "32", "1024"})
  public int megabytes;

  private WorkFolder folder;
  private Daybook daybook;
  private List<Message> expected;

  @Setup(Level.Trial)
  public void write() {
    EventMix mix = EventMix.load();
    folder = WorkFolder.create();
    daybook = Daybook.open(folder.path());
    record(mix, EventMix.SESSION, (long) megabytes << 20);
    record(mix, ONE_CONTEXT, 1);
    expected = daybook
        .reader(ONE_CONTEXT, ReadOptions.strict())
        .fold(new TranscriptFold())
        .result()
        .messages();
  }

  private void record(EventMix mix, String id, long leastBytes) {
    long bytes = 0;
    long seq = 0;
    try (Session session = daybook.openSession(id)) {
      while (bytes < leastBytes) {
        session.record(new HistoryCompaction(0, seq, SUMMARY));
        for (int i = 0; i < mix.size(); i++) {
          session.record(mix.event(i));
        }
        seq += 1 + mix.size();
        bytes += mix.bytesOf(mix.size());
      }
    }
  }

  @TearDown(Level.Trial)
  public void delete() {
    daybook.close();
    folder.close();
  }

  @Benchmark
  public Transcript transcript() {
    Transcript transcript = daybook.transcript(EventMix.SESSION);
    if (transcript.messages().size() != expected.size()) {
      throw new IllegalStateException("the transcript is not complete: messages="
          + transcript.messages().size()
          + ", expected="
          + expected.size());
    }
    return transcript;
  }

  @TearDown(Level.Iteration)
  public void compare() {
    if (!daybook.transcript(EventMix.SESSION).messages().equals(expected)) {
      throw new IllegalStateException("the transcript is another one");
    }
  }
}
