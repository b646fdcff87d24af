package dev.daybook.internal.usage;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolExecutionEnd;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a whole session: its folder, its beginning, and the sessions of the sub-agents
 * that it called. Its size has a bound. Belongs to one thread.
 */
final class SessionFacts {

  /** The most sub-agents of one session that are followed. */
  private static final int MAX_CHILDREN = 10_000;

  private final String sessionId;
  private final Set<String> children = new LinkedHashSet<>();
  private @Nullable String folder;
  private @Nullable Instant begin;
  private boolean isImported;

  SessionFacts(String sessionId) {
    this.sessionId = sessionId;
  }

  /** Takes the time of an entry; the first one counts. */
  void begin(Instant ts) {
    if (begin == null) {
      begin = ts;
    }
  }

  /** Takes an event. */
  void take(SessionEvent event) {
    if (event instanceof SessionStarted started) {
      isImported |= Boolean.TRUE.equals(started.backfilled());
      folder = folder == null ? started.cwd() : folder;
    } else if (event instanceof SessionFork fork) {
      folder = fork.childWorkspace();
    } else if (event instanceof SubagentEvent subAgent) {
      child(subAgent.childSessionId());
    } else if (event instanceof ToolExecutionEnd end) {
      String loop = end.result().childLoopId();
      child(loop == null || loop.indexOf('.') < 0 ? loop : loop.substring(0, loop.indexOf('.')));
    }
  }

  private void child(@Nullable String id) {
    if (id != null && !id.equals(sessionId) && children.size() < MAX_CHILDREN) {
      children.add(id);
    }
  }

  /** Returns the folder that its agent worked in; null if it is not recorded. */
  @Nullable
  String folder() {
    return folder;
  }

  /** Returns the time of its first entry that counts. */
  Instant begin() {
    return begin == null ? Instant.MAX : begin;
  }

  /** Returns true if it was written afterwards, from another log. */
  boolean isImported() {
    return isImported;
  }

  /** Returns the ids of its sub-agents' sessions, which need not be there. */
  Set<String> children() {
    return Collections.unmodifiableSet(children);
  }
}
