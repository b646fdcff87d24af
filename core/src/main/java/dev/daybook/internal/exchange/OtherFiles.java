package dev.daybook.internal.exchange;

import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The files of agents that are known and not read: stores that their agents have an export for, the
 * files of agents without a format here, and files beside sessions.
 */
final class OtherFiles {

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final String EXPORT =
      "; daybook import reads what opencode export SESSION > file prints";

  private OtherFiles() {}

  /** Returns what such a file is, and what to do; null if it is none. */
  static @Nullable String of(FileHead head) {
    String path = head.path().toString().replace('\\', '/').toLowerCase(Locale.ROOT);
    if (isSqlite(head.bytes())) {
      return path.contains("opencode")
          ? "this is the database of OpenCode, which is not read" + EXPORT
          : "this is a SQLite database, which is not read; give what its agent exports, as JSON";
    }
    JsonValue first = head.first();
    if (isOfOpenCodeTree(first, path)) {
      return "this is a part of OpenCode's storage tree, which is not read" + EXPORT;
    } else if (first.get("sessionID").isString() && first.get("part").isObject()) {
      return "this is the output of opencode run, which is no session" + EXPORT;
    } else if (first.get("id").text("").startsWith("T-") && first.get("created").isNumber()) {
      return notRead("Amp");
    } else if (first.get("role").isString() && first.at("message", "content").isArray()) {
      return notRead("Cursor");
    } else if (first.get("type").is("session_start") && first.get("id").isString()) {
      return notRead("Droid");
    } else if (first.get("type").is("metadata") && first.get("protocol_version").isString()) {
      return notRead("Kimi CLI");
    } else if (path.endsWith(".meta.json") || first.get("agentType").isString()) {
      return "this describes a sub-agent and is no session; give the session's file, or its folder";
    } else if (first.get("permissions").isObject() || first.get("hooks").isObject()) {
      return "this is a settings file and no session; give a session's file, or a folder";
    }
    return null;
  }

  private static boolean isSqlite(byte[] bytes) {
    return bytes.length >= SQLITE.length
        && Arrays.equals(SQLITE, Arrays.copyOf(bytes, SQLITE.length));
  }

  private static boolean isOfOpenCodeTree(JsonValue first, String path) {
    boolean isMessage = first.get("sessionID").isString() && first.get("role").isString();
    boolean isPart = first.get("messageID").isString() && first.get("sessionID").isString();
    boolean isSession =
        first.get("projectID").isString() && first.get("directory").isString();
    boolean isNamed = path.matches(".*/storage[^/]*/(session|message|part|project|todo)/.*json");
    return isMessage || isPart || isSession || (isNamed && first.get("id").isString());
  }

  private static String notRead(String agent) {
    return "this is a session of " + agent + ", which no format here reads; write it in one of"
        + " those that daybook import --help names";
  }
}
