package dev.daybook.tree;

import dev.daybook.event.AgentStart;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.tree.AgentSession.SpawnRef;
import dev.daybook.tree.Loop.ChildLoopRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls between sessions. The start of a child, its end and the end of the call may come in any
 * order; the first is remembered for the others.
 */
final class SpawnLinks {

  private record SpawnCall(LoopState parent, ChildLoopRef asNamed) {}

  private final Map<String, SessionLoops> sessions;
  private final Map<String, LoopState> loops;
  private final Map<String, List<SpawnCall>> callsOfUnknown = new HashMap<>();

  /**
   * Creates links without calls.
   *
   * @param sessions the sessions of the tree, as they grow
   * @param loops the loops of the tree, likewise
   */
  SpawnLinks(Map<String, SessionLoops> sessions, Map<String, LoopState> loops) {
    this.sessions = sessions;
    this.loops = loops;
  }

  /** Records the caller of a session whose loop starts with a parent in another session. */
  void noteParent(AgentStart start, SessionLoops session) {
    String parent = start.parentLoopId();
    if (parent != null && !parent.equals(start.loopId())) {
      String parentSession = sessionOf(parent);
      if (!parentSession.equals(session.sessionId)) {
        session.spawnedBy(parentSession, parent);
      }
    }
  }

  /**
   * Records the child that a finished tool's result names. The event's own child field is not read.
   */
  void noteToolEnd(LoopState parent, ToolExecutionEnd end) {
    String childLoopId = end.result().childLoopId();
    if (childLoopId == null) {
      return;
    }
    SpawnCall call = new SpawnCall(
        parent,
        new ChildLoopRef(
            end.toolCallId(), end.toolName(), childLoopId, LoopSnapshot.sessionPart(childLoopId)));
    connect(call, sessionOf(childLoopId));
    if (!loops.containsKey(childLoopId)) {
      callsOfUnknown.computeIfAbsent(childLoopId, id -> new ArrayList<>()).add(call);
    }
  }

  /** Connects the earlier calls that named a loop with its session, once it has started. */
  void noteStart(LoopState child) {
    List<SpawnCall> calls = callsOfUnknown.remove(child.loopId);
    if (calls != null) {
      calls.forEach(call -> connect(call, child.session.sessionId));
    }
  }

  void forget(SessionLoops session) {
    callsOfUnknown.values().removeIf(calls -> {
      calls.removeIf(call -> call.parent().session == session);
      return calls.isEmpty();
    });
  }

  private void connect(SpawnCall call, String childSessionId) {
    LoopState parent = call.parent();
    ChildLoopRef named = call.asNamed();
    parent.putChild(
        named,
        new ChildLoopRef(
            named.toolCallId(), named.toolName(), named.childLoopId(), childSessionId));
    SessionLoops child = sessions.get(childSessionId);
    if (child != null && child != parent.session) {
      child.spawnedBy(new SpawnRef(
          parent.session.sessionId, parent.loopId, named.toolCallId(), named.toolName()));
    }
  }

  /** Returns the session that a loop started in, else the session that its id names. */
  private String sessionOf(String loopId) {
    LoopState known = loops.get(loopId);
    return known == null ? LoopSnapshot.sessionPart(loopId) : known.session.sessionId;
  }
}
