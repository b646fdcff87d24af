package dev.daybook.internal.exchange.gemini;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of Gemini CLI: one object with all messages, and later a line for each change. */
public final class GeminiFormat implements AgentFormat {

  static final String MESSAGES = "messages";

  private static final Set<String> KINDS =
      Set.of("user", "gemini", "model", "info", "warning", "error");

  /** The fields of other agents' lines that are alike. */
  private static final List<String> OF_OTHERS =
      List.of("uuid", "parentUuid", "parentId", "sessionId", "message", "payload", "data", "role");

  /** The values at the beginning that are looked at. */
  private static final int MAX_VALUES = 20;

  @Override
  public String name() {
    return "gemini-cli";
  }

  @Override
  public boolean recognises(SourceHead head) {
    FileHead values = FileHead.of(head);
    return isDocument(values)
        || values.values().stream().limit(MAX_VALUES).anyMatch(GeminiFormat::isLine);
  }

  /** Returns true if the file is one object with all messages. */
  static boolean isDocument(FileHead head) {
    JsonValue first = head.first();
    JsonValue messages = first.get(MESSAGES);
    if (head.values().size() != 1 || !messages.isArray() || first.has("info")) {
      return false;
    }
    if (first.get("sessionId").isString()) {
      return first.has("projectHash") || first.has("startTime") || first.has("lastUpdated");
    }
    // a head whose name for the session stands behind the messages
    List<JsonValue> elements = messages.elements();
    return !elements.isEmpty() && isMessage(elements.get(0));
  }

  private static boolean isLine(JsonValue value) {
    boolean isHeader = value.get("sessionId").isString()
        && value.get("projectHash").isString()
        && !value.has("type");
    return isHeader
        || value.get("$set").isObject()
        || value.get("$rewindTo").isString()
        || isMessage(value);
  }

  private static boolean isMessage(JsonValue value) {
    return value.get("id").isString()
        && value.get("timestamp").isString()
        && KINDS.contains(value.get("type").text(""))
        && (value.has("content") || value.has("parts"))
        && OF_OTHERS.stream().noneMatch(value::has);
  }

  @Override
  public Optional<String> elements(SourceHead head) {
    return isDocument(FileHead.of(head)) ? Optional.of(MESSAGES) : Optional.empty();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new GeminiReader(FileHead.of(head));
  }
}
