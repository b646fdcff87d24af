package dev.daybook.internal.fork;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.Lineage;
import dev.daybook.catalog.LineageNode;
import dev.daybook.catalog.LineageNode.Cut;
import dev.daybook.event.SessionFork;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.fork.LineageTree.ForkedSession;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families of sessions: whole, broken, and made up. */
@Timeout(60)
class LineageTest {

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() throws IOException {
    daybook = Daybook.open(root);
    Files.createDirectories(daybook.file("x").getParent());
  }

  private void fork(String parent, String child) {
    daybook.fork(parent, child, ForkOptions.whole());
  }

  /** A session that says that it is a fork, whatever its parent is. */
  private void claim(String session, String parent) throws IOException {
    SessionFork fork = new SessionFork(parent, null, 7, null, null, null, null, null, List.of());
    Files.write(daybook.file(session), Lines.lineOf(session, 0, fork));
  }

  private static LineageNode node(String session, Long forkedToSeq, LineageNode... children) {
    return new ForkedSession(session, seq(forkedToSeq), true, List.of(children), Optional.empty());
  }

  private static LineageNode cut(String session, Long forkedToSeq, Cut why) {
    return new ForkedSession(session, seq(forkedToSeq), true, List.of(), Optional.of(why));
  }

  private static OptionalLong seq(Long seq) {
    return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  @Test
  void aFolderThatIsNotThereHasNoSessions() {
    assertThat(Daybook.open(root.resolve("none")).lineage())
        .isEqualTo(new Lineage(List.of(), List.of()));
  }

  @Test
  void showsEverySessionUnderItsParentInTheOrderOfTheirIds() {
    daybook.createSession("a", List.of(new UserMessage("one"), new UserMessage("two")));
    fork("a", "c");
    daybook.fork("a", "b", ForkOptions.upTo(0));
    fork("c", "d");
    daybook.createSession("empty");
    assertThat(daybook.lineage())
        .isEqualTo(new Lineage(
            List.of(
                node("a", null, node("b", 0L), node("c", 1L, node("d", 2L))), node("empty", null)),
            List.of()));
  }

  @Test
  void aParentThatIsGoneIsANodeWithoutAFile() {
    daybook.createSession("a", List.of(new UserMessage("one")));
    fork("a", "b");
    fork("a", "c");
    daybook.purge("a");
    assertThat(daybook.lineage().roots())
        .containsExactly(new ForkedSession(
            "a",
            OptionalLong.empty(),
            false,
            List.of(node("b", 0L), node("c", 0L)),
            Optional.empty()));
  }

  @Test
  void aCircleIsCutWhereItComesBackToItsFirstId() throws IOException {
    claim("c", "b");
    claim("b", "a");
    claim("a", "c");
    claim("tail", "b");
    claim("self", "self");
    Lineage lineage = daybook.lineage();
    assertThat(lineage.roots())
        .containsExactly(
            node("a", 7L, node("b", 7L, node("c", 7L, cut("a", 7L, Cut.CYCLE)), node("tail", 7L))),
            node("self", 7L, cut("self", 7L, Cut.CYCLE)));
    assertThat(lineage.problems()).isEmpty();
  }

  @Test
  void depthIsCutWhereForksAreHidden() {
    daybook.createSession("s-0", List.of(new UserMessage("one")));
    for (int n = 1; n < 4; n++) {
      fork("s-" + (n - 1), "s-" + n);
    }
    assertThat(daybook.lineage(0).roots()).containsExactly(cut("s-0", null, Cut.DEPTH));
    assertThat(daybook.lineage(2).roots())
        .containsExactly(node("s-0", null, node("s-1", 0L, cut("s-2", 1L, Cut.DEPTH))));
    assertThat(daybook.lineage(3)).isEqualTo(daybook.lineage());
  }

  @Test
  void aLongChainIsShownToTheGreatestDepth() throws IOException {
    for (int n = 1; n < 1_000; n++) {
      claim("s-" + n, "s-" + (n - 1));
    }
    LineageNode at = daybook.lineage(200).roots().get(0);
    int depth = 0;
    while (at.cut().isEmpty()) {
      at = at.children().get(0);
      depth++;
    }
    assertThat(depth).isEqualTo(200);
    assertThat(at.cut()).contains(Cut.DEPTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 201})
  void aDepthThatIsOutOfRangeIsRefused(int depth) {
    assertThat(faultOf(() -> daybook.lineage(depth)).kind()).isEqualTo(Kind.INVALID_VALUE);
  }

  @Test
  void aHostileParentIsReportedAndItsChildIsARoot() throws IOException {
    claim("a", "../../etc/passwd");
    Lineage lineage = daybook.lineage();
    assertThat(lineage.roots()).containsExactly(node("a", 7L));
    assertThat(lineage.problems()).hasSize(1);
    assertThat(lineage.problems().get(0).session()).isEqualTo("a");
    assertThat(lineage.problems().get(0).fault().kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(lineage.problems().get(0).fault().getMessage()).doesNotContain("passwd");
  }

  @Test
  void whatCannotBeReadIsReportedAndTheOthersAreShown() throws IOException {
    daybook.createSession("good", List.of(new UserMessage("one")));
    Files.writeString(daybook.file("broken"), "{not json}\n");
    Files.write(daybook.file("late"), Lines.lineOf("late", 3, new UserMessage("a")));
    claim("renamed", "good");
    Files.move(daybook.file("renamed"), daybook.file("other"));
    Files.createSymbolicLink(daybook.file("link"), root.resolve("nowhere"));
    claim("child", "broken");

    Lineage lineage = daybook.lineage();
    assertThat(lineage.roots())
        .containsExactly(node("broken", null, node("child", 7L)), node("good", null));
    assertThat(lineage.problems())
        .extracting(problem -> problem.session() + " " + problem.fault().kind())
        .containsExactly(
            "broken INVALID_JSON", "late SEQ_GAP", "link UNSAFE_PATH", "other WRONG_SESSION");
    assertThat(lineage.problems().get(3).fault())
        .hasMessageContaining("; give the file back its own name");
  }

  @Test
  void aSessionWhoseFirstLineIsNotWrittenYetIsARoot() throws IOException {
    Files.writeString(daybook.file("torn"), "{\"v\":1,\"seq\":0,\"type\":\"session_fo");
    assertThat(daybook.lineage()).isEqualTo(new Lineage(List.of(node("torn", null)), List.of()));
  }

  @Test
  void aLongFirstLineIsReadAndOneOverTheLimitReported() throws IOException {
    String long64K = "x".repeat(1 << 16);
    SessionFork fork =
        new SessionFork("a", null, 0, null, null, null, null, null, List.of(long64K));
    Files.write(daybook.file("b"), Lines.lineOf("b", 0, fork));
    daybook.createSession("a", List.of(new UserMessage(long64K)));
    assertThat(daybook.lineage().roots()).containsExactly(node("a", null, node("b", 0L)));

    Lineage narrow = Daybook.builder(root).maxLineBytes(1 << 15).open().lineage();
    assertThat(narrow.roots()).isEmpty();
    assertThat(narrow.problems())
        .extracting(problem -> problem.fault().kind())
        .containsExactly(Kind.LINE_TOO_LONG, Kind.LINE_TOO_LONG);
  }

  @Test
  void whatStandsBehindTheFirstLineIsNotRead() throws IOException {
    byte[] broken = "{not json}\n".getBytes(StandardCharsets.UTF_8);
    daybook.createSession("a", List.of(new UserMessage("one")));
    Files.write(daybook.file("a"), broken, StandardOpenOption.APPEND);
    assertThat(daybook.lineage()).isEqualTo(new Lineage(List.of(node("a", null)), List.of()));
  }
}
