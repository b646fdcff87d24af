package dev.daybook.tree;

import dev.daybook.event.AgentStart;
import dev.daybook.event.ToolExecutionEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who called whom across sessions. The start of a child, its end and the end of the call may come
 * in any order: whoever is heard first is remembered for the other.
 */
final class SpawnLinks {

  private record Call(LoopState parent, ChildLoopRef asNamed) {}

  private final Map<String, SessionState> sessions;
  private final Map<String, LoopState> loops;
  private final Map<String, List<Call>> callsOfUnknown = new HashMap<>();

  /** @param sessions and loops of the tree, as they grow */
  SpawnLinks(Map<String, SessionState> sessions, Map<String, LoopState> loops) {
    this.sessions = sessions;
    this.loops = loops;
  }

  /** A loop starts in a session and names its parent, which may be of another one. */
  void noteParent(AgentStart start, SessionState session) {
    String parent = start.parentLoopId();
    if (parent != null && !parent.equals(start.loopId())) {
      String parentSession = sessionOf(parent);
      if (!parentSession.equals(session.sessionId)) {
        session.spawnedBy(parentSession, parent);
      }
    }
  }

  /** A tool ends. What its result names is the child; that of the event itself is not looked at. */
  void noteToolEnd(LoopState parent, ToolExecutionEnd end) {
    String childLoopId = end.result().childLoopId();
    if (childLoopId == null) {
      return;
    }
    Call call = new Call(
        parent,
        new ChildLoopRef(
            end.toolCallId(), end.toolName(), childLoopId, LoopIds.sessionPart(childLoopId)));
    connect(call, sessionOf(childLoopId));
    if (!loops.containsKey(childLoopId)) {
      callsOfUnknown.computeIfAbsent(childLoopId, id -> new ArrayList<>()).add(call);
    }
  }

  /** A loop has started: the calls that named it can be told its session. */
  void noteStart(LoopState child) {
    List<Call> calls = callsOfUnknown.remove(child.loopId);
    if (calls != null) {
      calls.forEach(call -> connect(call, child.session.sessionId));
    }
  }

  void forget(SessionState session) {
    callsOfUnknown.values().removeIf(calls -> {
      calls.removeIf(call -> call.parent().session == session);
      return calls.isEmpty();
    });
  }

  private void connect(Call call, String childSessionId) {
    LoopState parent = call.parent();
    ChildLoopRef named = call.asNamed();
    parent.putChild(
        named,
        new ChildLoopRef(
            named.toolCallId(), named.toolName(), named.childLoopId(), childSessionId));
    SessionState child = sessions.get(childSessionId);
    if (child != null && child != parent.session) {
      child.spawnedBy(new SpawnRef(
          parent.session.sessionId, parent.loopId, named.toolCallId(), named.toolName()));
    }
  }

  /** The session of a loop: the one that it started in, else the one that its id names. */
  private String sessionOf(String loopId) {
    LoopState known = loops.get(loopId);
    return known == null ? LoopIds.sessionPart(loopId) : known.session.sessionId;
  }
}
