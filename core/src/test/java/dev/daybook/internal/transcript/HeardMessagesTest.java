package dev.daybook.internal.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.Content;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.StopReason;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.ReadOptions;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.EventStream;
import dev.daybook.tree.Loop;
import dev.daybook.tree.SessionTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transcript and the tree agree on what the end of a turn adds to what was heard. */
class HeardMessagesTest {

  private static final List<String> LOOPS = List.of("s.a.1", "s.b.1", "s.c.1");

  static Stream<EventStream> streams() {
    return Stream.of(
        EventStream.continuation(),
        EventStream.parallel(),
        EventStream.subAgentEndsFirst(),
        EventStream.toolEndsFirst());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void bothHearTheSameOfAnAgent(EventStream stream) {
    assertSame(stream.entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acceptance/every-type", "golden/format-1"})
  void bothHearTheSameInAFile(String name) {
    List<Entry> entries = new ArrayList<>();
    SessionFileReader.of(
            Path.of("src/test/resources", name + ".ndjson"),
            EventTypes.standard(),
            ReadOptions.lenient())
        .forEach((LineVisitor) (entry, buffer, from, to) -> entries.add(entry));
    assertThat(entries).isNotEmpty();
    assertSame(entries);
  }

  @Test
  void bothHearTheSameWhateverARecorderLeavesOut() {
    long seed = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      Random random = new Random(seed + i);
      EventStream stream = new EventStream();
      LOOPS.forEach(loop -> stream.start("s", loop));
      for (int events = 0; events < 60; events++) {
        stream.event(event(random, LOOPS.get(random.nextInt(LOOPS.size()))));
      }
      assertSame(stream.entries());
    }
  }

  private static LoopEvent event(Random random, String loop) {
    return switch (random.nextInt(5)) {
      case 0 -> new TurnStart(loop, 0, TurnTrigger.USER);
      case 1 -> new MessageEnd(loop, answer(random, loop));
      case 2 -> new MessageEnd(loop, result(random, loop));
      case 3 -> new MessageEnd(loop, AgentMessage.user("question of " + loop));
      default ->
        new TurnEnd(
            loop,
            answer(random, loop),
            Usage.NONE,
            List.of(result(random, loop), result(random, loop)));
    };
  }

  /** One of few answers, so that the same is said again, in the same loop and in another. */
  private static AgentMessage answer(Random random, String loop) {
    String call = "call " + random.nextInt(2);
    return AgentMessage.assistant(
        StopReason.TOOL_USE, Content.text("yes"), Content.toolCall(call, loop, Json.EMPTY_OBJECT));
  }

  private static AgentMessage result(Random random, String loop) {
    int call = random.nextInt(3);
    return AgentMessage.tool("call " + call, "ls", "result of " + loop);
  }

  private static void assertSame(List<Entry> entries) {
    List<Entry> running = entries.stream()
        .filter(entry -> entry.event() instanceof AgentStart
            || entry.event() instanceof TurnStart
            || entry.event() instanceof MessageEnd
            || entry.event() instanceof TurnEnd)
        .toList();
    SessionTree tree = new SessionTree();
    running.forEach(tree::accept);
    for (AgentSession session : tree.sessions()) {
      for (Loop loop : session.loops()) {
        assertThat(ofTranscript(running, loop.loopId()))
            .as(loop.loopId())
            .isEqualTo(loop.messages().stream()
                .map(Messages::of)
                .filter(Objects::nonNull)
                .toList());
      }
    }
  }

  /** The messages of that loop in the conversation, before a provider's rule changes them. */
  private static List<Message> ofTranscript(List<Entry> entries, String loop) {
    Conversation conversation = new Conversation(true);
    List<Message> ofLoop = new ArrayList<>();
    int heard = 0;
    for (Entry entry : entries) {
      conversation.add(entry.seq(), entry.event());
      List<GrowingMessage> parts = conversation.parts();
      for (GrowingMessage part : parts.subList(heard, parts.size())) {
        if (loop.equals(((LoopEvent) entry.event()).loopId())) {
          ofLoop.add(part.message(
              part.calls().stream().map(GrowingMessage.Asked::call).toList(), part.toolCallId()));
        }
      }
      heard = parts.size();
    }
    return ofLoop;
  }
}
