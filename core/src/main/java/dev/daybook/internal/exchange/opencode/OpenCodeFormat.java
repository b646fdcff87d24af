package dev.daybook.internal.exchange.opencode;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * The output of {@code opencode export}: one object of the session and its messages with their
 * parts. The lines of {@code opencode run --format json} are no export, and not recognised.
 */
public final class OpenCodeFormat implements AgentFormat {

  static final String MESSAGES = "messages";

  @Override
  public String name() {
    return "opencode";
  }

  @Override
  public boolean recognises(SourceHead head) {
    JsonValue first = FileHead.of(head).first();
    JsonValue messages = first.get(MESSAGES);
    if (!messages.isArray()) {
      return false;
    }
    List<JsonValue> elements = messages.elements();
    if (elements.isEmpty()) {
      return first.at("info", "projectID").isString();
    }
    JsonValue message = elements.get(0);
    // the parts of a long message may stand behind the head
    return message.at("info", "role").isString()
        && (message.get("parts").isArray() || first.get("info").isObject());
  }

  @Override
  public Optional<String> elements(SourceHead head) {
    return Optional.of(MESSAGES);
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new OpenCodeReader(FileHead.of(head));
  }
}
