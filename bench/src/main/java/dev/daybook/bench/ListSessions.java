package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.Fold;
import dev.daybook.read.Folded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * The time that it takes to list the sessions of a folder, newest first, with their number of
 * entries, their beginning and their last change.
 *
 * <p>Measured: the catalog, which reads the two ends of each file, and Daybook's own fold of each
 * whole file, as a program does that has no catalog; both on a thread for each core. No peer in
 * {@link FoldThroughput} reads a file faster. Each session is the mix of eight sessions, some 240
 * KB. Both lists are checked to be equal.
 *
 * <p>Not measured: the disk. The files are in the page cache, which favours the one that reads
 * more, and on the device, so that nothing is written back meanwhile. {@code fastest} is of each
 * iteration the list that was disturbed least.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 2, time = 1)
@State(Scope.Benchmark)
public class ListSessions {

  /** Ways to a list. */
  public enum How {
    DAYBOOK {
      @Override
      List<FoundSession> list(Daybook daybook) {
        return daybook.catalog().list().stream().map(FoundSession::of).toList();
      }
    },
    READ_ALL {
      @Override
      List<FoundSession> list(Daybook daybook) {
        return daybook.catalog().ids().parallelStream()
            .map(id -> read(daybook, id))
            .sorted(Comparator.comparing(FoundSession::updated)
                .reversed()
                .thenComparing(FoundSession::id))
            .toList();
      }

      private FoundSession read(Daybook daybook, String id) {
        Folded<Ends> read = daybook.fold(id, new Ends());
        Ends ends = read.result();
        return new FoundSession(
            id, ends.entries, ends.created, ends.updated, read.report().bytes());
      }
    };

    abstract List<FoundSession> list(Daybook daybook);
  }

  /** The summary of a session that both ways find. */
  record FoundSession(String id, long entries, Instant created, Instant updated, long bytes) {
    static FoundSession of(SessionSummary summary) {
      return new FoundSession(
          summary.id(),
          summary.entries().orElseThrow(),
          summary.created().orElseThrow(),
          summary.updated(),
          summary.bytes());
    }
  }

  private static final class Ends implements Fold<Ends> {
    private long entries;
    private Instant created;
    private Instant updated;

    @Override
    public void accept(Entry entry) {
      created = created == null ? entry.ts() : created;
      updated = entry.ts();
      entries++;
    }

    @Override
    public Ends result() {
      return this;
    }
  }

  @Param
  public How how;

  @Param({"1000", "10000"})
  public int sessions;

  private WorkFolder folder;
  private Daybook daybook;
  private List<FoundSession> last;
  private long fastestNanos = Long.MAX_VALUE;

  @Setup(Level.Trial)
  public void write() throws IOException {
    EventMix mix = EventMix.load();
    folder = WorkFolder.create();
    daybook = Daybook.open(folder.path());
    List<SessionEvent> events = new ArrayList<>();
    for (int i = 0; i < mix.size(); i++) {
      events.add(mix.event(i));
    }
    Path files = daybook.file(EventMix.SESSION).getParent();
    Files.createDirectories(files);
    IntStream.range(0, sessions)
        .parallel()
        .forEach(i -> writeSession(files, "session-" + i, events));
  }

  /** Forced, so that the system does not write it back while a list is measured. */
  private static void writeSession(Path files, String id, List<SessionEvent> events) {
    Path file = files.resolve(id + ".ndjson");
    byte[] quotedId = BatchEncoder.quoted(id);
    Instant now = Instant.now();
    try (BatchEncoder lines = new BatchEncoder(EventTypes.standard(), 1 << 16, 1 << 20);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < events.size(); i++) {
        lines.encode(quotedId, i, now.getEpochSecond(), now.getNano(), null, events.get(i));
      }
      ByteBuffer bytes = lines.view(0, lines.position());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TearDown(Level.Trial)
  public void delete() {
    folder.close();
  }

  @TearDown(Level.Iteration)
  public void compare() {
    Readings.add("fastest", fastestNanos / 1e6, "ms");
    fastestNanos = Long.MAX_VALUE;
    if (how == How.READ_ALL && !How.DAYBOOK.list(daybook).equals(last)) {
      throw new IllegalStateException("the lists are not equal: sessions=" + last.size());
    }
  }

  @Benchmark
  public List<?> list() {
    long start = System.nanoTime();
    List<FoundSession> listed = how.list(daybook);
    fastestNanos = Math.min(fastestNanos, System.nanoTime() - start);
    if (listed.size() != sessions) {
      throw new IllegalStateException("the list is not complete: sessions=" + listed.size());
    }
    last = listed;
    return listed;
  }
}
