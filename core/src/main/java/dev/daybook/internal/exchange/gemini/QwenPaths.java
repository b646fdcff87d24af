package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.SeqRange;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ItemPaths;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a Qwen Code session, and the line that its conversation has come to. Lines of the
 * system hang in the tree and lead no conversation, except the one of a rewind. Several lines can
 * have one uuid, as the parts of one message.
 */
final class QwenPaths {

  private final ItemPaths paths = new ItemPaths();

  /** The last node of each uuid. */
  private final Map<String, String> nodes = new HashMap<>();

  /** The line of the conversation that each line of the system comes behind; null for none. */
  private final Map<String, @Nullable String> spokenBefore = new HashMap<>();

  /** The results since the last other line, which can have one parent. */
  private final Set<String> results = new HashSet<>();

  private @Nullable String last;

  /**
   * Returns true if a line with that parent leaves the branch that the conversation is on. A parent
   * that is not in the file leaves none, nor does a result.
   */
  boolean leaves(JsonValue line) {
    String type = line.get("type").text("");
    boolean isRewind = isRewind(line);
    if (last == null || type.equals("tool_result") || (type.equals("system") && !isRewind)) {
      return false;
    }
    String uuid = line.get("uuid").text("");
    if (uuid.equals(last)) {
      return false;
    }
    String parent = line.get("parentUuid").text();
    if (parent == null) {
      return true;
    }
    if (!nodes.containsKey(parent)) {
      return false;
    }
    String before = spoken(parent);
    return !last.equals(before) && !(before != null && results.contains(before));
  }

  static boolean isRewind(JsonValue line) {
    return line.get("type").is("system") && line.get("subtype").is("rewind");
  }

  private @Nullable String spoken(String uuid) {
    return spokenBefore.containsKey(uuid) ? spokenBefore.get(uuid) : uuid;
  }

  /**
   * Returns true if a switch of branches may be made now; the first time that none may, says so.
   */
  boolean maySwitch(ImportTarget target, @Nullable Instant ts) {
    return paths.maySwitch(target, ts);
  }

  /** Returns the entries of the branch that the line goes on. */
  List<SeqRange> before(JsonValue line, List<SeqRange> always) {
    String parent = line.get("parentUuid").text();
    return paths.pathTo(parent == null ? null : nodes.get(parent), always);
  }

  /** Goes over to the branch that the line goes on. */
  void turnTo(JsonValue line) {
    String parent = line.get("parentUuid").text();
    last = parent == null ? null : spoken(parent);
    results.clear();
  }

  /** Adds a line that gave the entries {@code [fromSeq, toSeq)}. */
  void add(JsonValue line, long fromSeq, long toSeq) {
    String uuid = line.get("uuid").text();
    if (uuid == null) {
      return;
    }
    String type = line.get("type").text("");
    String parent = line.get("parentUuid").text();
    String before = nodes.get(uuid);
    String node = uuid;
    String above = before;
    if (before != null) {
      node = uuid + "\n" + fromSeq;
    } else if (type.equals("tool_result") || (parent != null && !nodes.containsKey(parent))) {
      above = last == null ? null : nodes.get(last);
    } else if (parent != null) {
      above = results.contains(String.valueOf(spoken(parent))) && last != null
          ? nodes.get(last)
          : nodes.get(parent);
    }
    paths.add(node, above, fromSeq, toSeq);
    nodes.put(uuid, node);
    if (type.equals("system")) {
      spokenBefore.put(uuid, parent == null ? last : spoken(parent));
      return;
    }
    if (type.equals("tool_result")) {
      results.add(uuid);
    } else {
      results.clear();
    }
    last = uuid;
  }
}
