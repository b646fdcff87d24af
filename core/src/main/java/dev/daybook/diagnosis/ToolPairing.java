package dev.daybook.diagnosis;

import dev.daybook.diagnosis.Examination.Position;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import java.util.Map;

/**
 * An examination that finds the tool calls and results in every kind of event that can hold one.
 */
final class ToolPairing implements Examination {

  private static final String NO_LOOP = "";

  private final OpenCalls calls;

  /** The newest loops whose messages were recorded before their end. */
  private final Map<String, Boolean> loopsWithMessages = new NewestMap<>(Diagnosis.MAX_OPEN);

  ToolPairing(OpenCalls calls) {
    this.calls = calls;
  }

  @Override
  public void see(Entry entry, Position at) {
    SessionEvent event = entry.event();
    if (event instanceof AssistantMessage answer) {
      if (!answer.isPartial()) {
        for (ToolCall call : answer.toolCalls()) {
          calls.called(NO_LOOP, call.callId(), call.name(), OpenCalls.IN_ANSWER, at);
        }
      }
    } else if (event instanceof InferenceCompleted inference) {
      for (Message.Call call : inference.message().toolCalls()) {
        calls.called(NO_LOOP, call.id(), call.name(), OpenCalls.IN_INFERENCE, at);
      }
    } else if (event instanceof ToolCall call) {
      calls.called(NO_LOOP, call.callId(), call.name(), OpenCalls.ALONE, at);
    } else if (event instanceof ToolResult result) {
      calls.answered(NO_LOOP, result.callId(), OpenCalls.RESULT_ALONE, at);
    } else if (event instanceof ToolBlocked blocked) {
      calls.answered(NO_LOOP, blocked.callId(), OpenCalls.BLOCKED, at);
    } else if (event instanceof LoopEvent inLoop) {
      seeInLoop(inLoop, ShortName.of(inLoop.loopId()), at);
    }
  }

  private void seeInLoop(LoopEvent event, String loop, Position at) {
    if (event instanceof ToolExecutionStart start) {
      calls.called(loop, start.toolCallId(), start.toolName(), OpenCalls.EXECUTION, at);
    } else if (event instanceof ToolExecutionEnd end) {
      calls.answered(loop, end.toolCallId(), OpenCalls.EXECUTION_END, at);
    } else if (event instanceof MessageEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), OpenCalls.IN_MESSAGE, OpenCalls.RESULT_IN_MESSAGE, at);
    } else if (event instanceof TurnEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), OpenCalls.IN_TURN, OpenCalls.RESULT_IN_TURN, at);
      for (AgentMessage result : end.toolResults()) {
        message(loop, result, OpenCalls.IN_TURN, OpenCalls.RESULT_IN_TURN, at);
      }
    } else if (event instanceof AgentStart) {
      loopsWithMessages.remove(loop);
    } else if (event instanceof AgentEnd end && loopsWithMessages.remove(loop) == null) {
      for (AgentMessage message : end.messages()) {
        message(loop, message, OpenCalls.IN_LOOP, OpenCalls.RESULT_IN_LOOP, at);
      }
    }
  }

  private void message(String loop, AgentMessage message, int form, int resultForm, Position at) {
    if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
      calls.answered(loop, message.toolCallId(), resultForm, at);
    } else if (!StopReason.ERROR.equals(message.stopReason())
        && !StopReason.ABORTED.equals(message.stopReason())) {
      for (Content content : message.content()) {
        if (content.type().equals(ContentType.TOOL_CALL)
            && content.id() != null
            && content.name() != null) {
          calls.called(loop, content.id(), content.name(), form, at);
        }
      }
    }
  }

  @Override
  public void end() {
    calls.end();
  }
}
