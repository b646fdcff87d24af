package dev.daybook.internal.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Growths of files, tried on two threads. The differences are what a grown file became other than
 * at once.
 */
final class Growths implements AutoCloseable {

  private static final int THREADS = 2;

  /** The growths that one root in memory is used for. */
  private static final int A_PART = 2_000;

  private final Path folder;
  private final Consumer<String> progress;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<List<String>>> parts = new ArrayList<>();
  private long count;

  /**
   * @param folder a folder for them, in memory where there is one
   * @param progress takes a line for each part that was tried, so that a long run that is cut off
   *     has said what it showed
   */
  Growths(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Adds growths of a file: for each, the lengths at which it is imported before it is whole. */
  void add(String name, byte[] whole, List<int[]> growths) {
    for (int from = 0; from < growths.size(); from += A_PART) {
      List<int[]> part = growths.subList(from, Math.min(growths.size(), from + A_PART));
      Path own = folder.resolve(String.valueOf(parts.size()));
      count += part.size();
      parts.add(threads.submit(() -> {
        List<String> differences = differences(own, name, whole, part);
        progress.accept(name + ": growths=" + part.size() + ", differences=" + differences);
        return differences;
      }));
    }
  }

  private static List<String> differences(
      Path folder, String name, byte[] whole, List<int[]> growths) throws IOException {
    List<String> differences = new ArrayList<>();
    try (GrowingFile file = new GrowingFile(Files.createDirectories(folder), name)) {
      Map<String, byte[]> atOnce = file.sessions(whole);
      for (int[] lengths : growths) {
        Map<String, byte[]> grown = file.sessions(whole, lengths);
        String difference = difference(atOnce, grown);
        if (!difference.isEmpty()) {
          differences.add(name + " at " + Arrays.toString(lengths) + ": " + difference);
        }
      }
    }
    return differences;
  }

  private static String difference(Map<String, byte[]> atOnce, Map<String, byte[]> grown) {
    if (!grown.keySet().equals(atOnce.keySet())) {
      return "sessions " + grown.keySet();
    }
    TreeSet<String> others = new TreeSet<>();
    grown.forEach((session, bytes) -> {
      int at = Arrays.mismatch(bytes, atOnce.get(session));
      if (at >= 0) {
        others.add(session + " from byte " + at);
      }
    });
    return others.isEmpty() ? "" : others.toString();
  }

  /** Returns the number of growths. */
  long count() {
    return count;
  }

  /** Waits for all; returns the differences. */
  List<String> differences() throws Exception {
    List<String> differences = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      differences.addAll(part.get());
    }
    return differences;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
