package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a file as a good programmer reads them by hand with one streaming parser: the
 * types and fields of the mix, and no others. Closing closes the file.
 */
final class StreamedEntries implements AutoCloseable {

  private static final JsonFactory FACTORY = new JsonFactoryBuilder()
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build();

  private final JsonParser parser;

  StreamedEntries(Path file) throws IOException {
    parser = FACTORY.createParser(new FileInputStream(file.toFile()));
  }

  /** The next entry; null at the end. */
  Entry next() throws IOException {
    if (parser.nextToken() == null) {
      return null;
    }
    long seq = -1;
    String type = null;
    Instant ts = null;
    String sessionId = null;
    String id = null;
    SessionEvent event = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "seq" -> seq = parser.nextLongValue(-1);
        case "type" -> type = parser.nextTextValue();
        case "ts" -> ts = LineTime.parse(parser.nextTextValue());
        case "session_id" -> sessionId = parser.nextTextValue();
        case "id" -> id = parser.nextTextValue();
        case "data" -> event = event(type);
        default -> skip();
      }
    }
    return new Entry(seq, ts, sessionId, id, type, event);
  }

  private SessionEvent event(String type) throws IOException {
    parser.nextToken();
    return switch (type) {
      case "session_started" -> sessionStarted();
      case "system_message" -> new SystemMessage(onlyText());
      case "user_message" -> new UserMessage(onlyText());
      case "inference_started" -> inferenceStarted();
      case "assistant_message" -> assistantMessage();
      case "tool_call" -> toolCall();
      case "tool_result" -> toolResult();
      case "session_ended" -> sessionEnded();
      default -> throw new IllegalStateException("no such type: type=" + type);
    };
  }

  private SessionEvent sessionStarted() throws IOException {
    String agent = null;
    String title = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "agent_name" -> agent = parser.nextTextValue();
        case "title" -> title = parser.nextTextValue();
        default -> skip();
      }
    }
    return new SessionStarted(agent, title);
  }

  private String onlyText() throws IOException {
    String text = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (name.equals("text")) {
        text = parser.nextTextValue();
      } else {
        skip();
      }
    }
    return text;
  }

  private SessionEvent inferenceStarted() throws IOException {
    String model = null;
    long messages = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "model" -> model = parser.nextTextValue();
        case "message_count" -> messages = parser.nextLongValue(0);
        default -> skip();
      }
    }
    return new InferenceStarted(model, messages);
  }

  private SessionEvent assistantMessage() throws IOException {
    String text = null;
    List<ToolCall> calls = List.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "text" -> text = parser.nextTextValue();
        case "tool_calls" -> calls = toolCalls();
        default -> skip();
      }
    }
    return new AssistantMessage(text, calls);
  }

  private List<ToolCall> toolCalls() throws IOException {
    List<ToolCall> calls = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      calls.add(toolCall());
    }
    return calls;
  }

  private ToolCall toolCall() throws IOException {
    String callId = null;
    String tool = null;
    String arguments = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "call_id" -> callId = parser.nextTextValue();
        case "name" -> tool = parser.nextTextValue();
        case "arguments" -> arguments = parser.nextTextValue();
        default -> skip();
      }
    }
    return new ToolCall(callId, tool, arguments);
  }

  private SessionEvent toolResult() throws IOException {
    String callId = null;
    Boolean ok = null;
    String output = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      switch (name) {
        case "call_id" -> callId = parser.nextTextValue();
        case "ok" -> ok = parser.nextBooleanValue();
        case "output" -> output = parser.nextTextValue();
        default -> skip();
      }
    }
    return new ToolResult(callId, ok, output, null);
  }

  private SessionEvent sessionEnded() throws IOException {
    EndReason reason = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals("reason")) {
        reason = endReason();
      } else {
        parser.skipChildren();
      }
    }
    return new SessionEnded(reason);
  }

  private EndReason endReason() throws IOException {
    EndKind kind = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (name.equals("type")) {
        kind = new EndKind(parser.nextTextValue());
      } else {
        skip();
      }
    }
    return new EndReason(kind, null, null);
  }

  private void skip() throws IOException {
    parser.nextToken();
    parser.skipChildren();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
