package dev.daybook.internal.transcript;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.MessageBuilder;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.Reasoning;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.transcript.GrowingMessage.Carrier;
import dev.daybook.read.TranscriptFold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that events add up to, snapshots apart; {@link TranscriptFold} defines what each
 * event does. The cost is linear in the events: nothing is searched for. Belongs to one thread.
 */
public final class Conversation {

  /** The effect of each type; a type that is not here has none. */
  private static final Map<Class<?>, BiConsumer<Conversation, SessionEvent>> EFFECTS =
      new HashMap<>();

  static {
    on(UserMessage.class, Conversation::user);
    on(SystemMessage.class, (all, event) -> all.addMessage(Carrier.MESSAGE, Messages.of(event)));
    on(Reasoning.class, Conversation::reasoning);
    on(AssistantMessage.class, Conversation::assistant);
    on(InferenceCompleted.class, Conversation::inference);
    on(ToolCall.class, Conversation::call);
    on(ToolResult.class, (all, event) -> all.addMessage(Carrier.MESSAGE, Messages.of(event)));
    on(ToolBlocked.class, (all, event) -> all.addMessage(Carrier.BLOCKED, Messages.of(event)));
    on(AgentStart.class, Conversation::agentStart);
    on(TurnStart.class, (all, event) -> all.loop(event.loopId()).beginTurn());
    on(MessageEnd.class, Conversation::messageEnd);
    on(TurnEnd.class, Conversation::turnEnd);
    on(AgentEnd.class, Conversation::agentEnd);
    on(ParallelLoopStart.class, (all, event) -> all.groups.announce(event.loopIds()));
    on(ParallelLoopEnd.class, Conversation::parallelLoopEnd);
    on(RevertApplied.class, Conversation::revert);
    on(PruneApplied.class, (all, event) -> all.takeOut(all.byTimestamp, event.prunedTimestamps()));
  }

  private final List<GrowingMessage> parts = new ArrayList<>();

  /** The parts that are no tool's. */
  private final Deque<GrowingMessage> speakers = new ArrayDeque<>();

  /** The newest part that asks with an identifier. */
  private final Map<String, GrowingMessage> askers = new HashMap<>();

  private final boolean isWhole;
  private final HeardMessages.Plain plain = new HeardMessages.Plain();
  private final Map<String, HeardMessages> loops = new HashMap<>();
  private final ParallelGroups groups = new ParallelGroups();
  private final Map<String, List<GrowingMessage>> byLoop = new HashMap<>();
  private final Map<Long, List<GrowingMessage>> byNode = new HashMap<>();
  private final Map<Long, List<GrowingMessage>> byTimestamp = new HashMap<>();
  private final List<Message.Thought> pendingThoughts = new ArrayList<>();

  /** The entry at hand. */
  private long seq;

  /** @param isWhole true if the events begin with the session's first */
  public Conversation(boolean isWhole) {
    this.isWhole = isWhole;
  }

  private static <E extends SessionEvent> void on(
      Class<E> type, BiConsumer<Conversation, E> effect) {
    EFFECTS.put(type, (all, event) -> effect.accept(all, type.cast(event)));
  }

  /** Returns true if the event has an effect. */
  public static boolean concerns(SessionEvent event) {
    return EFFECTS.containsKey(event.getClass());
  }

  /** Takes the next event. */
  public void add(long entrySeq, SessionEvent event) {
    BiConsumer<Conversation, SessionEvent> effect = EFFECTS.get(event.getClass());
    if (effect != null) {
      seq = entrySeq;
      effect.accept(this, event);
    }
  }

  /** Returns the parts that the events add up to, in their order. */
  public List<GrowingMessage> parts() {
    return parts.stream().filter(part -> !part.isOut()).toList();
  }

  private void user(UserMessage event) {
    // thoughts that led to no answer belong to something else
    pendingThoughts.clear();
    addMessage(Carrier.MESSAGE, Messages.of(event));
  }

  private void reasoning(Reasoning event) {
    pendingThoughts.add(Messages.of(event));
  }

  private void assistant(AssistantMessage event) {
    if (event.isPartial()) {
      pendingThoughts.clear();
    } else {
      addMessage(Carrier.MESSAGE, Messages.of(event));
    }
  }

  private void inference(InferenceCompleted event) {
    addMessage(Carrier.INFERENCE, event.message());
  }

  private void call(ToolCall event) {
    while (!speakers.isEmpty() && speakers.getLast().isOut()) {
      speakers.removeLast();
    }
    Message.Call call = new Message.Call(event.callId(), event.name(), event.arguments());
    GrowingMessage last = speakers.peekLast();
    boolean goesOn = last != null && last.role().equals(Role.ASSISTANT);
    if (goesOn && last.hasOpen(call.id())) {
      return;
    }
    if (goesOn && last.takesCalls() && !last.asks(call.id())) {
      last.think(pendingThoughts);
      pendingThoughts.clear();
      last.ask(call, seq);
      askers.put(call.id(), last);
      plain.call(call);
    } else {
      addMessage(Carrier.MESSAGE, Message.assistant("", call));
    }
  }

  private void agentStart(AgentStart event) {
    loops.put(event.loopId(), new HeardMessages(plain, true, plain.place()));
  }

  /** Returns the loop; one whose beginning was not seen has none if the events are whole. */
  private HeardMessages loop(String loopId) {
    return loops.computeIfAbsent(loopId, unseen -> new HeardMessages(plain, isWhole, 0));
  }

  private void messageEnd(MessageEnd event) {
    loop(event.loopId()).hear(event.message());
    addMessage(event.loopId(), event.message());
  }

  private void turnEnd(TurnEnd event) {
    loop(event.loopId()).addedBy(event).forEach(message -> addMessage(event.loopId(), message));
  }

  private void agentEnd(AgentEnd event) {
    HeardMessages ended = loop(event.loopId());
    loops.remove(event.loopId());
    ended.addedBy(event).forEach(message -> addMessage(event.loopId(), message));
  }

  private void parallelLoopEnd(ParallelLoopEnd event) {
    List<String> others = new ArrayList<>(groups.takeGroupOf(event.selectedLoopId()));
    others.removeIf(event.selectedLoopId()::equals);
    takeOut(byLoop, others);
  }

  private void revert(RevertApplied event) {
    if (event.applied()) {
      takeOut(byNode, event.abandonedNodeIds());
    }
  }

  private <K> void takeOut(Map<K, List<GrowingMessage>> index, List<K> keys) {
    for (K key : keys) {
      List<GrowingMessage> found = index.remove(key);
      if (found != null) {
        found.forEach(GrowingMessage::takeOut);
      }
    }
  }

  private void addMessage(String loopId, AgentMessage event) {
    Message message = Messages.said(event);
    if (message != null) {
      GrowingMessage part = addMessage(Carrier.AGENT_LOOP, message);
      put(byLoop, loopId, part);
      put(byNode, event.nodeId(), part);
      put(byTimestamp, event.timestampMs(), part);
    }
  }

  /** Adds a message, unless an event of another kind has just added it; returns its part. */
  private GrowingMessage addMessage(Carrier carrier, Message message) {
    Message whole = withPendingThoughts(message);
    GrowingMessage part = new GrowingMessage(carrier, seq, whole);
    GrowingMessage last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (last != null
        && !part.role().equals(Role.TOOL)
        && !last.isOut()
        && last.isOfOtherCarriers(part)
        && last.says(whole)) {
      last.completeFrom(part);
      return last;
    }
    parts.add(part);
    if (carrier != Carrier.AGENT_LOOP) {
      plain.hear(whole);
    }
    if (part.role().equals(Role.TOOL)) {
      GrowingMessage asker = askers.get(part.toolCallId());
      if (asker != null) {
        asker.answer(String.valueOf(part.toolCallId()));
      }
    } else {
      speakers.addLast(part);
      whole.toolCalls().forEach(call -> {
        askers.put(call.id(), part);
        if (part.role().equals(Role.ASSISTANT)) {
          plain.call(call);
        }
      });
    }
    return part;
  }

  private Message withPendingThoughts(Message message) {
    if (pendingThoughts.isEmpty() || !message.role().equals(Role.ASSISTANT)) {
      return message;
    }
    List<Message.Thought> thoughts = List.copyOf(pendingThoughts);
    pendingThoughts.clear();
    return MessageBuilder.of(message)
        .thinking(message.thinking() == null ? Messages.words(thoughts) : message.thinking())
        .thoughts(message.thoughts().isEmpty() ? Messages.proved(thoughts) : message.thoughts())
        .build();
  }

  private static <K> void put(
      Map<K, List<GrowingMessage>> index, @Nullable K key, GrowingMessage part) {
    if (key != null) {
      index.computeIfAbsent(key, unseen -> new ArrayList<>()).add(part);
    }
  }
}
