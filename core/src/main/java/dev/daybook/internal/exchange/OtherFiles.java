package dev.daybook.internal.exchange;

import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The files of agents that are known and not read: stores that their agents have an export for, the
 * files of agents without a format here, files beside sessions, empty ones and packed ones.
 */
final class OtherFiles {

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final String EXPORT =
      "; daybook import reads what opencode export SESSION > file prints";

  private OtherFiles() {}

  /**
   * A file that is known and not read.
   *
   * @param reason the kind of file
   * @param words what it is, and what to do
   */
  record OtherFile(Refused reason, String words) {}

  /** Returns what such a file is; null if it is none. */
  static @Nullable OtherFile of(FileHead head) {
    String path = head.path().toString().replace('\\', '/').toLowerCase(Locale.ROOT);
    byte[] bytes = head.bytes();
    if (bytes.length == 0) {
      return new OtherFile(Refused.EMPTY, "there is nothing in it; give a file with a session");
    } else if (begins(bytes, SQLITE)) {
      return ofOther(
          path.contains("opencode")
              ? "this is the database of OpenCode, which is not read" + EXPORT
              : "this is a SQLite database, which is not read; give what its agent exports, as"
                  + " JSON");
    } else if (begins(bytes, GZIP)) {
      return compressed("gzip", "gunzip it, or zcat");
    } else if (begins(bytes, ZSTD)) {
      return compressed("zstd", "unzstd it, or zstd -dc");
    } else if (begins(bytes, XZ)) {
      return compressed("xz", "unxz it, or xzcat");
    } else if (begins(bytes, ZIP)) {
      return compressed("zip", "unzip it, or unzip -p");
    }
    JsonValue first = head.first();
    if (isOfOpenCodeTree(first, path)) {
      return ofOther("this is a part of OpenCode's storage tree, which is not read" + EXPORT);
    } else if (first.get("sessionID").isString() && first.get("part").isObject()) {
      return ofOther("this is the output of opencode run, which is no session" + EXPORT);
    } else if (first.get("id").text("").startsWith("T-") && first.get("created").isNumber()) {
      return notRead("Amp");
    } else if (first.get("role").isString() && first.at("message", "content").isArray()) {
      return notRead("Cursor");
    } else if (first.get("type").is("session_start") && first.get("id").isString()) {
      return notRead("Droid");
    } else if (first.get("type").is("metadata") && first.get("protocol_version").isString()) {
      return notRead("Kimi CLI");
    } else if (path.endsWith(".meta.json") || first.get("agentType").isString()) {
      return new OtherFile(
          Refused.BESIDE_SESSION,
          "this describes a sub-agent and is no session; give the session's file, or its folder");
    } else if (first.get("permissions").isObject() || first.get("hooks").isObject()) {
      return new OtherFile(
          Refused.SETTINGS,
          "this is a settings file and no session; give a session's file, or a folder");
    }
    return null;
  }

  private static boolean begins(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(beginning, 0, beginning.length, bytes, 0, beginning.length);
  }

  private static OtherFile compressed(String with, String how) {
    return new OtherFile(
        Refused.COMPRESSED,
        "it is compressed with " + with + "; " + how + " FILE | daybook import -");
  }

  private static OtherFile ofOther(String words) {
    return new OtherFile(Refused.OTHER_AGENT, words);
  }

  private static boolean isOfOpenCodeTree(JsonValue first, String path) {
    boolean isMessage = first.get("sessionID").isString() && first.get("role").isString();
    boolean isPart = first.get("messageID").isString() && first.get("sessionID").isString();
    boolean isSession =
        first.get("projectID").isString() && first.get("directory").isString();
    boolean isNamed = path.matches(".*/storage[^/]*/(session|message|part|project|todo)/.*json");
    return isMessage || isPart || isSession || (isNamed && first.get("id").isString());
  }

  private static OtherFile notRead(String agent) {
    return ofOther("this is a session of " + agent + ", which no format here reads; give a format"
        + " of your own (AgentFormat), or write it in one of those that are read");
  }
}
