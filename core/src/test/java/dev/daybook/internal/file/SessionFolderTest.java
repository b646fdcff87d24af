package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.ChildJvm;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SessionFolderTest {

  private static final SessionId ID = new SessionId("s-1");
  private static final TornTailListener SILENT = (id, bytes, to) -> {};

  @TempDir
  Path root;

  private SessionFolder folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    folder = new SessionFolder(root, SILENT);
    file = root.resolve("sessions").resolve("s-1.ndjson");
  }

  private void write(byte[]... parts) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, join(parts));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] message(long seq) {
    return Lines.line(seq, new UserMessage("message " + seq));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void assumePosix() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("no POSIX permissions here")
        .contains("posix");
  }

  // --- a new session

  @Test
  void aNewFileIsEmptyAndBeginsAtSeqZero() throws IOException {
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.position()).isZero();
    assertThat(opened.nextSeq()).isZero();
    assertThat(file).isEmptyFile();
    assertThat(folder.file(ID)).isEqualTo(file);
  }

  @Test
  void whatItOpensCanBeWritten() throws IOException {
    write(message(0));
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    byte[] line = message(1);
    assertThat(opened.file().write(ByteBuffer.wrap(line), opened.position()))
        .isEqualTo(line.length);
    opened.file().force();
    opened.file().close();
    assertThat(Files.readAllBytes(file)).isEqualTo(join(message(0), message(1)));
  }

  @Test
  void filesAndFoldersAreForTheirOwnerAlone() throws IOException {
    assumePosix();
    folder = new SessionFolder(root.resolve("a/b"), SILENT);
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    Files.write(folder.file(ID), new byte[] {'x'});
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    for (Path path :
        List.of(root.resolve("a"), root.resolve("a/b"), root.resolve("a/b/sessions"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .as(path.toString())
          .isEqualTo("rwx------");
    }
    try (Stream<Path> files = Files.list(root.resolve("a/b/sessions"))) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void everyIdIsOneFileInsideTheFolder() throws IOException {
    assumeThat(System.getProperty("sun.jnu.encoding")).isEqualToIgnoringCase("UTF-8");
    for (String id : List.of("a", "a..b", "x".repeat(235), "会".repeat(78), "q\u0301", "a.ndjson")) {
      Path path = folder.file(new SessionId(id));
      assertThat(path.getParent()).isEqualTo(root.resolve("sessions"));
      folder.openOrCreate(new SessionId(id)).open(Long.MAX_VALUE).file().close();
      assertThat(path).isRegularFile();
    }
    assertThat(names()).hasSize(6);
  }

  @Test
  void anIdThatTheFileSystemCannotNameIsRefused() throws Exception {
    assumePosix();
    String printed =
        new ChildJvm().environment("LC_ALL", "C").run(InAsciiLocale.class, root.toString());
    assumeThat(printed).doesNotContain("encoding=UTF-8");
    assertThat(printed)
        .startsWith("IO_ERROR the file system's encoding has no name for this id; run Java in a"
            + " UTF-8 locale, as with LC_ALL=C.UTF-8: encoding=");
  }

  /** Names a file in an alphabet that plain C has not. */
  public static final class InAsciiLocale {

    private InAsciiLocale() {}

    public static void main(String[] args) {
      try {
        System.out.println("encoding=UTF-8: "
            + new SessionFolder(Path.of(args[0]), SILENT).file(new SessionId("会")));
      } catch (DaybookException e) {
        System.out.println(e.kind() + " " + e.getMessage());
      }
    }
  }

  @Test
  void theRootMayBeRelative() {
    assertThat(new SessionFolder(Path.of("some/../where"), SILENT).file(ID))
        .isEqualTo(Path.of("where/sessions/s-1.ndjson").toAbsolutePath());
  }

  /** At every door. */
  private void assertRefused(String reason) {
    List<ThrowingCallable> doors = List.of(
        () -> folder.file(ID),
        () -> folder.exists(ID),
        () -> folder.openOrCreate(ID).open(Long.MAX_VALUE),
        () -> folder.existing(ID).open(Long.MAX_VALUE),
        () -> folder.create(ID, file -> {}),
        () -> folder.delete(ID),
        () -> folder.purge(ID));
    assertThat(doors).allSatisfy(door -> {
      DaybookException fault = faultOf(door);
      assertThat(fault.kind()).isEqualTo(Kind.UNSAFE_PATH);
      assertThat(fault.details()).containsEntry("reason", reason);
      assertThat(fault.getMessage()).doesNotContain("elsewhere");
    });
  }

  @Test
  void aFileInPlaceOfTheFolderIsAnError() throws IOException {
    Files.write(root.resolve("sessions"), new byte[] {'x'});
    assertRefused("non_directory_component");
    assertThat(root.resolve("sessions")).hasBinaryContent(new byte[] {'x'});
  }

  @Test
  void aFolderInPlaceOfTheFileIsAnError() throws IOException {
    Files.createDirectories(file);
    assertRefused("unexpected_file_type");
    assertThat(file).isEmptyDirectory();
  }

  @Test
  void aSymbolicLinkInPlaceOfTheFolderIsRefused() throws IOException {
    Path target = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("sessions"), target);
    assertRefused("symlink_component");
    assertThat(target).isEmptyDirectory();
    Files.delete(target);
    assertRefused("symlink_component");
    assertThat(target).doesNotExist();
  }

  @Test
  void aLinkAboveTheFolderIsTheOwnersOwn() throws IOException {
    Path link =
        Files.createSymbolicLink(root.resolve("link"), Files.createDirectory(root.resolve("real")));
    new SessionFolder(link, SILENT).openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(root.resolve("real/sessions/s-1.ndjson")).isEmptyFile();
  }

  @Test
  void aSymbolicLinkInPlaceOfTheFileIsRefused() throws IOException {
    Path target = root.resolve("elsewhere");
    Files.write(target, new byte[] {'x'});
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, target);
    assertRefused("symlink_component");
    assertThat(target).hasBinaryContent(new byte[] {'x'});
    Files.delete(target);
    assertRefused("symlink_component");
    assertThat(target).doesNotExist();
    assertThat(names()).containsExactly("s-1.ndjson");
  }

  // --- an old session

  @Test
  void aFileOfCompleteLinesIsLeftAsItIs() throws IOException {
    byte[] bytes = join(message(0), message(1), message(2));
    write(bytes);
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.position()).isEqualTo(bytes.length);
    assertThat(opened.nextSeq()).isEqualTo(3);
    assertThat(file).hasBinaryContent(bytes);
    assertThat(names()).containsExactly("s-1.ndjson");
  }

  @Test
  void theNextSeqFollowsTheLastLine() throws IOException {
    write(message(40), message(41));
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.nextSeq()).isEqualTo(42);
  }

  @Test
  void damageCloseToTheEndIsMetBeforeItIsBuriedUnderNewLines() throws IOException {
    byte[] flipped = message(1);
    flipped[flipped.length - 22] ^= 1;
    byte[] foreign = Lines.lineOf("other", 1, new UserMessage("m"));
    byte[] gap = message(7);
    Map<byte[], Kind> damages =
        Map.of(flipped, Kind.CRC_MISMATCH, foreign, Kind.WRONG_SESSION, gap, Kind.SEQ_GAP);
    for (Map.Entry<byte[], Kind> damage : damages.entrySet()) {
      write(message(0), damage.getKey(), message(2), message(3));
      byte[] before = Files.readAllBytes(file);
      DaybookException fault = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
      assertThat(fault.kind()).isEqualTo(damage.getValue());
      assertThat(fault).hasMessageStartingWith("one of the last lines is damaged; verify reports");
      assertThat(file).hasBinaryContent(before);
    }
  }

  /** A power cut may leave out any block of what was written since the last force. */
  @Test
  void damageInWhatWasNeverForcedIsMetHoweverManyLinesFollowIt() throws IOException {
    byte[][] lines = new byte[100][];
    for (int seq = 0; seq < lines.length; seq++) {
      lines[seq] = message(seq);
    }
    Arrays.fill(lines[1], (byte) 0);
    write(lines);
    DaybookException fault = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
    assertThat(fault).hasMessageStartingWith("one of the last lines is damaged; verify reports");
  }

  @Test
  void whatIsKnownToBeForcedIsNotReadAgain() throws IOException {
    byte[][] lines = new byte[100][];
    for (int seq = 0; seq < lines.length; seq++) {
      lines[seq] = message(seq);
    }
    write(lines);
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    lines[1][1] = 0;
    write(lines);
    Path lock = root.resolve("locks/s-1.lock");
    vouchFor(Files.size(folder.file(ID)));
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    vouchFor(lines[0].length);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
        .as("what came after it")
        .hasMessageContaining("lineFromEnd=99");
    Files.delete(lock);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
        .as("it cannot be known")
        .hasMessageContaining("lineFromEnd=99");
  }

  /** As a holder that knew the file as it is. */
  private void vouchFor(long goodBytes) throws IOException {
    Path file = folder.file(ID);
    try (FileChannel channel = FileChannel.open(file)) {
      LockRecord text = new LockRecord(
          SessionHolder.UNNAMED, goodBytes, Long.MAX_VALUE, FileMark.of(file, channel));
      Files.writeString(root.resolve("locks/s-1.lock"), text.text());
    }
  }

  private byte[][] manyLines() {
    byte[][] lines = new byte[300][];
    for (int seq = 0; seq < lines.length; seq++) {
      lines[seq] = message(seq);
    }
    return lines;
  }

  /** Under another name it is refused, too. */
  @Test
  void aDamagedFileThatIsCopiedOverTheSessionIsRefused() throws IOException {
    byte[][] lines = manyLines();
    write(lines);
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    lines[1][1] = 0;
    Path damaged = root.resolve("damaged");
    Files.write(damaged, join(lines));
    FileTime before = Files.getLastModifiedTime(folder.file(ID));
    // into the same file, as cp does
    try (OutputStream out = Files.newOutputStream(folder.file(ID))) {
      Files.copy(damaged, out);
    }
    Files.setLastModifiedTime(folder.file(ID), before);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
        .hasMessageContaining("lineFromEnd=299");
    // and in its place
    Files.move(damaged, folder.file(ID), StandardCopyOption.REPLACE_EXISTING);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
        .hasMessageContaining("lineFromEnd=299");
  }

  /** As a disk that lied leaves it, or an old backup: a seq would be given twice. */
  @Test
  void aFileThatIsShorterThanItWasKnownToBeIsRefused() throws IOException {
    byte[][] lines = manyLines();
    write(lines);
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    long whole = Files.size(folder.file(ID));
    byte[] old = join(Arrays.copyOf(lines, 100));
    for (boolean isSameFile : new boolean[] {true, false}) {
      for (byte[] content : new byte[][] {old, Arrays.copyOf(old, old.length - 5)}) {
        if (!isSameFile) {
          Files.delete(folder.file(ID));
        }
        Files.write(folder.file(ID), content);
        for (int n = 0; n < 2; n++) {
          DaybookException refused = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
          assertThat(refused.kind()).isEqualTo(DaybookException.Kind.FILE_SHORTENED);
          assertThat(refused.details())
              .containsEntry("bytes", (long) content.length)
              .containsEntry("knownBytes", whole);
          assertThat(Files.size(folder.file(ID))).isEqualTo(content.length);
        }
      }
    }
    Files.write(folder.file(ID), join(lines));
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    assertThat(opened.nextSeq()).isEqualTo(300);
    opened.file().close();
    Files.write(folder.file(ID), new byte[0]);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)).kind())
        .isEqualTo(DaybookException.Kind.FILE_SHORTENED);
  }

  @Test
  void aSessionThatIsBegunAnewIsNotTheOneThatWasKnown() throws IOException {
    write(manyLines());
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    Files.delete(folder.file(ID));
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    assertThat(opened.nextSeq()).isZero();
    opened.file().close();
    write(manyLines());
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    write(Lines.line(0, new UserMessage("another one")));
    opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    assertThat(opened.nextSeq()).isEqualTo(1);
    opened.file().close();
  }

  /** A backup that is put back, or a file that is removed and begun anew. */
  @Test
  void whatIsKnownOfAFileSaysNothingOfAnotherInItsPlace() throws IOException {
    byte[][] lines = new byte[100][];
    for (int seq = 0; seq < lines.length; seq++) {
      lines[seq] = message(seq);
    }
    byte[] longest = Lines.line(100, new UserMessage("x".repeat(lines.length * 300)));
    for (byte[] last : new byte[][] {{}, longest}) {
      write(lines);
      folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
      byte[][] others = new byte[100][];
      for (int seq = 0; seq < others.length; seq++) {
        others[seq] = Lines.line(seq, new UserMessage("m" + seq));
      }
      others[1][1] = 0;
      write(join(others), last);
      assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
          .as("%s bytes behind it", last.length)
          .hasMessageStartingWith("one of the last lines is damaged");
      assertThat(root.resolve("locks/s-1.lock")).isEmptyFile();
    }
  }

  @Test
  void theLastLinesAreCheckedAlthoughTheyWereForced() throws IOException {
    byte[][] lines = new byte[100][];
    for (int seq = 0; seq < lines.length; seq++) {
      lines[seq] = message(seq);
    }
    lines[40][1] = 0;
    write(lines);
    Path file = folder.file(ID);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(faultOf(() -> ResumePoint.of(ID, file, channel, Files.size(file))))
          .hasMessageContaining("lineFromEnd=60");
    }
  }

  /** As on Windows: what is known is proved by length and beginning alone. */
  @Test
  void whatWasGoodIsKnownAlsoWhereFilesHaveNoKey() throws IOException {
    folder =
        new SessionFolder(new RecordedDisk(new DiskObserver() {}).withoutKeys().path(root), SILENT);
    write(message(0), message(1));
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(folder.isClosed(ID)).isTrue();
    write(message(0));
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)).kind())
        .isEqualTo(Kind.FILE_SHORTENED);
    assertThat(Shortage.of(folder, ID, 1 << 20).knownBytes())
        .isEqualTo(message(0).length + message(1).length);
  }

  /** Another file may come to stand under that name, of which nothing is known. */
  @Test
  void whatIsRemovedOrRepairedIsNoLongerKnown() throws IOException {
    Path lock = root.resolve("locks/s-1.lock");
    write(message(0), message(1));
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(lock).isNotEmptyFile();
    try (HeldFile held = folder.hold(ID)) {
      held.cut(message(0).length);
    }
    assertThat(lock).isEmptyFile();
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(lock).isNotEmptyFile();
    try (HeldFile held = folder.hold(ID)) {
      held.replace(channel -> {});
    }
    assertThat(lock).isEmptyFile();
    for (int i = 0; i < 2; i++) {
      write(message(0));
      folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
      assertThat(lock).isNotEmptyFile();
      if (i == 0) {
        folder.delete(ID);
      } else {
        folder.purge(ID);
      }
      assertThat(lock).isEmptyFile();
    }
  }

  @Test
  void theLastLineMayBeOfAnyLengthAndType() throws IOException {
    for (int length : new int[] {1 << 16, (1 << 16) - 1, (1 << 16) + 1, 1 << 20}) {
      byte[] last = Lines.line(1, new UserMessage("x".repeat(length)));
      write(message(0), last, new byte[] {'{'});
      AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
      opened.file().close();
      assertThat(opened.nextSeq()).isEqualTo(2);
      assertThat(opened.position()).isEqualTo(message(0).length + last.length);
      assertThat(file).hasBinaryContent(join(message(0), last));
    }
    write(Lines.line(3, new Unknown("other", "{}")));
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.nextSeq()).isEqualTo(4);
  }

  @Test
  void everyTornTailIsMovedAsideByteForByte() throws IOException {
    byte[] line = message(1);
    for (int length = 1; length < line.length; length++) {
      byte[] tail = Arrays.copyOf(line, length);
      assertMovedAside(tail, message(0));
      assertMovedAside(tail);
    }
  }

  @Test
  void aTailOfAnyBytesAndLengthIsMovedAside() throws IOException {
    assertMovedAside(new byte[100_000], message(0));
    assertMovedAside(new byte[(1 << 16)], message(0));
    assertMovedAside("\r\u2028é".getBytes(StandardCharsets.UTF_8), message(0), message(1));
    byte[] large = new byte[(3 << 16) + 5];
    Arrays.fill(large, (byte) 0xff);
    assertMovedAside(large, message(0));
  }

  private void assertMovedAside(byte[] tail, byte[]... lines) throws IOException {
    byte[] whole = join(lines);
    Files.deleteIfExists(root.resolve("locks/s-1.lock"));
    write(whole, tail);
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.position()).isEqualTo(whole.length);
    assertThat(opened.nextSeq()).isEqualTo(lines.length);
    assertThat(file).hasBinaryContent(whole);
    Path aside = file.resolveSibling("s-1.ndjson.torn-0");
    assertThat(aside).hasBinaryContent(tail);
    assertThat(names()).hasSize(2);
    Files.delete(aside);
  }

  @Test
  void aTornTailIsReportedOnceItIsCutOff() throws IOException {
    List<String> reported = new ArrayList<>();
    folder = new SessionFolder(root, new TornTailListener() {
      @Override
      public void moved(String sessionId, long bytes, Path to) {
        assertThat(file).hasSize(message(0).length);
        assertThat(to).hasSize(bytes).hasParent(file.getParent());
        reported.add(sessionId + " " + bytes + " " + to.getFileName());
        throw new IllegalStateException("a listener's own mistake");
      }
    });
    write(message(0), new byte[] {'{', '"'});
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(reported).containsExactly("s-1 2 s-1.ndjson.torn-0");
  }

  @Test
  void aListenerThatThrowsAnErrorKeepsNoSessionLocked() throws IOException {
    folder = new SessionFolder(root, new TornTailListener() {
      @Override
      public void moved(String sessionId, long bytes, Path to) {
        throw new AssertionError("a listener's own mistake");
      }
    });
    write(message(0), new byte[] {'{'});
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    opened.file().close();
    assertThat(opened.nextSeq()).isEqualTo(1);
    assertThat(folder.holder(ID)).isEmpty();
  }

  @Test
  void severalTailsAtOnePlaceAreAllKept() throws IOException {
    for (String tail : List.of("first", "second", "third")) {
      write(message(0), tail.getBytes(StandardCharsets.UTF_8));
      folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    }
    assertThat(names())
        .containsExactly(
            "s-1.ndjson", "s-1.ndjson.torn-0", "s-1.ndjson.torn-1", "s-1.ndjson.torn-2");
    assertThat(file.resolveSibling("s-1.ndjson.torn-0")).hasContent("first");
    assertThat(file.resolveSibling("s-1.ndjson.torn-1")).hasContent("second");
    assertThat(file.resolveSibling("s-1.ndjson.torn-2")).hasContent("third");
  }

  @Test
  void theLongestIdLeavesRoomForTheNameOfATail() throws IOException {
    SessionId longest = new SessionId("x".repeat(SessionId.MAX_BYTES));
    file = folder.file(longest);
    byte[] line = Lines.lineOf(longest.value(), 0, new UserMessage("x".repeat(10_000_000)));
    write(line, new byte[] {'{'});
    folder.openOrCreate(longest).open(Long.MAX_VALUE).file().close();
    assertThat(file).hasSize(line.length);
    assertThat(names()).hasSize(2);
  }

  @Test
  void aLastLineThatIsNoEntryIsAnErrorAndTheFileIsUntouched() throws IOException {
    byte[] flipped = message(1);
    flipped[10] ^= 1;
    for (byte[] last : List.of(
        "{}\n".getBytes(StandardCharsets.UTF_8),
        "\n".getBytes(StandardCharsets.UTF_8),
        new byte[] {0, 0, '\n'},
        flipped)) {
      write(message(0), last);
      byte[] before = Files.readAllBytes(file);
      FileTime modified = Files.getLastModifiedTime(file);
      DaybookException fault = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
      assertThat(fault.details()).containsEntry("file", file).containsEntry("lineFromEnd", 1);
      assertThat(file).hasBinaryContent(before);
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(modified);
      assertThat(names()).containsExactly("s-1.ndjson");
    }
  }

  @Test
  void aLastLineThatMemoryDoesNotHoldIsAnErrorLikeAnyOther() throws IOException {
    long lineBytes = Integer.MAX_VALUE - 9L;
    assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(lineBytes);
    Files.createDirectories(file.getParent());
    try (FileChannel sparse = OwnFiles.create(file)) {
      sparse.write(ByteBuffer.wrap(new byte[] {'\n'}), lineBytes - 1);
    }
    DaybookException fault = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
    assertThat(fault.kind()).isEqualTo(Kind.LINE_TOO_LONG);
    assertThat(fault).hasMessageContaining("lineBytes=" + lineBytes);
    assertThat(folder.holder(ID)).isEmpty();
  }

  @Test
  void aFileOfAnotherSessionIsNotAppendedTo() throws IOException {
    byte[] foreign = Lines.lineOf("other", 0, new UserMessage("m"));
    write(foreign, new byte[0]);
    DaybookException fault = faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE));
    assertThat(fault.kind()).isEqualTo(Kind.WRONG_SESSION);
    assertThat(fault).hasMessageContaining("; give the file back its own name");
    assertThat(file).hasBinaryContent(foreign);
  }

  @Test
  void aSeqThatCouldOverflowIsNotContinued() throws IOException {
    write(Lines.line(Long.MAX_VALUE, new UserMessage("m")), new byte[0]);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)))
        .hasMessageContaining("seq is beyond every session: field=seq");
  }

  @Test
  void whatAFailedForceLeftInDoubtIsWrittenAnewAndStaysTheSame() throws IOException {
    write(message(0), message(1), message(2));
    byte[] before = Files.readAllBytes(file);
    AppendableFile opened = folder.openOrCreate(ID).open(message(0).length);
    assertThat(opened.nextSeq()).isEqualTo(3);
    assertThat(opened.position()).isEqualTo(before.length);
    opened.file().close();
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aTornTailBehindALastLineThatIsNoEntryStaysToo() throws IOException {
    write(message(0), new byte[] {'{', '}', '\n', '{'});
    byte[] before = Files.readAllBytes(file);
    assertThat(faultOf(() -> folder.openOrCreate(ID).open(Long.MAX_VALUE)).kind())
        .isEqualTo(Kind.MISSING_TYPE);
    assertThat(file).hasBinaryContent(before);
    assertThat(names()).containsExactly("s-1.ndjson");
  }

  // --- threads

  @Test
  void anInterruptedThreadOpensAllTheSameAndKeepsItsFlag() throws IOException {
    write(message(0), new byte[] {'{'});
    Thread.currentThread().interrupt();
    try {
      AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(opened.nextSeq()).isEqualTo(1);
      assertThatCode(() -> opened.file().force()).as("still open").doesNotThrowAnyException();
      opened.file().close();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  @Timeout(60)
  void interruptsThatComeWhileItOpensDisturbNothing() throws Exception {
    byte[] tail = new byte[20_000];
    Arrays.fill(tail, (byte) 'x');
    List<Long> reported = new ArrayList<>();
    folder = new SessionFolder(root, new TornTailListener() {
      @Override
      public void moved(String sessionId, long bytes, Path to) {
        reported.add(bytes);
      }
    });
    Thread opener = Thread.currentThread();
    Object lock = new Object();
    AtomicBoolean opening = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupter = new Thread(() -> {
      while (!done.get()) {
        synchronized (lock) {
          if (opening.get()) {
            opener.interrupt();
          }
        }
        LockSupport.parkNanos(20_000);
      }
    });
    interrupter.start();
    int interrupted = 0;
    try {
      for (int i = 0; i < 100; i++) {
        write(message(0), tail);
        reported.clear();
        opening.set(true);
        AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
        synchronized (lock) {
          opening.set(false);
        }
        interrupted += Thread.interrupted() ? 1 : 0;
        opened.file().close();
        assertThat(opened.nextSeq()).isEqualTo(1);
        assertThat(file).hasSize(message(0).length);
        assertThat(reported).containsExactly((long) tail.length);
        assertThat(file.resolveSibling("s-1.ndjson.torn-" + i)).hasBinaryContent(tail);
      }
    } finally {
      done.set(true);
      interrupter.join();
    }
    assertThat(interrupted).isGreaterThan(50);
    assertThat(names()).hasSize(101);
  }

  @Test
  void aThreadThatIsNotInterruptedHasNoFlagAfterwards() throws IOException {
    folder.openOrCreate(ID).open(Long.MAX_VALUE).file().close();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aRefusalNamesTheSessionAndTheCause() {
    DaybookException fault = SessionFolder.refused(ID, new IOException("no space"));
    assertThat(fault.kind()).isEqualTo(Kind.IO_ERROR);
    assertThat(fault)
        .hasMessage("cannot open the session's file: session=s-1, cause=no space")
        .hasCauseInstanceOf(IOException.class);
  }
}
