package dev.daybook.internal.exchange.claude;

import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The session that a sub-agent or a workflow of Claude Code works for. Its lines have that
 * session's name; where they have their own, the folder shows it:
 *
 * <pre>
 * SESSION/subagents/agent-ID.jsonl
 * SESSION/subagents/workflows/RUN/journal.jsonl
 * SESSION/subagents/workflows/RUN/agent-ID.jsonl
 * </pre>
 */
final class ClaudeParent {

  private static final String SUB_AGENTS = "subagents";
  private static final String WORKFLOWS = "workflows";

  /** The mark behind a session's name in the lines of an agent of a workflow. */
  private static final char OF_AGENT = '#';

  private final FileHead head;
  private final ClaudeHead facts;

  ClaudeParent(FileHead head, ClaudeHead facts) {
    this.head = head;
    this.facts = facts;
  }

  /** Returns the name of that session; null if none is known, as of a trunk. */
  @Nullable
  String name() {
    Path file = head.path().toAbsolutePath().normalize();
    String folder = nameAbove(file, 1);
    boolean isOfRun = WORKFLOWS.equals(nameAbove(file, 2)) && SUB_AGENTS.equals(nameAbove(file, 3));
    if (facts.isJournal()) {
      return isOfRun ? nameAbove(file, 4) : null;
    } else if (!facts.isSubAgent) {
      return null;
    } else if (isOfRun) {
      return folder;
    }
    String named = ofLines();
    return named == null && SUB_AGENTS.equals(folder) ? nameAbove(file, 2) : named;
  }

  private @Nullable String ofLines() {
    String own = facts.sessionName().orElse("");
    for (JsonValue line : head.values()) {
      String session = line.get("sessionId").text("");
      int mark = session.indexOf(OF_AGENT);
      String name = mark < 0 ? session : session.substring(0, mark);
      if (!name.isEmpty()) {
        return name.equals(own) || name.equals(facts.agentId()) ? null : name;
      }
    }
    return null;
  }

  /** Returns the name of the folder so many levels above the file; null if there is none. */
  private static @Nullable String nameAbove(Path file, int levels) {
    Path at = file;
    for (int i = 0; i < levels && at != null; i++) {
      at = at.getParent();
    }
    Path name = at == null ? null : at.getFileName();
    return name == null ? null : name.toString();
  }
}
