package dev.daybook.internal.read;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Content;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.Reasoning;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Unknown;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Events of every kind that a transcript knows, in any order, out of so few texts, identifiers and
 * loops that they meet each other all the time.
 */
final class RandomSession {

  private final RandomGenerator random;
  private final int length;

  RandomSession(RandomGenerator random) {
    this.random = random;
    this.length = random.nextInt(30);
  }

  SessionEvent[] events() {
    return Stream.generate(this::event).limit(length).toArray(SessionEvent[]::new);
  }

  private SessionEvent event() {
    return switch (random.nextInt(25)) {
      case 0, 1 -> new UserMessage(text());
      case 2 -> new SystemMessage(text());
      case 3, 4 ->
        new AssistantMessage(
            text(),
            Stream.generate(this::call).limit(random.nextInt(3)).toList(),
            null,
            null,
            random.nextInt(4) == 0 ? new AnswerMetadata(true, null, null, null) : null);
      case 5 -> new Reasoning(text(), null, null, null, null);
      case 6, 7 -> call();
      case 8, 9 -> ToolResult.ok(id(), text());
      case 10 -> new ToolBlocked(id(), "hook", text());
      case 11 -> new Note(NoteLevel.INFO, text());
      case 12 -> new Unknown("other", "{}");
      case 13 -> new AgentStart("agent", "s", loop());
      case 14 -> new TurnStart(loop(), 0, TurnTrigger.USER);
      case 15, 16 -> new MessageEnd(loop(), message());
      case 17 -> new TurnEnd(loop(), answer(), Usage.NONE, List.of(result()));
      case 18 -> new AgentEnd(loop(), List.of(message(), answer()), Usage.NONE);
      case 19 -> new ParallelLoopStart("s", List.of(loop(), loop()));
      case 20 -> new ParallelLoopEnd("s", loop(), 0, Usage.NONE);
      case 21 ->
        new RevertApplied(
            loop(),
            RevertCategory.FAILURE,
            0L,
            List.of(number()),
            null,
            random.nextBoolean(),
            null);
      case 22 -> new PruneApplied(loop(), 0, 0, null, List.of(number()));
      case 23 -> branch();
      default -> snapshot();
    };
  }

  private SessionEvent branch() {
    List<SeqRange> kept = new ArrayList<>();
    long from = random.nextInt(3);
    while (kept.size() < 3 && random.nextInt(4) > 0) {
      long to = from + random.nextInt(length + 1);
      kept.add(new SeqRange(from, to));
      from = to + 1 + random.nextInt(4);
    }
    return new BranchSwitched(kept, null);
  }

  private SessionEvent snapshot() {
    if (random.nextBoolean()) {
      long from = random.nextInt(length + 1);
      return new HistoryCompaction(from, from + random.nextInt(5), text());
    }
    Message answer = random.nextBoolean()
        ? Message.assistant(text())
        : Message.assistant(text(), new Message.Call(id(), "ls", ""));
    List<Message> input = switch (random.nextInt(4)) {
      case 0 -> List.of();
      case 1 -> List.of(Message.user(text()), Message.tool(id(), text()));
      case 2 ->
        List.of(
            Message.user(text()),
            Message.assistant("", new Message.Call(id(), "ls", "")),
            Message.tool(id(), text()));
      default -> List.of(Message.user(text()));
    };
    return new InferenceCompleted(1, answer, input);
  }

  private AgentMessage message() {
    AgentMessage plain = switch (random.nextInt(4)) {
      case 0 -> result();
      case 1 -> answer();
      case 2 -> AgentMessage.extension("memo", Json.EMPTY_OBJECT);
      default -> AgentMessage.user(text());
    };
    return plain.role().equals(Role.USER) ? numbered(plain) : plain;
  }

  private AgentMessage numbered(AgentMessage plain) {
    return new AgentMessage(
        plain.role(),
        plain.content(),
        null,
        null,
        null,
        null,
        number(),
        null,
        null,
        null,
        null,
        null,
        number(),
        null,
        List.of(),
        null,
        null,
        null);
  }

  private AgentMessage answer() {
    return random.nextBoolean()
        ? AgentMessage.assistant(StopReason.STOP, Content.text(text()))
        : AgentMessage.assistant(
            StopReason.TOOL_USE, Content.text(text()), Content.toolCall(id(), "ls", new Json("1")));
  }

  private AgentMessage result() {
    return AgentMessage.tool(id(), "ls", text());
  }

  private ToolCall call() {
    return new ToolCall(id(), "ls", "");
  }

  private String text() {
    int number = random.nextInt(9);
    return number == 0 ? "" : "t" + number % 2;
  }

  private String id() {
    return random.nextInt(20) == 0 ? "" : "c" + random.nextInt(4);
  }

  private String loop() {
    return "l" + random.nextInt(3);
  }

  private long number() {
    return random.nextInt(3);
  }
}
