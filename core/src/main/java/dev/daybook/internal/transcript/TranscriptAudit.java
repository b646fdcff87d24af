package dev.daybook.internal.transcript;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Json;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.read.Transcript.Adjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An audit of what a {@link dev.daybook.read.TranscriptFold} would adjust, in bounded memory: of
 * each text it holds no more than distinguishes it from others, and it gives up on a conversation
 * that is too long. Belongs to one thread.
 */
public final class TranscriptAudit {

  private static final int SHORT_TEXT = 32;

  private final int mostMessages;
  private final UnaryOperator<String> shortened;
  private ConversationFold fold = new ConversationFold();

  /** Entries up to here are not in the fold. */
  private long lostThrough = -1;

  /**
   * @param mostMessages the most messages since the newest snapshot to follow
   * @param shortened makes of any identifier a short one that stands for it
   */
  public TranscriptAudit(int mostMessages, UnaryOperator<String> shortened) {
    this.mostMessages = mostMessages;
    this.shortened = shortened;
  }

  /** Takes the next entry; returns true if it may be adjusted. */
  public boolean accept(Entry entry) {
    SessionEvent event = shape(entry.event());
    if (event == null) {
      return false;
    }
    fold.accept(
        new Entry(entry.seq(), entry.ts(), entry.sessionId(), entry.id(), entry.type(), event));
    if (fold.size() > mostMessages) {
      lostThrough = Math.max(lostThrough, fold.forgetCovered());
      if (fold.size() > mostMessages) {
        fold = new ConversationFold();
        lostThrough = entry.seq();
      }
    }
    return true;
  }

  /** Returns true if an entry with that seq may still be adjusted. */
  public boolean holds(long seq) {
    return seq > lostThrough;
  }

  /** Returns the adjustments; empty if the conversation is too long to be followed. */
  public Optional<List<Adjustment>> result() {
    return fold.firstNeeded() <= lostThrough
        ? Optional.empty()
        : Optional.of(fold.result().adjustments());
  }

  public static long messagesIn(SessionEvent event) {
    if (event instanceof InferenceCompleted inference) {
      return 1L + inference.inputMessages().size();
    } else if (event instanceof AgentEnd end) {
      return 1L + end.messages().size();
    } else if (event instanceof TurnEnd end) {
      return 1L + end.toolResults().size();
    } else if (event instanceof AssistantMessage answer) {
      return 1L + answer.toolCalls().size();
    }
    return 1;
  }

  /** Returns the event reduced to what adjustments depend on; null if it adds nothing. */
  private @Nullable SessionEvent shape(SessionEvent event) {
    if (event instanceof UserMessage said) {
      return new UserMessage(shape(said.text()), List.of(), null, said.role());
    } else if (event instanceof SystemMessage said) {
      return new SystemMessage(shape(said.text()), said.role());
    } else if (event instanceof AssistantMessage said) {
      List<ToolCall> calls = said.toolCalls().stream().map(this::shape).toList();
      return said.isPartial() ? null : new AssistantMessage(shape(said.text()), calls);
    } else if (event instanceof InferenceCompleted inference) {
      List<Message> input = inference.inputMessages().stream().map(this::shape).toList();
      return new InferenceCompleted(0, shape(inference.message()), input);
    } else if (event instanceof ToolCall call) {
      return shape(call);
    } else if (event instanceof ToolResult result) {
      return new ToolResult(shortened.apply(result.callId()), null, null, null);
    } else if (event instanceof ToolBlocked blocked) {
      return new ToolBlocked(shortened.apply(blocked.callId()), "", "");
    } else if (event instanceof ParallelLoopStart start) {
      return new ParallelLoopStart("", start.loopIds().stream().map(shortened).toList());
    } else if (event instanceof ParallelLoopEnd end) {
      return new ParallelLoopEnd("", shortened.apply(end.selectedLoopId()), 0, Usage.NONE);
    } else if (event instanceof LoopEvent inLoop) {
      return shape(inLoop);
    } else if (event instanceof HistoryCompaction compaction) {
      return new HistoryCompaction(
          compaction.range().fromSeq(), compaction.range().toSeq(), shape(compaction.summary()));
    } else if (event instanceof BranchSwitched) {
      return event;
    }
    return event instanceof Reasoning || !Conversation.concerns(event) ? null : event;
  }

  private static String shape(String text) {
    if (text.isBlank()) {
      return "";
    }
    return text.length() <= SHORT_TEXT ? text : text.length() + " chars, " + text.hashCode();
  }

  private @Nullable SessionEvent shape(LoopEvent event) {
    String loop = shortened.apply(event.loopId());
    if (event instanceof AgentStart start) {
      return new AgentStart("", start.sessionId(), loop);
    } else if (event instanceof TurnStart start) {
      return new TurnStart(loop, 0, start.triggeredBy());
    } else if (event instanceof MessageEnd end) {
      return new MessageEnd(loop, shape(end.message()));
    } else if (event instanceof TurnEnd end) {
      return new TurnEnd(loop, shape(end.message()), Usage.NONE, shapes(end.toolResults()));
    } else if (event instanceof AgentEnd end) {
      return new AgentEnd(loop, shapes(end.messages()), Usage.NONE);
    }
    return Conversation.concerns(event) ? event : null;
  }

  private ToolCall shape(ToolCall call) {
    return new ToolCall(shortened.apply(call.callId()), "", "");
  }

  private Message shape(Message message) {
    List<Message.Call> calls = message.toolCalls().stream()
        .map(call -> new Message.Call(shortened.apply(call.id()), "", ""))
        .toList();
    String answers = message.toolCallId() == null ? null : shortened.apply(message.toolCallId());
    return new Message(message.role(), shape(message.content()), calls, answers, null, null);
  }

  private List<AgentMessage> shapes(List<AgentMessage> messages) {
    return messages.stream().map(this::shape).toList();
  }

  /** Returns the message as {@link Messages} reads it: one text, and the calls. */
  private AgentMessage shape(AgentMessage message) {
    List<Content> content = new ArrayList<>();
    content.add(Content.text(shape(Messages.text(message.content()))));
    for (Content piece : message.content()) {
      if (piece.type().equals(ContentType.TOOL_CALL)) {
        String id = shortened.apply(piece.id() == null ? "" : piece.id());
        content.add(Content.toolCall(id, "", Json.EMPTY_OBJECT));
      }
    }
    String answers = message.toolCallId() == null ? null : shortened.apply(message.toolCallId());
    return AgentMessage.builder()
        .role(message.role())
        .content(content)
        .stopReason(message.stopReason())
        .timestampMs(message.timestampMs())
        .toolCallId(answers)
        .nodeId(message.nodeId())
        .kind(message.kind() == null ? null : "")
        .build();
  }
}
