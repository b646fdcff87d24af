package dev.daybook.acceptance;

import static dev.daybook.tree.EventStream.answer;
import static dev.daybook.tree.EventStream.researchEnds;
import static dev.daybook.tree.EventStream.toolEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.DeltaKind;
import dev.daybook.event.MessageDelta;
import dev.daybook.event.MessageUpdate;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.AgentSession.SessionScope;
import dev.daybook.tree.AgentSession.SpawnRef;
import dev.daybook.tree.EventStream;
import dev.daybook.tree.Loop;
import dev.daybook.tree.Loop.ChildLoopRef;
import dev.daybook.tree.Loop.ParallelGroup;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** phi's own tests of its recorder: sessions, loops, and how they belong together. */
class PhiCasesTest {

  private static final SpawnRef RESEARCH =
      new SpawnRef("parent", "parent.main.1", "c1", "research");

  @Test
  @DisplayName("phi: a single loop is completed and has its messages")
  void aLoopHasItsMessagesUsageAndTimes() {
    Loop loop = only(new EventStream()
            .start("s", "s.main.1")
            .end("s.main.1", AgentMessage.user("hello"), answer("hi"))
            .tree())
        .loops()
        .get(0);
    assertThat(loop.status()).isEqualTo(LoopStatus.COMPLETED);
    assertThat(loop.messages()).containsExactly(AgentMessage.user("hello"), answer("hi"));
    assertThat(loop.usage()).isEqualTo(EventStream.TEN);
    assertThat(loop.startedAt()).isEqualTo(EventStream.BEGIN);
    assertThat(loop.endedAt()).contains(EventStream.BEGIN.plusSeconds(1));
  }

  @Test
  @DisplayName("phi: a continuation is a second loop of the session, under the first")
  void aContinuationIsInTheChainOfItsLoop() {
    AgentSession session = only(EventStream.continuation().tree());
    assertThat(session.loops()).extracting(Loop::loopId).containsExactly("s.main.1", "s.main.2");
    Loop first = session.loops().get(0);
    Loop second = session.loops().get(1);
    assertThat(first.childrenLoopIds()).containsExactly("s.main.2");
    assertThat(second.parentLoopId()).contains("s.main.1");
    assertThat(second.continuationKind()).isEqualTo(ContinuationKind.DEFAULT);
    assertThat(session.tree().roots()).containsExactly(first);
    assertThat(session.tree().childrenOf("s.main.1")).containsExactly(second);
    assertThat(session.tree().chainTo("s.main.2")).containsExactly("s.main.1", "s.main.2");
    assertThat(session.totalUsage()).isEqualTo(new Usage(20, 10));
    assertThat(session.lastActiveAt()).isEqualTo(second.startedAt());
  }

  @Test
  @DisplayName("phi: of a parallel group exactly one loop is selected")
  void aParallelGroupHasItsLoopsAndTheChosenOne() {
    AgentSession session = only(EventStream.parallel().tree());
    List<String> both = List.of("s.a.1", "s.b.1");
    assertThat(session.loops())
        .extracting(loop -> loop.parallelGroup().orElseThrow())
        .extracting(
            ParallelGroup::allLoopIds,
            ParallelGroup::selectedLoopId,
            ParallelGroup::selectedConfigIndex,
            ParallelGroup::evaluationUsage,
            ParallelGroup::isSelected)
        .containsExactly(
            tuple(both, "s.b.1", 1L, new Usage(3, 1), false),
            tuple(both, "s.b.1", 1L, new Usage(3, 1), true));
    assertThat(session.tree().parallelSiblings("s.a.1")).hasSize(2).isEqualTo(session.loops());
  }

  @Test
  @DisplayName("phi: message updates are left out unless asked for")
  void messageUpdatesAreKeptOnlyWhereWanted() {
    MessageUpdate update =
        new MessageUpdate("s.main.1", answer("h"), new MessageDelta(DeltaKind.TEXT, "h"));
    EventStream stream = new EventStream().start("s", "s.main.1");
    SessionTree without = stream.tree();
    SessionTree with = stream.into(SessionTree.builder().withMessageUpdates().build());
    without.accept(update, EventStream.BEGIN);
    with.accept(update, EventStream.BEGIN);
    assertThat(only(without).loops().get(0).events()).hasSize(1);
    assertThat(only(with).loops().get(0).events())
        .hasSize(2)
        .anySatisfy(recorded -> assertThat(recorded.event()).isEqualTo(update));
  }

  @Test
  @DisplayName("phi: a tree of two children is linked both ways")
  void aLoopHasTwoChildren() {
    AgentSession session = only(new EventStream()
        .start("s", "s.main.1")
        .end("s.main.1")
        .start("s", "s.main.2", "s.main.1", ContinuationKind.RERUN)
        .end("s.main.2")
        .start("s", "s.main.3", "s.main.1", ContinuationKind.BRANCH)
        .end("s.main.3")
        .tree());
    assertThat(session.loops().get(0).childrenLoopIds()).containsExactly("s.main.2", "s.main.3");
    assertThat(session.tree().childrenOf("s.main.1"))
        .extracting(Loop::parentLoopId)
        .containsExactly(Optional.of("s.main.1"), Optional.of("s.main.1"));
  }

  @Test
  @DisplayName("phi: the kind branch is recorded")
  void aBranchKeepsItsKind() {
    AgentSession session = only(new EventStream()
        .start("s", "s.main.1")
        .start("s", "s.main.2", "s.main.1", ContinuationKind.BRANCH)
        .tree());
    assertThat(session.loops().get(1).continuationKind()).isEqualTo(ContinuationKind.BRANCH);
  }

  @Test
  @DisplayName("phi: child loop reference, the child ends before the tool")
  void aChildThatEndsFirstIsSpawned() {
    assertSpawned(EventStream.subAgentEndsFirst().tree());
  }

  @Test
  @DisplayName("phi: child loop reference, the tool ends before the child")
  void aChildWhoseToolEndsFirstIsSpawned() {
    assertSpawned(EventStream.toolEndsFirst().tree());
  }

  @Test
  @DisplayName("phi: child loop reference, flush between the child's end and the tool's")
  void aFlushInBetweenLosesNoSpawn() {
    SessionTree tree = new EventStream()
        .start("parent", "parent.main.1")
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .end("child.sub.1")
        .tree();
    tree.flush();
    tree.accept(researchEnds("child.sub.1"), EventStream.BEGIN);
    assertSpawned(tree);
  }

  @Test
  @DisplayName("phi: child loop reference, the child was flushed before its parent began")
  void aFlushBeforeTheParentLosesNoSpawn() {
    SessionTree tree = new EventStream()
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .end("child.sub.1")
        .tree();
    tree.flush();
    new EventStream()
        .start("parent", "parent.main.1")
        .event(researchEnds("child.sub.1"))
        .into(tree);
    assertSpawned(tree);
  }

  private static void assertSpawned(SessionTree tree) {
    AgentSession parent = tree.session("parent").orElseThrow();
    AgentSession child = tree.session("child").orElseThrow();
    Loop caller = parent.tree().loop("parent.main.1").orElseThrow();
    assertThat(caller.childLoopRefs())
        .containsExactly(new ChildLoopRef("c1", "research", "child.sub.1", "child"));
    assertThat(caller.childrenLoopIds()).isEmpty();
    assertThat(child.parentSpawnRef()).contains(RESEARCH);
    assertThat(parent.parentSpawnRef()).isEmpty();
  }

  @Test
  @DisplayName("phi: flush aborts an open loop")
  void aFlushAbortsWhatRuns() {
    SessionTree tree = new EventStream().start("s", "s.main.1").tree();
    tree.flush();
    Loop loop = only(tree).loops().get(0);
    assertThat(loop.status()).isEqualTo(LoopStatus.ABORTED);
    assertThat(loop.endedAt()).isEmpty();
  }

  @Test
  @DisplayName("phi: the current loop is there while it is open only")
  void theCurrentLoopIsTheRunningOne() {
    SessionTree tree = new EventStream().start("s", "s.main.1").tree();
    assertThat(tree.currentLoop("s.main.1")).map(Loop::status).contains(LoopStatus.RUNNING);
    assertThat(tree.currentLoop("s.main.2")).isEmpty();
    new EventStream().end("s.main.1").into(tree);
    assertThat(tree.currentLoop("s.main.1")).isEmpty();
  }

  @Test
  @DisplayName("phi: malformed loop ids: without a dot, with one, a child without one")
  void malformedIdsAreTakenAsTheyAre() {
    SessionTree tree = new EventStream()
        .start("s", "plain")
        .turnOf("plain")
        .start("s", "one.dot", "plain", ContinuationKind.DEFAULT)
        .turnOf("one.dot")
        .start("other", "child", "plain", ContinuationKind.INITIAL)
        .event(toolEnd("plain", "c1", "research", "child"))
        .tree();
    AgentSession session = tree.session("s").orElseThrow();
    assertThat(session.tree().childrenOf("plain"))
        .extracting(Loop::loopId)
        .containsExactly("one.dot");
    assertThat(session.parentSpawnRef()).isEmpty();
    assertThat(session.loops())
        .extracting(loop -> loop.config().orElseThrow().configId())
        .containsOnlyNulls();
    assertThat(session.loops().get(0).childLoopRefs())
        .containsExactly(new ChildLoopRef("c1", "research", "child", "other"));
    assertThat(tree.session("other").orElseThrow().parentSpawnRef())
        .contains(new SpawnRef("s", "plain", "c1", "research"));
  }

  @Test
  @DisplayName("phi: a session is ephemeral unless said otherwise")
  void aSessionIsEphemeralUnlessSaidOtherwise() {
    EventStream stream = new EventStream().start("s", "s.main.1");
    assertThat(only(stream.tree()).scope()).isEqualTo(SessionScope.EPHEMERAL);
    SessionTree persistent =
        stream.into(SessionTree.builder().scope(SessionScope.PERSISTENT).build());
    assertThat(only(persistent).scope()).isEqualTo(SessionScope.PERSISTENT);
  }

  @Test
  @DisplayName("phi: a session is formed by its first loop")
  void aSessionIsFormedAtItsFirstLoop() {
    AgentSession session = only(EventStream.continuation().tree());
    assertThat(session.createdAt()).isEqualTo(EventStream.BEGIN);
  }

  @Test
  @DisplayName("phi: before_task is called once for a session and cannot prevent it")
  void beforeTaskIsCalledOnceAndMayFail() {
    List<String> begun = new ArrayList<>();
    SessionTree tree = EventStream.continuation()
        .into(SessionTree.builder()
            .beforeTask(session -> {
              assertThat(session.loops()).isEmpty();
              begun.add(session.sessionId());
              throw new IllegalStateException("no");
            })
            .build());
    assertThat(begun).containsExactly("s");
    assertThat(only(tree).loops()).hasSize(2);
    assertThat(tree.callbackFailures()).isEqualTo(1);
    assertThat(tree.lastCallbackFailure()).containsInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("phi: after_task is called by flush only")
  void afterTaskIsCalledByFlushAlone() {
    List<AgentSession> ended = new ArrayList<>();
    SessionTree tree = EventStream.continuation()
        .into(SessionTree.builder().afterTask(ended::add).build());
    assertThat(ended).isEmpty();
    tree.flush();
    assertThat(ended).containsExactly(only(tree));
    tree.flush();
    assertThat(ended).hasSize(1);
  }

  @Test
  @DisplayName("phi: after_task is not called by checkpoint")
  void aCheckpointDoesNotCallAfterTask() {
    List<AgentSession> ended = new ArrayList<>();
    SessionTree tree = EventStream.continuation()
        .start("open", "open.main.1")
        .into(SessionTree.builder().afterTask(ended::add).build());
    assertThat(tree.checkpoint()).isEqualTo(1);
    assertThat(tree.checkpoint()).isZero();
    assertThat(ended).isEmpty();
    assertThat(tree.drainCompleted()).extracting(AgentSession::sessionId).containsExactly("s");
    assertThat(tree.drainCompleted()).isEmpty();
    assertThat(tree.sessions()).extracting(AgentSession::sessionId).containsExactly("open");
  }

  @Test
  @DisplayName("phi: the spelling of triggers, and the older one of continuation")
  void triggersOfOtherNamesAreKnown() {
    assertThat(new TurnTrigger("follow_up")).isEqualTo(TurnTrigger.CONTINUATION);
    assertThat(new TurnTrigger("sub_agent")).isEqualTo(TurnTrigger.SUB_AGENT);
  }

  private static AgentSession only(SessionTree tree) {
    assertThat(tree.sessions()).hasSize(1);
    return tree.sessions().get(0);
  }
}
