package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that never closes its daybook. */
@Timeout(120)
class ShutdownHookTest {

  private static final int EVENTS = 5_000;

  @TempDir(factory = MemoryFolder.class)
  Path root;

  /** Closes the daybook where it is written, which is refused. */
  record Closing(String text) implements SessionEvent {
    private static volatile @Nullable Daybook daybook;

    @Override
    public String text() {
      Daybook closed = daybook;
      if (closed != null && Thread.currentThread().getName().equals("daybook-journal")) {
        closed.close();
      }
      return text;
    }
  }

  /** Records, and ends in one of many ways. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      Path root = Path.of(args[1]);
      switch (args[0]) {
        case "return" -> record(root);
        case "exit" -> {
          record(root);
          System.exit(3);
        }
        case "throw" -> {
          record(root);
          throw new IllegalStateException("planned");
        }
        case "signal" -> {
          record(root);
          System.out.println("recorded");
          new CountDownLatch(1).await();
        }
        case "refused" -> {
          Daybook daybook = Daybook.builder(root).register(Closing.class).open();
          Closing.daybook = daybook;
          Session session = daybook.openSession("s");
          session.record(new Closing("refused"));
          while (session.counters().rejected() == 0) {
            Thread.onSpinWait();
          }
          record(session);
        }
        case "lost" -> {
          // the log knows its handlers, and will reset them
          System.getLogger("dev.daybook").log(System.Logger.Level.INFO, "begins");
          // the last force finds it, and none before
          Daybook daybook =
              Daybook.builder(root).forceInterval(Duration.ofHours(1)).open();
          daybook.openSession("s").recordSync(new UserMessage("m"));
          Files.delete(daybook.file("s"));
          record(daybook.openSession("s"));
        }
        case "late" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> record(root)));
        default -> throw new AssertionError(args[0]);
      }
    }

    private static void record(Path root) {
      record(Daybook.open(root).openSession("s"));
    }

    private static void record(Session session) {
      for (int i = 0; i < EVENTS; i++) {
        session.record(new UserMessage("m" + i));
      }
      if (!Thread.currentThread().getName().equals("main")) {
        session.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "throw", "signal", "late", "refused"})
  void whatWasRecordedIsThereHoweverTheProgramEnds(String how) throws Exception {
    Process program = new ChildJvm().start(Program.class, how, root.toString());
    if (how.equals("signal")) {
      BufferedReader printed = new BufferedReader(
          new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
      assertThat(printed.readLine()).isEqualTo("recorded");
      program.destroy();
    }
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue())
        .isEqualTo(
            switch (how) {
              case "exit" -> 3;
              case "throw" -> 1;
              case "signal" -> 128 + 15;
              default -> 0;
            });
    assertThat(Daybook.open(root).history("s").entries()).hasSize(EVENTS);
  }

  @Test
  void whatCouldNotBeWrittenIsReportedThoughTheLogIsClosed() throws Exception {
    String printed = new ChildJvm().run(Program.class, "lost", root.toString());
    assertThat(printed)
        .contains("daybook: not everything that was recorded is on disk at the end: ")
        .contains("SESSION_FAILED");
  }

  @Test
  void isThereFromTheFirstSessionUntilTheEnd() {
    Daybook daybook = Daybook.open(root);
    assertThat(daybook.journal.hook).isNull();
    daybook.openSession("s").record(new UserMessage("m"));
    ShutdownHook hook = daybook.journal.hook;
    assertThat(hook).isNotNull();
    daybook.close();
    assertThat(Runtime.getRuntime().removeShutdownHook(hook)).as("still there").isFalse();
  }

  @Test
  @SuppressWarnings("DoNotCall") // the JVM would start it only at its end
  void closesWhatIsOpenAndIsHarmlessAfterwards() {
    Daybook daybook = Daybook.open(root);
    Session session = daybook.openSession("s");
    session.record(new UserMessage("m"));
    ShutdownHook hook = daybook.journal.hook;
    assertThat(hook).isNotNull();
    hook.run();
    assertThat(session.counters().forced()).isEqualTo(1);
    hook.run();
    daybook.close();
  }

  @Test
  void containersDoWithout() {
    try (Daybook daybook = Daybook.builder(root).shutdownHook(false).open()) {
      daybook.openSession("s").record(new UserMessage("m"));
      assertThat(daybook.journal.hook).isNull();
    }
  }
}
