package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.FindingKind;
import dev.daybook.event.Completeness;
import dev.daybook.event.Entry;
import dev.daybook.event.Note;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.SourceKind;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.exchange.SourceHead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import of a file into a session, whatever its format. */
class ImportTest {

  private static final String HEAD = "{\"toy\":\"head\",\"id\":\"s\"}\n";
  private static final String USER =
      "{\"toy\":\"user\",\"id\":\"u1\",\"at\":\"2026-01-02T03:04:05.678Z\",\"text\":\"hello\"}\n";
  private static final String ANSWER =
      "{\"toy\":\"answer\",\"id\":\"a1\",\"at\":\"2026-01-02T03:04:06Z\",\"text\":\"hi\",\"tokens\":7}\n";
  private static final String OTHER = "{\"toy\":\"strange\",\"id\":\"o1\",\"x\":[1,2]}\n";
  private static final String CHILD =
      "{\"toy\":\"child\",\"of\":\"c\",\"id\":\"c1\",\"text\":\"of the child\"}\n";
  private static final Instant MODIFIED = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir
  Path folder;

  private Daybook daybook;
  private Path file;

  @BeforeEach
  void open() {
    daybook = Daybook.open(folder.resolve("root"));
    file = folder.resolve("s.jsonl");
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private static ImportOptions options() {
    return ImportOptions.defaults().withAlso(new ToyFormat());
  }

  private ImportReport imported(byte[] bytes) throws IOException {
    return imported(daybook, file, bytes);
  }

  private static ImportReport imported(Daybook into, Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    return into.importFile(file, options());
  }

  private ImportReport imported(String text) throws IOException {
    return imported(text.getBytes(UTF_8));
  }

  private List<Entry> entries(String session) {
    return daybook.history(session).entries();
  }

  private byte[] source(String session) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    daybook.exportSource(session, out);
    return out.toByteArray();
  }

  private byte[] lines(String session) throws IOException {
    return Files.readAllBytes(daybook.file(session));
  }

  @Test
  void aFileWhoseSubAgentsNameWasTakenIsImportedOnceAndGrows() throws IOException {
    Path own = folder.resolve("c.jsonl");
    imported(daybook, own, (HEAD.replace("\"s\"", "\"c\"") + USER).getBytes(UTF_8));
    assertThat(imported(HEAD + USER + CHILD).sessions()).containsExactly("s.2", "c.2");

    ImportReport again = imported(HEAD + USER + CHILD);
    assertThat(again.newEntries()).isZero();
    assertThat(again.sessions()).containsExactly("s.2", "c.2");
    ImportReport grown = imported(HEAD + USER + CHILD + OTHER);
    assertThat(grown.newEntries()).isEqualTo(1);
    assertThat(grown.sessions()).containsExactly("s.2", "c.2");

    String rewritten = HEAD + USER.replace("hello", "else") + CHILD;
    assertThat(imported(rewritten).sessions()).containsExactly("s.3", "c.3");
    assertThat(imported(rewritten).newEntries()).isZero();
    assertThat(imported(HEAD + USER + CHILD + OTHER).newEntries()).isZero();
  }

  @Test
  void titleBehindTheHeadIsTheSessions() throws IOException {
    String long1 = USER.replace("hello", "x".repeat(SourceHead.MAX_BYTES));
    String title = "{\"toy\":\"title\",\"text\":\"late\"}\n";
    assertThat(imported(HEAD + long1).newEntries()).isEqualTo(3);
    assertThat(daybook.catalog().summary("s").title()).startsWith("xxx");
    imported(HEAD + long1 + title);
    assertThat(daybook.catalog().summary("s").title()).isEqualTo("late");
    byte[] grown = lines("s");
    assertThat(imported(HEAD + long1 + title).newEntries()).isZero();
    assertThat(imported(HEAD + long1 + title + ANSWER).newEntries()).isEqualTo(2);
    assertThat(lines("s")).startsWith(grown);
    imported(HEAD + long1 + title + ANSWER + title.replace("late", "later"));
    assertThat(daybook.catalog().summary("s").title()).isEqualTo("later");
    try (Daybook other = Daybook.open(folder.resolve("other"))) {
      imported(other, file, Files.readAllBytes(file));
      assertThat(Files.readAllBytes(other.file("s"))).isEqualTo(lines("s"));
    }
  }

  @Test
  void newEntriesAreThoseThatNoImportBeforeGave() throws IOException {
    String title = "{\"toy\":\"title\",\"text\":\"T\"}\n";
    assertThat(imported(HEAD + USER).newEntries()).isEqualTo(3);
    assertThat(imported(HEAD + USER + title).newEntries())
        .as("the first entry has a title now")
        .isZero();
    assertThat(daybook.catalog().summary("s").title()).isEqualTo("T");
    ImportReport grown = imported(HEAD + USER + title + ANSWER + title.replace("T", "U"));
    assertThat(grown.newEntries()).isEqualTo(2);
    assertThat(grown.entries()).isEqualTo(5);

    String torn = OTHER.substring(0, OTHER.length() - 5);
    ImportReport cut = imported(HEAD + USER + title + ANSWER + title.replace("T", "U") + torn);
    assertThat(cut.newEntries()).as("the damage, and that it is partial").isEqualTo(2);
    ImportReport whole = imported(HEAD + USER + title + ANSWER + title.replace("T", "U") + OTHER);
    assertThat(whole.newEntries()).isEqualTo(1);
    assertThat(whole.entries()).isEqualTo(6).isEqualTo(entries("s").size());
  }

  @Test
  void itemsBecomeEntriesWithTheirTimesAndIds() throws IOException {
    ImportReport report = imported(HEAD + USER + ANSWER + OTHER);
    assertThat(report.sessions()).containsExactly("s");
    assertThat(report.format()).isEqualTo("toy");
    assertThat(report.items()).isEqualTo(4);
    assertThat(report.entries()).isEqualTo(6);
    assertThat(report.newEntries()).isEqualTo(6);
    assertThat(report.verbatim()).isEqualTo(1);
    assertThat(report.damaged()).isZero();
    List<Entry> entries = entries("s");
    assertThat(entries)
        .extracting(Entry::type)
        .containsExactly(
            "session_started",
            "source_changed",
            "user_message",
            "assistant_message",
            "provider_usage",
            "toy.other");
    assertThat(((SessionStarted) entries.get(0).event()).backfilled()).isTrue();
    assertThat(entries.get(0).ts()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(entries.get(2).ts()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(entries.get(2).id()).isEqualTo("u1");
    assertThat(entries.get(4).id()).isEqualTo("a1:usage");
    assertThat(entries.get(5).ts()).as("as the entry before").isEqualTo("2026-01-02T03:04:06Z");
    assertThat(((Unknown) entries.get(5).event()).data().text()).isEqualTo(OTHER.strip());
    assertThat(daybook.verify("s").findings()).isEmpty();
  }

  @Test
  void sourceComesBackByteForByte() throws IOException {
    byte[] odd = ("\ufeff" + HEAD + USER.strip() + "\r\n\r\n{broken\n" + ANSWER.strip()
            + " \n\n{\"toy\":\"user\",\"te")
        .getBytes(UTF_8);
    ImportReport report = imported(odd);
    assertThat(report.damaged()).isEqualTo(2);
    assertThat(source("s")).isEqualTo(odd);
  }

  @Test
  void secondImportAddsNothing() throws IOException {
    ImportReport first = imported(HEAD + USER + ANSWER + OTHER + CHILD);
    byte[] before = lines("s");
    ImportReport second = imported(HEAD + USER + ANSWER + OTHER + CHILD);
    assertThat(second.newEntries()).isZero();
    assertThat(second.entries()).isEqualTo(first.entries());
    assertThat(second.sessions()).isEqualTo(first.sessions());
    assertThat(second.items()).isEqualTo(first.items());
    assertThat(lines("s")).isEqualTo(before);
  }

  @Test
  void fileThatGrewIsAppendedTo() throws IOException {
    imported(HEAD + USER);
    Object key = Files.readAttributes(daybook.file("s"), "unix:ino").get("ino");
    ImportReport grown = imported(HEAD + USER + ANSWER);
    assertThat(grown.sessions()).containsExactly("s");
    assertThat(grown.newEntries()).isEqualTo(2);
    assertThat(Files.readAttributes(daybook.file("s"), "unix:ino").get("ino")).isEqualTo(key);
    assertThat(source("s")).isEqualTo((HEAD + USER + ANSWER).getBytes(UTF_8));
    assertThat(sources()).as("each byte once").hasSize(2);
    assertThat(daybook.verify("s").findings()).isEmpty();
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> kept = Files.list(folder.resolve("root/sources"))) {
      return kept.toList();
    }
  }

  @Test
  void fileCutAtEveryByteThenWholeIsTheSameAsAtOnce() throws IOException {
    byte[] whole = (HEAD + USER + ANSWER + "{\"toy\":\"title\",\"text\":\"T\"}\n" + OTHER + CHILD
            + "{broken\n" + ANSWER.replace("a1", "a4").strip() + ANSWER.replace("a1", "a2")
            + ANSWER.replace("a1", "a3").strip())
        .getBytes(UTF_8);
    try (Daybook atOnce = Daybook.open(folder.resolve("once"))) {
      imported(atOnce, file, whole);
      byte[] expected = Files.readAllBytes(atOnce.file("s"));
      byte[] child = Files.readAllBytes(atOnce.file("c"));
      for (int cut = 0; cut <= whole.length; cut++) {
        try (Daybook inParts = Daybook.open(folder.resolve("cut" + cut))) {
          try {
            imported(inParts, file, Arrays.copyOf(whole, cut));
          } catch (DaybookException notYet) {
            assertThat(notYet.kind()).isEqualTo(Kind.INVALID_VALUE);
          }
          imported(inParts, file, whole);
          assertThat(Files.readAllBytes(inParts.file("s"))).as("cut=" + cut).isEqualTo(expected);
          assertThat(Files.readAllBytes(inParts.file("c"))).as("cut=" + cut).isEqualTo(child);
          assertThat(inParts.catalog().ids()).containsExactlyInAnyOrder("s", "c");
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          inParts.exportSource("s", out);
          assertThat(out.toByteArray()).isEqualTo(whole);
          assertThat(inParts.verify("s").findings()).isEmpty();
        }
      }
    }
  }

  @Test
  void rewrittenFileBecomesASessionBesideTheOldOne() throws IOException {
    imported(HEAD + USER + ANSWER);
    byte[] old = lines("s");
    ImportReport rewritten = imported(HEAD + USER.replace("hello", "goodbye") + ANSWER);
    assertThat(rewritten.sessions()).containsExactly("s.2");
    assertThat(lines("s")).isEqualTo(old);
    assertThat(source("s")).isEqualTo((HEAD + USER + ANSWER).getBytes(UTF_8));
    assertThat(imported(HEAD + USER + ANSWER).newEntries())
        .as("the old one again")
        .isZero();
    ImportReport grown = imported(HEAD + USER.replace("hello", "goodbye") + ANSWER + OTHER);
    assertThat(grown.sessions()).containsExactly("s.2");
    assertThat(grown.newEntries()).isEqualTo(1);
  }

  @Test
  void titleThatChangesInPlaceStaysInTheSession() throws IOException {
    String title = "{\"toy\":\"title\",\"text\":\"one\"}\n";
    imported(title + HEAD + USER);
    ImportReport changed = imported(title.replace("one", "two") + HEAD + USER + ANSWER);
    assertThat(changed.sessions()).containsExactly("s");
    assertThat(((SessionStarted) entries("s").get(0).event()).title()).isEqualTo("two");
    assertThat(daybook.verify("s").findings()).isEmpty();
    assertThat(entries("s")).hasSize(5);
  }

  @Test
  void whatOthersRecordedInTheSessionStays() throws IOException {
    imported(HEAD + USER);
    try (Session session = daybook.resumeSession("s")) {
      session.recordSync(new UserMessage("from outside"));
    }
    imported(HEAD + USER + ANSWER);
    try (Session session = daybook.resumeSession("s")) {
      session.recordSync(new UserMessage("and again"));
    }
    ImportReport grown = imported(HEAD + USER + ANSWER + OTHER);
    assertThat(grown.sessions()).containsExactly("s");
    assertThat(grown.newEntries()).isEqualTo(1);
    assertThat(entries("s"))
        .extracting(Entry::type)
        .containsExactly(
            "session_started",
            "source_changed",
            "user_message",
            "user_message",
            "assistant_message",
            "provider_usage",
            "user_message",
            "toy.other");
  }

  @Test
  void sessionWithOthersEntriesGrowsAlsoWhereTheOrderOfItsOwnChanges() throws IOException {
    imported(HEAD + USER + ANSWER + OTHER.substring(0, 20));
    try (Session session = daybook.resumeSession("s")) {
      session.recordSync(new UserMessage("from outside"));
    }
    String more = ANSWER.replace("a1", "a2");
    for (String source : List.of(
        HEAD + USER + ANSWER + OTHER,
        HEAD + USER + ANSWER + OTHER + more,
        HEAD + USER + ANSWER + OTHER + more + USER.replace("u1", "u2"))) {
      assertThat(imported(source).sessions()).containsExactly("s");
      assertThat(imported(source).newEntries()).isZero();
      assertThat(daybook.verify("s").findings()).isEmpty();
    }
    assertThat(daybook.catalog().ids()).containsExactly("s");
    assertThat(entries("s"))
        .extracting(entry -> entry.type() + " " + entry.id())
        .containsExactly(
            "session_started null",
            "source_changed null",
            "user_message u1",
            "assistant_message a1",
            "note 4",
            "source_changed 4#2",
            "provider_usage a1:usage",
            "user_message null",
            "toy.other o1",
            "assistant_message a2",
            "provider_usage a2:usage",
            "user_message u2");
  }

  @Test
  void entryWithoutAnIdBehindTheLastItemIsNotLostWhereOthersRecorded() throws IOException {
    imported(HEAD + USER + ANSWER + OTHER.substring(0, 20));
    try (Session session = daybook.resumeSession("s")) {
      session.recordSync(new UserMessage("from outside"));
    }
    String closed = HEAD + USER + ANSWER + OTHER + "{\"toy\":\"closing\",\"text\":\"bye\"}\n";
    assertThat(imported(closed).sessions()).containsExactly("s");
    assertThat(entries("s"))
        .extracting(entry -> entry.type() + " " + entry.id())
        .endsWith("user_message null", "toy.other o1", "user_message 0");
    assertThat(imported(closed).newEntries()).isZero();
    assertThat(imported(closed + "\n").newEntries()).isZero();
    assertThat(daybook.verify("s").findings()).isEmpty();
  }

  @Test
  void sessionOfThatNameThatWasNotImportedIsLeftAlone() throws IOException {
    daybook.createSession("s", List.of(new UserMessage("mine")));
    ImportReport report = imported(HEAD + USER);
    assertThat(report.sessions()).containsExactly("s.2");
    assertThat(entries("s")).hasSize(1);
  }

  @Test
  void sessionThatIsBeingRecordedIsRefused() throws IOException {
    imported(HEAD + USER);
    try (Daybook other = Daybook.open(folder.resolve("root"));
        Session held = other.resumeSession("s")) {
      assertThatThrownBy(() -> imported(HEAD + USER + ANSWER))
          .isInstanceOf(DaybookException.class)
          .hasFieldOrPropertyWithValue("kind", Kind.SESSION_LOCKED);
      assertThat(held.id()).isEqualTo("s");
    }
    assertThat(imported(HEAD + USER + ANSWER).newEntries()).isEqualTo(2);
  }

  @Test
  void importThatWasKilledBeforeTheSessionIsDoneAgain() throws IOException {
    imported(HEAD + USER);
    byte[] before = lines("s");
    imported(HEAD + USER + ANSWER);
    byte[] after = lines("s");
    Files.write(daybook.file("s"), before);
    Files.deleteIfExists(folder.resolve("root/locks/s.lock"));
    assertThat(imported(HEAD + USER + ANSWER).newEntries()).isEqualTo(2);
    assertThat(lines("s")).isEqualTo(after);
  }

  @Test
  void subAgentsHaveSessionsOfTheirOwn() throws IOException {
    ImportReport report = imported(HEAD + USER + CHILD + CHILD.replace("c1", "c2"));
    assertThat(report.sessions()).containsExactly("s", "c");
    assertThat(entries("c")).hasSize(4);
    assertThat(source("c")).isEqualTo(source("s"));
  }

  @Test
  void damageIsKeptWithItsPlaceAndBytes() throws IOException {
    byte[] nul = new byte[100];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(HEAD.getBytes(UTF_8));
    all.write("{\"toy\":\"us".getBytes(UTF_8));
    all.write(USER.getBytes(UTF_8));
    all.write(nul);
    all.write('\n');
    all.write(new byte[] {'{', '"', (byte) 0xff, '"', '\n'});
    all.write((USER.strip() + ANSWER).getBytes(UTF_8));
    all.write("17\n".getBytes(UTF_8));
    ImportReport report = imported(all.toByteArray());
    assertThat(report.items()).as("of one line two, and the number").isEqualTo(5);
    assertThat(report.damaged()).isEqualTo(5);
    List<Note> notes = entries("s").stream()
        .map(Entry::event)
        .filter(Note.class::isInstance)
        .map(Note.class::cast)
        .toList();
    assertThat(notes)
        .extracting(note -> note.data().text())
        .satisfiesExactly(
            cut -> assertThat(cut)
                .contains("\"line\":2", "invalid_json", "{\\\"toy\\\":\\\"us\"", "\"bytes\":10"),
            nuls -> assertThat(nuls).contains("\"line\":3", "nul_bytes", "\"bytes\":100"),
            utf8 -> assertThat(utf8).contains("\"line\":4", "invalid_utf8", "raw_base64"),
            several -> assertThat(several).contains("\"line\":5", "several_values", "\"bytes\":71"),
            number -> assertThat(number).contains("\"line\":6", "not_an_object", "\"raw\":\"17\""));
    assertThat(source("s")).isEqualTo(all.toByteArray());
    Diagnosis diagnosis = daybook.diagnosis("s");
    assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.READY_WITH_WARNINGS);
    assertThat(diagnosis.findingCounts()).containsExactly(entry(FindingKind.IMPORT_DAMAGE, 5L));
    assertThat(diagnosis.findings().get(0).details())
        .containsExactly(
            entry("source_line", 2L), entry("why", "invalid_json"), entry("source_bytes", 10L));
    assertThat(diagnosis.completeness()).contains(Completeness.PARTIAL);
    assertThat(entries("s"))
        .as("said once, behind the first damage")
        .extracting(Entry::event)
        .filteredOn(SourceChanged.class::isInstance)
        .containsExactly(
            new SourceChanged("toy", "s", SourceKind.PROVIDER_FILE, Completeness.FULL),
            new SourceChanged("toy", "s", SourceKind.PROVIDER_FILE, Completeness.PARTIAL));
  }

  @Test
  void valuePrintedOverSeveralLinesIsOneItem() throws IOException {
    ImportReport report = imported(HEAD + "{\n  \"toy\": \"user\",\n  \"text\": \"a\"\n}\n" + USER);
    assertThat(report.damaged()).isZero();
    assertThat(report.items()).isEqualTo(3);
  }

  @Test
  void itemThatIsTooLongIsNamedAndKept() throws IOException {
    try (Daybook small =
        Daybook.builder(folder.resolve("root")).maxLineBytes(4096).open()) {
      String big = USER.replace("hello", "x".repeat(10_000));
      ImportReport report = imported(small, file, (HEAD + big + ANSWER).getBytes(UTF_8));
      assertThat(report.damaged()).isEqualTo(1);
      assertThat(report.items()).isEqualTo(2);
      assertThat(source("s")).isEqualTo((HEAD + big + ANSWER).getBytes(UTF_8));
      Diagnosis diagnosis = small.diagnosis("s");
      assertThat(diagnosis.completeness()).contains(Completeness.PARTIAL);
      assertThat(diagnosis.findings())
          .singleElement()
          .satisfies(found -> assertThat(found.message())
              .contains("left out: source_line=2, why=too_long, source_bytes="));
      String edge = USER.replace("hello", "\\u0000".repeat(650)).replace("u1", "u9");
      ImportReport again = imported(small, file, (HEAD + big + ANSWER + edge).getBytes(UTF_8));
      assertThat(again.sessions()).containsExactly("s");
    }
  }

  @Test
  void fileIsKnownByWhatStandsBehindALongText() throws IOException {
    String line = "{\"type\":\"user\",\"content\":\"" + "x".repeat(3 * SourceHead.MAX_BYTES)
        + "\",\"timestamp\":\"2026-03-01T10:00:00Z\"}\n";
    assertThat(imported(line + line).format()).isEqualTo("celeste");
    assertThat(entries("s")).hasSize(4);
    assertThatThrownBy(() -> imported(line.substring(0, 2 * SourceHead.MAX_BYTES)))
        .hasMessageContaining("no agent's session file");
  }

  @Test
  void fileWithoutAnItemGivesNoSession() throws IOException {
    assertThatThrownBy(() -> imported("\n\n  \n"))
        .isInstanceOf(DaybookException.class)
        .hasFieldOrPropertyWithValue("kind", Kind.INVALID_VALUE);
    assertThatThrownBy(() -> imported("")).hasMessageContaining("nothing in it");
    assertThat(daybook.catalog().ids()).isEmpty();
  }

  @Test
  void namedPipesFoldersAndMissingFilesAreRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(isMade(pipe), "mkfifo makes no named pipe here");
    assertThatThrownBy(() -> daybook.importFile(pipe, options()))
        .hasMessageContaining("a pipe, a socket or a device stands there");
    assertThatThrownBy(() -> daybook.importFile(folder, options())).hasMessageContaining("folder");
    assertThatThrownBy(() -> daybook.importFile(folder.resolve("none"), options()))
        .hasMessageContaining("no such file");
  }

  private static boolean isMade(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void timeOfTheImportIsNeverThatOfAnEntry() throws IOException {
    String timeless = HEAD + "{\"toy\":\"user\",\"text\":\"hello\"}\n";
    imported(timeless);
    assertThat(entries("s")).allSatisfy(each -> assertThat(each.ts()).isEqualTo(MODIFIED));
    byte[] stream = timeless.replace("\"s\"", "\"t\"").getBytes(UTF_8);
    daybook.importStream(new ByteArrayInputStream(stream), "stdin", options());
    assertThat(entries("t")).allSatisfy(each -> assertThat(each.ts()).isEqualTo(Instant.EPOCH));
    assertThat(daybook.catalog().latest().orElseThrow().id()).isEqualTo("s");
    assertThat(daybook
            .importStream(new ByteArrayInputStream(stream), "stdin", options())
            .newEntries())
        .isZero();
  }

  @Test
  void streamIsImportedLikeAFile() {
    ImportReport report = daybook.importStream(
        new ByteArrayInputStream((HEAD + USER).getBytes(UTF_8)), "stdin", options());
    assertThat(report.sessions()).containsExactly("s");
    ImportReport again = daybook.importStream(
        new ByteArrayInputStream((HEAD + USER).getBytes(UTF_8)), "stdin", options());
    assertThat(again.newEntries()).isZero();
  }

  @Test
  void damagedSourceIsFoundAndHealedByAnotherImport() throws IOException {
    imported(HEAD + USER);
    Path piece = sources().get(0);
    byte[] bytes = Files.readAllBytes(piece);
    bytes[bytes.length / 2] ^= 1;
    Files.write(piece, bytes);
    assertThat(daybook.verify("s").findings())
        .extracting(finding -> finding.kind())
        .containsExactly(FindingKind.SOURCE_DAMAGED);
    assertThatThrownBy(() -> source("s"))
        .isInstanceOf(DaybookException.class)
        .hasFieldOrPropertyWithValue("kind", Kind.CRC_MISMATCH);
    assertHealed(HEAD + USER);
    Files.delete(piece);
    assertThat(daybook.verify("s").findings()).hasSize(1);
    assertHealed(HEAD + USER);
  }

  private void assertHealed(String text) throws IOException {
    assertThat(imported(text).newEntries()).isZero();
    assertThat(daybook.verify("s").findings()).isEmpty();
    assertThat(source("s")).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void damagedPieceOfAGrownSourceIsHealedWhicheverItIs() throws IOException {
    List<String> parts = List.of(HEAD + USER, ANSWER, OTHER);
    List<Path> pieces = new ArrayList<>();
    String text = "";
    for (String part : parts) {
      text += part;
      imported(text);
      for (Path each : sources()) {
        if (!pieces.contains(each)) {
          pieces.add(each);
        }
      }
    }
    assertThat(pieces).hasSize(3);
    byte[] before = lines("s");
    for (Path piece : pieces) {
      byte[] bytes = Files.readAllBytes(piece);
      bytes[bytes.length - 5] ^= 1;
      Files.write(piece, bytes);
      assertThat(daybook.verify("s").findings()).hasSize(1);
      assertHealed(text);
    }
    byte[] first = Files.readAllBytes(pieces.get(0));
    first[first.length / 2] ^= 1;
    Files.write(pieces.get(0), first);
    assertThat(lines("s")).isEqualTo(before);
    text += USER.replace("u1", "u2");
    assertThat(imported(text).newEntries()).as("grown").isEqualTo(1);
    assertHealed(text);
    assertThat(sources()).as("each byte once").hasSize(4);
  }

  @Test
  void listOfSourcesGrowsNoFasterThanTheSource() throws IOException {
    StringBuilder text = new StringBuilder(HEAD + USER);
    Path list = daybook.file("s").resolveSibling("s.ndjson.sources");
    long[] sizes = new long[3];
    for (int i = 0; i < 60; i++) {
      text.append(CHILD.replace("c1", "d" + i).replace("\"c\"", "\"c" + i / 10 + "\""));
      assertThat(imported(text.toString()).sessions()).startsWith("s");
      if (i % 3 == 0) {
        try (Session session = daybook.resumeSession("s")) {
          session.recordSync(new UserMessage("from outside"));
        }
      }
      text.append(USER.replace("u1", "v" + i));
      sizes[i / 20] = Files.size(list);
    }
    assertThat(sizes[2] - sizes[1]).isBetween(1L, (sizes[1] - sizes[0]) * 5 / 4);
    imported(text.toString());
    assertThat(source("s")).isEqualTo(text.toString().getBytes(UTF_8));
    assertThat(source("c3")).isNotEmpty();
    assertThat(daybook.verify("s").findings()).isEmpty();
    assertThat(daybook.verify("c3").findings()).isEmpty();
    assertThat(imported(text.toString()).sessions()).hasSize(7);
  }

  @Test
  void sessionThatWasDeletedIsBroughtInAgain() throws IOException {
    imported(HEAD + USER);
    byte[] before = lines("s");
    daybook.delete("s");
    assertThat(imported(HEAD + USER).newEntries()).isEqualTo(3);
    assertThat(lines("s")).isEqualTo(before);
    daybook.purge("s");
    assertThat(folder.resolve("root/sessions")).isEmptyDirectory();
  }

  @Test
  void largeFileIsPackedBesideTheReading() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 20_000; i++) {
      text.append(USER.replace("u1", "u" + i).replace("hello", "hello " + "word ".repeat(20) + i));
    }
    ImportReport report = imported(text.toString());
    assertThat(report.entries()).isEqualTo(20_002);
    assertThat(source("s")).isEqualTo(text.toString().getBytes(UTF_8));
    List<Path> left = new ArrayList<>(sources());
    left.removeIf(path -> path.toString().endsWith(".gz"));
    assertThat(left).as("no draft").isEmpty();
  }
}
