package dev.daybook.internal.catalog;

import static dev.daybook.Faults.faultOf;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Stamped;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of sessions in every state, and the one that an abbreviated id means. */
class CatalogTest {

  private static final Instant T0 = Instant.parse("2026-11-20T23:00:00.123456Z");

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.builder(root)
        .clock(Clock.fixed(T0.plusSeconds(3600), ZoneOffset.UTC))
        .open();
  }

  private void create(String id, Instant first, SessionEvent... events) {
    List<SessionEvent> stamped = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      stamped.add(new Stamped(events[i], first.plusSeconds(i), null));
    }
    daybook.createSession(id, stamped);
  }

  private static Note note(String text) {
    return new Note(NoteLevel.INFO, text);
  }

  private SessionSummary only() {
    List<SessionSummary> all = daybook.catalog().list();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void append(String id, String text) throws IOException {
    Files.writeString(daybook.file(id), text, StandardOpenOption.APPEND);
  }

  @Test
  void summarisesASmallSession() throws IOException {
    create("s-1", T0, new UserMessage("Fix the\n failing  test"), SessionEnded.normally());
    assertThat(only())
        .isEqualTo(new Look.SeenSession(
            "s-1",
            "Fix the failing test",
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(2),
            Optional.of(T0),
            T0.plusSeconds(1),
            Files.size(daybook.file("s-1")),
            SessionState.ENDED,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void summarisesALargeSessionFromItsEnds() {
    SessionEvent[] events = IntStream.range(0, 1000)
        .mapToObj(i -> i == 0 ? new UserMessage("hello") : note("n".repeat(i)))
        .toArray(SessionEvent[]::new);
    create("s-1", T0, events);
    SessionSummary summary = only();
    assertThat(summary.entries()).hasValue(1000);
    assertThat(summary.title()).isEqualTo("hello");
    assertThat(summary.created()).contains(T0);
    assertThat(summary.updated()).isEqualTo(T0.plusSeconds(999));
    assertThat(summary.state()).isEqualTo(SessionState.PAUSED);
  }

  @Test
  void summarisesASessionWhoseLinesAreAllLong() {
    create(
        "s-1",
        T0,
        new UserMessage("a ".repeat(100_000)),
        new UserMessage("b".repeat(100_000)),
        new UserMessage("c".repeat(9_000)));
    SessionSummary summary = only();
    assertThat(summary.entries()).hasValue(3);
    assertThat(summary.title()).isEqualTo("a ".repeat(29) + "a...");
    assertThat(summary.created()).contains(T0);
    assertThat(summary.updated()).isEqualTo(T0.plusSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 61, 700, 900, 1_000, 1_100, 2_000, 3_500})
  void theTitleIsThatOfTheWholeTextWhereverItsWordsBegin(int blanks) {
    String words = "\ud83d\ude00\" and a\tword ".repeat(12);
    for (String text : List.of(words, words.repeat(9), "word", "\u0001".repeat(200) + words)) {
      String whole = " ".repeat(blanks) + text;
      Stream<SessionEvent> notes =
          Stream.<SessionEvent>generate(() -> note("n".repeat(1_000))).limit(20);
      create(
          "s-" + text.length(),
          T0,
          Stream.concat(Stream.of(new UserMessage(whole)), notes).toArray(SessionEvent[]::new));
      assertThat(only().title()).isEqualTo(Title.OF_LISTS.of(whole, true));
      daybook.delete("s-" + text.length());
    }
  }

  @Test
  void theNewestIsFirstAndThoseOfOneTimeAreSortedById() {
    create("c", T0, note("x"));
    create("a", T0, note("x"));
    create("b", T0.plusSeconds(9), note("x"));
    assertThat(daybook.catalog().list())
        .extracting(SessionSummary::id)
        .containsExactly("b", "a", "c");
    assertThat(daybook.catalog().list(2)).extracting(SessionSummary::id).containsExactly("b", "a");
    assertThat(daybook.catalog().list(0)).isEmpty();
    assertThatThrownBy(() -> daybook.catalog().list(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is negative: limit=-1");
    assertThat(daybook.catalog().latest().orElseThrow().id()).isEqualTo("b");
  }

  @Test
  void aSessionWithoutEntriesHasItsFilesTime() throws IOException {
    daybook.createSession("s-1");
    Files.setLastModifiedTime(daybook.file("s-1"), FileTime.from(T0));
    assertThat(only())
        .isEqualTo(new Look.SeenSession(
            "s-1",
            "",
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(0),
            Optional.empty(),
            T0,
            0,
            SessionState.PAUSED,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void theTitleThatASessionStartedWithComesBeforeWhatItsUserSays() {
    create("s-1", T0, new SessionStarted("coder", "Nightly build"), note("x"));
    create("s-2", T0, new SessionStarted("coder", "Nightly build"), new UserMessage("Hi"));
    create("s-3", T0, new UserMessage(" \n\t\u00a0\u3000"), new UserMessage("Hi"));
    assertThat(daybook.catalog().list())
        .extracting(SessionSummary::title)
        .containsExactly("Nightly build", "Nightly build", "Hi");
  }

  @Test
  void theOpeningIsMoreOfWhatTheUserSaidFirst() {
    create("s-1", T0, new UserMessage("a\tword " + "or two ".repeat(20)), new UserMessage("Hi"));
    create("s-2", T0, new UserMessage("word ".repeat(100_000)));
    create("s-3", T0, new SessionStarted("coder", "Nightly"), new UserMessage("Hi"));
    create("s-4", T0, note("x"));
    Catalog catalog = daybook.catalog();
    assertThat(catalog.opening("s-1"))
        .isEqualTo("a word " + "or two ".repeat(20).strip());
    assertThat(catalog.opening("s-2")).startsWith("word ".repeat(100)).endsWith("...");
    assertThat(catalog.opening("s-3")).isEmpty();
    assertThat(catalog.opening("s-4")).isEmpty();
    assertThat(faultOf(() -> catalog.opening("s-5")).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  void aSessionWhoseUserSpeaksBeyondTheHeadIsListed() {
    create("s-1", T0, note("x".repeat(50_000)), new UserMessage("hello"), note("y"));
    assertThat(only().title()).isEmpty();
    assertThat(only().entries()).hasValue(3);
  }

  @Test
  void aSessionIsOpenWhileItIsAlsoBehindItsEnd() {
    create("s-1", T0, SessionEnded.normally());
    assertThat(only().state()).isEqualTo(SessionState.ENDED);
    assertThat(daybook.catalog().active()).isEmpty();
    try (Session session = daybook.resumeSession("s-1")) {
      SessionSummary open = only();
      assertThat(open.state()).isEqualTo(SessionState.OPEN);
      assertThat(open.holder().orElseThrow().pid())
          .isEqualTo(ProcessHandle.current().pid());
      assertThat(daybook.catalog().active().orElseThrow().id()).isEqualTo("s-1");
      assertThat(daybook.catalog().find(Catalog.ACTIVE)).isEqualTo(session.id());
    }
    assertThat(only().state()).isEqualTo(SessionState.ENDED);
  }

  @Test
  void aSessionThatWasClosedIsPausedUntilAnotherProcessChangesItsFile() throws IOException {
    try (Daybook writer = Daybook.open(root)) {
      writer.openSession("s-1").record(note("x"));
      writer.openSession("s-2");
      writer.openSession("s-3").record(note("x"));
      writer.openSession("s-3").record(SessionEnded.normally());
      assertThat(states()).containsOnly(SessionState.OPEN);
    }
    assertThat(states())
        .containsExactlyInAnyOrder(SessionState.PAUSED, SessionState.PAUSED, SessionState.ENDED);
    daybook.delete("s-2");
    daybook.delete("s-3");
    byte[] closed = Files.readAllBytes(daybook.file("s-1"));
    append("s-1", "{\"v\"");
    assertThat(only().state()).isEqualTo(SessionState.INTERRUPTED);
    Files.write(daybook.file("s-1"), closed);
    try (Session session = daybook.resumeSession("s-1")) {
      session.recordSync(note("y"));
    }
    assertThat(only().state()).isEqualTo(SessionState.PAUSED);
    Files.write(daybook.file("s-1"), closed);
    assertThat(only().state()).as("shorter than it was").isEqualTo(SessionState.DAMAGED);
  }

  private List<SessionState> states() {
    return daybook.catalog().list().stream().map(SessionSummary::state).toList();
  }

  /** A synchronizer that met a conflict leaves such files, and so does a person with cp. */
  @Test
  void aSessionThatWasMadeWholeIsPausedUntilItsRecorderCrashes() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("made", List.of(new UserMessage("one"), new UserMessage("two")));
      daybook.fork("made", "forked");
      assertThat(daybook.catalog().list())
          .extracting(SessionSummary::state)
          .containsExactly(SessionState.PAUSED, SessionState.PAUSED);
      Files.write(daybook.file("made"), Lines.lineOf("made", 2, new UserMessage("three")), APPEND);
      assertThat(daybook.catalog().summary("made").state()).isEqualTo(SessionState.INTERRUPTED);
    }
  }

  @Test
  void aCopyUnderAnotherNameIsDamagedAndNeverChosen() throws IOException {
    create("s-1", T0, new UserMessage("hello"), note("x"));
    create("s-1.sync-conflict", T0.plusSeconds(9), note("own"));
    for (int notes : new int[] {1, 400}) {
      create(
          "other",
          T0.plusSeconds(99),
          Stream.generate(() -> note("n".repeat(99))).limit(notes).toArray(SessionEvent[]::new));
      Files.copy(
          daybook.file("other"),
          daybook.file("s-1.sync-conflict"),
          StandardCopyOption.REPLACE_EXISTING);
      daybook.delete("other");
      SessionSummary copy = daybook.catalog().summary("s-1.sync-conflict");
      assertThat(copy.state()).isEqualTo(SessionState.DAMAGED);
      assertThat(copy.copyOf()).contains("other");
      assertThat(copy.entries()).hasValue(notes);
      assertThat(daybook.catalog().list()).hasSize(2).first().isEqualTo(copy);
      assertThat(daybook.catalog().latest().orElseThrow().id()).isEqualTo("s-1");
      assertThat(daybook.catalog().recent(Duration.ofDays(1)).orElseThrow().id())
          .isEqualTo("s-1");
      assertThat(daybook.catalog().find(Catalog.LATEST)).isEqualTo("s-1");
      assertThat(daybook.catalog().find("s")).isEqualTo("s-1");
      assertThat(daybook.catalog().find("s-1.s")).isEqualTo("s-1.sync-conflict");
      assertThat(daybook.lineage().problems())
          .extracting(problem -> problem.fault().kind())
          .containsExactly(Kind.WRONG_SESSION);
    }
  }

  @Test
  void ownLinesAmongThoseOfAnotherSessionAreDamageAndNoCopy() throws IOException {
    create("s-1", T0, note("x"));
    create("s-2", T0, note("x"), note("y"));
    append("s-1", Files.readAllLines(daybook.file("s-2")).get(1) + "\n");
    SessionSummary mixed = daybook.catalog().summary("s-1");
    assertThat(mixed.state()).isEqualTo(SessionState.DAMAGED);
    assertThat(mixed.copyOf()).isEmpty();
  }

  /** No user waits for hours until what was recorded with a wrong clock is no longer ahead. */
  @Test
  void aClockThatWasAheadDoesNotStayInFront() throws IOException {
    Instant ahead = T0.plusSeconds(99 * 3600);
    create("now", T0, note("x"));
    create("ahead", ahead, note("x"));
    create("soon", T0.plusSeconds(3630), note("x"));
    Files.setLastModifiedTime(daybook.file("ahead"), FileTime.from(ahead));
    assertThat(daybook.catalog().list())
        .extracting(SessionSummary::id)
        .containsExactly("soon", "now", "ahead");
    assertThat(daybook.catalog().latest().orElseThrow().id()).isEqualTo("soon");
    // that of the file is right: the entry cannot be younger
    Files.setLastModifiedTime(daybook.file("ahead"), FileTime.from(T0.plusSeconds(5)));
    assertThat(daybook.catalog().list())
        .extracting(SessionSummary::id)
        .containsExactly("soon", "ahead", "now");
    assertThat(daybook.catalog().summary("ahead").updated()).isEqualTo(T0.plusSeconds(5));
    Files.setLastModifiedTime(daybook.file("ahead"), FileTime.from(ahead));
    try (Session open = daybook.resumeSession("ahead")) {
      assertThat(daybook.catalog().latest().orElseThrow().id()).isEqualTo(open.id());
    }
  }

  @Test
  void aTornTailIsNoDamage() throws IOException {
    create("s-1", T0, new UserMessage("hello"), note("x"));
    append("s-1", "{\"v\":1,\"seq\":2,\"type\":\"session_ended\",\"ts\":\"2026");
    assertThat(only().entries()).hasValue(2);
    assertThat(only().state()).isEqualTo(SessionState.INTERRUPTED);
    append("s-1", "x".repeat(200_000));
    assertThat(only().entries()).hasValue(2);
    assertThat(only().updated()).isEqualTo(T0.plusSeconds(1));
    assertThat(only().state()).isEqualTo(SessionState.INTERRUPTED);
  }

  @Test
  void aFileThatIsOneTornLineHasNoEntries() throws IOException {
    daybook.createSession("s-1");
    append("s-1", "x".repeat(200_000));
    assertThat(only().entries()).hasValue(0);
    assertThat(only().created()).isEmpty();
    assertThat(only().state()).isEqualTo(SessionState.INTERRUPTED);
  }

  @Test
  void aBadLineAtTheBeginningOrTheEndIsDamageAndIsListed() throws IOException {
    create("head", T0, new UserMessage("hello"), note("x"));
    byte[] bytes = Files.readAllBytes(daybook.file("head"));
    bytes[bytes.length / 4] ^= 1;
    Files.write(daybook.file("head"), bytes);
    assertThat(only().state()).isEqualTo(SessionState.DAMAGED);
    assertThat(only().entries()).hasValue(2);

    create("tail", T0.plusSeconds(5), new UserMessage("hello"), note("x".repeat(20_000)));
    append("tail", "\0".repeat(40) + "\n");
    Files.setLastModifiedTime(daybook.file("tail"), FileTime.from(T0.plusSeconds(7)));
    SessionSummary tail = daybook.catalog().summary("tail");
    assertThat(tail.state()).isEqualTo(SessionState.DAMAGED);
    assertThat(tail.entries()).isEmpty();
    assertThat(tail.title()).isEqualTo("hello");
    assertThat(tail.created()).contains(T0.plusSeconds(5));
    assertThat(tail.updated()).isEqualTo(T0.plusSeconds(7));
    assertThat(daybook.catalog().list()).hasSize(2);
  }

  @Test
  void aSeqThatDoesNotFollowIsDamage() throws IOException {
    create("s-1", T0, new UserMessage("a"), new UserMessage("b"), new UserMessage("c"));
    List<String> lines = Files.readAllLines(daybook.file("s-1"));
    Files.writeString(daybook.file("s-1"), lines.get(0) + "\n" + lines.get(2) + "\n");
    assertThat(only().state()).isEqualTo(SessionState.DAMAGED);
  }

  @Test
  void aLineWithoutChecksumIsDamageAndStillShown() throws IOException {
    daybook.createSession("s-1");
    append(
        "s-1",
        "{\"type\":\"user_message\",\"seq\":0,\"v\":1,\"session_id\":\"s-1\",\"data\":{\"resources\":[{}],"
            + "\"text\":\"hi\"},\"ts\":\"2026-11-20T23:00:00.5+01:00\"}\n");
    SessionSummary summary = only();
    assertThat(summary.title()).isEqualTo("hi");
    assertThat(summary.state()).isEqualTo(SessionState.DAMAGED);
    assertThat(summary.created()).contains(Instant.parse("2026-11-20T22:00:00.5Z"));
    assertThat(summary.entries()).hasValue(1);
  }

  @Test
  void recentIsTheNewestIfItIsYoungEnough() {
    assertThat(daybook.catalog().recent(Duration.ofDays(1))).isEmpty();
    create("s-1", T0, note("x"));
    assertThat(daybook.catalog().recent(Duration.ofHours(1)).orElseThrow().id()).isEqualTo("s-1");
    assertThat(daybook.catalog().recent(Duration.ofMinutes(59))).isEmpty();
    assertThat(daybook.catalog().recent(Duration.ZERO)).isEmpty();
  }

  @Test
  void aFileWhoseNameIsNoIdIsReported() throws IOException {
    Path folder = Files.createDirectories(root.resolve("sessions"));
    for (String name : List.of("a (copy)", ".b", "e\u001b[2J", "\ufffd\ufffd")) {
      Files.createFile(folder.resolve(name + ".ndjson"));
    }
    Files.createFile(folder.resolve("a (copy).txt"));
    List<DaybookException> refused = new ArrayList<>();
    assertThat(daybook.catalog().withOnRefused(refused::add).list()).isEmpty();
    assertThat(refused)
        .extracting(each -> each.kind() + " " + each.details().get("reason") + " "
            + each.details().get("file"))
        .containsExactlyInAnyOrder(
            "INVALID_SESSION_ID invalid_character a (copy).ndjson",
            "INVALID_SESSION_ID invalid_start .b.ndjson",
            "INVALID_SESSION_ID invalid_character e\ufffd[2J.ndjson",
            "INVALID_SESSION_ID unnameable_path \ufffd\ufffd.ndjson");
    assertThat(daybook.catalog().refusedNames()).hasSize(4);
    assertThat(daybook.catalog().ids()).isEmpty();
  }

  @Test
  void rootThatIsNotThereHasNoSessions() {
    try (Daybook nowhere = Daybook.open(root.resolve("no/such"))) {
      assertThat(nowhere.catalog().list()).isEmpty();
      assertThat(nowhere.catalog().latest()).isEmpty();
      assertThat(faultOf(() -> nowhere.catalog().find("s")).kind())
          .isEqualTo(Kind.SESSION_NOT_FOUND);
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whatHasNoPlaceThereIsLeftOutAndReported() throws IOException {
    create("good", T0, note("x"));
    Path folder = daybook.file("good").getParent();
    Files.createDirectory(folder.resolve("folder.ndjson"));
    Files.createSymbolicLink(folder.resolve("link.ndjson"), daybook.file("good"));
    Files.createSymbolicLink(folder.resolve("dangling.ndjson"), root.resolve("nothing"));
    Files.createFile(folder.resolve("-not-an-id.ndjson"));
    Files.createFile(folder.resolve("other.txt"));
    List<DaybookException> refused = new ArrayList<>();
    assertThat(daybook.catalog().withOnRefused(refused::add).list())
        .extracting(SessionSummary::id)
        .containsExactly("good");
    assertThat(refused)
        .filteredOn(e -> e.kind() != Kind.UNSAFE_PATH)
        .singleElement()
        .extracting(e -> e.details().get("file"))
        .isEqualTo("-not-an-id.ndjson");
    assertThat(refused)
        .filteredOn(e -> e.kind() == Kind.UNSAFE_PATH)
        .extracting(e -> e.details().get("component").toString())
        .containsExactlyInAnyOrder(
            "sessions/folder.ndjson", "sessions/link.ndjson", "sessions/dangling.ndjson");
    assertThat(root.resolve("nothing")).doesNotExist();
  }

  @Test
  void findsAnExactIdBeforeThoseThatItBegins() {
    create("s-1", T0, note("x"));
    create("s-12", T0, note("x"));
    create("t", T0.plusSeconds(5), note("x"));
    Catalog catalog = daybook.catalog();
    assertThat(catalog.find("s-1")).isEqualTo("s-1");
    assertThat(catalog.find("s-12")).isEqualTo("s-12");
    assertThat(catalog.find(Catalog.LATEST)).isEqualTo("t");
    assertThat(faultOf(() -> catalog.find("u")))
        .hasMessageStartingWith("no such session, and none whose id begins like that: session=u");
    assertThat(faultOf(() -> catalog.find("../t")).kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(faultOf(() -> catalog.find("")).kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(faultOf(() -> catalog.find(Catalog.ACTIVE)).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  void findsTheOneWithThatBeginningAndNamesTheCandidatesOfSeveral() {
    for (int i = 0; i < 12; i++) {
      daybook.createSession("run-%02d".formatted(i));
    }
    daybook.createSession("other");
    Catalog catalog = daybook.catalog();
    assertThat(catalog.find("o")).isEqualTo("other");
    assertThat(catalog.find("run-11")).isEqualTo("run-11");
    DaybookException ambiguous = faultOf(() -> catalog.find("run"));
    assertThat(ambiguous.kind()).isEqualTo(Kind.AMBIGUOUS_ID);
    assertThat(ambiguous.details())
        .containsEntry("count", 12)
        .containsEntry(
            "candidates", IntStream.range(0, 10).mapToObj("run-%02d"::formatted).toList());
  }

  @Test
  void aMissingSessionHasNoSummary() {
    assertThat(faultOf(() -> daybook.catalog().summary("s-1")).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  void anInterruptStopsTheListAndStaysSet() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      daybook.createSession("s-" + i);
    }
    AtomicReference<DaybookException> fault = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      Thread.currentThread().interrupt();
      fault.set(faultOf(() -> daybook.catalog().list()));
      flag.set(Thread.currentThread().isInterrupted());
    });
    thread.start();
    thread.join();
    assertThat(fault.get().kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(flag.get()).isTrue();
    assertThat(daybook.catalog().list()).hasSize(50);
  }

  @Test
  void noThreadIsLeftBehind() {
    for (int i = 0; i < 50; i++) {
      daybook.createSession("s-" + i);
    }
    daybook.catalog().list();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("daybook-catalog"));
  }
}
