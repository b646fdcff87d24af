package dev.daybook.internal.exchange.claude;

import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of a Claude Code file.
 *
 * @param value the line's object
 * @param type the line's kind; empty if it names none
 * @param uuid the line's own id
 * @param ts the line's time
 */
record ClaudeLine(
    JsonValue value,
    String type,
    @Nullable String uuid,
    @Nullable Instant ts) {

  private static final int MAX_KIND_CHARS = 64;
  private static final int MAX_FIELDS = 100;
  private static final long MIX = 31;

  /** The fields that a copy may have another value of. */
  private static final Set<String> ENVELOPE =
      Set.of("sessionId", "session_id", "parentUuid", "version", "cwd", "gitBranch", "slug");

  static ClaudeLine of(JsonValue value) {
    return new ClaudeLine(
        value,
        value.get("type").text(""),
        value.get("uuid").text(),
        ForeignTime.of(value.get("timestamp")));
  }

  JsonValue get(String name) {
    return value.get(name);
  }

  JsonValue content() {
    return value.at("message", "content");
  }

  /** Returns a hash of what the line says, which copies of it in other files and places share. */
  long contentHash() {
    JsonValue message = value.get("message");
    if (message.isPresent()) {
      return message.hash() * MIX + value.get("requestId").hash();
    }
    List<String> names = value.names();
    if (names.size() > MAX_FIELDS) {
      return value.hash();
    }
    long hash = 0;
    for (String name : names) {
      if (!ENVELOPE.contains(name)) {
        hash = hash * MIX + value.get(name).hash();
      }
    }
    return hash;
  }

  boolean is(String kind) {
    return type.equals(kind);
  }

  boolean has(String flag) {
    return value.get(flag).isTrue();
  }

  /** Returns the id of a further entry of this line; null if the line has none. */
  @Nullable
  String idOf(String part) {
    return uuid == null ? null : uuid + "#" + part;
  }

  /** Returns the type of the entry that keeps a thing of that kind as it is. */
  static String wireType(String kind) {
    StringBuilder name = new StringBuilder("claude_code.");
    String lower = kind.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && i < MAX_KIND_CHARS; i++) {
      char c = lower.charAt(i);
      name.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return kind.isEmpty() ? name.append("line").toString() : name.toString();
  }

  /** Returns the line's kind, as narrow as it is known. */
  String kind() {
    if (is("system")) {
      return value.get("subtype").text(type);
    } else if (is("attachment")) {
      return value.at("attachment", "type").text(type);
    }
    return type;
  }
}
