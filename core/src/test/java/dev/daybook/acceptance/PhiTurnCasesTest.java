package dev.daybook.acceptance;

import static dev.daybook.tree.EventStream.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.tree.EventStream;
import dev.daybook.tree.Loop;
import dev.daybook.tree.Loop.SequencedEvent;
import dev.daybook.tree.SessionTree;
import dev.daybook.tree.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** phi's own tests of its recorder: turns and the requests that they made. */
class PhiTurnCasesTest {

  private static final String LOOP = "s.main.1";

  @Test
  @DisplayName("phi: a turn with one user input and no tools")
  void aTurnHasItsInput() {
    Loop loop = loop(new EventStream()
        .start("s", LOOP)
        .turn(LOOP, 0, TurnTrigger.USER, "hello", "hi")
        .end(LOOP)
        .tree());
    assertThat(loop.turns())
        .extracting(
            Turn::turnId,
            Turn::triggeredBy,
            Turn::usage,
            Turn::inputMessages,
            Turn::outputMessage,
            Turn::toolResults,
            Turn::startedAt,
            Turn::endedAt,
            Turn::requestPayload)
        .containsExactly(tuple(
            new TurnId(LOOP, 0),
            TurnTrigger.USER,
            EventStream.TEN,
            List.of(AgentMessage.user("hello")),
            answer("hi"),
            List.of(),
            EventStream.BEGIN.plusSeconds(1),
            EventStream.BEGIN.plusSeconds(5),
            Optional.empty()));
  }

  @Test
  @DisplayName("phi: two turns with tools, whose results carry the turn's id")
  void twoTurnsHaveTheirToolResults() {
    Loop loop = loop(new EventStream()
        .start("s", LOOP)
        .turn(LOOP, 0, TurnTrigger.USER, "list", "ls", AgentMessage.tool("c1", "bash", "a b"))
        .turn(
            LOOP, 1, TurnTrigger.CONTINUATION, null, "cat", AgentMessage.tool("c2", "bash", "text"))
        .tree());
    assertThat(loop.turns())
        .extracting(Turn::triggeredBy)
        .containsExactly(TurnTrigger.USER, TurnTrigger.CONTINUATION);
    assertThat(loop.turns())
        .flatExtracting(Turn::toolResults)
        .containsExactly(
            AgentMessage.tool("c1", "bash", "a b").in(new TurnId(LOOP, 0)),
            AgentMessage.tool("c2", "bash", "text").in(new TurnId(LOOP, 1)));
    assertThat(loop.turns().get(1).inputMessages()).isEmpty();
  }

  @Test
  @DisplayName("phi: flush drops a turn that has no end")
  void aFlushDropsThePartialTurn() {
    SessionTree tree = new EventStream()
        .start("s", LOOP)
        .turn(LOOP, 0, TurnTrigger.USER, "hello", "hi")
        .event(new TurnStart(LOOP, 1, TurnTrigger.CONTINUATION))
        .tree();
    tree.flush();
    assertThat(loop(tree).turns())
        .extracting(turn -> turn.turnId().turnIndex())
        .containsExactly(0L);
  }

  @Test
  @DisplayName("phi: the loop's end drops a turn that has no end")
  void anAgentsEndDropsThePartialTurn() {
    SessionTree tree = new EventStream()
        .start("s", LOOP)
        .event(new TurnStart(LOOP, 0, TurnTrigger.USER))
        .end(LOOP)
        .event(new TurnEnd(LOOP, answer("late"), EventStream.TEN, List.of()))
        .tree();
    assertThat(loop(tree).turns()).isEmpty();
    assertThat(loop(tree).events()).hasSize(3);
    assertThat(tree.unplacedEvents()).isEqualTo(1);
  }

  @Test
  @DisplayName("phi: the end of a turn that never began makes no turn")
  void anEndAloneIsNoTurn() {
    Loop loop = loop(new EventStream()
        .start("s", LOOP)
        .event(new MessageEnd(LOOP, AgentMessage.user("hello")))
        .event(new TurnEnd(LOOP, answer("hi"), EventStream.TEN, List.of()))
        .tree());
    assertThat(loop.turns()).isEmpty();
    assertThat(loop.events()).hasSize(3);
  }

  @Test
  @DisplayName("phi: request capture, one event a turn, the payload kept when it is on")
  void requestsAreKeptWhereWanted() {
    Loop loop = loop(twoRequests().into(SessionTree.builder().withRequests().build()));
    assertThat(loop.turns())
        .extracting(Turn::requestPayload)
        .containsExactly(Optional.of(request("model-0")), Optional.of(request("model-1")));
    assertThat(requestEvents(loop)).hasSize(2);
  }

  @Test
  @DisplayName("phi: request capture is off by default, and the events are there all the same")
  void requestsAreNotKeptOtherwise() {
    Loop loop = loop(twoRequests().tree());
    assertThat(loop.turns())
        .hasSize(2)
        .extracting(Turn::requestPayload)
        .containsOnly(Optional.empty());
    assertThat(requestEvents(loop)).hasSize(2);
  }

  private static EventStream twoRequests() {
    EventStream stream = new EventStream().start("s", LOOP);
    for (int turn = 0; turn < 2; turn++) {
      stream.event(new TurnStart(LOOP, turn, TurnTrigger.USER));
      stream.event(new TurnRequest(LOOP, turn, request("model-" + turn)));
      stream.event(new TurnEnd(LOOP, answer("hi"), EventStream.TEN, List.of()));
    }
    return stream;
  }

  private static RequestPayload request(String model) {
    return new RequestPayload(
        "be brief",
        List.of(AgentMessage.user("hello")),
        List.of(),
        List.of(),
        model,
        null,
        null,
        null,
        null);
  }

  private static List<SequencedEvent> requestEvents(Loop loop) {
    return loop.events().stream()
        .filter(recorded -> recorded.event() instanceof TurnRequest)
        .toList();
  }

  private static Loop loop(SessionTree tree) {
    return tree.session("s").orElseThrow().tree().loop(LOOP).orElseThrow();
  }
}
