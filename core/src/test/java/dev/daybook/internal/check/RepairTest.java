package dev.daybook.internal.check;

import static dev.daybook.Faults.faultOf;
import static dev.daybook.internal.check.Damaged.bytes;
import static dev.daybook.internal.check.Damaged.first;
import static dev.daybook.internal.check.Damaged.flipped;
import static dev.daybook.internal.check.Damaged.foreign;
import static dev.daybook.internal.check.Damaged.join;
import static dev.daybook.internal.check.Damaged.line;
import static dev.daybook.internal.check.Damaged.lines;
import static dev.daybook.internal.check.Damaged.nuls;
import static dev.daybook.internal.check.Damaged.withoutCrc;
import static dev.daybook.internal.check.Damaged.withoutLineFeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.HeldFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {

  private static final byte[] SOUND = lines(0, 1, 2, 3);

  @TempDir
  Path root;

  private Damaged session;

  @BeforeEach
  void open() {
    session = new Damaged(root);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(session.file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  record Case(String name, byte[] file) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, byte[]... parts) {
    return new Case(name, join(parts));
  }

  static List<Case> repairable() {
    byte[] fragment = first(line(3), 50);
    return List.of(
        of("a foreign line first", foreign(0), SOUND),
        of("a foreign line between", lines(0, 1), foreign(2), lines(2, 3)),
        of("a foreign line last", SOUND, foreign(4)),
        of("swapped lines", lines(0, 2, 1, 3)),
        of("reversed lines", lines(3, 2, 1, 0)),
        of("doubled lines", lines(0, 1, 1, 2, 0, 3, 3)),
        of("the whole file twice", SOUND, SOUND),
        of("a missing line feed", lines(0), withoutLineFeed(line(1)), lines(2, 3)),
        of("the last line feed is missing", lines(0, 1, 2), withoutLineFeed(line(3))),
        of(
            "the last two are missing",
            lines(0, 1),
            withoutLineFeed(line(2)),
            withoutLineFeed(line(3))),
        of("a fragment and its whole line", lines(0, 1, 2), fragment, line(3)),
        of("a fragment, and its line below", lines(0, 1, 2), fragment, bytes("\n"), line(3)),
        of(
            "a line and a fragment of the next",
            lines(0, 1),
            withoutLineFeed(line(2)),
            fragment,
            bytes("\n"),
            line(3)),
        of("carriage returns", withoutLineFeed(line(0)), bytes("\r\n"), lines(1, 2, 3)),
        of("carriage returns everywhere", carriageReturns(SOUND)),
        of("carriage returns and a torn tail", carriageReturns(SOUND), first(line(4), 40)),
        of("carriage returns, and no last line feed", withoutLineFeed(carriageReturns(SOUND))),
        of("NUL bytes between", lines(0, 1), nuls(4096), lines(2, 3)),
        of(
            "NUL bytes instead of a line feed",
            lines(0),
            withoutLineFeed(line(1)),
            nuls(1),
            lines(2, 3)),
        of("NUL bytes last", SOUND, nuls(100), bytes("\n")),
        of("NUL bytes last, and what follows", SOUND, nuls(100), fragment, bytes("\nabc\n")),
        of("NUL bytes as a torn tail", SOUND, nuls(100)),
        of("empty lines", bytes("\n\n"), lines(0, 1), bytes("\n"), lines(2, 3), bytes("\n")),
        of("text between", lines(0, 1), bytes("abc\n"), lines(2, 3)),
        of("a damaged copy of a line", lines(0, 1), flipped(line(2), 400), lines(2, 3)),
        of("a torn tail", SOUND, fragment),
        of("a late line as a tail", lines(0, 1, 3), lastOf(2)),
        of("text before a tail", lines(0, 1, 2), bytes("abc\n"), lastOf(3)),
        of("several", foreign(1), lines(0, 2), bytes("\n"), lines(1, 1, 3), nuls(9), bytes("\nx")));
  }

  @ParameterizedTest
  @MethodSource("repairable")
  void whatIsProvablySafeIsRepaired(Case damaged) throws IOException {
    session.write(damaged.file);
    Repair plan = session.daybook.repairPlan(Damaged.ID);
    assertThat(plan.outcome()).isEqualTo(Outcome.REPAIRABLE);
    assertThat(plan.isGood()).isFalse();
    assertThat(session.read()).isEqualTo(damaged.file);
    assertThat(names()).hasSize(1);

    Repair repair = session.daybook.repair(Damaged.ID);

    assertThat(session.read()).isEqualTo(SOUND);
    assertThat(repair.outcome()).isEqualTo(Outcome.REPAIRED);
    assertThat(repair.isGood()).isTrue();
    assertThat(repair.entries()).isEqualTo(4).isEqualTo(plan.entries());
    assertThat(repair.leftOut()).isEqualTo(plan.leftOut());
    assertThat(repair.findings()).isEmpty();
    assertThat(names()).hasSize(2);
    byte[] kept = Files.readAllBytes(repair.backupPath().orElseThrow());
    boolean isTail = String.valueOf(repair.backupPath().orElseThrow()).endsWith(".ndjson.torn-0");
    assertThat(isTail ? join(SOUND, kept) : kept).isEqualTo(damaged.file);
    assertThat(session.findings()).isEmpty();
    assertThat(session.daybook.repair(Damaged.ID).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    try (Daybook writing = Daybook.open(root)) {
      assertThat(writing.openSession(Damaged.ID).recordSync(new UserMessage("next")))
          .isEqualTo(4);
    }
  }

  /** What is left out and what is kept is the file, each byte of it once. */
  @ParameterizedTest
  @MethodSource("repairable")
  void everyByteIsKeptOrReported(Case damaged) {
    session.write(damaged.file);
    Repair repair = session.daybook.repair(Damaged.ID);
    byte[] file = damaged.file;
    byte[] remaining = file.clone();
    for (Finding left : repair.leftOut()) {
      for (long at = left.offset(); at < left.offset() + left.bytes(); at++) {
        remaining[(int) at] = '\n';
      }
    }
    List<String> lines = new ArrayList<>(new String(remaining, StandardCharsets.UTF_8)
        .replace("}{", "}\n{")
        .lines()
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList());
    List<String> sound =
        new String(SOUND, StandardCharsets.UTF_8).lines().sorted().toList();
    assertThat(lines).isEqualTo(sound);
  }

  static List<Case> unrepairable() {
    byte[] bad = flipped(line(2), 400);
    return List.of(
        of("a gap", lines(0, 1, 3)),
        of("the beginning is missing", lines(1, 2, 3)),
        of("a damaged line", lines(0, 1), bad, line(3)),
        of("a damaged last line", lines(0, 1), bad),
        of("a last line of which a space became NUL", lines(0, 1), spaceFlipped(line(2))),
        of(
            "a last line of which a space became NUL, and what follows",
            lines(0, 1),
            spaceFlipped(line(2)),
            bytes("abc\n")),
        of("a damaged line before NUL bytes", lines(0, 1), bad, nuls(9), bytes("\n")),
        of("a damaged line among swapped ones", lines(0, 1, 3), flipped(line(4), 400), line(2)),
        of("a conflict", lines(0, 1), Lines.line(1, new UserMessage("other")), line(2)),
        of("a fragment welded to the next line", lines(0, 1), first(line(2), 50), line(3)),
        of("lines lost in NUL bytes", lines(0, 1), nuls(line(2).length), lines(3)),
        of("another session", foreign(0), foreign(1)),
        of("another session and ours", foreign(0), lines(1, 2)),
        of("no checksum", line(0), withoutCrc(1)),
        of("no checksum before a torn tail", withoutCrc(0), withoutCrc(1), bytes("{\"v\"")),
        of("no checksum, and something to move", withoutCrc(0), line(2), line(1)),
        of("no checksum, and something to leave out", line(0), bytes("\n"), withoutCrc(1)),
        of("no checksum elsewhere", withoutCrc(7), lines(1, 0)),
        of("a gap before carriage returns", carriageReturns(lines(0, 2))),
        of("a damaged line before a carriage return", carriageReturns(join(line(0), bad))),
        of("a gap before a tail", lines(0), withoutLineFeed(line(2))),
        of("a gap before a tail of two", lines(0), withoutLineFeed(line(2)), lastOf(3)),
        of("only a tail that is not the first", withoutLineFeed(line(2))),
        of("NUL bytes before a tail", lines(0), nuls(line(1).length), bytes("\n"), lastOf(2)),
        of("NUL bytes in a tail", lines(0), nuls(line(1).length), lastOf(2)),
        of("a fragment welded to a tail", lines(0), first(line(1), 50), lastOf(2)),
        of("a line welded to something before a tail", line(0), bytes("x{\n"), lastOf(2)),
        of("a damaged line before a tail", lines(0), flipped(line(1), 400), lastOf(2)),
        of("a fragment behind a tail", lines(0), lastOf(2), first(line(3), 50)),
        of("a conflict in a tail", lines(0, 1), lastOf(Lines.line(1, new UserMessage("other")))));
  }

  /** As a copy through a system that ends lines with them. */
  private static byte[] carriageReturns(byte[] lines) {
    return bytes(new String(lines, StandardCharsets.UTF_8).replace("\n", "\r\n"));
  }

  private static byte[] lastOf(long seq) {
    return lastOf(line(seq));
  }

  private static byte[] lastOf(byte[] line) {
    return withoutLineFeed(line);
  }

  /** One bit makes a NUL byte of a space, of a line that may have been acknowledged. */
  private static byte[] spaceFlipped(byte[] line) {
    int space = new String(line, StandardCharsets.ISO_8859_1).indexOf(' ');
    byte[] flipped = flipped(line, 8 * space + 5);
    assertThat(flipped[space]).isZero();
    return flipped;
  }

  @ParameterizedTest
  @MethodSource("unrepairable")
  void whatMayLoseAnEntryChangesNothing(Case damaged) throws IOException {
    session.write(damaged.file);
    for (boolean isDry : new boolean[] {true, false}) {
      Repair repair =
          isDry ? session.daybook.repairPlan(Damaged.ID) : session.daybook.repair(Damaged.ID);
      assertThat(repair.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
      assertThat(repair.isGood()).isFalse();
      assertThat(repair.obstacle()).isPresent();
      assertThat(repair.obstacle().orElseThrow().message()).contains("reason=").contains("offset=");
      assertThat(repair.findings()).isNotEmpty();
      assertThat(session.read()).isEqualTo(damaged.file);
      assertThat(names()).hasSize(1);
    }
  }

  @Test
  void namesTheLastSeqThatAForkCanTake() {
    session.write(lines(0, 1), flipped(line(2), 400), line(3));
    Repair.Obstacle obstacle = session.daybook.repair(Damaged.ID).obstacle().orElseThrow();
    assertThat(obstacle.lastSoundSeq()).isEqualTo(1);
    assertThat(obstacle.message())
        .isEqualTo("a damaged line may be an entry that stands nowhere else; a fork up to the last"
            + " sound entry can go on: reason=crc_mismatch, line=3, offset="
            + lines(0, 1).length
            + ", lastSoundSeq=1");
  }

  @Test
  void aNewerFormatIsLeftAlone() throws IOException {
    // its checksum is right, and only the version is not ours
    byte[] newer = newerFormat(line(2));
    session.write(lines(0, 1), newer, lines(2, 3));
    assertThat(session.places()).containsExactly("unsupported_version 3 " + lines(0, 1).length);
    Repair repair = session.daybook.repair(Damaged.ID);
    assertThat(repair.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(names()).hasSize(1);
  }

  private static byte[] newerFormat(byte[] line) {
    byte[] body = Arrays.copyOf(line, line.length - ",\"crc\":\"00000000\"}\n".length());
    body["{\"v\":".length()] = '2';
    CRC32C crc = new CRC32C();
    crc.update(body);
    return join(body, bytes(String.format(",\"crc\":\"%08x\"}%n", crc.getValue())));
  }

  @Test
  void aLineOverTheLimitIsLeftAlone() {
    byte[] file = join(lines(1, 0), Lines.line(2, new UserMessage("x".repeat(5_000))));
    session.write(file);
    try (Daybook small = Daybook.builder(root).maxLineBytes(1024).open()) {
      assertThat(small.repair(Damaged.ID).outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    }
    assertThat(session.read()).isEqualTo(file);
  }

  @Test
  void whatIsProvedStaysWhateverThisProgramThinksOfIt() {
    byte[] odd = Lines.line(1, new Unknown("user_message", "{\"text\":5}"));
    session.write(line(0), bytes("\n"), odd, line(2));
    Repair repair = session.daybook.repair(Damaged.ID);
    assertThat(repair.outcome()).isEqualTo(Outcome.REPAIRED);
    assertThat(repair.findings()).extracting(Finding::kind).containsExactly(FindingKind.WRONG_KIND);
    assertThat(repair.isGood()).isFalse();
    assertThat(session.read()).isEqualTo(join(line(0), odd, line(2)));
  }

  @Test
  void aTornTailIsCutOffAndKept() {
    session.write(line(0), line(1), bytes("{\"v\""));
    Repair repair = session.daybook.repair(Damaged.ID);
    assertThat(repair.outcome()).isEqualTo(Outcome.REPAIRED);
    assertThat(repair.isGood()).isTrue();
    assertThat(session.read()).isEqualTo(join(line(0), line(1)));
    assertThat(repair.backupPath().orElseThrow()).hasContent("{\"v\"");
  }

  @Test
  void aWholeLineInATailThatIsCutOffIsNoDamageAfterwards() {
    for (byte[] tail : List.of(foreign(4), line(0), line(3))) {
      session.write(SOUND, withoutLineFeed(tail));
      Repair repair = session.daybook.repair(Damaged.ID);
      assertThat(repair.outcome()).isEqualTo(Outcome.REPAIRED);
      assertThat(session.read()).isEqualTo(SOUND);
      assertThat(repair.findings()).isEmpty();
      assertThat(repair.isGood()).isTrue();
    }
  }

  @Test
  void aSoundFileIsLeftAsItIs() throws IOException {
    session.write(SOUND);
    Repair repair = session.daybook.repair(Damaged.ID);
    assertThat(repair)
        .isEqualTo(new RepairPlan.RepairResult(
            Outcome.NOTHING_TO_DO,
            4,
            List.of(),
            Optional.empty(),
            true,
            List.of(),
            Optional.empty()));
    assertThat(names()).hasSize(1);
  }

  @Test
  void aSessionThatIsRecordedInIsNotRepaired() {
    try (Daybook writing = Daybook.open(root)) {
      writing.openSession(Damaged.ID).recordSync(new UserMessage("x"));
      DaybookException locked = faultOf(() -> session.daybook.repair(Damaged.ID));
      assertThat(locked.kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(locked.details()).containsKey("pid");
    }
    assertThat(session.daybook.repair(Damaged.ID).isGood()).isTrue();
  }

  @Test
  void aSessionThatIsNotThereIsAnError() {
    assertThat(faultOf(() -> session.daybook.repair("other")).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  void theNewFileIsForItsOwnerAlone() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("no POSIX permissions here")
        .contains("posix");
    session.write(lines(1, 0));
    Path original = session.daybook.repair(Damaged.ID).backupPath().orElseThrow();
    for (Path file : List.of(session.file, original)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDraftThatCannotBeFinishedLeavesTheFileAsItWas() throws IOException {
    byte[] damaged = lines(1, 0);
    session.write(damaged);
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    try (HeldFile held = folder.hold(new SessionId(Damaged.ID))) {
      assertThatThrownBy(() -> held.replace(file -> {
            file.write(ByteBuffer.wrap(line(0)));
            throw new IOException("no room");
          }))
          .hasMessage("no room");
    }
    assertThat(session.read()).isEqualTo(damaged);
    assertThat(names()).hasSize(1);
  }

  /** Ends its process in the middle of a replacement, as a crash does. */
  static final class DiesWhileReplacing {
    private DiesWhileReplacing() {}

    public static void main(String[] args) throws IOException {
      SessionFolder folder = new SessionFolder(Path.of(args[0]), (id, bytes, to) -> {});
      folder.hold(new SessionId(Damaged.ID)).replace(file -> {
        file.write(ByteBuffer.wrap(line(0)));
        Runtime.getRuntime().halt(0);
      });
      throw new AssertionError("still there");
    }
  }

  @Test
  void aCrashInTheMiddleLeavesTheFileAsItWas() throws Exception {
    byte[] damaged = lines(1, 0);
    session.write(damaged);
    assertThat(new ChildJvm().run(DiesWhileReplacing.class, root.toString())).isEmpty();
    assertThat(session.read()).isEqualTo(damaged);
    assertThat(session.daybook.repair(Damaged.ID).isGood()).isTrue();
    assertThat(session.read()).isEqualTo(lines(0, 1));
  }

  @Test
  void anInterruptDoesNotDisturbTheReplacement() throws IOException {
    session.write(lines(1, 0));
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    try (HeldFile held = folder.hold(new SessionId(Damaged.ID))) {
      Thread.currentThread().interrupt();
      held.replace(file -> file.write(ByteBuffer.wrap(lines(0, 1))));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(session.read()).isEqualTo(lines(0, 1));
  }

  @Test
  void linesInARowThatAreLeftOutAreOne() {
    session.write(SOUND, SOUND, foreign(0), foreign(1));
    assertThat(session.daybook.repairPlan(Damaged.ID).leftOut())
        .extracting(left -> left.kind() + " " + left.line() + " " + left.lines())
        .containsExactly("DUPLICATE 5 4", "WRONG_SESSION 9 2");
  }

  @Test
  @Tag(Lab.TAG)
  void moreDisorderThanIsRememberedIsLeftAlone() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(lines(0, 1));
    for (int i = 0; i < RunOrder.MAX_RUNS; i++) {
      file.writeBytes(bytes("abc\n"));
    }
    byte[] few = file.toByteArray();
    session.write(few, line(2));
    assertThat(session.daybook.repairPlan(Damaged.ID).outcome()).isEqualTo(Outcome.REPAIRABLE);
    session.write(few, bytes("abc\n".repeat(10)), line(2));
    Repair repair = session.daybook.repair(Damaged.ID);
    assertThat(repair.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(repair.obstacle()).isPresent();
    assertThat(repair.obstacle().orElseThrow().why()).contains("more disordered places");
    assertThat(names()).hasSize(1);
  }

  // --- at random

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomDamageOfTheSafeKindsIsUndone(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int count = 1 + random.nextInt(40);
      byte[] sound = lines(LongStream.range(0, count).toArray());
      List<byte[]> parts = new ArrayList<>();
      for (int seq = 0; seq < count; seq++) {
        parts.add(line(seq));
      }
      boolean isDisordered = random.nextInt(3) == 0;
      if (isDisordered) {
        Collections.shuffle(parts, random);
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        parts.add(random.nextInt(parts.size() + 1), safe(random, count));
      }
      if (random.nextBoolean()) {
        byte[] tail = line(count);
        parts.add(first(tail, 1 + random.nextInt(tail.length - 2)));
      }
      byte[] damaged = join(parts.toArray(byte[][]::new));
      session.write(damaged);
      Repair repair = session.daybook.repair(Damaged.ID);
      assertThat(session.read())
          .as("seed %d, round %d: %s", seed, round, repair)
          .isEqualTo(sound);
      assertThat(repair.outcome() == Outcome.NOTHING_TO_DO)
          .isEqualTo(Arrays.equals(damaged, sound));
      assertThat(session.findings()).isEmpty();
    }
  }

  /** Something that can be left out, wherever it stands between whole lines. */
  private static byte[] safe(Random random, int count) {
    return switch (random.nextInt(5)) {
      case 0 -> foreign(random.nextInt(100));
      case 1 -> line(random.nextInt(count));
      case 2 -> bytes("\n");
      case 3 -> nuls(1 + random.nextInt(5_000));
      default -> join(nuls(1 + random.nextInt(50)), bytes("\n"));
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomDamageThatMayLoseAnEntryChangesNothing(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int count = 3 + random.nextInt(40);
      List<byte[]> parts = new ArrayList<>();
      for (int seq = 0; seq < count; seq++) {
        parts.add(line(seq));
      }
      int at = random.nextInt(count - 1);
      switch (random.nextInt(4)) {
        case 0 -> parts.remove(at);
        case 1 -> parts.set(at, flipped(line(at), 8 + random.nextInt(8 * line(at).length - 24)));
        case 2 -> parts.add(at + 1, Lines.line(at, new UserMessage("other")));
        default -> parts.set(at, first(line(at), random.nextInt(line(at).length - 1)));
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        parts.add(random.nextInt(parts.size() + 1), safe(random, count));
      }
      byte[] damaged = join(parts.toArray(byte[][]::new));
      // a double may bring back what was taken
      if (isThere(parts, at) && !hasConflict(parts, at)) {
        continue;
      }
      session.write(damaged);
      Repair repair = session.daybook.repair(Damaged.ID);
      assertThat(session.read()).as("seed %d, round %d", seed, round).isEqualTo(damaged);
      assertThat(repair.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    }
  }

  private static boolean isThere(List<byte[]> parts, int seq) {
    return parts.stream().anyMatch(part -> Arrays.equals(part, line(seq)));
  }

  private static boolean hasConflict(List<byte[]> parts, int seq) {
    byte[] other = Lines.line(seq, new UserMessage("other"));
    return parts.stream().anyMatch(part -> Arrays.equals(part, other));
  }
}
