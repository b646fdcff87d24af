package dev.daybook.lab.device;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process whose disk loses its power: on command it opens a daybook and works in it until it is
 * to stop, and prints what Daybook promised, each promise after the call that gave it returned.
 * What it is about to do with whole files it prints before, with a question mark. It may go on when
 * the disk is back, with a new daybook: the old one has failed and was closed.
 */
final class CutWorkload {

  /** The work that goes on at the same time. */
  enum Shape {
    /** One session, many events on their way at once. */
    ONE,
    /** Many sessions, four threads that wait for each event. */
    MANY,
    /** Few sessions, and files that are created, forked, repaired, deleted. */
    FILES,
    /**
     * A few calls about whole files and then nothing, so that no later force makes up for one that
     * a call should have made.
     */
    CALM
  }

  /** Said when nothing follows by itself. */
  static final String AT_REST = "at rest";

  private static final int MAX_UNACKNOWLEDGED = 64;

  private final Daybook daybook;
  private final String round;
  private final Shape shape;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Set<String> opened = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();

  private CutWorkload(Path root, String round, Shape shape, int logBytes) {
    DaybookBuilder builder = Daybook.builder(root)
        .forceInterval(Duration.ofMillis(50))
        .listener(new JournalListener() {});
    this.daybook = (logBytes > 0 ? builder.commitLog(logBytes) : builder).open();
    this.round = round;
    this.shape = shape;
  }

  /**
   * Returns the command that starts a workload.
   *
   * @param logBytes the size of each file of a commit log; 0 for none
   */
  static String start(Path root, int round, Shape shape, int logBytes, Random random) {
    return "start " + root + " " + round + " " + shape + " " + random.nextLong() + " " + logBytes;
  }

  /** Commands on standard input: {@code start root round shape seed logBytes} and {@code stop}. */
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    CutWorkload running = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("start")) {
        running = new CutWorkload(
            Path.of(words[1]), words[2], Shape.valueOf(words[3]), Integer.parseInt(words[5]));
        running.start(Long.parseLong(words[4]));
      } else if (running != null) {
        running.stop();
        say("stopped");
      }
    }
  }

  static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
    }
  }

  private void start(long seed) {
    if (shape == Shape.ONE) {
      start("a", random -> recordMany("one", random), seed);
      return;
    }
    if (shape == Shape.CALM) {
      FileWork work = new FileWork(daybook, "c" + round, "m-0", stopped);
      start("c", work::runCalmly, seed);
      return;
    }
    int sessions = shape == Shape.MANY ? 60 : 8;
    for (int t = 0; t < (shape == Shape.MANY ? 4 : 2); t++) {
      String stream = round + "." + t;
      start("t" + t, random -> record(stream, sessions, random), seed + t + 1);
    }
    for (int t = 0; t < (shape == Shape.FILES ? 2 : 0); t++) {
      FileWork work = new FileWork(daybook, "f" + round + "-" + t, "m-0", stopped);
      start("f" + t, work::run, seed + 100 + t);
    }
  }

  /** Work that throws when the disk is gone. */
  interface Work {
    void run(Random random) throws IOException, InterruptedException;
  }

  private void start(String name, Work work, long seed) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run(new Random(seed));
          } catch (DaybookException | IOException | InterruptedException gone) {
            // the disk, as it was to be
          } catch (Throwable mistake) {
            say("mistake " + mistake);
          }
        },
        name);
    threads.add(thread);
    thread.start();
  }

  private void stop() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    try {
      daybook.close();
    } catch (DaybookException failed) {
      // as it must, after the cut
    }
  }

  private Session open(String id) {
    Session session = daybook.openSession(id);
    if (opened.add(id)) {
      say("! open " + id);
    }
    return session;
  }

  /** As many at once as a busy program has. */
  private void recordMany(String id, Random random) throws InterruptedException {
    Session session = open(id);
    Semaphore room = new Semaphore(MAX_UNACKNOWLEDGED);
    for (int n = 0; !stopped.get() && session.failure().isEmpty(); n++) {
      Said said = new Said(id, round, n);
      room.acquire();
      session.recordAsync(said.event()).whenComplete((seq, failure) -> {
        if (failure == null) {
          acknowledged(said, seq);
        }
        room.release();
      });
    }
    // nothing is reported of this round once the next one begins
    room.acquire(MAX_UNACKNOWLEDGED);
  }

  private void record(String stream, int sessions, Random random) {
    for (int n = 0; !stopped.get(); n++) {
      Said said = new Said("m-" + random.nextInt(sessions), stream, n);
      Session session = open(said.session());
      int how = random.nextInt(8);
      if (how < 2) {
        session.record(said.event());
      } else if (how == 2) {
        session.recordSync(said.event(), Durability.WRITTEN);
      } else {
        acknowledged(said, session.recordSync(said.event()));
      }
    }
  }

  private static void acknowledged(Said said, long seq) {
    say("+ " + said.session() + " " + said.stream() + " " + said.n() + " " + seq);
  }
}
