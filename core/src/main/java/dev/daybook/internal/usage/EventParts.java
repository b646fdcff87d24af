package dev.daybook.internal.usage;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Usage;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EventTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of events that usage is counted from. Texts, arguments and outputs, which are most of a
 * session, are not among them. Each is given back as an event of its type whose other fields are
 * empty, so that the rules that count whole events count these.
 */
final class EventParts {

  private static final Map<String, Class<? extends SessionEvent>> BY_NAME = new LinkedHashMap<>();

  static {
    put(AssistantMessage.class, AnswerPart.class);
    put(ProviderUsage.class, ProviderPart.class);
    put(InferenceCompleted.class, InferencePart.class);
    put(InferenceFailed.class, InferenceFailurePart.class);
    put(ToolCall.class, CallPart.class);
    put(ToolResult.class, ResultPart.class);
    put(ToolBlocked.class, BlockedPart.class);
    put(ToolExecutionStart.class, ExecutionPart.class);
    put(ToolExecutionEnd.class, ExecutionEndPart.class);
    put(MessageEnd.class, MessagePart.class);
    put(TurnEnd.class, TurnPart.class);
    put(TurnFailed.class, TurnFailurePart.class);
    put(AgentStart.class, LoopPart.class);
    put(AgentEnd.class, LoopEndPart.class);
    put(SessionStarted.class, SessionPart.class);
    put(ParallelLoopEnd.class, ParallelLoopEnd.class);
    put(SessionFork.class, SessionFork.class);
    put(SubagentEvent.class, SubAgentPart.class);
    put(BranchSwitched.class, BranchSwitched.class);
    put(Note.class, NotePart.class);
  }

  /** The types that give these parts. */
  static final EventTypes TYPES = EventTypes.ofParts(BY_NAME);

  /** The wire names of their types. */
  static final List<String> NAMES = List.copyOf(BY_NAME.keySet());

  private EventParts() {}

  private static void put(
      Class<? extends StandardEvent> whole, Class<? extends SessionEvent> part) {
    BY_NAME.put(WireNames.of(whole), part);
  }

  /** Returns the event of a part; any other event as it is. */
  static SessionEvent whole(SessionEvent event) {
    return event instanceof Part part ? part.whole() : event;
  }

  private interface Part extends SessionEvent {
    SessionEvent whole();
  }

  private record AnswerPart(
      List<CallPart> toolCalls, @Nullable PartialPart metadata) implements Part {
    @Override
    public SessionEvent whole() {
      AnswerMetadata flags =
          metadata == null ? null : new AnswerMetadata(metadata.partial(), null, null, null);
      return new AssistantMessage(
          "", toolCalls.stream().map(CallPart::whole).toList(), null, null, flags);
    }
  }

  private record PartialPart(@Nullable Boolean partial) {}

  private record ProviderPart(
      @Nullable UsageSummary usageSummary, @Nullable String model) implements Part {
    @Override
    public SessionEvent whole() {
      return ProviderUsage.builder().usageSummary(usageSummary).model(model).build();
    }
  }

  private record InferencePart(
      AskingPart message,
      @Nullable String responseModel,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens)
      implements Part {
    @Override
    public SessionEvent whole() {
      return new InferenceCompleted(
          0,
          message.whole(),
          List.of(),
          null,
          responseModel,
          null,
          inputTokens,
          outputTokens,
          null);
    }
  }

  private record AskingPart(List<AskedPart> toolCalls) {
    Message whole() {
      List<Message.Call> calls = toolCalls.stream()
          .map(call -> new Message.Call(call.id(), call.name(), ""))
          .toList();
      return new Message(Role.ASSISTANT, "", calls, null, null, null);
    }
  }

  private record AskedPart(String id, String name) {}

  private record InferenceFailurePart(@Nullable String model) implements Part {
    @Override
    public SessionEvent whole() {
      return new InferenceFailed(0, new ErrorInfo("", ""), List.of(), model, null);
    }
  }

  private record CallPart(String callId, String name) implements Part {
    @Override
    public ToolCall whole() {
      return new ToolCall(callId, name, "");
    }
  }

  private record ResultPart(
      String callId,
      @Nullable Boolean ok,
      @Nullable ErrorInfo error,
      @Nullable String name) implements Part {
    @Override
    public SessionEvent whole() {
      return new ToolResult(callId, ok, null, error, null, null, name, null, null, null);
    }
  }

  private record BlockedPart(String callId, @Nullable String name) implements Part {
    @Override
    public SessionEvent whole() {
      return new ToolBlocked(callId, "", "", name, null);
    }
  }

  private record ExecutionPart(String loopId, String toolCallId, String toolName) implements Part {
    @Override
    public SessionEvent whole() {
      return new ToolExecutionStart(loopId, toolCallId, toolName, Json.EMPTY_OBJECT);
    }
  }

  private record ExecutionEndPart(
      String loopId, String toolCallId, String toolName, ChildPart result, boolean isError)
      implements Part {
    @Override
    public SessionEvent whole() {
      ToolOutput child = new ToolOutput(List.of(), null, result.childLoopId());
      return new ToolExecutionEnd(loopId, toolCallId, toolName, child, isError);
    }
  }

  private record ChildPart(@Nullable String childLoopId) {}

  private record SubAgentPart(
      SubagentPhase event, String subagentId, @Nullable String childSessionId) implements Part {
    @Override
    public SessionEvent whole() {
      return SubagentEvent.builder()
          .event(event)
          .subagentId(subagentId)
          .childSessionId(childSessionId)
          .build();
    }
  }

  private record MessagePart(String loopId, TalkPart message) implements Part {
    @Override
    public SessionEvent whole() {
      return new MessageEnd(loopId, message.whole());
    }
  }

  private record TurnPart(String loopId, TalkPart message, Usage usage, List<TalkPart> toolResults)
      implements Part {
    @Override
    public SessionEvent whole() {
      return new TurnEnd(
          loopId,
          message.whole(),
          usage,
          toolResults.stream().map(TalkPart::whole).toList());
    }
  }

  private record TurnFailurePart() implements Part {
    @Override
    public SessionEvent whole() {
      return new TurnFailed("", "", "", null, List.of());
    }
  }

  private record LoopPart(
      String agentId,
      String sessionId,
      String loopId,
      @Nullable ConfigPart configSnapshot) implements Part {
    @Override
    public SessionEvent whole() {
      ConfigSnapshot config =
          configSnapshot == null ? null : new ConfigSnapshot(configSnapshot.model(), "", null);
      return new AgentStart(agentId, sessionId, loopId, null, null, null, null, config);
    }
  }

  private record ConfigPart(String model) {}

  private record LoopEndPart(String loopId, List<TalkPart> messages, Usage usage) implements Part {
    @Override
    public SessionEvent whole() {
      return new AgentEnd(loopId, messages.stream().map(TalkPart::whole).toList(), usage);
    }
  }

  private record SessionPart(
      @Nullable String agentName,
      @Nullable String agentId,
      @Nullable String model,
      @Nullable String cwd,
      @Nullable Boolean backfilled)
      implements Part {
    @Override
    public SessionEvent whole() {
      return SessionStarted.builder()
          .agentName(agentName)
          .agentId(agentId)
          .model(model)
          .cwd(cwd)
          .backfilled(backfilled)
          .build();
    }
  }

  private record NotePart(@Nullable String kind) implements Part {
    @Override
    public SessionEvent whole() {
      return new Note(NoteLevel.INFO, "", kind, null);
    }
  }

  private record TalkPart(
      Role role,
      List<PiecePart> content,
      @Nullable StopReason stopReason,
      @Nullable String model,
      @Nullable String toolCallId,
      @Nullable String toolName,
      @Nullable Boolean isError) {
    AgentMessage whole() {
      return AgentMessage.builder()
          // an extension has no calls
          .role(role.equals(Role.EXTENSION) ? Role.USER : role)
          .content(content.stream().mapMulti(PiecePart::call).toList())
          .stopReason(stopReason)
          .model(model)
          .toolCallId(toolCallId)
          .toolName(toolName)
          .isError(isError)
          .build();
    }
  }

  private record PiecePart(
      ContentType type, @Nullable String id, @Nullable String name) {
    void call(Consumer<Content> calls) {
      if (type.equals(ContentType.TOOL_CALL) && id != null && name != null) {
        calls.accept(Content.toolCall(id, name, Json.EMPTY_OBJECT));
      }
    }
  }
}
