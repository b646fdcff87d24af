package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.LogRecovery;
import dev.daybook.MemoryFolder;
import dev.daybook.SessionId;
import dev.daybook.check.FindingKind;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit log covers is in the sessions' files after its recovery, whatever was there. */
@Timeout(60)
class CommitRecoveryTest {

  private static final SessionId ID = new SessionId("s-1");
  private static final byte[] NAME = "s-1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FIRST = Lines.line(0, new UserMessage("forced before"));
  private static final byte[] SECOND = Lines.line(1, new UserMessage("only in the log"));
  private static final byte[] THIRD = Lines.line(2, new UserMessage("also only in the log"));

  private static final long MARK = FileMark.markOf(FIRST, FIRST.length);

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private SessionFolder folder;
  private Path file;

  @BeforeEach
  void makeSession() throws IOException {
    folder = new SessionFolder(root, (id, bytes, to) -> {});
    folder.create(ID, draft -> draft.write(ByteBuffer.wrap(FIRST)));
    file = folder.file(ID);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** Leaves a log as of a process that has ended, with the second line and then the third. */
  private Path leaveLog() throws IOException {
    try (CommitLog log = CommitLog.create(folder.rootFolder(), 1 << 20)) {
      log.add(NAME, MARK, FIRST.length, ByteBuffer.wrap(SECOND));
      log.commit();
      log.add(NAME, MARK, FIRST.length + SECOND.length, ByteBuffer.wrap(THIRD));
      log.commit();
      return log.folder();
    }
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  private List<LogRecovery> recover() throws IOException {
    return CommitRecovery.recover(folder);
  }

  private void isRecovered(long bytes, byte[]... lines) throws IOException {
    assertThat(recover()).containsExactly(FoundRecovery.recovered(ID, bytes));
    assertThat(file).hasBinaryContent(join(lines));
    assertThat(root.resolve("commits")).isEmptyDirectory();
    assertThat(recover()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void isSetAside(byte[]... lines) throws IOException {
    Path aside = file.resolveSibling("s-1.ndjson.committed-0");
    assertThat(recover()).singleElement().satisfies(one -> {
      assertThat(one.result()).isEqualTo(LogRecovery.Result.SET_ASIDE);
      assertThat(one.session()).hasValue("s-1");
      assertThat(one.path()).hasValue(aside);
    });
    assertThat(aside).hasBinaryContent(join(lines));
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void rootWithoutLogsIsLeftAlone() throws IOException {
    assertThat(recover()).isEmpty();
    assertThat(root.resolve("commits")).doesNotExist();
  }

  @Test
  void missingBytesAreWritten() throws IOException {
    leaveLog();
    isRecovered(SECOND.length + THIRD.length, FIRST, SECOND, THIRD);
  }

  @Test
  void bytesInPlaceAreKept() throws IOException {
    leaveLog();
    append(join(SECOND, THIRD));
    isRecovered(0, FIRST, SECOND, THIRD);
  }

  @Test
  void damagedBytesAreReplaced() throws IOException {
    leaveLog();
    append(join(SECOND, new byte[THIRD.length]));
    isRecovered(THIRD.length, FIRST, SECOND, THIRD);
  }

  @Test
  void whatWasWrittenBehindStays() throws IOException {
    leaveLog();
    append(join(new byte[SECOND.length], THIRD, "torn".getBytes(StandardCharsets.UTF_8)));
    isRecovered(SECOND.length, FIRST, SECOND, THIRD, "torn".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void recoveredSessionGoesOn() throws IOException {
    leaveLog();
    recover();
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    try (var closed = opened.file()) {
      assertThat(opened.nextSeq()).isEqualTo(3);
      assertThat(opened.position()).isEqualTo(join(FIRST, SECOND, THIRD).length);
      assertThat(closed).isNotNull();
    }
  }

  @Test
  void bytesOfARemovedFileAreSetAside() throws IOException {
    leaveLog();
    Files.delete(file);
    isSetAside(SECOND, THIRD);
    assertThat(file).doesNotExist();
  }

  @Test
  void copyThatWasRestoredIsBroughtUpToTheLog() throws IOException {
    leaveLog();
    Path copy = Files.write(root.resolve("copy"), join(FIRST, SECOND));
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    isRecovered(THIRD.length, FIRST, SECOND, THIRD);
  }

  @Test
  void bytesOfASessionBegunAnewAreSetAside() throws IOException {
    leaveLog();
    byte[] other = Lines.line(0, new UserMessage("forced later!"));
    assertThat(other).hasSameSizeAs(FIRST);
    Files.write(file, other);
    isSetAside(SECOND, THIRD);
    assertThat(file).hasBinaryContent(other);
  }

  @Test
  void linesOfOthersAreNotOverwritten() throws IOException {
    leaveLog();
    byte[] other = Lines.line(1, new UserMessage("by another process, later"));
    append(other);
    isSetAside(SECOND, THIRD);
    assertThat(file).hasBinaryContent(join(FIRST, other));
  }

  @Test
  void firstLineIsNotWrittenOverAnother() throws IOException {
    try (CommitLog log = CommitLog.create(folder.rootFolder(), 1 << 20)) {
      log.add(NAME, MARK, 0, ByteBuffer.wrap(FIRST));
      log.commit();
    }
    byte[] other = Lines.line(0, new UserMessage("another session of that id"));
    Files.write(file, other);
    isSetAside(FIRST);
    assertThat(file).hasBinaryContent(other);
  }

  @Test
  void bytesOfAFileThatIsTooShortAreSetAside() throws IOException {
    leaveLog();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(FIRST.length - 1);
    }
    isSetAside(SECOND, THIRD);
    assertThat(Files.size(file)).isEqualTo(FIRST.length - 1);
  }

  /** Else a seq that was acknowledged would be given once more. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x1000})
  void fileThatIsShorterThanItsLogKnowsIsNotContinued(int bytesOrAll) throws IOException {
    append(SECOND);
    try (CommitLog log = CommitLog.create(folder.rootFolder(), 1 << 20)) {
      log.add(NAME, MARK, FIRST.length + SECOND.length, ByteBuffer.wrap(THIRD));
      log.commit();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Math.min(bytesOrAll, FIRST.length));
    }
    isSetAside(THIRD);
    try (Daybook daybook = Daybook.open(root)) {
      assertThatThrownBy(() -> daybook.openSession("s-1"))
          .isInstanceOf(DaybookException.class)
          .hasMessageStartingWith("entries that were forced are missing");
      assertThat(daybook.verify("s-1").counts())
          .containsKeys(FindingKind.FILE_SHORTENED, FindingKind.SET_ASIDE);
      Files.delete(file.resolveSibling("s-1.ndjson.committed-0"));
      assertThat(daybook.verify("s-1").counts()).doesNotContainKey(FindingKind.SET_ASIDE);
    }
  }

  @Test
  void bytesInTheMidstOfALineAreSetAside() throws IOException {
    leaveLog();
    byte[] edited = join("{}".getBytes(StandardCharsets.UTF_8), FIRST, SECOND, THIRD);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(edited), 0);
    }
    isSetAside(SECOND, THIRD);
    assertThat(file).hasBinaryContent(edited);
  }

  @Test
  void logOfALivingProcessIsLeftAlone() throws IOException {
    try (CommitLog log = CommitLog.create(folder.rootFolder(), 1 << 20)) {
      log.add(NAME, MARK, FIRST.length, ByteBuffer.wrap(SECOND));
      log.commit();
      assertThat(recover()).isEmpty();
      assertThat(file).hasBinaryContent(FIRST);
      assertThat(log.folder()).isDirectory();
    }
  }

  @Test
  void sessionThatIsOpenStaysInTheLog() throws IOException {
    leaveLog();
    AppendableFile opened = folder.openOrCreate(ID).open(Long.MAX_VALUE);
    try {
      assertThat(recover()).singleElement().satisfies(one -> {
        assertThat(one.result()).isEqualTo(LogRecovery.Result.KEPT);
        assertThat(one.session()).hasValue("s-1");
      });
      assertThat(file).hasBinaryContent(FIRST);
    } finally {
      opened.file().close();
    }
    isRecovered(SECOND.length + THIRD.length, FIRST, SECOND, THIRD);
  }

  @Test
  void sessionThatIsDoneIsNotRecoveredAgain() throws IOException {
    Path log = leaveLog();
    Files.writeString(log.resolve("s-1.done"), "2\n");
    assertThat(recover()).isEmpty();
    assertThat(file).hasBinaryContent(FIRST);
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void logHalfRemovedIsRemoved() throws IOException {
    Path log = leaveLog();
    Files.move(log, log.resolveSibling(".removed-" + log.getFileName()));
    assertThat(recover()).isEmpty();
    assertThat(file).hasBinaryContent(FIRST);
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void recordOfALogThatIsGoneIsRemoved() throws IOException {
    Path log = leaveLog();
    CommitRecovery.remove(log);
    assertThat(root.resolve("commits")).isNotEmptyDirectory();
    assertThat(recover()).isEmpty();
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void damagedLogIsKeptAndReported() throws IOException {
    Path log = leaveLog();
    try (FileChannel segment =
        FileChannel.open(log.resolve(CommitLog.segmentName(0)), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.allocate(10), 0);
    }
    Path kept = log.resolveSibling(".damaged-" + log.getFileName());
    // what follows the damage has no place without what was there
    assertThat(recover())
        .extracting(LogRecovery::result)
        .containsExactly(LogRecovery.Result.SET_ASIDE, LogRecovery.Result.DAMAGED);
    assertThat(kept).isDirectoryContaining(each -> each.endsWith(CommitLog.segmentName(0)));
    assertThat(file).hasBinaryContent(FIRST);
    assertThat(file.resolveSibling("s-1.ndjson.committed-0")).hasBinaryContent(THIRD);
    assertThat(recover()).as("until it is removed").containsExactly(FoundRecovery.damaged(kept));
  }

  @Test
  void whatFollowsDamageIsRecoveredWhereItHasAPlace() throws IOException {
    Path log = leaveLog();
    append(SECOND);
    try (FileChannel segment =
        FileChannel.open(log.resolve(CommitLog.segmentName(0)), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.allocate(10), 0);
    }
    assertThat(recover())
        .extracting(LogRecovery::result)
        .containsExactly(LogRecovery.Result.RECOVERED, LogRecovery.Result.DAMAGED);
    assertThat(file).hasBinaryContent(join(FIRST, SECOND, THIRD));
  }

  @Test
  void logThatWasNotMadeToItsEndIsRemoved() throws IOException {
    Path log = leaveLog();
    Files.delete(log.resolve(CommitLog.SIZE));
    Files.delete(log.resolve(CommitLog.segmentName(0)));
    assertThat(recover()).isEmpty();
    assertThat(file).hasBinaryContent(FIRST);
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void fileInDoubtIsCopied() throws IOException {
    leaveLog();
    Object before = OwnFiles.key(file);
    SessionLock lock = folder.lockExisting(ID);
    lock.recordDoubt(FIRST.length);
    lock.close();
    isRecovered(SECOND.length + THIRD.length, FIRST, SECOND, THIRD);
    assertThat(OwnFiles.key(file)).isNotEqualTo(before);
    assertThat(names()).containsExactly("s-1.ndjson");
  }
}
