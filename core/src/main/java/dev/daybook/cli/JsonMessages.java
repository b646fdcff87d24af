package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import dev.daybook.event.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as JSON, one a line; fields that a message does not have are left out. */
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
    if (!message.thoughts().isEmpty()) {
      fields.put(
          "thoughts", message.thoughts().stream().map(JsonMessages::thought).toList());
    }
    if (message.messageId() != null) {
      fields.put("message_id", message.messageId());
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
    putIfKnown(fields, "signature", call.signature());
    return fields;
  }

  /** Returns the provider's item as a text, byte for byte as it was. */
  private static Map<String, String> thought(Message.Thought thought) {
    Map<String, String> fields = new LinkedHashMap<>();
    putIfKnown(fields, "text", thought.text());
    putIfKnown(fields, "signature", thought.signature());
    putIfKnown(fields, "item", thought.item() == null ? null : thought.item().text());
    putIfKnown(fields, "model", thought.model());
    putIfKnown(fields, "dialect", thought.dialect());
    return fields;
  }

  private static void putIfKnown(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
