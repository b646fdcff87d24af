package dev.daybook.internal.exchange.codex;

import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The history that a fork or a sub-agent has from its parent, at the beginning of its file: those
 * lines are in the parent's session, and are left out here.
 *
 * <p>Such lines begin behind an ancestor's {@code session_meta}, and end at the first turn of the
 * session's own. The ids of turns show which one that is: they hold the time at which the turn
 * began, and the session's id holds the time at which it was forked. The times of the lines do not
 * show it, since copied lines often have the time of the copy. Only where turns have no such ids
 * does the time decide: what is written more than a second after the beginning is the session's
 * own. A line that is older than the session is inherited in any case.
 */
final class CodexInheritance {

  private static final Pattern UUID_WITH_TIME =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** The characters of such an id that hold its time. */
  private static final int TIME_CHARS = 13;

  private static final Duration COPYING = Duration.ofSeconds(1);

  private final @Nullable String ownId;
  private final @Nullable Instant begun;
  private boolean isOwn;
  private boolean isBehindAncestor;
  private boolean hasTurnIds;
  private @Nullable Instant firstLine;
  private long inherited;

  CodexInheritance(JsonValue meta) {
    this.ownId = meta.get("id").text();
    this.begun = ForeignTime.of(meta.get("timestamp"));
    this.isOwn = !namesParent(meta);
  }

  /** Returns true if that session has a parent. */
  static boolean namesParent(JsonValue meta) {
    return meta.get("forked_from_id").isString() || parentThread(meta) != null;
  }

  /** Returns the thread that a sub-agent works for; null if it is none. */
  static @Nullable String parentThread(JsonValue meta) {
    String spawned = spawn(meta).get("parent_thread_id").text();
    return spawned == null ? meta.get("parent_thread_id").text() : spawned;
  }

  /** Returns the description of a sub-agent's birth; absent if it is none. */
  static JsonValue spawn(JsonValue meta) {
    return meta.at("source", "subagent", "thread_spawn");
  }

  /** Returns true if the line is the parent's. Asked once for each line, in their order. */
  boolean covers(CodexLine line) {
    if (isOwn) {
      return false;
    }
    boolean isInherited = line.type().equals("session_meta") ? isAncestor(line) : isOfParent(line);
    if (isInherited) {
      inherited++;
    } else if (isOwn && inherited > 0) {
      line.add(new Note(
          NoteLevel.INFO,
          "the history of the session that this one comes from is left out: " + inherited
              + " lines",
          "inherited_history",
          Json.of(Map.of("lines", inherited))));
    }
    return isInherited;
  }

  private boolean isAncestor(CodexLine line) {
    if (firstLine == null) {
      firstLine = line.ts();
    }
    boolean isAncestor = ownId != null && !line.payload().get("id").is(ownId);
    isBehindAncestor |= isAncestor;
    return isAncestor;
  }

  private boolean isOfParent(CodexLine line) {
    Instant ts = line.ts();
    boolean isOlder = ts != null && begun != null && ts.isBefore(begun);
    String turn = turnId(line.payload());
    if (turn != null && hasTime(turn) && ownId != null && hasTime(ownId)) {
      hasTurnIds = true;
      isOwn = time(turn).compareTo(time(ownId)) >= 0;
    } else if (!isBehindAncestor) {
      isOwn = !isOlder;
    } else if (!hasTurnIds && !isOlder) {
      isOwn =
          ts == null || firstLine == null || Duration.between(firstLine, ts).compareTo(COPYING) > 0;
    }
    return !isOwn;
  }

  private static @Nullable String turnId(JsonValue payload) {
    String id = payload.get("turn_id").text();
    if (id == null) {
      id = payload.at("metadata", "turn_id").text();
    }
    return id == null
        ? payload.at("internal_chat_message_metadata_passthrough", "turn_id").text()
        : id;
  }

  private static boolean hasTime(String id) {
    return UUID_WITH_TIME.matcher(id).matches();
  }

  private static String time(String id) {
    return id.substring(0, TIME_CHARS);
  }
}
