package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.event.Entry;
import dev.daybook.journal.Session;
import dev.daybook.replay.Fold;
import dev.daybook.replay.Folded;
import dev.daybook.replay.ReadOptions;
import dev.daybook.replay.ReadReport;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * How many megabytes of a session's file does a strict fold take a second ({@code megabytes}), when
 * it wants every event, and when it wants one type of many?
 *
 * <p>Measured: opening the file, scanning, checking and decoding some 200 MB of the mix, into a
 * fold that only counts; every result is checked.
 *
 * <p>Not measured: the disk. The file has just been written and is read from the page cache; nor
 * what a real fold does with its events.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Benchmark)
public class StrictFold {

  private static final int FILE_BYTES = 200_000_000;

  /** What the fold asks for. */
  public enum Wanted {
    ALL(Set.of()),
    ONE_TYPE(Set.of("user_message"));

    private final Set<String> types;

    Wanted(Set<String> types) {
      this.types = types;
    }
  }

  @Param
  public Wanted wanted;

  private WorkFolder folder;
  private Daybook daybook;
  private int lines;
  private long bytes;
  private long entries;

  /** Megabytes, of a million bytes, that were read in the measured time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup(Level.Trial)
  public void write() throws IOException {
    EventMix mix = EventMix.load();
    folder = WorkFolder.create();
    daybook = Daybook.open(folder.path());
    lines = (int) (FILE_BYTES / (mix.bytesOf(mix.size()) / mix.size()));
    bytes = mix.bytesOf(lines);
    try (Session session = daybook.session(EventMix.SESSION)) {
      for (int i = 0; i < lines; i++) {
        session.record(mix.event(i));
      }
    }
    daybook.close();
    mix.requireComplete(daybook.file(EventMix.SESSION), daybook.counters(), lines);
    entries = 0;
    for (String type : wanted.types) {
      entries += mix.countOf(type, lines);
    }
    entries = wanted.types.isEmpty() ? lines : entries;
  }

  @TearDown(Level.Trial)
  public void delete() {
    folder.close();
  }

  @Benchmark
  public ReadReport fold(Volume volume) {
    ReadOptions options = ReadOptions.strict().withTypes(wanted.types);
    Folded<Long> folded = daybook.reader(EventMix.SESSION, options).fold(new Count());
    ReadReport report = folded.report();
    if (folded.result() != entries || report.lines() != lines || report.bytes() != bytes) {
      throw new IllegalStateException("the fold is not complete: lines="
          + lines
          + ", bytes="
          + bytes
          + ", entries="
          + entries
          + ", folded="
          + folded);
    }
    volume.megabytes += report.bytes() / 1e6;
    return report;
  }

  private static final class Count implements Fold<Long> {
    private long entries;

    @Override
    public void accept(Entry entry) {
      entries++;
    }

    @Override
    public Long result() {
      return entries;
    }
  }
}
