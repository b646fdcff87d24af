package dev.daybook.internal.exchange.gemini;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;

/**
 * The files of Qwen Code: lines like those of Claude Code, with messages in the form of Google's
 * model interface.
 */
public final class QwenFormat implements AgentFormat {

  /** The values at the beginning that are looked at. */
  private static final int MAX_VALUES = 20;

  @Override
  public String name() {
    return "qwen-code";
  }

  @Override
  public boolean recognises(SourceHead head) {
    return FileHead.of(head).values().stream().limit(MAX_VALUES).anyMatch(QwenFormat::isLine);
  }

  private static boolean isLine(JsonValue value) {
    return value.get("uuid").isString()
        && value.get("sessionId").isString()
        && value.get("type").isString()
        && isMarked(value);
  }

  /** Returns true if the line has a field that Claude Code's lines, which it is like, have not. */
  private static boolean isMarked(JsonValue line) {
    return line.at("message", "parts").isArray()
        || line.get("systemPayload").isObject()
        || line.get("usageMetadata").isObject()
        || line.get("toolCallResult").isObject();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new QwenReader(FileHead.of(head));
  }
}
