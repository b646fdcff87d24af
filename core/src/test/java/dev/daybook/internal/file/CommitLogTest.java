package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.MemoryFolder;
import dev.daybook.SessionId;
import dev.daybook.internal.file.CommitContent.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit log gives back what it committed, whatever a power cut has left of the rest. */
@Timeout(60)
class CommitLogTest {

  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int UNIT_BYTES = CommitLog.unitBytes(SEGMENT_BYTES);
  private static final long MARK = 7;

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private CommitLog log;

  @BeforeEach
  void makeLog() throws IOException {
    log = CommitLog.create(new RootFolder(root), SEGMENT_BYTES);
  }

  @AfterEach
  void closeLog() throws IOException {
    log.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void commit(String id, long position, String text) throws IOException {
    assertThat(log.add(bytes(id), MARK, position, ByteBuffer.wrap(bytes(text)))).isTrue();
    log.commit();
  }

  private void release(String id) throws IOException {
    assertThat(log.addReleased(bytes(id))).isTrue();
    log.commit();
  }

  /** Commits until the segment is full, and begins the other; returns the number of commits. */
  private int fill(String id) throws IOException {
    String large = "x".repeat(UNIT_BYTES / 2);
    int commits = 0;
    while (!log.isFull()) {
      commit(id, commits, large);
      commits++;
    }
    log.beginSegment();
    return commits;
  }

  private Map<String, String> content() throws IOException {
    return texts(CommitContent.read(log.folder()));
  }

  private static Map<String, String> texts(CommitContent content) {
    return content.sessions().stream()
        .collect(Collectors.toMap(SessionId::value, id -> text(content.pieces(id))));
  }

  private static String text(List<Piece> pieces) {
    return pieces.stream()
        .map(piece -> piece.position() + ":" + new String(piece.bytes(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  private Path segment(int index) {
    return log.folder().resolve(CommitLog.segmentName(index));
  }

  /** Overwrites a part of a segment, as a power cut may. */
  private void overwrite(int index, long position, byte[] bytes) throws IOException {
    try (FileChannel segment = FileChannel.open(segment(index), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.wrap(bytes), position);
    }
  }

  @Test
  void newLogIsEmptyAndOfFullLength() throws IOException {
    assertThat(content()).isEmpty();
    assertThat(Files.size(segment(0))).isEqualTo(SEGMENT_BYTES);
    assertThat(Files.size(segment(1))).isEqualTo(SEGMENT_BYTES);
  }

  @Test
  void commitsAreReadInTheirOrder() throws IOException {
    commit("s-1", 0, "a\n");
    assertThat(log.add(bytes("s-1"), MARK, 2, ByteBuffer.wrap(bytes("b\n")))).isTrue();
    assertThat(log.add(bytes("s-2"), MARK, 10, ByteBuffer.wrap(bytes("c\n")))).isTrue();
    log.commit();
    assertThat(content()).isEqualTo(Map.of("s-1", "0:a\n 2:b\n", "s-2", "10:c\n"));
  }

  @Test
  void whatIsNotCommittedIsNotRead() throws IOException {
    commit("s-1", 0, "a\n");
    assertThat(log.add(bytes("s-2"), MARK, 0, ByteBuffer.wrap(bytes("b\n")))).isTrue();
    assertThat(content()).isEqualTo(Map.of("s-1", "0:a\n"));
  }

  @Test
  void whatIsDroppedIsNotCommitted() throws IOException {
    assertThat(log.add(bytes("s-2"), MARK, 0, ByteBuffer.wrap(bytes("b\n")))).isTrue();
    log.drop();
    commit("s-1", 0, "a\n");
    assertThat(content()).isEqualTo(Map.of("s-1", "0:a\n"));
  }

  @Test
  void unitTakesNoMoreThanItsRoom() throws IOException {
    ByteBuffer large = ByteBuffer.allocate(UNIT_BYTES - 100);
    assertThat(log.add(bytes("s-1"), MARK, 0, large)).isTrue();
    assertThat(log.add(bytes("s-2"), MARK, 0, ByteBuffer.allocate(100))).isFalse();
    assertThat(log.addReleased(bytes("s".repeat(100)))).isFalse();
    log.commit();
    assertThat(content().keySet()).containsExactly("s-1");
  }

  @Test
  void releasedSessionHasOnlyWhatCameAfter() throws IOException {
    commit("s-1", 0, "a\n");
    commit("s-2", 0, "b\n");
    release("s-1");
    assertThat(content()).isEqualTo(Map.of("s-2", "0:b\n"));
    commit("s-1", 9, "c\n");
    assertThat(content()).isEqualTo(Map.of("s-1", "9:c\n", "s-2", "0:b\n"));
  }

  @Test
  void olderSegmentCountsUntilItIsBegunAnew() throws IOException {
    int first = fill("old");
    commit("s-1", 0, "a\n");
    assertThat(CommitContent.read(log.folder()).pieces(new SessionId("old"))).hasSize(first);
    int second = fill("middle");
    commit("s-2", 0, "b\n");
    CommitContent content = CommitContent.read(log.folder());
    assertThat(content.sessions())
        .extracting(SessionId::value)
        .containsExactly("s-1", "middle", "s-2");
    assertThat(content.pieces(new SessionId("middle"))).hasSize(second);
    assertThat(content.isDamaged()).isFalse();
  }

  @Test
  void tornUnitIsLeftOut() throws IOException {
    commit("s-1", 0, "a\n");
    commit("s-2", 0, "b".repeat(3 * CommitUnit.BLOCK_BYTES));
    for (int block = 4; block >= 1; block--) {
      overwrite(0, (long) block * CommitUnit.BLOCK_BYTES, new byte[CommitUnit.BLOCK_BYTES]);
      CommitContent content = CommitContent.read(log.folder());
      assertThat(content.sessions())
          .as("block=%d", block)
          .extracting(SessionId::value)
          .containsExactly("s-1");
      assertThat(content.isDamaged()).as("block=%d", block).isFalse();
    }
  }

  @Test
  void unitsBehindAMissingOneAreDamage() throws IOException {
    commit("s-1", 0, "a\n");
    commit("s-2", 0, "b\n");
    commit("s-3", 0, "c\n");
    overwrite(0, CommitUnit.BLOCK_BYTES, new byte[] {1});
    CommitContent content = CommitContent.read(log.folder());
    assertThat(texts(content)).isEqualTo(Map.of("s-1", "0:a\n", "s-3", "0:c\n"));
    assertThat(content.isDamaged()).isTrue();
  }

  @Test
  void missingEndOfTheOlderSegmentIsDamage() throws IOException {
    int first = fill("old");
    commit("s-1", 0, "a\n");
    long last = (first - 1L) * (UNIT_BYTES / 2 + CommitUnit.BLOCK_BYTES);
    overwrite(0, last, new byte[] {1});
    CommitContent content = CommitContent.read(log.folder());
    assertThat(content.sessions()).extracting(SessionId::value).containsExactly("old", "s-1");
    assertThat(content.isDamaged()).isTrue();
  }

  @Test
  void segmentBegunAnewByATornUnitDoesNotCount() throws IOException {
    commit("gone", 0, "a\n");
    release("gone");
    fill("old");
    fill("middle");
    // of the unit that begins the segment anew, all blocks but the first came to the device
    overwrite(0, CommitUnit.BLOCK_BYTES, new byte[2 * CommitUnit.BLOCK_BYTES]);
    CommitContent content = CommitContent.read(log.folder());
    assertThat(content.sessions()).extracting(SessionId::value).containsExactly("middle");
    assertThat(content.isDamaged()).isFalse();
  }

  @Test
  void changedByteIsSeen() throws IOException {
    commit("s-1", 0, "a\n");
    commit("s-2", 5, "some bytes of a session\n");
    byte[] whole = Files.readAllBytes(segment(0));
    for (int at = CommitUnit.BLOCK_BYTES; whole[at] != '\n'; at++) {
      overwrite(0, at, new byte[] {(byte) (whole[at] ^ 1 << at % 8)});
      assertThat(content()).as("at=%d", at).isEqualTo(Map.of("s-1", "0:a\n"));
      overwrite(0, at, new byte[] {whole[at]});
    }
    assertThat(content()).containsKey("s-2");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, CommitUnit.BLOCK_BYTES, SEGMENT_BYTES - 1})
  void segmentThatIsMissingOrCutIsDamage(long left) throws IOException {
    commit("s-1", 0, "a\n");
    if (left < 0) {
      Files.delete(segment(0));
    } else {
      try (FileChannel file = FileChannel.open(segment(0), StandardOpenOption.WRITE)) {
        file.truncate(left);
      }
    }
    assertThat(CommitContent.read(log.folder()).isDamaged()).isTrue();
    assertThatThrownBy(() -> commit("s-1", 2, "b\n")).isInstanceOf(IOException.class);
  }

  @Test
  void closedLogTakesNothing() throws IOException {
    commit("s-1", 0, "a\n");
    log.close();
    assertThat(log.add(bytes("s-1"), MARK, 2, ByteBuffer.wrap(bytes("b\n")))).isTrue();
    assertThatThrownBy(log::commit).isInstanceOf(IOException.class);
    assertThat(content()).isEqualTo(Map.of("s-1", "0:a\n"));
  }

  @Test
  void removedLogLeavesNothing() throws IOException {
    commit("s-1", 0, "a\n");
    log.remove();
    assertThat(root.resolve("commits")).isEmptyDirectory();
    try (var records = Files.list(root.resolve("locks"))) {
      assertThat(records.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("commits"));
    }
  }
}
