package dev.daybook.tree;

import static dev.daybook.tree.EventStream.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.CompactionStarted;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.InputRejected;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.tree.Loop.CompactionOverlay;
import dev.daybook.tree.Loop.SequencedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The record that a loop keeps of its events, most of all where phi's recorder errs. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LoopRecordTest {

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
  void aTurnThatOnlyItsEndReportsIsInTheConversation() {
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
    assertThat(only(tree).tree().loop("s.main.1")).contains(only(tree).loops().get(1));
    assertThat(tree.checkpoint()).isEqualTo(1);
  }

  @Test
  void aRejectedLoopSaysWhy() {
    Loop loop = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .event(new InputRejected("s.main.1", "too long"))
        .event(new InputRejected("", "no loop's"))
        .event(new ProgressMessage("", "c", "t", "no loop's"))
        .event(new AgentEnd("s.main.1", List.of(), Usage.NONE, "too long"))
        .tree());
    assertThat(loop.status()).isEqualTo(LoopStatus.REJECTED);
    assertThat(loop.rejection()).contains("too long");
    assertThat(loop.events()).extracting(SequencedEvent::sequence).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anAnswerGivesTheSetUpWhereNoEventDoes() {
    Loop derived = firstLoop(
        new EventStream().start("s", "s.fast.v2.1").turnOf("s.fast.v2.1").tree());
    assertThat(derived.config())
        .contains(new ConfigSnapshot(
            "model", "provider", "fast.v2", null, null, null, null, null, null, null, null));
    Loop atTheEnd = firstLoop(new EventStream()
        .start("s", "s.main.1")
        .end("s.main.1", AgentMessage.user("q"), answer("a", "late", "p"))
        .tree());
    assertThat(atTheEnd.config()).map(ConfigSnapshot::model).contains("late");
    ConfigSnapshot given =
        new ConfigSnapshot("given", "p", null, null, null, null, null, null, null, null, null);
    Loop known = firstLoop(new EventStream()
        .event(new AgentStart("a", "s", "s.main.1", null, null, null, null, given))
        .turnOf("s.main.1")
        .tree());
    assertThat(known.config()).contains(given);
  }

  @Test
  void aCompactionBlockLiesOverALoopThatEndedToo() {
    CompactionBlock block = new CompactionBlock("s.main.1", new TurnRange(0, 1), null, null);
    SessionTree tree =
        new EventStream().start("s", "s.main.1").end("s.main.1").event(block).tree();
    assertThat(firstLoop(tree).compactionBlock())
        .contains(new CompactionOverlay(
            new TurnRange(0, 1), null, null, EventStream.BEGIN.plusSeconds(2)));
  }

  @Test
  void eventsOfLoopsThatDoNotRunAreCounted() {
    SessionTree tree = new EventStream()
        .event(new CompactionStarted("absent", 1, 1))
        .event(new UserMessage("not of a loop"))
        .start("s", "s.main.1")
        .end("s.main.1")
        .end("s.main.1")
        .tree();
    assertThat(tree.unplacedEvents()).isEqualTo(2);
    assertThat(firstLoop(tree).events()).hasSize(2);
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
