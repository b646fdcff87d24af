package dev.daybook.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentStart;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Stamped;
import dev.daybook.event.TurnTrigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Sessions in a tree, most of all where phi's recorder errs. */
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
  void anErrorOfACallbackHarmsNothingEither() {
    SessionTree tree = SessionTree.builder()
        .beforeTask(session -> {
          throw new StackOverflowError();
        })
        .afterTask(session -> {
          throw new AssertionError(session.sessionId());
        })
        .build();
    EventStream.toolEndsFirst().into(tree);
    assertThat(tree.callbackFailures()).isEqualTo(2);
    assertThat(tree.lastCallbackFailure()).containsInstanceOf(StackOverflowError.class);
    assertThat(tree.sessions()).isEqualTo(EventStream.toolEndsFirst().tree().sessions());
    tree.flush();
    assertThat(tree.callbackFailures()).isEqualTo(4);
    assertThat(tree.drainCompleted()).hasSize(2);
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

  private static AgentSession only(SessionTree tree) {
    assertThat(tree.sessions()).hasSize(1);
    return tree.sessions().get(0);
  }

  private static AgentSession firstSession(SessionTree tree) {
    return tree.sessions().get(0);
  }
}
