package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.UserMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A note from outside, for a session that is free or that some process records. */
@Timeout(120)
class AnnotateTest {

  private static final Note NOTE = new Note(NoteLevel.INFO, "flaky since monday");

  @TempDir
  Path root;

  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aFreeSessionHasItAtOnce() throws IOException {
    Note note = new Note(NoteLevel.WARN, "look here", "review", new Json("{\"tags\":[\"ci\"]}"));
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-1", List.of(new UserMessage("one")));
      Instant before = Instant.now().minusSeconds(1);
      Annotated annotated = daybook.annotate("s-1", note);
      assertThat(annotated.isRecorded()).isTrue();
      assertThat(annotated.seq()).hasValue(1);
      Entry entry = daybook.history("s-1").entries().get(1);
      assertThat(entry.event()).isEqualTo(note);
      assertThat(entry.id()).isEqualTo(annotated.id());
      assertThat(entry.ts()).isBetween(before, Instant.now().plusSeconds(1));
      assertThat(daybook.verify("s-1").isClean()).isTrue();
    }
    assertThat(root.resolve("inbox")).doesNotExist();
    // it is free again
    try (Daybook other = Daybook.open(root)) {
      assertThat(other.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(2);
    }
  }

  @Test
  void aSessionThatIsOpenHereHasItAtOnceAndStaysOpen() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      session.record(new UserMessage("one"));
      assertThat(daybook.annotate("s-1", NOTE).seq()).hasValue(1);
      assertThat(session.recordSync(new UserMessage("two"))).isEqualTo(2);
    }
    assertThat(root.resolve("inbox")).doesNotExist();
  }

  @Test
  void aSessionThatIsMissingIsNotCreated() {
    try (Daybook daybook = Daybook.open(root)) {
      assertKind(Kind.SESSION_NOT_FOUND, () -> daybook.annotate("s-1", NOTE));
      assertKind(Kind.INVALID_SESSION_ID, () -> daybook.annotate("no/id", NOTE));
      assertThat(daybook.exists("s-1")).isFalse();
    }
    assertThat(root.resolve("inbox")).doesNotExist();
  }

  @Test
  void aNoteThatCannotBeRecordedIsNotLaid() {
    Note broken = new Note(NoteLevel.INFO, "x", null, new Json("{\"a\":"));
    Note large = new Note(NoteLevel.INFO, "x".repeat(2000));
    try (Daybook holder = Daybook.open(root);
        Daybook other = Daybook.builder(root).maxLineBytes(1024).open()) {
      Session unused = holder.openSession("s-1");
      assertKind(Kind.UNENCODABLE, () -> other.annotate("s-1", broken));
      assertKind(Kind.LINE_TOO_LONG, () -> other.annotate("s-1", large));
      assertKind(Kind.INVALID_VALUE, () -> other.annotate("s-1", NOTE, ""));
    }
    assertThat(root.resolve("inbox")).doesNotExist();
  }

  @Test
  void theHolderTakesItInWithItsNextForce() throws IOException {
    try (Daybook holder = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      Annotated annotated = other.annotate("s-1", NOTE);
      assertThat(annotated.isRecorded()).isFalse();
      assertThat(laid("s-1")).hasSize(1);
      session.record(new UserMessage("two"));
      Await.until("it is an entry", () -> ids(other).contains(annotated.id()));
      Await.until("the inbox is empty", () -> !Files.exists(root.resolve("inbox/s-1")));
      session.recordSync(new UserMessage("three"));
      assertThat(ids(other)).containsOnlyOnce(annotated.id());
      assertThat(holder.verify("s-1").isClean()).isTrue();
    }
  }

  /** A caller that waits alone takes the journal thread's place again and again. */
  @Test
  void aHolderThatWaitsForEachEntryTakesItInToo() {
    try (Daybook holder = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      for (int i = 0; i < 100; i++) {
        session.recordSync(new UserMessage("n" + i), Durability.FORCED);
      }
      Annotated annotated = other.annotate("s-1", NOTE);
      Await.until("it is an entry", () -> {
        session.recordSync(new UserMessage("more"), Durability.FORCED);
        return ids(other).contains(annotated.id());
      });
    }
  }

  @Test
  void theHolderTakesItInWhenItCloses() throws IOException {
    try (Daybook holder = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      Annotated first = other.annotate("s-1", NOTE);
      Annotated second = other.annotate("s-1", NOTE);
      session.close();
      assertThat(ids(other)).containsExactly(first.id(), second.id());
      assertThat(laid("s-1")).isEmpty();
      Session unused = holder.openSession("s-2");
      Annotated third = other.annotate("s-2", NOTE);
      holder.close();
      assertThat(other.history("s-2").entries()).extracting(Entry::id).containsExactly(third.id());
      assertThat(laid("s-2")).isEmpty();
    }
  }

  @Test
  void aHolderThatIsKilledLeavesItToTheNextOpening() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Process holder = holder();
      Annotated annotated;
      try {
        annotated = daybook.annotate("s-1", NOTE);
        assertThat(annotated.isRecorded()).isFalse();
      } finally {
        kill(holder);
      }
      assertThat(laid("s-1")).hasSize(1);
      Session session = daybook.resumeSession("s-1");
      assertThat(session.recordSync(new UserMessage("two"))).isEqualTo(2);
      assertThat(ids(daybook)).containsExactly(null, annotated.id(), null);
      assertThat(laid("s-1")).isEmpty();
    }
  }

  /** A crash between the recording and the removal of the file leaves both. */
  @Test
  void whatWasRecordedAndStillLiesThereIsNotRecordedAgain() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Process holder = holder();
      Annotated annotated;
      Path file;
      byte[] bytes;
      try {
        annotated = daybook.annotate("s-1", NOTE);
        file = laid("s-1").get(0);
        bytes = Files.readAllBytes(file);
      } finally {
        kill(holder);
      }
      daybook.resumeSession("s-1").close();
      assertThat(ids(daybook)).containsExactly(null, annotated.id());
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      Session session = daybook.resumeSession("s-1");
      assertThat(laid("s-1")).isEmpty();
      // and while it is open
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      session.record(new UserMessage("two"));
      Await.until("the inbox is empty", () -> !Files.exists(file));
      session.close();
      assertThat(ids(daybook)).containsExactly(null, annotated.id(), null);
    }
  }

  @Test
  void draftsThatAKilledAnnotatorLeftAreRemoved() throws IOException {
    Path inbox = Files.createDirectories(root.resolve("inbox"));
    Path old = Files.createFile(inbox.resolve(".tmp-0123456789abcdef"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    Path young = Files.createFile(inbox.resolve(".tmp-fedcba9876543210"));
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").recordSync(new UserMessage("one"));
    }
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void oneIdIsOneEntry() throws IOException {
    try (Daybook holder = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      holder.createSession("s-1");
      assertThat(other.annotate("s-1", NOTE, "build 17").seq()).hasValue(0);
      assertThat(other.annotate("s-1", NOTE, "build 17").seq()).hasValue(0);
      Session session = holder.openSession("s-1");
      assertThat(other.annotate("s-1", NOTE, "build 17").isRecorded()).isFalse();
      assertThat(other.annotate("s-1", NOTE, "build 18").isRecorded()).isFalse();
      session.recordSync(new UserMessage("one"));
      assertThat(other.annotate("s-1", NOTE, "build 18").isRecorded()).isFalse();
      assertThat(holder.annotate("s-1", NOTE, "build 17").seq()).hasValue(0);
      session.close();
      assertThat(ids(other)).containsOnlyOnce("build 17", "build 18").hasSize(3);
      assertThat(laid("s-1")).isEmpty();
    }
  }

  @Test
  void damagedAndForeignFilesStayAndAreReportedOnce() throws IOException {
    try (Daybook holder = Daybook.builder(root).listener(listener()).open();
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      Annotated good = other.annotate("s-1", NOTE);
      Annotated bad = other.annotate("s-1", NOTE, "bad");
      Path folder = root.resolve("inbox/s-1");
      for (Path file : laid("s-1")) {
        String text = Files.readString(file);
        if (text.contains("\"id\":\"bad\"")) {
          Files.writeString(file, text.replace("monday", "tuesday"));
        }
      }
      Files.writeString(folder.resolve("notes.txt"), "hello");
      Path outside = Files.writeString(root.resolve("outside.json"), "{}\n");
      Files.createSymbolicLink(folder.resolve("0-" + "a".repeat(32) + ".json"), outside);
      session.close();
      assertThat(ids(other)).containsExactly(good.id()).doesNotContain(bad.id());
      assertThat(laid("s-1")).hasSize(3);
      Await.until("they are reported", () -> refused.size() == 3);
      holder.openSession("s-1").close();
      // one more that is reported behind what else there might be
      Files.writeString(folder.resolve("last"), "hello");
      holder.openSession("s-1").close();
      Await.until("the last is reported", () -> refused.toString().contains("last"));
      assertThat(refused).hasSize(4);
      assertThat(outside).hasContent("{}");
    }
  }

  @Test
  void aLinkInThePlaceOfTheInboxIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.createDirectory(outside.resolve("s-1"));
    try (Daybook holder = Daybook.builder(root).listener(listener()).open();
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      Files.createSymbolicLink(root.resolve("inbox"), outside);
      assertKind(Kind.UNSAFE_PATH, () -> other.annotate("s-1", NOTE));
      session.close();
      Await.until("it is reported", () -> refused.size() == 1);
      Files.delete(root.resolve("inbox"));
      session = holder.openSession("s-1");
      Files.createDirectory(root.resolve("inbox"));
      Files.createSymbolicLink(root.resolve("inbox/s-1"), outside);
      assertKind(Kind.UNSAFE_PATH, () -> other.annotate("s-1", NOTE));
      session.close();
      assertThat(ids(other)).isEmpty();
    }
    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files).containsExactly(outside.resolve("s-1"));
    }
  }

  @Test
  void aSessionThatIsRemovedTakesItAlong() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      for (boolean isPurged : new boolean[] {false, true}) {
        Process holder = holder();
        try {
          assertThat(daybook.annotate("s-1", NOTE).isRecorded()).isFalse();
        } finally {
          kill(holder);
        }
        if (isPurged) {
          daybook.purge("s-1");
        } else {
          Path moved = daybook.delete("s-1");
          assertThat(moved.resolveSibling("inbox")).isDirectoryContaining("glob:**.json");
        }
        assertThat(laid("s-1")).isEmpty();
        assertThat(root.resolve("inbox/s-1")).doesNotExist();
        daybook.createSession("s-1");
        daybook.resumeSession("s-1").close();
        assertThat(ids(daybook)).isEmpty();
        daybook.purge("s-1");
      }
    }
  }

  @Test
  void manyAtOnceAreAllTakenInOnce() throws Exception {
    int threads = 4;
    int each = 25;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (Daybook holder =
            Daybook.builder(root).forceInterval(Duration.ofMillis(50)).open();
        Daybook other = Daybook.open(root)) {
      Session session = holder.openSession("s-1");
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> annotators = new ArrayList<>();
      for (int n = 0; n < threads; n++) {
        annotators.add(executor.submit(() -> {
          start.await();
          for (int i = 0; i < each; i++) {
            // every id is given by two threads
            other.annotate("s-1", NOTE, "id-" + i + "-" + Thread.currentThread().getId() % 2);
          }
          return null;
        }));
      }
      start.countDown();
      for (Future<?> annotator : annotators) {
        session.record(new UserMessage("meanwhile"));
        annotator.get();
        // the holder comes and goes
        session.close();
        session = reopened(holder);
      }
      session.close();
      holder.close();
      Set<String> expected = new TreeSet<>();
      other.resumeSession("s-1").close();
      List<String> notes = other.history("s-1").entries().stream()
          .filter(entry -> entry.event() instanceof Note)
          .map(Entry::id)
          .toList();
      for (int i = 0; i < each; i++) {
        expected.add("id-" + i + "-0");
        expected.add("id-" + i + "-1");
      }
      assertThat(notes).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
      assertThat(laid("s-1")).isEmpty();
      assertThat(other.verify("s-1").isClean()).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  /** Opens the session, which an annotator may hold for a moment. */
  private static Session reopened(Daybook daybook) {
    Session[] opened = new Session[1];
    Await.until("the session is open", () -> {
      try {
        opened[0] = daybook.openSession("s-1");
        return true;
      } catch (SessionLockedException annotated) {
        return false;
      }
    });
    return opened[0];
  }

  @Test
  void aListenerThatFailsStopsNothing() throws IOException {
    JournalListener failing = new JournalListener() {
      @Override
      public void annotationRefused(String sessionId, Path file, DaybookException why) {
        refused.add(sessionId);
        throw new IllegalStateException("the listener's own");
      }
    };
    try (Daybook holder = Daybook.builder(root).listener(failing).open();
        Daybook other = Daybook.open(root)) {
      holder.createSession("s-1");
      Files.createDirectories(root.resolve("inbox/s-1"));
      Files.writeString(root.resolve("inbox/s-1/notes.txt"), "hello");
      Session session = holder.openSession("s-1");
      Annotated annotated = other.annotate("s-1", NOTE);
      session.close();
      Await.until("it is reported", () -> refused.size() == 1);
      assertThat(ids(other)).containsExactly(annotated.id());
    }
  }

  /** Another session's holder goes on with its own work. */
  @Test
  void whatIsLaidForOthersIsLeftToThem() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Process holder = holder();
      try {
        assertThat(daybook.annotate("s-1", NOTE).isRecorded()).isFalse();
        Session session = daybook.openSession("s-2");
        session.recordSync(new UserMessage("one"));
        session.close();
        assertThat(laid("s-1")).hasSize(1);
      } finally {
        kill(holder);
      }
    }
  }

  private JournalListener listener() {
    return new JournalListener() {
      @Override
      public void annotationRefused(String sessionId, Path file, DaybookException why) {
        refused.add(file + " " + why.kind());
      }
    };
  }

  private List<Path> laid(String session) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("inbox").resolve(session))) {
      return files.sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static List<String> ids(Daybook daybook) {
    List<String> ids = new ArrayList<>();
    daybook.history("s-1").entries().forEach(entry -> ids.add(entry.id()));
    return ids;
  }

  private static void assertKind(Kind kind, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DaybookException.class, why -> assertThat(why.kind()).isEqualTo(kind));
  }

  /** Another process, which holds the session s-1, with one entry, until it is killed. */
  private Process holder() throws IOException {
    Process process = new ChildJvm()
        .flag("-XX:TieredStopAtLevel=1")
        .flag("-XX:+UseSerialGC")
        .heapMegabytes(64)
        .start(Holder.class, root.toString());
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("held");
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        daybook.openSession("s-1").recordSync(new UserMessage("one"));
        System.out.println("held");
        int unused = System.in.read();
      }
    }
  }
}
