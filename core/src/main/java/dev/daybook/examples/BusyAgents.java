package dev.daybook.examples;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.read.Folded;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Agents that each record made-up turns in a session of their own, as fast as they can: what a user
 * asks, what a model answers, what tools do. Afterwards each session is folded back and compared
 * with what was recorded, event by event.
 */
public final class BusyAgents {

  private static final double NANOS = 1e9;
  private static final double MEGA = 1e6;
  private static final long POLL_MILLIS = 100;
  private static final DateTimeFormatter RUN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final List<BusyAgent> agents = new ArrayList<>();
  private final Daybook daybook;
  private final int eventsEach;
  private final Consumer<String> progress;
  private double recordSeconds;
  private double foldSeconds;
  private long foldedEntries;
  private long foldedBytes;
  private int complete;

  /**
   * Opens a new session for each agent.
   *
   * @param eventsEach the number of events that each of them records, from 2
   * @param progress takes a line now and then, for people
   */
  public BusyAgents(Daybook daybook, int agents, int eventsEach, Consumer<String> progress) {
    this.daybook = daybook;
    this.eventsEach = eventsEach;
    this.progress = progress;
    String run = "demo-"
        + RUN_NAME.format(LocalDateTime.now(ZoneOffset.UTC))
        + "-"
        + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x100000));
    for (int i = 0; i < agents; i++) {
      String id = run + "-agent-" + (i + 1);
      this.agents.add(new BusyAgent(new AgentScript(i, eventsEach), daybook.openSession(id)));
    }
  }

  /** Lets every agent record its script; returns when all of it is on the device. */
  public void record() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(agents.size());
    try {
      long start = System.nanoTime();
      CompletableFuture<?> all = CompletableFuture.allOf(agents.stream()
          .map(agent -> CompletableFuture.runAsync(agent::run, threads))
          .toArray(CompletableFuture<?>[]::new));
      while (!isDone(all)) {
        Counters now = daybook.counters();
        double seconds = (System.nanoTime() - start) / NANOS;
        progress.accept(String.format(
            Locale.ROOT,
            "%d agents: %,d events recorded, %,.0f events/s, %,d forces",
            agents.size(),
            now.written(),
            now.written() / seconds,
            now.forces()));
      }
      recordSeconds = (System.nanoTime() - start) / NANOS;
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean isDone(CompletableFuture<?> all) throws Exception {
    try {
      all.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception why) {
        throw why;
      }
      throw e;
    }
  }

  /** Folds every session back; returns the ids of those that are not what was recorded. */
  public List<String> check() {
    List<String> incomplete = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < agents.size(); i++) {
      String id = agents.get(i).sessionId();
      progress.accept("folding back " + (i + 1) + " of " + agents.size() + " sessions");
      Folded<ScriptCheck.Comparison> folded = daybook.fold(id, new ScriptCheck(i, eventsEach));
      foldedEntries += folded.report().entries();
      foldedBytes += folded.report().bytes();
      if (folded.result().isGood() && folded.report().tornTailBytes() == 0) {
        complete++;
      } else {
        incomplete.add(id);
      }
    }
    foldSeconds = (System.nanoTime() - start) / NANOS;
    return incomplete;
  }

  /** Returns the results for people. */
  public String summary(String where) {
    Histogram records = new Histogram(3);
    Histogram syncs = new Histogram(3);
    for (BusyAgent agent : agents) {
      records.add(agent.records);
      syncs.add(agent.syncs);
    }
    Counters counters = daybook.counters();
    return String.join(
        "\n",
        line("agents", "%d, each with a thread and a session", agents.size()),
        line("recorded", "%,d events in %.2f s", counters.forced(), recordSeconds),
        line(
            "",
            "%,.0f events/s, %,.1f MB/s",
            counters.forced() / recordSeconds,
            counters.bytesWritten() / MEGA / recordSeconds),
        line("record()", "%s", latency(records)),
        line("recordSync()", "%s", latency(syncs)),
        line(
            "forces",
            "%,d for %,d recordSync() calls, %,.0f events per force",
            counters.forces(),
            syncs.getTotalCount(),
            (double) counters.forced() / Math.max(1, counters.forces())),
        line(
            "folded back",
            "%,d events, %,.0f MB/s, decoded and compared one by one",
            foldedEntries,
            foldedBytes / MEGA / foldSeconds),
        line(
            "complete",
            "%d of %d sessions: every event there, in order, as recorded",
            complete,
            agents.size()),
        line("files", "%,.1f MB in %s", foldedBytes / MEGA, where),
        "");
  }

  private static String line(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "%-14s", name) + String.format(Locale.ROOT, format, values);
  }

  private static String latency(Histogram nanos) {
    return "p50 "
        + duration(nanos.getValueAtPercentile(50))
        + ", p99 "
        + duration(nanos.getValueAtPercentile(99))
        + ", p99.9 "
        + duration(nanos.getValueAtPercentile(99.9));
  }

  private static String duration(long nanos) {
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
