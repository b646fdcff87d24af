package dev.daybook.internal.exchange.copilot;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;

/** The session files of GitHub's Copilot CLI: one event a line, each with a dotted type. */
public final class CopilotFormat implements AgentFormat {

  static final String NAME = "copilot-cli";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceHead head) {
    JsonValue first = FileHead.of(head).first();
    String type = first.get("type").text("");
    if (!first.get("data").isObject()) {
      return false;
    }
    boolean isLink = first.get("id").isString() && first.has("parentId");
    return (isLink && (type.indexOf('.') > 0 || type.equals("abort")))
        || (type.equals("session.start") && first.at("data", "sessionId").isString());
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new CopilotReader(FileHead.of(head));
  }
}
