package dev.daybook.tree;

import static dev.daybook.tree.EventStream.answer;
import static dev.daybook.tree.EventStream.toolEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.CompactionStarted;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.InputRejected;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What the tree does of its own accord, most of all where phi's recorder errs. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SessionTreeTest {

  @Test
  void aLaterLoopOfACompletedSessionJoinsIt() {
    SessionTree tree = new EventStream().start("s", "s.main.1").end("s.main.1").tree();
    assertThat(tree.checkpoint()).isEqualTo(1);
    new EventStream()
        .start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT)
        .into(tree);
    assertThat(tree.sessions()).hasSize(1);
    assertThat(only(tree).loops()).hasSize(2);
    assertThat(tree.checkpoint()).as("it is open again").isZero();
  }

  @Test
  void aLaterLoopOfADrainedSessionBringsItBackWhole() {
    List<String> begun = new ArrayList<>();
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .end("s.main.1")
        .into(SessionTree.builder()
            .beforeTask(session -> begun.add(session.sessionId()))
            .build());
    tree.checkpoint();
    List<AgentSession> first = tree.drainCompleted();
    assertThat(tree.sessions()).isEmpty();
    assertThat(tree.session("s")).isEmpty();

    new EventStream()
        .start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT)
        .end("s.main.2")
        .into(tree);
    tree.checkpoint();
    List<AgentSession> second = tree.drainCompleted();
    assertThat(second).hasSize(1);
    assertThat(second.get(0).loops()).hasSize(2);
    assertThat(second.get(0).createdAt()).isEqualTo(first.get(0).createdAt());
    assertThat(second.get(0).loops().get(0).childrenLoopIds()).containsExactly("s.main.2");
    assertThat(begun).containsExactly("s");
  }

  @Test
  void aForgottenSessionBeginsAnew() {
    SessionTree tree = new EventStream().start("s", "s.main.1").tree();
    assertThat(tree.forget("s")).as("a loop of it runs").isFalse();
    new EventStream().end("s.main.1").into(tree);
    assertThat(tree.forget("s")).isTrue();
    assertThat(tree.forget("s")).isFalse();
    assertThat(tree.sessions()).isEmpty();
    new EventStream().start("s", "s.main.2").into(tree);
    assertThat(only(tree).loops()).extracting(Loop::loopId).containsExactly("s.main.2");
  }

  @Test
  void aRevertIsAmongTheLoopsEvents() {
    RevertApplied revert =
        new RevertApplied("s.main.1", RevertCategory.TANGENT, 3L, List.of(4L), null, true, null);
    Loop loop = firstLoop(new EventStream().start("s", "s.main.1").event(revert).tree());
    assertThat(loop.events().get(1))
        .isEqualTo(new SequencedEvent(1, EventStream.BEGIN.plusSeconds(1), revert));
  }

  @Test
  void anAbortedLoopKeepsWhatWasSaidAndSpent() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT)
        .turn("s.main.2", 0, TurnTrigger.USER, "hello", "hi", AgentMessage.tool("c", "ls", "a"))
        .event(new TurnStart("s.main.2", 1, TurnTrigger.CONTINUATION))
        .event(new MessageEnd("s.main.2", AgentMessage.user("and?")))
        .tree();
    tree.flush();
    Loop parent = firstLoop(tree);
    Loop loop = only(tree).loops().get(1);
    assertThat(loop.status()).isEqualTo(LoopStatus.ABORTED);
    assertThat(loop.messages())
        .containsExactly(
            AgentMessage.user("hello"),
            answer("hi"),
            AgentMessage.tool("c", "ls", "a"),
            AgentMessage.user("and?"));
    assertThat(loop.usage()).isEqualTo(EventStream.TEN);
    assertThat(loop.turns()).hasSize(1);
    assertThat(parent.childrenLoopIds()).containsExactly("s.main.2");
  }

  @Test
  void aTurnThatOnlyItsEndTellsOfIsSaidToo() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .event(new TurnStart("s.main.1", 0, TurnTrigger.USER))
        .event(new MessageEnd("s.main.1", AgentMessage.tool("c", "ls", "a")))
        .event(new TurnEnd(
            "s.main.1",
            answer("hi"),
            EventStream.TEN,
            List.of(AgentMessage.tool("c", "ls", "a"), AgentMessage.tool("d", "ls", "b"))))
        .tree();
    tree.flush();
    assertThat(firstLoop(tree).messages())
        .containsExactly(
            AgentMessage.tool("c", "ls", "a"), answer("hi"), AgentMessage.tool("d", "ls", "b"));
  }

  @Test
  void loopsAndSessionsStandInTheOrderOfTheirStart() {
    List<String> flushed = new ArrayList<>();
    SessionTree tree = new EventStream()
        .start("z", "z.main.1")
        .start("a", "a.main.1")
        .start("z", "z.main.2")
        .start("m", "m.main.1")
        .end("z.main.2")
        .end("a.main.1")
        .into(SessionTree.builder()
            .afterTask(session -> flushed.add(session.sessionId()))
            .build());
    tree.checkpoint();
    assertThat(tree.sessions()).extracting(AgentSession::sessionId).containsExactly("z", "a", "m");
    assertThat(firstSession(tree).loops())
        .extracting(Loop::loopId)
        .containsExactly("z.main.1", "z.main.2");
    tree.flush();
    assertThat(flushed).containsExactly("z", "m");
  }

  @Test
  void aLoopThatStartsAgainWhileItRunsIsNotLost() {
    SessionTree tree = new EventStream()
        .start("s", "s.main.1")
        .turn("s.main.1", 0, TurnTrigger.USER, "hello", "hi")
        .start("s", "s.main.1")
        .end("s.main.1", answer("again"))
        .tree();
    assertThat(only(tree).loops())
        .extracting(Loop::status)
        .containsExactly(LoopStatus.ABORTED, LoopStatus.COMPLETED);
    assertThat(firstLoop(tree).turns()).hasSize(1);
    assertThat(only(tree).loop("s.main.1")).contains(only(tree).loops().get(1));
    assertThat(tree.checkpoint()).isEqualTo(1);
  }

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
    assertThat(only(tree).parallelSiblings("s.c.1")).hasSize(3);
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
  void choosingALoopThatNobodyAnnouncedMarksItAlone() {
    Loop loop = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .event(new ParallelLoopEnd("s", "s.main.1", 2, Usage.NONE))
        .tree());
    assertThat(loop.parallelGroup())
        .isEqualTo(new ParallelGroup(List.of("s.main.1"), "s.main.1", 2, Usage.NONE, true));
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
        .isEqualTo(new SpawnRef("parent", "parent.main.1", "c1", "research"));
    assertThat(tree.session("other").orElseThrow().parentSpawnRef())
        .isEqualTo(new SpawnRef("parent", "parent.main.1", "c2", "odd"));
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
        .isEqualTo(new SpawnRef("parent", "parent.main.1", "", ""));
    assertThat(only(tree).originOf(firstLoop(tree))).isEqualTo(LoopOrigin.SUB_AGENT);
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
    assertThat(only(tree).parentSpawnRef()).isNull();
    assertThat(firstLoop(tree).childLoopRefs()).hasSize(1);
  }

  @Test
  void aRejectedLoopSaysWhy() {
    Loop loop = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .event(new InputRejected("s.main.1", "too long"))
        .event(new InputRejected("", "nobody's"))
        .event(new ProgressMessage("", "c", "t", "nobody's"))
        .event(new AgentEnd("s.main.1", List.of(), Usage.NONE, "too long"))
        .tree());
    assertThat(loop.status()).isEqualTo(LoopStatus.REJECTED);
    assertThat(loop.rejection()).isEqualTo("too long");
    assertThat(loop.events()).extracting(SequencedEvent::sequence).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anAnswerTellsTheSetUpThatNobodyTold() {
    Loop derived = firstLoop(
        new EventStream().start("s", "s.fast.v2.1").turnOf("s.fast.v2.1").tree());
    assertThat(derived.config())
        .isEqualTo(new ConfigSnapshot(
            "model", "provider", "fast.v2", null, null, null, null, null, null, null, null));
    Loop atTheEnd = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .end("s.main.1", AgentMessage.user("q"), answer("a", "late", "p"))
        .tree());
    assertThat(atTheEnd.config()).isNotNull().extracting("model").isEqualTo("late");
    ConfigSnapshot told =
        new ConfigSnapshot("told", "p", null, null, null, null, null, null, null, null, null);
    Loop known = firstLoop(new EventStream()
        .event(new AgentStart("a", "s", "s.main.1", null, null, null, null, told))
        .turnOf("s.main.1")
        .tree());
    assertThat(known.config()).isEqualTo(told);
  }

  @Test
  void aCompactionBlockLiesOverALoopThatEndedToo() {
    CompactionBlock block = new CompactionBlock("s.main.1", new TurnRange(0, 1), null, null);
    SessionTree tree =
        new EventStream().start("s", "s.main.1").end("s.main.1").event(block).tree();
    assertThat(firstLoop(tree).compactionBlock())
        .isEqualTo(new CompactionOverlay(
            new TurnRange(0, 1), null, null, EventStream.BEGIN.plusSeconds(2)));
  }

  @Test
  void eventsOfLoopsThatDoNotRunAreCounted() {
    SessionTree tree = new EventStream()
        .event(new CompactionStarted("nobody", 1, 1))
        .event(new UserMessage("not of a loop"))
        .start("s", "s.main.1")
        .end("s.main.1")
        .end("s.main.1")
        .tree();
    assertThat(tree.unplacedEvents()).isEqualTo(2);
    assertThat(firstLoop(tree).events()).hasSize(2);
  }

  @Test
  void aStampedEventBringsItsTime() {
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    SessionTree tree = new SessionTree();
    tree.accept(new Stamped(new AgentStart("a", "s", "s.main.1"), then, null), EventStream.BEGIN);
    assertThat(only(tree).createdAt()).isEqualTo(then);
  }

  @Test
  void aSnapshotDoesNotChangeLater() {
    EventStream stream = new EventStream().start("s", "s.main.1");
    SessionTree tree = stream.tree();
    AgentSession before = only(tree);
    new EventStream().turn("s.main.1", 0, TurnTrigger.USER, "hello", "hi").into(tree);
    assertThat(before).isEqualTo(only(stream.tree())).isNotEqualTo(only(tree));
  }

  @Test
  void aCallbackMayAskTheTree() {
    List<Integer> loops = new ArrayList<>();
    SessionTree[] tree = new SessionTree[1];
    tree[0] = SessionTree.builder()
        .beforeTask(session -> loops.add(only(tree[0]).loops().size()))
        .build();
    new EventStream().start("s", "s.main.1").into(tree[0]);
    assertThat(loops).containsExactly(1);
    assertThat(tree[0].callbackFailures()).isZero();
  }

  @Test
  void manyThreadsMayFeedItAndAskIt() throws InterruptedException {
    SessionTree tree = new SessionTree();
    List<Thread> threads = new ArrayList<>();
    for (int agent = 0; agent < 4; agent++) {
      String session = "s" + agent;
      threads.add(new Thread(() -> {
        for (int i = 0; i < 200; i++) {
          String loop = session + ".main." + i;
          new EventStream().start(session, loop).turnOf(loop).end(loop).into(tree);
          tree.session(session);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(tree.unplacedEvents()).isZero();
    assertThat(tree.sessions())
        .hasSize(4)
        .allSatisfy(session -> assertThat(session.loops())
            .hasSize(200)
            .allSatisfy(loop -> assertThat(loop.turns()).hasSize(1)));
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
