package dev.daybook.tree;

import static dev.daybook.tree.EventStream.toolEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.ContinuationKind;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.Usage;
import dev.daybook.tree.AgentSession.SpawnRef;
import dev.daybook.tree.Loop.ChildLoopRef;
import dev.daybook.tree.Loop.ParallelGroup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Loops that run side by side, and loops that call others, in any order. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LoopRelationsTest {

  @Test
  void anAnnouncedLoopIsPendingUntilItStarts() {
    SessionTree tree = new EventStream()
        .event(new ParallelLoopStart("s", List.of("s.a.1", "s.b.1", "s.c.1")))
        .tree();
    assertThat(tree.sessions()).as("nothing of the session is known yet").isEmpty();
    new EventStream().start("s", "s.b.1").into(tree);
    assertThat(only(tree).loops())
        .extracting(Loop::loopId, Loop::status)
        .containsExactly(
            tuple("s.b.1", LoopStatus.RUNNING),
            tuple("s.a.1", LoopStatus.PENDING),
            tuple("s.c.1", LoopStatus.PENDING));
    new EventStream()
        .start("s", "s.a.1")
        .end("s.b.1")
        .event(new ParallelLoopEnd("s", "s.b.1", 0, Usage.NONE))
        .into(tree);
    tree.flush();
    assertThat(only(tree).loops())
        .extracting(Loop::loopId)
        .containsExactly("s.b.1", "s.a.1", "s.c.1");
    assertThat(only(tree).loops())
        .extracting(Loop::status)
        .containsExactly(LoopStatus.COMPLETED, LoopStatus.ABORTED, LoopStatus.PENDING);
    assertThat(only(tree).tree().parallelSiblings("s.c.1")).hasSize(3);
  }

  @Test
  void loopsOfAKnownSessionAreAnnouncedAtOnceAndOnlyOnce() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .event(new ParallelLoopStart("s", List.of("s.a.1", "s.main.1")))
        .event(new ParallelLoopStart("s", List.of("s.a.1")))
        .tree();
    assertThat(only(tree).loops()).extracting(Loop::loopId).containsExactly("s.main.1", "s.a.1");
    assertThat(only(tree).loops().get(1).startedAt()).isEqualTo(EventStream.BEGIN.plusSeconds(1));
    new EventStream().end("s.main.1").into(tree);
    assertThat(tree.checkpoint()).as("a pending loop does not hold it open").isEqualTo(1);
  }

  @Test
  void theEndOfAGroupLeavesOtherGroupsAlone() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .event(new ParallelLoopStart("s", List.of("s.a.1", "s.b.1")))
        .event(new ParallelLoopStart("s", List.of("s.c.1", "s.d.1")))
        .event(new ParallelLoopEnd("s", "s.a.1", 0, Usage.NONE))
        .event(new ParallelLoopEnd("s", "s.d.1", 1, Usage.NONE))
        .tree();
    assertThat(only(tree).tree().parallelSiblings("s.c.1"))
        .extracting(Loop::loopId)
        .containsExactly("s.c.1", "s.d.1");
    assertThat(only(tree).tree().parallelSiblings("s.a.1"))
        .extracting(Loop::loopId)
        .containsExactly("s.a.1", "s.b.1");
  }

  @Test
  void choosingAnUnannouncedLoopMarksItAlone() {
    Loop loop = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .event(new ParallelLoopEnd("s", "s.main.1", 2, Usage.NONE))
        .tree());
    assertThat(loop.parallelGroup().stream())
        .extracting(
            ParallelGroup::allLoopIds,
            ParallelGroup::selectedLoopId,
            ParallelGroup::selectedConfigIndex,
            ParallelGroup::evaluationUsage,
            ParallelGroup::isSelected)
        .containsExactly(tuple(List.of("s.main.1"), "s.main.1", 2L, Usage.NONE, true));
  }

  @Test
  void aToolThatEndsBeforeItsLoopBeginsIsRememberedForIt() {
    SessionTree tree = new EventStream()
        .start("parent", "parent.main.1")
        .event(toolEnd("parent.main.1", "c1", "research", "child.sub.1"))
        .event(toolEnd("parent.main.1", "c2", "odd", "odd id"))
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .start("other", "odd id")
        .tree();
    assertThat(tree.session("child").orElseThrow().parentSpawnRef())
        .contains(new SpawnRef("parent", "parent.main.1", "c1", "research"));
    assertThat(tree.session("other").orElseThrow().parentSpawnRef())
        .contains(new SpawnRef("parent", "parent.main.1", "c2", "odd"));
    assertThat(firstLoop(tree).childLoopRefs())
        .containsExactly(
            new ChildLoopRef("c1", "research", "child.sub.1", "child"),
            new ChildLoopRef("c2", "odd", "odd id", "other"));
  }

  @Test
  void untilTheToolEndsItsCallIsUnknown() {
    SessionTree tree = new EventStream()
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .tree();
    assertThat(only(tree).parentSpawnRef())
        .contains(new SpawnRef("parent", "parent.main.1", "", ""));
    assertThat(only(tree).tree().originOf(firstLoop(tree))).isEqualTo(LoopOrigin.SUB_AGENT);
  }

  @Test
  void theChildThatTheEventItselfNamesIsNotLookedAt() {
    ToolExecutionEnd end = new ToolExecutionEnd(
        "s.main.1", "c1", "research", ToolOutput.text("ok"), false, "child.sub.1");
    assertThat(firstLoop(new EventStream().start("s", "s.main.1").event(end).tree())
            .childLoopRefs())
        .isEmpty();
  }

  @Test
  void aLoopOfTheSameSessionIsNoSpawn() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .start("s", "s.sub.1")
        .event(toolEnd("s.main.1", "c1", "research", "s.sub.1"))
        .tree();
    assertThat(only(tree).parentSpawnRef()).isEmpty();
    assertThat(firstLoop(tree).childLoopRefs()).hasSize(1);
  }

  @Test
  void manyLoopsThatAreAnnouncedOverAndOverTakeTimeInProportion() {
    int loops = 20_000;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      ids.add("s.a." + i);
    }
    EventStream stream = new EventStream().event(new ParallelLoopStart("s", ids));
    for (int i = 0; i < 100; i++) {
      List<String> more = new ArrayList<>(ids);
      more.add("s.b." + i);
      stream.event(new ParallelLoopStart("s", more));
      stream.event(new ParallelLoopEnd("s", "s.b." + i, 0, Usage.NONE));
    }
    SessionTree tree = stream.start("s", "s.main.1").tree();
    assertThat(only(tree).loops()).hasSize(loops + 101);
  }

  private static AgentSession only(SessionTree tree) {
    assertThat(tree.sessions()).hasSize(1);
    return tree.sessions().get(0);
  }

  private static AgentSession firstSession(SessionTree tree) {
    return tree.sessions().get(0);
  }

  private static Loop firstLoop(SessionTree tree) {
    return firstSession(tree).loops().get(0);
  }
}
