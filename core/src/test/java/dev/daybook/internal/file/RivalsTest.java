package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that all want one session, open and close it, and make the kernel drop their locks
 * again and again, as an agent does that reads the files of its folder. All that was acknowledged
 * to one of them is in the file, under that seq, and nothing else.
 */
@Tag(Lab.TAG)
class RivalsTest {

  private static final String ID = "s-1";
  private static final int PROCESSES = 3;

  @TempDir
  Path root;

  @Test
  @Timeout(600)
  void ofProcessesThatLoseTheirLocksOneWrites() throws Exception {
    Finding finding = Lab.finding("dropped locks");
    finding
        .add("acknowledged", 0)
        .add("drops", 0)
        .add("refused", 0)
        .add("twice", 0)
        .add("lost", 0);
    Long given = Long.getLong("daybook.lab.seed");
    long seed = given != null ? given : System.nanoTime();
    List<Process> rivals = new ArrayList<>();
    for (int n = 0; n < PROCESSES; n++) {
      rivals.add(new ChildJvm()
          .flag("-XX:TieredStopAtLevel=1")
          .heapMegabytes(128)
          .start(
              Rival.class,
              root.toString(),
              Long.toString(seed + n),
              Long.toString(TimeUnit.SECONDS.toMillis(Lab.rounds(6, 120)))));
    }
    Map<Long, String> acknowledged = new HashMap<>();
    for (Process rival : rivals) {
      try (BufferedReader lines = rival.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] words = line.split(" ", -1);
          if (words[0].equals("ack")) {
            assertThat(acknowledged.put(Long.valueOf(words[1]), words[2]))
                .as("seq %s was acknowledged twice, seed=%d", words[1], seed)
                .isNull();
            finding.add("acknowledged", 1);
          } else {
            finding.add(words[0], Long.parseLong(words[1]));
          }
        }
      }
      assertThat(rival.waitFor()).isZero();
    }
    Map<Long, String> found = new HashMap<>();
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.verify(ID).findings()).as("seed=%d", seed).isEmpty();
      for (Entry entry : daybook.history(ID).entries()) {
        found.put(entry.seq(), ((UserMessage) entry.event()).text());
      }
    }
    assertThat(acknowledged).as("acknowledged, seed=%d", seed).isNotEmpty();
    assertThat(found).as("in the file, seed=%d", seed).containsAllEntriesOf(acknowledged);
  }

  /** One of the processes. */
  static final class Rival {

    private final Path root;
    private final Random random;
    private final Daybook daybook;
    private long drops;
    private long refused;
    private long recorded;

    private Rival(Path root, long seed) {
      this.root = root;
      this.random = new Random(seed);
      this.daybook = Daybook.open(root);
    }

    public static void main(String[] args) throws IOException {
      Rival rival = new Rival(Path.of(args[0]), Long.parseLong(args[1]));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]));
      while (System.nanoTime() < end) {
        rival.turn();
        LockSupport.parkNanos(rival.random.nextInt(3_000_000));
      }
      try {
        rival.daybook.close();
      } catch (DaybookException lostBefore) {
        rival.refused++;
      }
      System.out.println("drops " + rival.drops);
      System.out.println("refused " + rival.refused);
    }

    private void turn() throws IOException {
      Session session;
      try {
        session = daybook.openSession(ID);
      } catch (DaybookException locked) {
        refused++;
        return;
      }
      try (session) {
        for (int n = random.nextInt(20); n > 0; n--) {
          if (random.nextInt(3) == 0) {
            readEverything();
          }
          if (random.nextInt(8) == 0) {
            hide();
          }
          String text = ProcessHandle.current().pid() + "-" + recorded++;
          System.out.println("ack " + session.recordSync(new UserMessage(text)) + " " + text);
        }
      } catch (DaybookException lost) {
        refused++;
      }
    }

    /** As an agent that searches its folder. */
    private void readEverything() throws IOException {
      try (Stream<Path> files = Files.walk(root.resolve("locks"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.readAllBytes(file);
        }
      }
      drops++;
    }

    /** As if it ran in another container, so that it is not seen to run. */
    private void hide() throws IOException {
      LockRecordFile file = new LockRecordFile(new RootFolder(root), new SessionId(ID));
      LockRecord said = file.read();
      ProcessBirth self = ProcessBirth.SELF;
      if (self != null && said.holder().isThisProcess()) {
        ProcessBirth elsewhere =
            new ProcessBirth(self.boot(), "1" + self.namespace(), self.startTicks());
        SessionHolder hidden = new SessionHolder(
            said.holder().pid(),
            said.holder().host(),
            Optional.empty(),
            Optional.of(Instant.now()),
            elsewhere.text(),
            said.holder().presence());
        file.write(new LockRecord(hidden, said.goodBytes(), said.trustedBytes(), said.file()));
      }
    }
  }
}
