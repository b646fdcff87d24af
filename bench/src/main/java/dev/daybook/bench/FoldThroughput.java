package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import java.io.IOException;
import java.nio.file.Path;
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
 * The megabytes of a session's file that are read a second ({@code megabytes}), from the bytes to
 * one object an event, by Daybook and by what a program would use instead.
 *
 * <p>Measured: opening the file, scanning, checking and decoding {@value #FILE_BYTES} bytes of the
 * mix, and counting the events; each count is checked. {@link SessionReaders} says what each reader
 * does. The heap has a quarter of the file's size, so that none can hold it. {@code bytesPerLine}
 * is what the reading thread allocates for a line.
 *
 * <p>Not measured: the disk, since the file has just been written and is read from the page cache;
 * nor what a program does with its events.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
@State(Scope.Benchmark)
public class FoldThroughput {

  private static final long FILE_BYTES = 1_000_000_000;

  @Param
  public SessionReaders reader;

  private WorkFolder folder;
  private Daybook daybook;
  private Path file;
  private long fileBytes;
  private long expected;
  private int lines;
  private long allocated;
  private long linesRead;

  /** Megabytes, of a million bytes, that were read in the measured time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class ReadVolume {
    public double megabytes;
  }

  @Setup(Level.Trial)
  public void write() throws IOException {
    EventMix mix = EventMix.load();
    folder = WorkFolder.create();
    daybook = Daybook.open(folder.path());
    lines = (int) (FILE_BYTES / (mix.bytesOf(mix.size()) / mix.size()));
    try (Session session = daybook.openSession(EventMix.SESSION)) {
      for (int i = 0; i < lines; i++) {
        session.record(mix.event(i));
      }
    }
    daybook.close();
    file = daybook.file(EventMix.SESSION);
    mix.requireComplete(file, daybook.counters(), lines);
    fileBytes = mix.bytesOf(lines);
    expected = reader == SessionReaders.DAYBOOK_ONE_TYPE
        ? mix.countOf(SessionReaders.ONE_TYPE, lines)
        : lines;
  }

  @TearDown(Level.Trial)
  public void delete() {
    folder.close();
  }

  @TearDown(Level.Iteration)
  public void readBooks() {
    Readings.add("bytesPerLine", (double) allocated / linesRead, "B/line");
    allocated = 0;
    linesRead = 0;
  }

  @Benchmark
  public long fold(ReadVolume volume) throws IOException {
    long before = ThreadBooks.bytesOfCaller();
    long events = reader.count(daybook, file);
    allocated += ThreadBooks.bytesOfCaller() - before;
    linesRead += lines;
    if (events != expected) {
      throw new IllegalStateException("the reading is not complete: lines="
          + lines
          + ", expected="
          + expected
          + ", events="
          + events);
    }
    volume.megabytes += fileBytes / 1e6;
    return events;
  }
}
