package dev.daybook.lab.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.Note;
import dev.daybook.event.Stamped;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An annotator killed before any call of the system while another process holds the session, and a
 * holder killed as it takes notes in: each note whose call returned is in the session once.
 */
@Tag(Lab.TAG)
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillAtInboxTest {

  /** So many calls there are at least: a library that sees none would prove nothing. */
  private static final int MIN_CALLS = 10;

  @TempDir
  private static Path built;

  private static KillLibrary library;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Finding finding =
      Lab.finding("kills at the inbox").add("kills", 0).add("acknowledged", 0).add("lost", 0);

  @BeforeAll
  static void build() throws Exception {
    library = KillLibrary.build(built);
  }

  private static Daybook open(Path root) {
    return Daybook.builder(root).listener(new JournalListener() {}).open();
  }

  @ParameterizedTest
  @CsvSource({"false, 5", "true, 3"})
  void noteOfAKilledAnnotatorIsTakenInOnceOrNotAtAll(boolean isTorn, int everyShort)
      throws Exception {
    int every = Lab.isLong() ? 1 : everyShort;
    for (int n = 1; ; n += every) {
      Path root = Files.createDirectory(folder.resolve("root-" + n));
      int returned;
      int exit;
      try (Daybook holder = open(root);
          Session session = holder.openSession(InboxVictim.SESSION)) {
        session.recordSync(new UserMessage("first"));
        Process victim =
            library.start(root, n, isTorn, InboxVictim.class, root.toString(), "annotates");
        returned = (int) KillLibrary.printed(victim).lines().count();
        exit = KillLibrary.exitCode(victim);
        // so that it looks at the inbox while notes lie there, too
        session.recordSync(new UserMessage("second"));
      }
      check(root, returned, Math.min(InboxVictim.NOTES, returned + 1));
      if (exit == 0) {
        assertThat(returned).isEqualTo(InboxVictim.NOTES);
        assertThat(n).as("calls that were counted").isGreaterThan(MIN_CALLS);
        return;
      }
      assertThat(exit).isEqualTo(KillLibrary.KILLED);
      finding.add("kills", 1).add("acknowledged", returned);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 3", "true, 2"})
  void whatAKilledHolderWasTakingInIsRecordedOnce(boolean isTorn, int everyShort) throws Exception {
    int every = Lab.isLong() ? 1 : everyShort;
    for (int n = 1; ; n += every) {
      Path root = Files.createDirectory(folder.resolve("root-" + n));
      lay(root);
      Process victim = library.start(root, n, isTorn, InboxVictim.class, root.toString(), "holds");
      assertThat(KillLibrary.printed(victim)).isEmpty();
      int exit = KillLibrary.exitCode(victim);
      check(root, InboxVictim.NOTES, InboxVictim.NOTES);
      if (exit == 0) {
        assertThat(n).as("calls that were counted").isGreaterThan(isTorn ? 1 : MIN_CALLS);
        return;
      }
      assertThat(exit).isEqualTo(KillLibrary.KILLED);
      finding.add("kills", 1).add("acknowledged", InboxVictim.NOTES);
    }
  }

  private static void lay(Path root) throws IOException {
    try (Daybook daybook = open(root)) {
      daybook.createSession(InboxVictim.SESSION, List.of(new UserMessage("first")));
    }
    SessionFolder sessions = new SessionFolder(root, (id, bytes, to) -> {});
    AnnotationBox box = new AnnotationBox(sessions, EventTypes.standard(), 1 << 20);
    Instant now = Instant.now();
    for (int n = 0; n < InboxVictim.NOTES; n++) {
      Stamped note = new Stamped(InboxVictim.note(n), now.plusMillis(n), InboxVictim.id(n));
      box.lay(new SessionId(InboxVictim.SESSION), note, now.plusMillis(n), 1);
    }
  }

  /** The session has the first notes, each once, and perhaps that of the call under way. */
  private static void check(Path root, int least, int most) throws IOException {
    try (Daybook daybook = open(root)) {
      daybook.resumeSession(InboxVictim.SESSION).close();
      List<String> ids = daybook.history(InboxVictim.SESSION).entries().stream()
          .filter(entry -> entry.event() instanceof Note)
          .map(Entry::id)
          .toList();
      assertThat(ids).doesNotHaveDuplicates().hasSizeBetween(least, most);
      assertThat(ids)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ids.size()).mapToObj(InboxVictim::id).toList());
      assertThat(daybook.verify(InboxVictim.SESSION).isClean()).isTrue();
    }
    assertThat(laid(root)).isEmpty();
  }

  private static List<Path> laid(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("inbox").resolve(InboxVictim.SESSION))) {
      return files.toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }
}
