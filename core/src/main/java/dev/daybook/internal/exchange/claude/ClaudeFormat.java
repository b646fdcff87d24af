package dev.daybook.internal.exchange.claude;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.util.Set;

/**
 * The session files of Claude Code: a line is an item. A trunk, a sub-agent's own file, a
 * workflow's journal, and a file of nothing but titles or snapshots are each of this format.
 */
public final class ClaudeFormat implements AgentFormat {

  /** The number of values of a head that are looked at. */
  private static final int MAX_VALUES = 200;

  /** The kinds that are lines of the conversation's tree. */
  private static final Set<String> OF_TREE =
      Set.of("user", "assistant", "system", "attachment", "progress");

  /** The kinds that only name their session. */
  private static final Set<String> OF_SESSION = Set.of(
      "queue-operation",
      "custom-title",
      "ai-title",
      "agent-name",
      "last-prompt",
      "permission-mode",
      "mode",
      "agent-setting",
      "pr-link",
      "frame-link",
      "worktree-state",
      "relocated",
      "bridge-session",
      "atis-latch",
      "saved_hook_context");

  @Override
  public String name() {
    return "claude-code";
  }

  @Override
  public boolean recognises(SourceHead head) {
    boolean found = false;
    int looked = 0;
    FileHead known = FileHead.of(head);
    if (!known.first().isObject()) {
      // values over several lines, as a program prints them that was to show a session
      String text = known.text();
      return text.contains("\"leafUuid\"") || text.contains("\"parentUuid\"");
    }
    for (JsonValue value : known.values()) {
      if (isOfQwen(value)) {
        return false;
      }
      found |= isLine(value);
      if (++looked == MAX_VALUES) {
        break;
      }
    }
    return found;
  }

  /** Returns true for the agent whose lines have the same envelope, and fields of its own. */
  private static boolean isOfQwen(JsonValue value) {
    return value.at("message", "parts").isArray()
        || value.has("systemPayload")
        || value.get("usageMetadata").isObject()
        || value.get("toolCallResult").isObject();
  }

  private static boolean isLine(JsonValue value) {
    String type = value.get("type").text("");
    if (OF_TREE.contains(type)) {
      return (value.get("uuid").isString() && value.get("sessionId").isString())
          || (!type.equals("system") && value.get("message").has("content"));
    } else if (OF_SESSION.contains(type)) {
      return value.get("sessionId").isString();
    }
    return switch (type) {
      case "summary" -> value.get("leafUuid").isString();
      case "file-history-snapshot" -> value.get("messageId").isString();
      case "started", "result" ->
        value.get("key").isString() && value.get("agentId").isString();
      default -> false;
    };
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new ClaudeReader(FileHead.of(head));
  }
}
