package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.EntryCount;
import dev.daybook.event.Progress;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that comes into being with a stream of events. */
@Timeout(120)
class CreateStreamTest {

  /** Some megabytes of lines: several batches. */
  private static final int SEVERAL_BATCHES = 40_000;

  @TempDir
  Path root;

  @Test
  void aMillionEventsNeedNoMoreMemoryThanABatch() throws Exception {
    String printed = new ChildJvm()
        .flag("-XX:+UseSerialGC")
        .heapMegabytes(24)
        .flag("-XX:MaxDirectMemorySize=16m")
        .withinSeconds(110)
        .run(Creator.class, root.toString());
    assertThat(printed).contains("1000000 entries");
  }

  @Test
  void whatOneElementBecomesIsNotHeldEither() {
    AtomicLong read = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    RecordedDisk disk = new RecordedDisk(new DiskObserver() {
      private long before;

      @Override
      public void before(Operation operation) {
        if (operation instanceof Operation.Write) {
          mostAhead.accumulateAndGet(read.get() - before, Math::max);
          before = read.get();
        }
      }
    });
    try (Daybook daybook = Daybook.open(disk.path(root))) {
      daybook.createSession(
          "s-1",
          Stream.of(1)
              .flatMap(one -> messages(SEVERAL_BATCHES))
              .peek(each -> read.incrementAndGet()));
      assertThat(mostAhead.get()).isPositive().isLessThan(SEVERAL_BATCHES / 3);
      assertThat(daybook.fold("s-1", new EntryCount()).result()).isEqualTo(SEVERAL_BATCHES);
    }
  }

  @Test
  void theListAndTheStreamMakeTheSameFile() {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", messages(SEVERAL_BATCHES).toList());
      daybook.createSession("s-2", messages(SEVERAL_BATCHES).parallel());
      List<SessionEvent> events = daybook.history("s-1").events();
      assertThat(events)
          .hasSize(SEVERAL_BATCHES)
          .isEqualTo(daybook.history("s-2").events());
      assertThat(daybook.verify("s-2").isClean()).isTrue();
      assertThat(daybook.openSession("s-2").recordSync(new UserMessage("next")))
          .isEqualTo(SEVERAL_BATCHES);
    }
  }

  @Test
  void anEventThatIsRefusedLeavesNothing() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      for (int at : new int[] {0, 1, SEVERAL_BATCHES - 1}) {
        Stream<SessionEvent> events = IntStream.range(0, SEVERAL_BATCHES)
            .mapToObj(n -> n == at ? new Progress("half") : message(n));
        assertThatThrownBy(() -> daybook.createSession("s-1", events))
            .isInstanceOfSatisfying(DaybookException.class, refused -> {
              assertThat(refused.kind()).isEqualTo(Kind.EPHEMERAL_TYPE);
              assertThat(refused.details())
                  .containsEntry("session", "s-1")
                  .containsEntry("event", (long) at);
            });
        assertNothingIsLeft();
      }
      assertThat(daybook.exists("s-1")).isFalse();
    }
  }

  @Test
  void whatTheStreamThrowsIsThrownAndLeavesNothing() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      RuntimeException broken = new UncheckedIOException(new IOException("the source broke"));
      AtomicBoolean isClosed = new AtomicBoolean();
      Stream<SessionEvent> events = messages(SEVERAL_BATCHES)
          .onClose(() -> isClosed.set(true))
          .peek(each -> {
            if (each.text().startsWith("message 39999 ")) {
              throw broken;
            }
          })
          .map(each -> each);
      assertThatThrownBy(() -> daybook.createSession("s-1", events)).isSameAs(broken);
      assertThat(isClosed).isTrue();
      assertNothingIsLeft();
      daybook.createSession("s-1", messages(2));
      assertThat(daybook.history("s-1").events()).hasSize(2);
    }
  }

  /** A source may catch what its consumer throws, and go on. */
  @Test
  void aSourceThatGoesOnAfterARefusalLeavesNothing() throws IOException {
    Consumer<Consumer<? super SessionEvent>> source = sink -> {
      for (int n = 0; n < SEVERAL_BATCHES; n++) {
        try {
          sink.accept(n == 1 ? new Progress("half") : message(n));
        } catch (DaybookException swallowed) {
          // on to the next
        }
      }
    };
    try (Daybook daybook = Daybook.open(root)) {
      assertThatThrownBy(() -> daybook.createSession(
              "s-1", Stream.of(1).<SessionEvent>mapMulti((one, sink) -> source.accept(sink))))
          .isInstanceOfSatisfying(
              DaybookException.class,
              refused -> assertThat(refused.details()).containsEntry("event", 1L));
      assertNothingIsLeft();
    }
  }

  @Test
  void theStreamIsClosedAndNotReadWhereThereIsSuchASession() {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1");
      for (String id : List.of("s-1", "no/id")) {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        Stream<UserMessage> events =
            messages(3).peek(each -> read.incrementAndGet()).onClose(closed::incrementAndGet);
        assertThatThrownBy(() -> daybook.createSession(id, events))
            .isInstanceOf(DaybookException.class);
        assertThat(closed).hasValue(1);
        assertThat(read).hasValue(0);
      }
    }
  }

  /** A session of that id was created and deleted by others meanwhile, and the draft with it. */
  @Test
  void aDraftThatIsLostIsWrittenAgainWithoutTheStream() throws IOException {
    AtomicInteger losses = new AtomicInteger(2);
    RecordedDisk disk = new RecordedDisk(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Link link && losses.getAndDecrement() > 0) {
          Files.delete(link.existing());
        }
      }
    });
    try (Daybook daybook = Daybook.open(disk.path(root))) {
      daybook.createSession("s-1", messages(SEVERAL_BATCHES));
      assertThat(losses.get()).isNegative();
      assertThat(daybook.fold("s-1", new EntryCount()).result()).isEqualTo(SEVERAL_BATCHES);
      assertThat(daybook.verify("s-1").isClean()).isTrue();
    }
    assertThat(names()).containsExactly("s-1.ndjson");
  }

  @Test
  void anInterruptDisturbsNothingAndTheStreamIsReadOnTheCallersThread() {
    try (Daybook daybook = Daybook.open(root)) {
      Set<Thread> readers = new HashSet<>();
      Thread.currentThread().interrupt();
      daybook.createSession(
          "s-1", messages(SEVERAL_BATCHES).peek(each -> readers.add(Thread.currentThread())));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(readers).containsExactly(Thread.currentThread());
      assertThat(daybook.fold("s-1", new EntryCount()).result()).isEqualTo(SEVERAL_BATCHES);
    }
  }

  /** The stream may be of the same daybook, and one that creates others. */
  @Test
  void theStreamMayCreateTheSessionItself() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Stream<UserMessage> events = messages(SEVERAL_BATCHES).peek(each -> {
        if (each.text().startsWith("message 39999 ")) {
          daybook.createSession("s-1", messages(1));
        }
      });
      assertThatThrownBy(() -> daybook.createSession("s-1", events))
          .isInstanceOfSatisfying(
              DaybookException.class,
              refused -> assertThat(refused.kind()).isEqualTo(Kind.SESSION_EXISTS));
      assertThat(daybook.history("s-1").events()).hasSize(1);
      assertThat(names()).containsExactly("s-1.ndjson");
    }
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(names()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("sessions"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static Stream<UserMessage> messages(int count) {
    return IntStream.range(0, count).mapToObj(CreateStreamTest::message);
  }

  private static UserMessage message(int n) {
    return new UserMessage("message " + n + " ");
  }

  /** Creates a session of a million events. */
  static final class Creator {
    private Creator() {}

    public static void main(String[] args) {
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        daybook.createSession("s-1", messages(1_000_000));
        System.out.println(daybook.fold("s-1", new EntryCount()).result() + " entries");
      }
    }
  }
}
