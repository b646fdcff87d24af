package dev.daybook.tree;

import static dev.daybook.tree.EventStream.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnTrigger;
import dev.daybook.lab.Lab;
import dev.daybook.tree.LoopTree.PlacedLoop;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Questions about the loops of a session, also about loops that make no sense. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LoopTreeTest {

  @Test
  void aLoopThatIsItsOwnParentIsARootAndNotItsOwnChild() {
    AgentSession session =
        session(new EventStream().start("s", "s.main.1", "s.main.1", ContinuationKind.COMPACTION));
    assertThat(session.tree().roots()).isEqualTo(session.loops());
    assertThat(session.loops().get(0).childrenLoopIds()).isEmpty();
    assertThat(session.tree().childrenOf("s.main.1")).isEmpty();
    assertThat(session.tree().chainTo("s.main.1")).containsExactly("s.main.1");
    assertThat(session.parentSpawnRef()).isEmpty();
    assertThat(session.tree().originOf(session.loops().get(0)))
        .isEqualTo(LoopOrigin.COMPACTION_PASS);
  }

  @Test
  void ofLoopsThatAreEachOthersAncestorsTheFirstIsTheRoot() {
    AgentSession session = session(new EventStream()
        .start("s", "a", "c", ContinuationKind.DEFAULT)
        .start("s", "b", "a", ContinuationKind.DEFAULT)
        .start("s", "c", "b", ContinuationKind.DEFAULT)
        .start("s", "leaf", "b", ContinuationKind.DEFAULT));
    assertThat(session.tree().roots()).extracting(Loop::loopId).containsExactly("a");
    assertThat(session.tree().childrenOf("c")).isEmpty();
    assertThat(session.tree().chainTo("c")).containsExactly("a", "b", "c");
    assertThat(session.tree().chainTo("leaf")).containsExactly("a", "b", "leaf");
    assertThat(placed(session)).containsExactly("0 a", "1 b", "2 c", "2 leaf");
  }

  @Test
  void aCycleBelowWhichOthersHangIsFoundFromAnywhere() {
    AgentSession session = session(new EventStream()
        .start("s", "leaf", "x", ContinuationKind.DEFAULT)
        .start("s", "x", "y", ContinuationKind.DEFAULT)
        .start("s", "y", "x", ContinuationKind.DEFAULT));
    assertThat(placed(session)).containsExactly("0 x", "1 leaf", "1 y");
  }

  @Test
  void aParentThatStartsLaterIsAParentAllTheSame() {
    AgentSession session = session(new EventStream()
        .start("s", "child", "parent", ContinuationKind.DEFAULT)
        .start("s", "parent"));
    assertThat(session.loops().get(1).childrenLoopIds()).containsExactly("child");
    assertThat(placed(session)).containsExactly("0 parent", "1 child");
  }

  @Test
  void aChildStandsUnderTheRunOfItsParentThatWasBeforeIt() {
    AgentSession session = session(new EventStream()
        .start("s", "p")
        .start("s", "c1", "p", ContinuationKind.DEFAULT)
        .start("s", "p")
        .start("s", "c2", "p", ContinuationKind.DEFAULT));
    assertThat(placed(session)).containsExactly("0 p", "1 c1", "0 p", "1 c2");
    assertThat(session.loops().get(0).childrenLoopIds()).containsExactly("c1");
    assertThat(session.tree().childrenOf("p")).extracting(Loop::loopId).containsExactly("c1", "c2");
  }

  @Test
  @Tag(Lab.RANDOM)
  void aChainOfManyLoopsEndsAndOverflowsNothing() {
    int loops = Lab.values(20_000, 100_000, 100_000);
    EventStream forwards = new EventStream().start("s", "0");
    EventStream backwards = new EventStream();
    for (int i = 1; i < loops; i++) {
      forwards.start("s", "" + i, "" + (i - 1), ContinuationKind.DEFAULT);
      backwards.start("s", "" + (i - 1), "" + i, ContinuationKind.DEFAULT);
    }
    EventStream circle =
        new EventStream().start("s", "0", "" + (loops - 1), ContinuationKind.DEFAULT);
    forwards.entries().stream().skip(1).forEach(entry -> circle.event(entry.event()));
    backwards.start("s", "" + (loops - 1));
    for (EventStream stream : List.of(forwards, circle)) {
      assertChain(stream, loops, "" + (loops - 1), "0");
    }
    assertChain(backwards, loops, "0", "" + (loops - 1));
  }

  private static void assertChain(EventStream stream, int loops, String last, String root) {
    AgentSession session = session(stream);
    assertThat(session.tree().chainTo(last)).hasSize(loops).startsWith(root).endsWith(last);
    List<PlacedLoop> placed = new LoopTree(session).depthFirst();
    assertThat(placed.get(loops - 1).depth()).isEqualTo(loops - 1);
    assertThat(session.tree().contextOf(last)).isEmpty();
  }

  @Test
  void aParentThatIsNotThereStandsBeforeTheRoot() {
    AgentSession session = session(new EventStream()
        .start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT)
        .start("s", "s.main.3", "s.main.2", ContinuationKind.DEFAULT));
    assertThat(session.tree().chainTo("s.main.3"))
        .containsExactly("s.main.1", "s.main.2", "s.main.3");
    assertThat(session.tree().chainTo("absent")).containsExactly("absent");
    assertThat(session.tree().roots()).extracting(Loop::loopId).containsExactly("s.main.2");
  }

  @Test
  void parentAndKindGiveTheOrigin() {
    AgentSession session = session(new EventStream()
        .start("s", "s.1")
        .start("s", "s.2", "s.1", ContinuationKind.DEFAULT)
        .start("s", "s.3", "s.1", ContinuationKind.RERUN)
        .start("s", "s.4", "s.1", ContinuationKind.BRANCH)
        .start("s", "s.5", "s.1", ContinuationKind.COMPACTION)
        .start("s", "s.6", "other.1", ContinuationKind.INITIAL)
        .start("s", "s.7", "s.1", ContinuationKind.INITIAL)
        .start("s", "s.8", "other.1", ContinuationKind.RERUN)
        .start("s", "s.9", null, ContinuationKind.DEFAULT)
        .start("s", "s.10", "s.1", new ContinuationKind("sideways")));
    assertThat(session.loops())
        .extracting(session.tree()::originOf)
        .containsExactly(
            LoopOrigin.ORIGIN,
            LoopOrigin.CONTINUATION,
            LoopOrigin.RETRY,
            LoopOrigin.EXPLORATION,
            LoopOrigin.COMPACTION_PASS,
            LoopOrigin.SUB_AGENT,
            LoopOrigin.OTHER,
            LoopOrigin.OTHER,
            LoopOrigin.OTHER,
            LoopOrigin.OTHER);
  }

  @Test
  void theContextIsWhatTheChainSaid() {
    AgentSession session = session(EventStream.continuation());
    assertThat(session.tree().contextOf("s.main.2"))
        .containsExactly(
            AgentMessage.user("hello"), answer("hi"), AgentMessage.user("more"), answer("yes"));
    assertThat(session.tree().contextOf("s.main.1")).hasSize(2);
    assertThat(session.tree().contextOf("absent")).isEmpty();
  }

  @Test
  void ofACompactedLoopTheContextHasWhatIsKept() {
    TurnMessages compacted =
        new TurnMessages(new TurnRange(1, 1), List.of(AgentMessage.user("in short")));
    TurnMessages recent = new TurnMessages(new TurnRange(2, 2), List.of(answer("recent")));
    EventStream stream = new EventStream().start("s", "s.main.1");
    AgentMessage result = AgentMessage.tool("c0", "ls", "a");
    stream.turn("s.main.1", 0, TurnTrigger.USER, "q0", "a0", result);
    stream.turn("s.main.1", 1, TurnTrigger.USER, "q1", "a1");
    stream.turn("s.main.1", 2, TurnTrigger.USER, "q2", "a2");
    stream.event(new CompactionBlock("s.main.1", new TurnRange(0, 0), compacted, recent));
    stream.end("s.main.1", AgentMessage.user("raw"));
    stream.start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT);
    stream.end("s.main.2", AgentMessage.user("more"));
    AgentSession session = session(stream);

    assertThat(session.tree().contextOf("s.main.1"))
        .containsExactly(
            AgentMessage.user("q0"),
            answer("a0"),
            result.in(session.loops().get(0).turns().get(0).turnId()),
            AgentMessage.user("in short"),
            answer("recent"));
    assertThat(session.tree().contextOf("s.main.2"))
        .containsExactly(AgentMessage.user("in short"), AgentMessage.user("more"));
    assertThat(session.loops().get(0).messages()).containsExactly(AgentMessage.user("raw"));
  }

  @Test
  void aLoopThatRanAloneHasNoSiblings() {
    AgentSession session = session(EventStream.continuation());
    assertThat(session.tree().parallelSiblings("s.main.1")).isEmpty();
    assertThat(session.tree().parallelSiblings("absent")).isEmpty();
  }

  private static AgentSession session(EventStream stream) {
    return stream.tree().session("s").orElseThrow();
  }

  private static List<String> placed(AgentSession session) {
    return new LoopTree(session)
        .depthFirst().stream().map(at -> at.depth() + " " + at.loop().loopId()).toList();
  }
}
