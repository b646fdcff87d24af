package dev.daybook.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Threads that deal the events of the mix out to the sessions of a crowd, and what that takes. */
final class ManyRecorders implements AutoCloseable {

  private final EventMix mix;
  private final int threads;
  private final ExecutorService pool;

  ManyRecorders(EventMix mix, int threads) {
    this.mix = mix;
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  void recordAndClose(SessionCrowd crowd, int events) throws Exception {
    share(events, i -> crowd.session(i).record(mix.event(i)));
    crowd.close();
  }

  void recordAndWait(SessionCrowd crowd, int events) throws Exception {
    share(events, i -> crowd.session(i).recordSync(mix.event(i)));
  }

  void recordOnce(SessionCrowd crowd) throws Exception {
    share(crowd.size(), i -> crowd.session(i).record(mix.event(i)));
    crowd.sync();
  }

  /** Each thread takes every so-manieth number. */
  private void share(int count, IntConsumer action) throws Exception {
    List<Callable<Void>> shares = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      shares.add(() -> {
        for (int i = first; i < count; i += threads) {
          action.accept(i);
        }
        return null;
      });
    }
    for (Future<Void> share : pool.invokeAll(shares)) {
      share.get();
    }
  }

  /** Returns the number of files that this process has open; 0 where the system does not say. */
  static long openFiles() throws Exception {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.count();
    }
  }

  /** The heap in use after collections. */
  static long heapBytes() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(
          used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
