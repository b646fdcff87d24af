package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.daybook.Annotated;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.internal.exchange.cut.Damage;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.cut.ItemSink;
import dev.daybook.internal.exchange.cut.LineCutter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import beside others that write the same sessions, and after one that did not end. */
class ImportRivalsTest {

  private static final String HEAD = "{\"toy\":\"head\",\"id\":\"s\"}\n";
  private static final String USER =
      "{\"toy\":\"user\",\"id\":\"u1\",\"at\":\"2026-01-02T03:04:05.678Z\",\"text\":\"hello\"}\n";
  private static final String MORE = USER.replace("u1", "u2").replace("hello", "more");
  private static final String TITLE = "{\"toy\":\"title\",\"text\":\"one\"}\n";
  private static final Instant MODIFIED = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir
  Path folder;

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private Daybook daybook;
  private Path file;

  @BeforeEach
  void open() {
    daybook = Daybook.open(folder.resolve("root"));
    file = folder.resolve("s.jsonl");
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
    daybook.close();
  }

  private static ImportOptions options() {
    return ImportOptions.defaults().withAlso(new ToyFormat());
  }

  private ImportReport imported(String text) throws IOException {
    return imported(file, text);
  }

  private ImportReport imported(Path from, String text) throws IOException {
    return imported(from, text, options());
  }

  private ImportReport imported(Path from, String text, ImportOptions options) throws IOException {
    Files.writeString(from, text);
    Files.setLastModifiedTime(from, FileTime.from(MODIFIED));
    return daybook.importFile(from, options);
  }

  private List<String> texts(String session) {
    return daybook.history(session).entries().stream()
        .map(Entry::event)
        .filter(UserMessage.class::isInstance)
        .map(event -> ((UserMessage) event).text())
        .toList();
  }

  private void record(String session, String text) {
    try (Session resumed = daybook.resumeSession(session)) {
      resumed.recordSync(new UserMessage(text));
    }
  }

  private void assertSound(String session) {
    assertThat(daybook.verify(session).findings()).isEmpty();
  }

  @Test
  void importRefusedByARecorderBringsInTheRestLater() throws IOException {
    imported(HEAD + USER);
    try (Daybook other = Daybook.open(folder.resolve("root"));
        Session held = other.resumeSession("s")) {
      assertThatThrownBy(() -> imported(HEAD + USER + MORE))
          .isInstanceOf(DaybookException.class)
          .hasFieldOrPropertyWithValue("kind", Kind.SESSION_LOCKED);
      held.recordSync(new UserMessage("recorded " + "x".repeat(2000)));
    }
    ImportReport later = imported(HEAD + USER + MORE);
    assertThat(later.sessions()).containsExactly("s");
    assertThat(later.newEntries()).isEqualTo(1);
    assertThat(texts("s")).hasSize(3).startsWith("hello").endsWith("more");
    assertThat(imported(HEAD + USER + MORE).newEntries()).isZero();
    assertSound("s");
  }

  @Test
  void whatIsRecordedAfterAnImportWasKilledStays() throws IOException {
    imported(HEAD + USER);
    byte[] before = Files.readAllBytes(daybook.file("s"));
    imported(HEAD + USER + MORE.replace("more", "more" + "y".repeat(2000)));
    Files.write(daybook.file("s"), before);
    Files.deleteIfExists(folder.resolve("root/locks/s.lock"));
    record("s", "short");
    ImportReport later = imported(HEAD + USER + MORE.replace("more", "more" + "y".repeat(2000)));
    assertThat(later.sessions()).containsExactly("s");
    assertThat(texts("s")).hasSize(3).contains("hello", "short");
    assertThat(imported(HEAD + USER + MORE.replace("more", "more" + "y".repeat(2000)))
            .newEntries())
        .isZero();
    assertSound("s");
  }

  @Test
  void appendingThatWasKilledInTheMiddleDoublesNothing() throws IOException {
    imported(HEAD + USER);
    String whole = HEAD + USER + MORE + MORE.replace("u2", "u3").replace("more", "most");
    imported(whole);
    byte[] after = Files.readAllBytes(daybook.file("s"));
    String lines = new String(after, UTF_8);
    int last = lines.lastIndexOf('\n', lines.length() - 2) + 1;
    Files.writeString(daybook.file("s"), lines.substring(0, last));
    Files.deleteIfExists(folder.resolve("root/locks/s.lock"));
    record("s", "between " + "x".repeat(2000));
    imported(whole);
    assertThat(texts("s")).hasSize(4).startsWith("hello", "more").endsWith("most");
    assertThat(imported(whole).newEntries()).isZero();
    assertSound("s");
  }

  @Test
  void tornTailThatIsWholeNowIsWrittenAgainAfterAKill() throws IOException {
    String torn = HEAD + USER + MORE.substring(0, MORE.length() - 5);
    imported(torn);
    byte[] before = Files.readAllBytes(daybook.file("s"));
    imported(HEAD + USER + MORE);
    byte[] after = Files.readAllBytes(daybook.file("s"));
    assertThat(after.length).isLessThan(before.length);
    Files.write(daybook.file("s"), before);
    Files.deleteIfExists(folder.resolve("root/locks/s.lock"));
    assertThat(imported(HEAD + USER + MORE).sessions()).containsExactly("s");
    assertThat(Files.readAllBytes(daybook.file("s"))).isEqualTo(after);
  }

  @Test
  void whatIsRecordedDuringARewritingImportStays() throws IOException {
    imported(TITLE + HEAD + USER);
    AtomicBoolean isDone = new AtomicBoolean();
    ImportOptions meanwhile = options().withOnProgress(bytes -> {
      if (!isDone.getAndSet(true)) {
        record("s", "meanwhile");
      }
    });
    assertThat(imported(file, TITLE.replace("one", "two") + HEAD + USER + MORE, meanwhile)
            .sessions())
        .as("tried again, and beside what others recorded in")
        .containsExactly("s.2");
    assertThat(texts("s")).contains("hello", "meanwhile");
  }

  @Test
  void tornTailOfASessionThatIsWrittenAnewIsKept() throws IOException {
    imported(TITLE + HEAD + USER);
    String torn = "{\"v\":1,\"session\":\"s\",\"se";
    Files.writeString(daybook.file("s"), torn, StandardOpenOption.APPEND);
    imported(TITLE.replace("one", "two") + HEAD + USER + MORE);
    assertThat(texts("s")).containsExactly("hello", "more");
    assertThat(daybook.file("s").resolveSibling("s.ndjson.torn-0")).hasContent(torn);
    assertSound("s");
  }

  private static String child(String id, String text) {
    return "{\"toy\":\"child\",\"of\":\"c\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
  }

  @Test
  void subAgentOfAnotherFileKeepsItsSession() throws IOException {
    imported(HEAD + USER + child("c1", "of the first"));
    byte[] first = Files.readAllBytes(daybook.file("c"));
    Path second = folder.resolve("t.jsonl");
    String other = HEAD.replace("\"s\"", "\"t\"") + USER;
    imported(second, other);
    imported(second, other + child("d1", "of the second"));
    assertThat(Files.readAllBytes(daybook.file("c"))).isEqualTo(first);
    assertThat(texts("c.2")).containsExactly("of the second");
  }

  @Test
  void sourceWithoutTimesIsAppendedToWhateverTheTimeOfItsFile() throws IOException {
    String timeless = USER.replace("\"at\":\"2026-01-02T03:04:05.678Z\",", "");
    imported(HEAD + timeless);
    record("s", "from outside");
    Files.writeString(file, HEAD + timeless + timeless.replace("u1", "u2"));
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.plusSeconds(60)));
    ImportReport grown = daybook.importFile(file, options());
    assertThat(grown.sessions()).containsExactly("s");
    assertThat(grown.newEntries()).isEqualTo(1);
  }

  @Test
  void titleThatComesLaterDoesNotDoubleASessionThatOthersRecordedIn() throws IOException {
    imported(HEAD + USER);
    record("s", "from outside");
    ImportReport grown = imported(HEAD + USER + TITLE + MORE);
    assertThat(grown.sessions()).containsExactly("s");
    assertThat(grown.newEntries()).isEqualTo(1);
    assertThat(((SessionStarted) daybook.history("s").entries().get(0).event()).title())
        .isNull();
    assertSound("s");
  }

  @Test
  void fileOfALongNameIsImported() throws IOException {
    Path named = folder.resolve("A".repeat(120) + ".jsonl");
    assertThat(imported(named, HEAD + USER).sessions()).containsExactly("s");
    String unnamed = imported(named, USER).sessions().get(0);
    assertThat(imported(named, USER.replace("hello", "other")).sessions())
        .containsExactly(unnamed + ".2");
    String long235 = "a".repeat(235);
    assertThat(imported(HEAD.replace("\"s\"", "\"" + long235 + "\"") + USER).newEntries())
        .isPositive();
    assertThat(imported(HEAD.replace("\"s\"", "\"" + long235 + "\"") + MORE).newEntries())
        .isPositive();
  }

  @Test
  void valueBehindNulsOnOneLineIsRead() throws IOException {
    ImportReport report = imported(HEAD + "\0\0\0\0" + USER);
    assertThat(report.damaged()).isEqualTo(1);
    assertThat(texts("s")).containsExactly("hello");
  }

  @Test
  @Timeout(60)
  void manyValuesOnOneLineTakeNoLongerThanOnManyLines() {
    int[] items = {0};
    Set<String> damages = new HashSet<>();
    LineCutter cutter = new LineCutter(
        new ItemSink() {
          @Override
          public void item(Item next) {
            items[0]++;
          }

          @Override
          public void damaged(Damage place) {
            damages.add(place.why());
          }
        },
        1 << 24);
    byte[] line = "{}".repeat(1 << 20).getBytes(UTF_8);
    cutter.take(line, 0, line.length);
    cutter.end();
    assertThat(items[0]).isEqualTo(1 << 20);
    assertThat(damages).containsExactly("several_values");
  }

  @Test
  void draftsThatAKilledImportLeftAreRemoved() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("root/sources"));
    Path old = Files.createFile(sources.resolve(".tmp-0123456789abcdef"));
    Files.setLastModifiedTime(old, FileTime.from(MODIFIED));
    Path young = Files.createFile(sources.resolve(".tmp-fedcba9876543210"));
    Files.setLastModifiedTime(young, FileTime.from(Instant.now()));
    imported(HEAD + USER);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void idThatCannotBeWrittenAtTheEndDoesNotEndTheImport() throws IOException {
    String answer = "{\"toy\":\"answer\",\"id\":\"\\ud800\",\"text\":\"hi\",\"tokens\":7}\n";
    ImportReport report = imported(HEAD + USER + answer);
    assertThat(report.sessions()).containsExactly("s");
    assertThat(texts("s")).containsExactly("hello");
    assertSound("s");
  }

  @Test
  void manySubAgentsTakeNoDescriptors() throws IOException {
    StringBuilder text = new StringBuilder(HEAD + USER);
    for (int i = 0; i < 300; i++) {
      text.append(child("c" + i, "x").replace("\"of\":\"c\"", "\"of\":\"c" + i + "\""));
    }
    imported(text.toString());
    long[] most = {0};
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getOpenFileDescriptorCount();
    ImportOptions counting = options()
        .withOnProgress(bytes -> most[0] = Math.max(most[0], system.getOpenFileDescriptorCount()));
    text.append(MORE);
    assertThat(imported(file, text.toString(), counting).newEntries()).isEqualTo(1);
    assertThat(most[0]).isLessThan(before + 100);
  }

  @Test
  void pieceThatAnotherReleasePackedStays() throws IOException {
    imported(HEAD + USER);
    Path piece;
    try (Stream<Path> kept = Files.list(folder.resolve("root/sources"))) {
      piece = kept.findFirst().orElseThrow();
    }
    byte[] packed = Files.readAllBytes(piece);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    try (GZIPOutputStream stored = new GZIPOutputStream(other) {
      {
        def.setLevel(0);
      }
    }) {
      stored.write((HEAD + USER).getBytes(UTF_8));
    }
    assertThat(other.toByteArray()).isNotEqualTo(packed);
    daybook.delete("s");
    Files.write(piece, other.toByteArray());
    imported(HEAD + USER);
    assertThat(Files.readAllBytes(piece)).isEqualTo(other.toByteArray());
    assertSound("s");
    Files.write(piece, packed);
    assertSound("s");
    assertThat(imported(HEAD + USER).newEntries()).isZero();
    assertThat(Files.readAllBytes(piece)).isEqualTo(packed);
  }

  @Test
  void forerunnerBehindADeletedOneIsRemovedToo() throws IOException {
    Path early = folder.resolve("t.jsonl");
    imported(early, USER.replace("hello", "old"));
    assertThat(imported(early, USER).sessions()).containsExactly("t.2");
    daybook.delete("t");
    assertThat(imported(early, USER + HEAD).sessions()).containsExactly("s");
    assertThat(daybook.catalog().ids()).containsExactly("s");
  }

  @Test
  void forerunnerThatIsOpenStaysUntilItIsFree() throws IOException {
    Path early = folder.resolve("t.jsonl");
    assertThat(imported(early, USER).sessions()).containsExactly("t");
    try (Daybook other = Daybook.open(folder.resolve("root"));
        Session unused = other.resumeSession("t")) {
      assertThat(imported(early, USER + HEAD).sessions()).containsExactly("s");
      assertThat(texts("t")).containsExactly("hello");
    }
    assertThat(imported(early, USER + HEAD).newEntries()).isZero();
    assertThat(daybook.catalog().ids()).containsExactly("s");
  }

  @Test
  void forerunnerThatANoteWasLaidForStays() throws IOException {
    Path early = folder.resolve("t.jsonl");
    imported(early, USER);
    Path inbox = Files.createDirectories(folder.resolve("root/inbox/t"));
    Path laid = Files.writeString(inbox.resolve("0-" + "0".repeat(32) + ".json"), "{}\n");
    assertThat(imported(early, USER + HEAD).sessions()).containsExactly("s");
    assertThat(laid).exists();
    assertThat(texts("t")).containsExactly("hello");
    Files.delete(laid);
    imported(early, USER + HEAD);
    assertThat(daybook.catalog().ids()).containsExactly("s");
  }

  @Test
  void noteForAForerunnerIsNeverLostWithIt() throws Exception {
    for (int round = 0; round < 12; round++) {
      Path early = folder.resolve("t" + round + ".jsonl");
      String id = "s" + round;
      imported(early, USER);
      CountDownLatch begun = new CountDownLatch(1);
      String session = "t" + round;
      Future<Annotated> annotating = executor.submit(() -> {
        try (Daybook other = Daybook.open(folder.resolve("root"))) {
          begun.await();
          return other.annotate(session, new Note(NoteLevel.INFO, "look"));
        } catch (DaybookException gone) {
          assertThat(gone.kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
          return null;
        }
      });
      ImportOptions releasing = options().withOnProgress(bytes -> begun.countDown());
      imported(early, USER + HEAD.replace("\"s\"", "\"" + id + "\""), releasing);
      Annotated annotated = annotating.get(60, TimeUnit.SECONDS);
      if (annotated != null) {
        record(session, "opened");
        assertThat(daybook.history(session).entries())
            .extracting(Entry::id)
            .contains(annotated.id());
      } else {
        assertThat(folder.resolve("root/inbox/" + session)).doesNotExist();
      }
    }
  }

  @Test
  void interruptIsReportedAsOne() throws IOException {
    Files.writeString(file, HEAD + USER);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> daybook.importFile(file, options()))
          .isInstanceOf(DaybookException.class)
          .hasFieldOrPropertyWithValue("kind", Kind.INTERRUPTED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void listThatIsCutIsDamaged() throws IOException {
    imported(HEAD + USER);
    Path list = daybook.file("s").resolveSibling("s.ndjson.sources");
    byte[] bytes = Files.readAllBytes(list);
    Files.write(list, Arrays.copyOf(bytes, bytes.length - 10));
    assertThat(daybook.verify("s").findings()).hasSize(1);
  }

  @Test
  void listWithAnotherByteIsDamaged() throws IOException {
    imported(HEAD + USER);
    Path list = daybook.file("s").resolveSibling("s.ndjson.sources");
    Files.writeString(list, Files.readString(list).replace("\"items\":2", "\"items\":3"));
    assertThat(daybook.verify("s").findings()).hasSize(1);
  }
}
