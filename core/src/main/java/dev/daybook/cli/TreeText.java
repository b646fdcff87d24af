package dev.daybook.cli;

import dev.daybook.event.Usage;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.AgentSession.SpawnRef;
import dev.daybook.tree.Loop;
import dev.daybook.tree.Loop.ChildLoopRef;
import dev.daybook.tree.LoopTree;
import dev.daybook.tree.LoopTree.PlacedLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sessions as indented text. A session that a loop of another one called stands under that loop and
 * nowhere else. Nothing recurses: a file may nest as deep as it likes.
 */
final class TreeText {

  /**
   * The deepest indent. Deeper lines name their depth: the output must not grow with the square of
   * a chain.
   */
  private static final int MAX_INDENTS = 40;

  private final List<AgentSession> sessions;
  private final Map<String, AgentSession> byId = new HashMap<>();
  private final Map<String, List<AgentSession>> calledBy = new HashMap<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> printed = new HashSet<>();
  private final Deque<Runnable> next = new ArrayDeque<>();
  private final Terminal terminal = new Terminal();
  private final StringBuilder line = new StringBuilder();

  TreeText(List<AgentSession> sessions) {
    this.sessions = sessions;
    Map<String, String> sessionOfLoop = new HashMap<>();
    for (AgentSession session : sessions) {
      byId.put(session.sessionId(), session);
      session.loops().forEach(loop -> sessionOfLoop.put(loop.loopId(), loop.sessionId()));
    }
    for (AgentSession session : sessions) {
      session.parentSpawnRef().map(SpawnRef::parentLoopId).ifPresent(loop -> {
        String caller = sessionOfLoop.get(loop);
        if (caller != null && !caller.equals(session.sessionId())) {
          called.add(session.sessionId());
          calledBy.computeIfAbsent(loop, id -> new ArrayList<>()).add(session);
        }
      });
    }
  }

  void print(StandardOutput out) {
    for (AgentSession session : sessions) {
      if (!called.contains(session.sessionId())) {
        print(session, out);
      }
    }
    // sessions that called each other have no first one
    for (AgentSession session : sessions) {
      print(session, out);
    }
  }

  private void print(AgentSession top, StandardOutput out) {
    next.push(() -> session(top, 0));
    while (!next.isEmpty() && !out.isClosed()) {
      next.pop().run();
      if (line.length() > 0) {
        out.print(terminal.cut(line.substring(0, line.length() - 1)) + "\n");
        line.setLength(0);
      }
    }
  }

  private void session(AgentSession session, int depth) {
    if (printed.add(session.sessionId())) {
      begin(depth, "session ", session.sessionId());
      line.append(" agent=").append(Text.line(session.agentId()));
      line.append(" loops=").append(session.loops().size());
      usage(session.totalUsage());
      line.append('\n');
      Iterator<PlacedLoop> loops = new LoopTree(session).depthFirst().iterator();
      next.push(() -> nextLoop(loops, depth + 1));
    }
  }

  private void nextLoop(Iterator<PlacedLoop> loops, int depth) {
    if (loops.hasNext()) {
      PlacedLoop placed = loops.next();
      next.push(() -> nextLoop(loops, depth));
      loop(placed.loop(), depth + placed.depth());
    }
  }

  private void loop(Loop loop, int depth) {
    begin(depth, "loop ", loop.loopId());
    line.append(' ').append(loop.status().name().toLowerCase(Locale.ROOT));
    line.append(' ').append(Text.line(loop.continuationKind().wireName()));
    loop.continuationTag().ifPresent(tag -> line.append(" tag=").append(Text.line(tag)));
    line.append(" turns=").append(loop.turns().size());
    usage(loop.usage());
    loop.endedAt().ifPresent(end -> {
      long ms = Duration.between(loop.startedAt(), end).toMillis();
      line.append(String.format(Locale.ROOT, " %.3fs", ms / 1000.0));
    });
    loop.parallelGroup().ifPresent(group -> {
      line.append(" parallel=").append(group.allLoopIds().size());
      line.append(group.isSelected() ? " selected" : "");
    });
    line.append(loop.compactionBlock().isEmpty() ? "\n" : " compacted\n");
    pushCalls(loop, depth + 1);
  }

  /** Pushes what the loop called: with its call, if that has ended, else alone. */
  private void pushCalls(Loop loop, int depth) {
    List<Runnable> lines = new ArrayList<>();
    Set<String> withCall = new HashSet<>();
    for (ChildLoopRef child : loop.childLoopRefs()) {
      lines.add(() -> call(child, depth));
      AgentSession session = byId.get(child.childSessionId());
      if (session != null && isCalledBy(session, loop) && withCall.add(session.sessionId())) {
        lines.add(() -> session(session, depth + 1));
      }
    }
    for (AgentSession session : calledBy.getOrDefault(loop.loopId(), List.of())) {
      if (!withCall.contains(session.sessionId())) {
        lines.add(() -> session(session, depth));
      }
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      next.push(lines.get(i));
    }
  }

  private static boolean isCalledBy(AgentSession session, Loop loop) {
    return session
        .parentSpawnRef()
        .filter(spawn -> spawn.parentLoopId().equals(loop.loopId()))
        .isPresent();
  }

  private void call(ChildLoopRef child, int depth) {
    begin(depth, "tool ", child.toolName());
    line.append(" call=").append(Text.line(child.toolCallId()));
    line.append(" loop=").append(Text.line(child.childLoopId())).append('\n');
  }

  private void begin(int depth, String word, String name) {
    line.append("  ".repeat(Math.min(depth, MAX_INDENTS)));
    if (depth > MAX_INDENTS) {
      line.append("depth ").append(depth).append(": ");
    }
    line.append(word).append(Text.line(name));
  }

  private void usage(Usage usage) {
    line.append(" in=").append(usage.input()).append(" out=").append(usage.output());
  }
}
