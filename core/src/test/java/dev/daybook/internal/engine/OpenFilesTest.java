package dev.daybook.internal.engine;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More sessions are open than files may be. */
@Timeout(60)
class OpenFilesTest {

  private static final IOException CAUSE = new IOException("injected");

  private final Journals options = new Journals();
  private final MemoryFile a = new MemoryFile();
  private final MemoryFile b = new MemoryFile();
  private final MemoryFile c = new MemoryFile();

  private static SessionHandle open(Journal journal, String id, MemoryFile file)
      throws IOException {
    return journal.open(id, file::asSessionFile);
  }

  private static long write(SessionHandle session, String text) {
    return session.recordSync(new UserMessage(text), Durability.WRITTEN);
  }

  private Set<String> evicted() {
    Set<String> evicted = new TreeSet<>();
    if (a.isEvicted()) {
      evicted.add("a");
    }
    if (b.isEvicted()) {
      evicted.add("b");
    }
    if (c.isEvicted()) {
      evicted.add("c");
    }
    return evicted;
  }

  @Test
  void aFileIsForcedBeforeItsEvictionAndIsReopened() throws IOException {
    options.maxOpenFiles = 1;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      assertThat(evicted()).as("there is room for one").containsExactly("b");
      assertThat(write(first, "a0")).isZero();
      assertThat(a.forcedContent()).isEmpty();
      assertThat(write(second, "b0")).isZero();
      assertThat(evicted()).containsExactly("a");
      assertThat(Journals.texts(a.forcedContent())).containsExactly("a0");
      assertThat(first.counters().forced()).isEqualTo(1);
      assertThat(write(first, "a1")).isEqualTo(1);
      assertThat(write(second, "b1")).isEqualTo(1);
      assertThat(first.recordSync(new UserMessage("a2"))).isEqualTo(2);
    }
    assertThat(Journals.texts(a.forcedContent())).containsExactly("a0", "a1", "a2");
    assertThat(Journals.texts(b.forcedContent())).containsExactly("b0", "b1");
    assertThat(a.isClosed()).isTrue();
    assertThat(b.isClosed()).isTrue();
  }

  @Test
  void theFileThatWasNotWrittenToForTheLongestTimeIsEvicted() throws IOException {
    options.maxOpenFiles = 2;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      SessionHandle third = open(journal, "c", c);
      write(first, "a0");
      write(second, "b0");
      write(first, "a1");
      write(third, "c0");
      assertThat(evicted()).containsExactly("b");
      write(second, "b1");
      assertThat(evicted()).containsExactly("a");
      assertThat(a.count("evict")).isEqualTo(1);
    }
  }

  @Test
  void aSessionThatIsClosedMakesRoom() throws IOException {
    options.maxOpenFiles = 1;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      first.close();
      write(second, "b0");
      SessionHandle third = open(journal, "c", c);
      assertThat(evicted()).containsExactly("c");
      assertThat(a.count("evict")).isZero();
      second.close();
      write(third, "c0");
      assertThat(evicted()).isEmpty();
    }
  }

  @Test
  void manySessionsInOneBatchEachGetTheirOwn() throws IOException {
    options.maxOpenFiles = 3;
    List<MemoryFile> files = new ArrayList<>();
    List<SessionHandle> sessions = new ArrayList<>();
    try (Journal journal = options.start()) {
      for (int s = 0; s < 20; s++) {
        files.add(new MemoryFile());
        sessions.add(open(journal, "s" + s, files.get(s)));
      }
      for (int n = 0; n < 400; n++) {
        int s = (n * 7) % 20;
        sessions.get(s).record(new UserMessage(s + "-" + n));
        if (n % 40 == 39) {
          // what is written is no longer being opened or closed
          journal.sync();
          assertThat(files.stream().filter(file -> !file.isEvicted()).count()).isEqualTo(3);
        }
      }
      assertThat(journal.counters().forced()).isEqualTo(400);
      assertThat(files)
          .as("no bytes rest unforced")
          .allSatisfy(file -> assertThat(file.content()).isEqualTo(file.forcedContent()));
    }
    for (int s = 0; s < 20; s++) {
      String prefix = s + "-";
      List<String> texts = Journals.texts(files.get(s).forcedContent());
      assertThat(texts).hasSize(20).allMatch(text -> text.startsWith(prefix));
      assertThat(Journals.entries(files.get(s).content()))
          .extracting(entry -> entry.seq())
          .isSorted();
    }
  }

  @Test
  void aWaiterIsAcknowledgedByTheForceBeforeTheEviction() throws Exception {
    options.maxOpenFiles = 1;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      for (int n = 0; n < 200; n++) {
        var one = first.recordAsync(new UserMessage("a" + n));
        var other = second.recordAsync(new UserMessage("b" + n));
        assertThat(one.get()).isEqualTo(n);
        assertThat(other.get()).isEqualTo(n);
        assertThat(Journals.texts(a.forcedContent())).hasSizeGreaterThan(n);
        assertThat(Journals.texts(b.forcedContent())).hasSizeGreaterThan(n);
      }
    }
  }

  @Test
  void aWatcherSeesWhatIsWrittenAfterTheEviction() throws IOException {
    options.maxOpenFiles = 1;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      AtomicLong seen = new AtomicLong();
      write(first, "a0");
      write(second, "b0");
      assertThat(first.watch(positionsTo(seen))).isEqualTo(a.content().length);
      write(first, "a1");
      first.sync();
      assertThat(seen.get()).isEqualTo(a.content().length);
    }
  }

  @Test
  void aSyncOrACloseNeedsNoEvictedFile() throws IOException {
    options.maxOpenFiles = 1;
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      write(first, "a0");
      write(second, "b0");
      first.sync();
      journal.sync();
      assertThat(first.recordAsync(new UserMessage("a1"), Durability.WRITTEN)).isNotNull();
      write(second, "b1");
      first.close();
      assertThat(a.count("reopen")).isEqualTo(1);
      assertThat(Journals.texts(a.forcedContent())).containsExactly("a0", "a1");
    }
  }

  // --- what may fail

  private static SessionWatcher positionsTo(AtomicLong seen) {
    return new SessionWatcher() {
      @Override
      public void written(long position) {
        seen.set(position);
      }

      @Override
      public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

      @Override
      public void missed(long count) {}

      @Override
      public void ended(@Nullable DaybookException failure) {}
    };
  }

  private static MemoryFile failing(String operation, AtomicInteger times) {
    return new MemoryFile((call, made) -> {
      if (made.equals(operation) && times.getAndDecrement() > 0) {
        throw CAUSE;
      }
    });
  }

  @Test
  void aFileThatCannotBeOpenedAgainFailsItsSessionAlone() throws IOException {
    options.maxOpenFiles = 1;
    Queue<String> reported = new ConcurrentLinkedQueue<>();
    options.listener = new JournalListener() {
      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        reported.add(sessionId);
      }
    };
    MemoryFile broken = failing("reopen", new AtomicInteger(Integer.MAX_VALUE));
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", broken);
      SessionHandle second = open(journal, "b", b);
      write(first, "a0");
      write(second, "b0");
      first.record(new UserMessage("a1"));
      DaybookException failure = faultOf(() -> write(first, "a2"));
      assertThat(failure.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(failure).hasRootCause(CAUSE);
      assertThat(failure.details())
          .containsEntry("operation", "open")
          .containsEntry("forcedSeq", 0L);
      assertThat(write(second, "b1")).isEqualTo(1);
      assertThat(first.counters().written()).isEqualTo(1);
      // the second is refused before it reaches the ring if the first has failed by then
      assertThat(first.counters().failed()).isBetween(1L, 2L);
      assertThat(faultOf(first::close)).hasRootCause(CAUSE);
      assertThat(broken.isClosed()).isTrue();
      second.close();
    }
    Journals.await(() -> List.of("a").equals(List.copyOf(reported)));
    assertThat(Journals.texts(broken.content())).containsExactly("a0");
    assertThat(Journals.texts(b.forcedContent())).containsExactly("b0", "b1");
  }

  @Test
  void aFileThatCannotBeForcedGivesItsDescriptorBackAndFails() throws IOException {
    options.maxOpenFiles = 1;
    MemoryFile broken = failing("force", new AtomicInteger(1));
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", broken);
      SessionHandle second = open(journal, "b", b);
      write(first, "a0");
      assertThat(write(second, "b0")).isZero();
      assertThat(broken.isEvicted()).isTrue();
      assertThat(first.failure().orElseThrow().details()).containsEntry("operation", "force");
      assertThat(first.counters().forced()).isZero();
      assertThat(faultOf(first::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(broken.count("force")).as("never tried again").isEqualTo(1);
      assertThat(faultOf(first::close)).hasRootCause(CAUSE);
    }
    assertThat(Journals.texts(b.forcedContent())).containsExactly("b0");
  }

  @Test
  void aFileThatCannotBeClosedFailsItsSession() throws IOException {
    options.maxOpenFiles = 1;
    MemoryFile broken = failing("evict", new AtomicInteger(1));
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", broken);
      SessionHandle second = open(journal, "b", b);
      write(first, "a0");
      assertThat(write(second, "b0")).isZero();
      assertThat(first.failure().orElseThrow().details()).containsEntry("operation", "close");
      assertThat(faultOf(first::close)).hasRootCause(CAUSE);
    }
  }

  @Test
  void whereNoDescriptorIsLeftAnIdleSessionGivesItsOwn() throws IOException {
    options.maxOpenFiles = 3;
    MemoryFile refused = failing("reopen", new AtomicInteger(1));
    MemoryFile fourth = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle first = open(journal, "a", a);
      SessionHandle second = open(journal, "b", b);
      SessionHandle third = open(journal, "c", c);
      SessionHandle last = open(journal, "d", refused);
      write(first, "a0");
      write(second, "b0");
      write(third, "c0");
      assertThat(write(last, "d0")).isZero();
      assertThat(evicted()).as("one for the limit, one for the refusal").containsExactly("a", "b");
      assertThat(write(open(journal, "e", fourth), "e0")).isZero();
      assertThat(write(first, "a1")).isEqualTo(1);
    }
    assertThat(Journals.texts(refused.forcedContent())).containsExactly("d0");
  }

  @Test
  void aSupervisedSessionThatCouldNotBeOpenedComesBack() throws Exception {
    options.maxOpenFiles = 1;
    options.supervision = new Supervision(Duration.ofNanos(1), Duration.ofMillis(1));
    ConcurrentLinkedQueue<String> operations = new ConcurrentLinkedQueue<>();
    AtomicInteger failures = new AtomicInteger(1);
    MemoryDisk disk = new MemoryDisk((call, operation) -> {
      operations.add(operation);
      if (operation.equals("reopen") && failures.getAndDecrement() > 0) {
        throw CAUSE;
      }
    });
    MemoryDisk other = new MemoryDisk(MemoryFile.Fault.NONE);
    try (Journal journal = options.start()) {
      SessionHandle first = journal.open("a", disk);
      SessionHandle second = journal.open("b", other);
      write(first, "a0");
      write(second, "b0");
      first.record(new UserMessage("a1"));
      Journals.await(() -> disk.opened() == 2 && first.failure().isEmpty());
      write(second, "b1");
      write(first, "a2");
      assertThat(faultOf(first::sync)).as("reported once").hasRootCause(CAUSE);
      assertThat(write(second, "b2")).isEqualTo(2);
    }
    assertThat(operations).as("it rests again once it came back").contains("evict");
    assertThat(disk.entries().get(0).event()).isEqualTo(new UserMessage("a0"));
    assertThat(disk.entries().get(1).event()).isEqualTo(new Gap(1, Gap.FAILURE));
    assertThat(disk.entries().get(2).event()).isEqualTo(new UserMessage("a2"));
    assertThat(disk.misuses()).isEmpty();
    assertThat(other.misuses()).isEmpty();
  }

  /** The journal thread meets its return and another's event in one batch. */
  @Test
  void aSessionThatComesBackAndIsEvictedAtOnceStays() throws Exception {
    options.maxOpenFiles = 1;
    options.supervision = new Supervision(Duration.ofNanos(1), Duration.ofMillis(1));
    Gate reopening = new Gate();
    Gate forcing = new Gate();
    AtomicInteger opened = new AtomicInteger();
    AtomicBoolean isWritten = new AtomicBoolean();
    AtomicBoolean isWoken = new AtomicBoolean();
    MemoryDisk disk = new MemoryDisk((call, operation) -> {
      if (operation.equals("open") && opened.getAndIncrement() == 1) {
        reopening.pass();
      }
      if ((operation.equals("write") && !isWritten.getAndSet(true))
          || (operation.equals("reopen") && !isWoken.getAndSet(true))) {
        throw CAUSE;
      }
    });
    MemoryFile other = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        forcing.pass();
      }
    });
    try (Journal journal = options.start()) {
      SessionHandle first = journal.open("a", disk);
      SessionHandle second = open(journal, "b", other);
      first.record(new UserMessage("a0"));
      Journals.await(() -> first.failure().isPresent());
      var forced = second.recordAsync(new UserMessage("b0"));
      forcing.awaitArrival();
      reopening.open();
      Journals.await(() -> journal.requests().isAny());
      second.record(new UserMessage("b1"));
      forcing.open();
      assertThat(forced.get()).isZero();
      second.sync();
      Journals.await(() -> {
        try {
          first.recordSync(new UserMessage("a1"));
          return true;
        } catch (DaybookException notYet) {
          return false;
        }
      });
      assertThat(faultOf(first::sync)).as("reported once").hasRootCause(CAUSE);
    }
    assertThat(disk.misuses()).isEmpty();
  }

  /** The n-th call to the file of one of three sessions fails, for every n. */
  @Test
  void noFailureIsHiddenAndNoPromiseBroken() throws Exception {
    boolean untouched = false;
    for (int n = 1; !untouched; n++) {
      int at = n;
      MemoryFile broken = new MemoryFile((call, operation) -> {
        if (call == at) {
          throw CAUSE;
        }
      });
      MemoryFile sound = new MemoryFile();
      List<String> acknowledged = new ArrayList<>();
      Journals tight = new Journals();
      tight.maxOpenFiles = 1;
      try (Journal journal = tight.start()) {
        SessionHandle first = open(journal, "a", broken);
        SessionHandle second = open(journal, "b", sound);
        for (int i = 0; i < 5; i++) {
          String text = "a" + i;
          try {
            first.record(new UserMessage("plain " + i));
            if (i % 2 == 0) {
              first.recordSync(new UserMessage(text));
              acknowledged.add(text);
            } else {
              write(first, text);
            }
          } catch (DaybookException refused) {
            assertThat(refused.kind()).as("call %s", n).isEqualTo(Kind.SESSION_FAILED);
          }
          assertThat(second.recordSync(new UserMessage("b" + i))).isEqualTo(i);
        }
        try {
          first.close();
          assertThat(first.counters().forced()).isEqualTo(10);
        } catch (DaybookException refused) {
          assertThat(refused).as("call %s", n).hasRootCause(CAUSE);
        }
      } catch (DaybookException refused) {
        assertThat(refused).as("call %s", n).hasRootCause(CAUSE);
      }
      assertThat(Journals.texts(broken.forcedContent())).as("call %s", n).containsAll(acknowledged);
      assertThat(Journals.texts(sound.forcedContent())).hasSize(5);
      untouched = broken.calls() < n;
    }
  }
}
