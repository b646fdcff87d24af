package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A log that is read by people says once at length why a session failed, however long it does. */
@Timeout(60)
@Isolated("reads the log of the process")
class LoggingListenerTest {

  private static final Duration SOON = Duration.ofMillis(1);

  private final Logger logger = Logger.getLogger(JournalListener.class.getName());
  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      logged.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };
  private final Journals options = new Journals();
  private final AtomicReference<String> failing = new AtomicReference<>("");
  private final AtomicInteger opened = new AtomicInteger();
  private final MemoryDisk disk = new MemoryDisk((call, operation) -> {
    if (operation.equals("open")) {
      opened.incrementAndGet();
    }
    if (failing.get().contains(operation)) {
      throw new IOException("no space left");
    }
  });

  @BeforeEach
  void capture() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    options.supervision = new Supervision(SOON, SOON);
    options.listener = JournalListener.logging();
  }

  @AfterEach
  void letGo() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private long stacks() {
    return logged.stream().filter(entry -> entry.getThrown() != null).count();
  }

  private long tries() {
    return logged.stream()
        .filter(entry -> entry.getMessage().startsWith("session not recovered yet: session=s, "))
        .count();
  }

  private void failsAndComesBack(Session session, String operation) {
    failing.set(operation);
    // waited for, so that it is forced at once
    session.recordAsync(new UserMessage("lost"));
    long before = tries();
    Journals.await(() -> tries() > before + 5);
    failing.set("");
    Journals.await(() -> session.failure().isEmpty());
  }

  @Test
  void triesThatCannotOpenTheFileAreOneLineEach() throws Exception {
    Journal journal = options.start();
    Session session = journal.open("s", disk);
    failsAndComesBack(session, "write open");
    Journals.await(() -> logged.stream()
        .anyMatch(entry -> entry.getMessage().startsWith("session recovered: session=s")));
    assertThat(stacks()).isOne();
    assertThat(logged.stream().map(LogRecord::getMessage).filter(line -> line.contains("\n")))
        .isEmpty();
    session.recordAsync(new UserMessage("kept")).join();

    failsAndComesBack(session, "force open");
    assertThat(stacks()).as("another failure of a session that was back").isEqualTo(2);
    closeAnyhow(journal);
  }

  /** As on a full disk: the file opens, and takes nothing. */
  @Test
  void triesAfterWhichTheFileTakesNothingAreOneLineEach() throws Exception {
    Journal journal = options.start();
    Session session = journal.open("s", disk);
    failsAndComesBack(session, "write");
    assertThat(opened.get()).isGreaterThan(5);
    assertThat(stacks()).isOne();
    closeAnyhow(journal);
  }

  private static void closeAnyhow(Journal journal) {
    try {
      journal.close();
    } catch (RuntimeException lostEvents) {
      // or that it has failed again
      assertThat(lostEvents).isInstanceOf(DaybookException.class);
    }
  }
}
