package dev.daybook.tree;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.Content;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.WireNames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of agents' loops, one a second, as the entries of a journal's session. */
public final class EventStream {

  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  public static final Usage TEN = new Usage(10, 5);

  private final List<Entry> entries = new ArrayList<>();

  /** Two loops of one session, the second after the first. */
  public static EventStream continuation() {
    return new EventStream()
        .start("s", "s.main.1")
        .turn("s.main.1", 0, TurnTrigger.USER, "hello", "hi")
        .end("s.main.1", AgentMessage.user("hello"), answer("hi"))
        .start("s", "s.main.2", "s.main.1", ContinuationKind.DEFAULT)
        .turn("s.main.2", 0, TurnTrigger.USER, "more", "yes")
        .end("s.main.2", AgentMessage.user("more"), answer("yes"));
  }

  /** Two loops side by side, of which the second is chosen. */
  public static EventStream parallel() {
    return new EventStream()
        .event(new ParallelLoopStart("s", List.of("s.a.1", "s.b.1")))
        .start("s", "s.a.1")
        .start("s", "s.b.1")
        .turn("s.b.1", 0, TurnTrigger.USER, "try", "b")
        .turn("s.a.1", 0, TurnTrigger.USER, "try", "a")
        .end("s.b.1", answer("b"))
        .end("s.a.1", answer("a"))
        .event(new ParallelLoopEnd("s", "s.b.1", 1, new Usage(3, 1)));
  }

  /** A parent whose tool is a loop of another session, which ends before the tool does. */
  public static EventStream subAgentEndsFirst() {
    return new EventStream()
        .start("parent", "parent.main.1")
        .event(callsResearch())
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .turn("child.sub.1", 0, TurnTrigger.SUB_AGENT, "find", "found")
        .end("child.sub.1", answer("found"))
        .event(researchEnds("child.sub.1"))
        .end("parent.main.1", answer("done"));
  }

  /** The same, but the tool ends while its loop still runs. */
  public static EventStream toolEndsFirst() {
    return new EventStream()
        .start("parent", "parent.main.1")
        .event(callsResearch())
        .start("child", "child.sub.1", "parent.main.1", ContinuationKind.INITIAL)
        .event(researchEnds("child.sub.1"))
        .turn("child.sub.1", 0, TurnTrigger.SUB_AGENT, "find", "found")
        .end("child.sub.1", answer("found"))
        .end("parent.main.1", answer("done"));
  }

  public static ToolExecutionStart callsResearch() {
    return new ToolExecutionStart("parent.main.1", "c1", "research", Json.EMPTY_OBJECT);
  }

  public static ToolExecutionEnd researchEnds(String childLoopId) {
    return toolEnd("parent.main.1", "c1", "research", childLoopId);
  }

  public static ToolExecutionEnd toolEnd(
      String loopId, String callId, String tool, @Nullable String childLoopId) {
    ToolOutput output = new ToolOutput(List.of(Content.text("ok")), null, childLoopId);
    return new ToolExecutionEnd(loopId, callId, tool, output, false);
  }

  public static AgentMessage answer(String text) {
    return AgentMessage.assistant(StopReason.STOP, Content.text(text));
  }

  /** An answer that says which model gave it. */
  public static AgentMessage answer(String text, String model, String provider) {
    return new AgentMessage(
        Role.ASSISTANT,
        List.of(Content.text(text)),
        StopReason.STOP,
        model,
        provider,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  public EventStream event(SessionEvent event) {
    int seq = entries.size();
    entries.add(new Entry(
        seq, BEGIN.plusSeconds(seq), "journal", null, WireNames.of(event.getClass()), event));
    return this;
  }

  public EventStream start(String sessionId, String loopId) {
    return event(new AgentStart("agent", sessionId, loopId));
  }

  public EventStream start(
      String sessionId, String loopId, @Nullable String parent, ContinuationKind kind) {
    return event(new AgentStart("agent", sessionId, loopId, parent, kind, null, null, null));
  }

  /** A whole turn with one question, one answer and the results of tools. */
  public EventStream turn(
      String loopId,
      long index,
      TurnTrigger trigger,
      @Nullable String question,
      String answer,
      AgentMessage... toolResults) {
    event(new TurnStart(loopId, index, trigger));
    if (question != null) {
      event(new MessageStart(loopId, AgentMessage.user(question)));
      event(new MessageEnd(loopId, AgentMessage.user(question)));
    }
    event(new MessageEnd(loopId, answer(answer)));
    return event(new TurnEnd(loopId, answer(answer), TEN, List.of(toolResults)));
  }

  /** A turn whose answer says which model gave it. */
  public EventStream turnOf(String loopId) {
    event(new TurnStart(loopId, 0, TurnTrigger.USER));
    return event(new TurnEnd(loopId, answer("hi", "model", "provider"), TEN, List.of()));
  }

  public EventStream end(String loopId, AgentMessage... messages) {
    return event(new AgentEnd(loopId, List.of(messages), TEN));
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Feeds a tree as a subscriber would. */
  public SessionTree into(SessionTree tree) {
    entries.forEach(tree::accept);
    return tree;
  }

  public SessionTree tree() {
    return into(new SessionTree());
  }

  /** The tree of these events once they were recorded, closed, and read again. */
  public List<AgentSession> recordedAndFolded(Path root) {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("journal");
      for (Entry entry : entries) {
        session.record(new Stamped(entry.event(), entry.ts(), null));
      }
    }
    try (Daybook daybook = Daybook.open(root)) {
      return daybook.fold("journal", new SessionTree()).result();
    }
  }
}
