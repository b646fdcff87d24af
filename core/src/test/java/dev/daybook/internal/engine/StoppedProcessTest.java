package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.ChildJvm;
import dev.daybook.DaybookException;
import dev.daybook.Overflow;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is stopped for longer than any of its time limits, and goes on. */
@Timeout(120)
class StoppedProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** Its ring is full until it reads a line. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      CountDownLatch forces = new CountDownLatch(1);
      CountDownLatch goesOn = new CountDownLatch(1);
      MemoryFile slow = new MemoryFile((call, operation) -> {
        if (operation.equals("force")) {
          forces.countDown();
          try {
            goesOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }
      });
      Journals options = new Journals();
      options.ringSlots = 64;
      options.blockTimeout = LIMIT.multipliedBy(60);
      Journal journal = options.start();
      Session session = journal.open("s", slow::asSessionFile);
      session.recordAsync(new UserMessage("held"));
      forces.await();
      for (int i = 0; i < 64; i++) {
        session.record(new UserMessage("m"));
      }
      Thread reader = new Thread(() -> {
        try {
          System.in.read();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        goesOn.countDown();
      });
      reader.start();
      System.out.println("full");
      try {
        long sequence = new Room(journal.ring(), Overflow.BLOCK, LIMIT.toNanos()).claim(0, true);
        System.out.println(sequence >= 0 ? "room" : "none");
      } catch (DaybookException overflow) {
        System.out.println(overflow.kind());
      }
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void findsTheRoomThatIsThereWhenItGoesOn() throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self"))).as("no signals here").isTrue();
    Process program = new ChildJvm().start(Program.class);
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    assertThat(printed.readLine()).isEqualTo("full");
    signal("-STOP", program);
    program.getOutputStream().write('\n');
    program.getOutputStream().flush();
    // nothing but time can make a time limit end
    TimeUnit.NANOSECONDS.sleep(LIMIT.plusSeconds(1).toNanos());
    signal("-CONT", program);
    assertThat(printed.readLine()).isEqualTo("room");
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void signal(String name, Process to) throws Exception {
    Process kill = new ProcessBuilder("kill", name, Long.toString(to.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
