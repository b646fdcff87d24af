package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Jackson's generator and parser called by hand, for the types of the mix and for those of their
 * components alone that the mix has: less than a program would have that needs them all.
 */
final class JacksonCodec implements LineCodec {

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build();

  private final LineMemory memory = new LineMemory();
  private final JsonGenerator json;

  JacksonCodec() throws IOException {
    json = FACTORY.createGenerator(memory).setRootValueSeparator(null);
  }

  @Override
  public int encode(long seq, String type, SessionEvent event) throws IOException {
    memory.beginLine();
    json.writeStartObject();
    JsonNames.number(json, JsonNames.V, DeclaredLine.VERSION);
    JsonNames.number(json, JsonNames.SEQ, seq);
    JsonNames.string(json, JsonNames.TYPE, type);
    JsonNames.string(json, JsonNames.TS, TS);
    JsonNames.string(json, JsonNames.SESSION_ID, EventMix.SESSION);
    json.writeFieldName(JsonNames.DATA);
    json.writeStartObject();
    writeData(event);
    json.writeEndObject();
    json.writeEndObject();
    json.flush();
    return memory.endLine();
  }

  private void writeData(SessionEvent event) throws IOException {
    if (event instanceof InferenceStarted started) {
      JsonNames.string(json, JsonNames.MODEL, started.model());
      JsonNames.number(json, JsonNames.MESSAGE_COUNT, started.messageCount());
    } else if (event instanceof AssistantMessage message) {
      JsonNames.string(json, JsonNames.TEXT, message.text());
      writeCalls(message.toolCalls());
    } else if (event instanceof ToolCall call) {
      writeCall(call);
    } else if (event instanceof ToolResult result) {
      JsonNames.string(json, JsonNames.CALL_ID, result.callId());
      JsonNames.bool(json, JsonNames.OK, result.ok());
      JsonNames.string(json, JsonNames.OUTPUT, result.output());
    } else if (event instanceof UserMessage message) {
      JsonNames.string(json, JsonNames.TEXT, message.text());
    } else if (event instanceof SystemMessage message) {
      JsonNames.string(json, JsonNames.TEXT, message.text());
    } else if (event instanceof SessionStarted started) {
      JsonNames.string(json, JsonNames.AGENT_NAME, started.agentName());
      JsonNames.string(json, JsonNames.TITLE, started.title());
    } else if (event instanceof SessionEnded ended && ended.reason() != null) {
      json.writeFieldName(JsonNames.REASON);
      json.writeStartObject();
      JsonNames.string(json, JsonNames.TYPE, ended.reason().type().wireName());
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("not in the mix: class=" + event.getClass());
    }
  }

  private void writeCalls(List<ToolCall> calls) throws IOException {
    if (!calls.isEmpty()) {
      json.writeFieldName(JsonNames.TOOL_CALLS);
      json.writeStartArray();
      for (ToolCall call : calls) {
        json.writeStartObject();
        writeCall(call);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void writeCall(ToolCall call) throws IOException {
    JsonNames.string(json, JsonNames.CALL_ID, call.callId());
    JsonNames.string(json, JsonNames.NAME, call.name());
    JsonNames.string(json, JsonNames.ARGUMENTS, call.arguments());
  }

  @Override
  public byte[] lastLine() {
    return memory.lastLine();
  }

  @Override
  public SessionEvent decode(byte[] line, Class<? extends SessionEvent> known) throws IOException {
    int version = 0;
    long seq = 0;
    String type = "";
    String ts = "";
    String sessionId = "";
    SessionEvent data = null;
    try (JsonParser parser = FACTORY.createParser(line)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "v" -> version = parser.getIntValue();
          case "seq" -> seq = parser.getLongValue();
          case "type" -> type = parser.getText();
          case "ts" -> ts = parser.getText();
          case "session_id" -> sessionId = parser.getText();
          case "data" -> data = readData(type, parser);
          default -> parser.skipChildren();
        }
      }
    }
    return new DeclaredLine<>(version, seq, type, ts, sessionId, data).data();
  }

  private static SessionEvent readData(String type, JsonParser parser) throws IOException {
    return switch (type) {
      case "tool_call" -> readCall(parser);
      case "tool_result" -> readResult(parser);
      case "assistant_message" -> readAssistantMessage(parser);
      default -> readOther(type, parser);
    };
  }

  private static ToolCall readCall(JsonParser parser) throws IOException {
    String callId = "";
    String called = "";
    String arguments = "";
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "call_id" -> callId = parser.getText();
        case "name" -> called = parser.getText();
        case "arguments" -> arguments = parser.getText();
        default -> parser.skipChildren();
      }
    }
    return new ToolCall(callId, called, arguments);
  }

  private static ToolResult readResult(JsonParser parser) throws IOException {
    String callId = "";
    boolean ok = false;
    String output = "";
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "call_id" -> callId = parser.getText();
        case "ok" -> ok = parser.getBooleanValue();
        case "output" -> output = parser.getText();
        default -> parser.skipChildren();
      }
    }
    return new ToolResult(callId, ok, output, null);
  }

  private static AssistantMessage readAssistantMessage(JsonParser parser) throws IOException {
    String text = "";
    List<ToolCall> calls = List.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "text" -> text = parser.getText();
        case "tool_calls" -> {
          calls = new ArrayList<>();
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            calls.add(readCall(parser));
          }
        }
        default -> parser.skipChildren();
      }
    }
    return new AssistantMessage(text, calls);
  }

  /** The types whose components in the mix are a text or two, or a number. */
  private static SessionEvent readOther(String type, JsonParser parser) throws IOException {
    String first = "";
    String second = "";
    long number = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "text", "model", "agent_name" -> first = parser.getText();
        case "title" -> second = parser.getText();
        case "message_count" -> number = parser.getLongValue();
        case "reason" -> {
          parser.nextToken();
          parser.nextToken();
          first = parser.getText();
          parser.nextToken();
        }
        default -> parser.skipChildren();
      }
    }
    return switch (type) {
      case "inference_started" -> new InferenceStarted(first, number);
      case "user_message" -> new UserMessage(first);
      case "system_message" -> new SystemMessage(first);
      case "session_started" -> new SessionStarted(first, second);
      case "session_ended" -> new SessionEnded(new EndReason(new EndKind(first), null, null));
      default -> throw new IllegalArgumentException("not in the mix: type=" + type);
    };
  }
}
