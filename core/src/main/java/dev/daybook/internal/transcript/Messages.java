package dev.daybook.internal.transcript;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Message;
import dev.daybook.event.MessageBuilder;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Role;
import dev.daybook.event.StopReason;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conversion of single events to messages. */
public final class Messages {

  private Messages() {}

  static Message of(UserMessage said) {
    return said(said.text(), said.role(), Role.USER, said.messageId());
  }

  static Message of(SystemMessage said) {
    return said(said.text(), said.role(), Role.SYSTEM, null);
  }

  /**
   * Returns a message of text alone, never a tool's: that has the call that it answers, which these
   * have not.
   */
  private static Message said(
      String text, @Nullable Role given, Role usual, @Nullable String messageId) {
    Role role = given == null || given.equals(Role.TOOL) ? usual : given;
    return new Message(role, text, List.of(), null, null, null, messageId, List.of());
  }

  /** Returns the message of an answer, with its thinking and its calls. */
  public static Message of(AssistantMessage answer) {
    List<Message.Call> calls = answer.toolCalls().isEmpty()
        ? List.of()
        : answer.toolCalls().stream()
            .map(call -> new Message.Call(call.callId(), call.name(), call.arguments()))
            .toList();
    return new Message(
        Role.ASSISTANT,
        answer.text(),
        calls,
        null,
        answer.thinking(),
        null,
        answer.messageId(),
        List.of());
  }

  static Message.Thought of(Reasoning thought) {
    return new Message.Thought(
        thought.text(), null, thought.item(), thought.model(), thought.dialect());
  }

  /**
   * Returns the thoughts that are more than words, with the words between them; none if all are
   * words.
   */
  static List<Message.Thought> proved(List<Message.Thought> thoughts) {
    return thoughts.stream().anyMatch(each -> each.signature() != null || each.item() != null)
        ? thoughts
        : List.of();
  }

  /** Returns the words of the thoughts, a line each; null if there are none. */
  static @Nullable String words(List<Message.Thought> thoughts) {
    List<String> words =
        thoughts.stream().map(Message.Thought::text).filter(Objects::nonNull).toList();
    return words.isEmpty() ? null : String.join("\n", words);
  }

  public static Message of(ToolResult result) {
    ErrorInfo error = result.error();
    String content = result.output() != null
        ? result.output()
        : error != null && error.message() != null ? error.message() : "";
    return Message.tool(result.callId(), content);
  }

  static Message of(ToolBlocked blocked) {
    return Message.tool(
        blocked.callId(), "Tool blocked by '" + blocked.hookName() + "': " + blocked.reason());
  }

  /** Returns the message, or null for one that the application keeps for itself. */
  public static @Nullable Message of(AgentMessage message) {
    if (message.role().equals(Role.EXTENSION)) {
      return null;
    }
    List<String> text = new ArrayList<>();
    List<Message.Thought> thoughts = new ArrayList<>();
    List<Message.Call> calls = new ArrayList<>();
    for (Content piece : message.content()) {
      if (piece.type().equals(ContentType.THINKING)) {
        thoughts.add(new Message.Thought(
            orEmpty(piece.thinking()), piece.signature(), null, message.model(), null));
      } else if (piece.type().equals(ContentType.TOOL_CALL)) {
        calls.add(callOf(piece));
      } else {
        text.add(textOf(piece));
      }
    }
    return new Message(
        message.role(),
        String.join("\n", text),
        calls,
        message.toolCallId(),
        words(thoughts),
        message.stopReason(),
        null,
        proved(thoughts));
  }

  /**
   * Returns the message, or null for one that no model sees. An answer that was cut off asks for
   * nothing.
   */
  static @Nullable Message said(AgentMessage event) {
    Message message = of(event);
    if (message == null
        || message.toolCalls().isEmpty()
        || !(StopReason.ERROR.equals(message.stopReason())
            || StopReason.ABORTED.equals(message.stopReason()))) {
      return message;
    }
    return message.content().isEmpty()
        ? null
        : MessageBuilder.of(message).toolCalls(List.of()).build();
  }

  /** Returns the text of the pieces, thoughts and calls left out. */
  public static String text(List<Content> pieces) {
    return pieces.stream()
        .filter(piece -> !piece.type().equals(ContentType.THINKING)
            && !piece.type().equals(ContentType.TOOL_CALL))
        .map(Messages::textOf)
        .collect(Collectors.joining("\n"));
  }

  private static Message.Call callOf(Content piece) {
    return new Message.Call(
        orEmpty(piece.id()),
        orEmpty(piece.name()),
        piece.arguments() == null ? "" : piece.arguments().text(),
        piece.signature());
  }

  /**
   * Returns the piece's text, or the name of what is no text, so that no reader misses it unawares.
   */
  private static String textOf(Content piece) {
    if (piece.type().equals(ContentType.TEXT)) {
      return orEmpty(piece.text());
    } else if (piece.type().equals(ContentType.IMAGE)) {
      return "[image " + piece.mimeType() + "]";
    }
    return "[" + piece.type().wireName() + "]";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
