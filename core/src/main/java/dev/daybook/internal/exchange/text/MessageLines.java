package dev.daybook.internal.exchange.text;

import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.internal.json.JsonWriter;
import dev.daybook.read.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A writer of a session as the messages of a chat, one JSON object a line, in the form that most
 * providers of models take: {@code role}, {@code content}, an assistant's {@code tool_calls}, a
 * tool's {@code tool_call_id}. A call without a result gets a failed one, since providers refuse
 * what has none. The conversation is in memory, as it is for a model.
 */
public final class MessageLines {

  private static final String WHY_CLOSED = "export";

  private final OutputStream out;
  private final JsonWriter json;

  /** Makes a writer that leaves the stream open. */
  public MessageLines(OutputStream out) throws IOException {
    this.out = out;
    this.json = new JsonWriter(out);
  }

  /** Writes the messages of a session; throws what the stream throws. */
  public ExportReport write(ExportedSession session) throws IOException {
    Spoken spoken = new Spoken();
    session.forEach(entry -> spoken.see(entry, false));
    Transcript transcript = session.transcript();
    spoken.leftOut(transcript);
    for (Message message : transcript.closed(WHY_CLOSED).messages()) {
      json.json(Json.of(line(message, spoken))).flush();
      out.write('\n');
    }
    return new ExportReport(spoken.entries(), spoken.lost());
  }

  private static Map<String, Object> line(Message message, Spoken spoken) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("role", message.role().wireName());
    line.put("content", message.content());
    if (!message.toolCalls().isEmpty()) {
      line.put("tool_calls", calls(message));
    }
    if (message.toolCallId() != null) {
      line.put("tool_call_id", message.toolCallId());
    }
    if (message.thinking() != null || !message.thoughts().isEmpty()) {
      spoken.lose("message.thinking");
    }
    return line;
  }

  private static List<Object> calls(Message message) {
    List<Object> calls = new ArrayList<>();
    for (Message.Call call : message.toolCalls()) {
      Map<String, Object> function = new LinkedHashMap<>();
      function.put("name", call.name());
      function.put("arguments", call.arguments());
      Map<String, Object> asked = new LinkedHashMap<>();
      asked.put("id", call.id());
      asked.put("type", "function");
      asked.put("function", function);
      calls.add(asked);
    }
    return calls;
  }
}
