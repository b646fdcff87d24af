package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import dev.daybook.event.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as JSON, one a line; what a message does not have is left out. */
final class JsonMessages implements MessagePrinter {

  private final StandardOutput out;

  JsonMessages(StandardOutput out) {
    this.out = out;
  }

  @Override
  public void print(Message message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role", message.role().wireName());
    fields.put("content", message.content());
    if (!message.toolCalls().isEmpty()) {
      fields.put("tool_calls", calls(message.toolCalls()));
    }
    if (message.toolCallId() != null) {
      fields.put("tool_call_id", message.toolCallId());
    }
    if (message.thinking() != null) {
      fields.put("thinking", message.thinking());
    }
    out.print(JsonText.of(fields));
    out.print("\n");
  }

  private static List<Map<String, String>> calls(List<Message.Call> calls) {
    return calls.stream().map(JsonMessages::call).toList();
  }

  private static Map<String, String> call(Message.Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", call.id());
    fields.put("name", call.name());
    fields.put("arguments", call.arguments());
    return fields;
  }
}
