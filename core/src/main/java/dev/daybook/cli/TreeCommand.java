package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.AgentStart;
import dev.daybook.internal.json.Restated;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import dev.daybook.tree.TreeJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command that prints what agents did as a tree. */
final class TreeCommand implements Command {

  @Override
  public Synopsis usage() {
    return new Synopsis("tree", "Prints the loops of agents as a tree.")
        .saying(
            "Rebuilds sessions, loops and turns from the events of agent loops (agent_start to agent_end)"
                + " and prints each loop under the one that it follows, and a sub-agent's session under"
                + " the call that made it. Several sessions are read one after another into one tree.",
            "A loop whose end is not in the files is running while a process records its session,"
                + " else paused if the session was closed, or interrupted, or unknown where it"
                + " cannot be known whether a process records it, as of an imported one. The first bad line ends it, and"
                + " nothing is printed then. All events of loops are in memory until the end.",
            "Of a session without loops, as an imported one, it shows the sub-agents that its"
                + " subagent_events name, and those whose own sessions name it as the one that"
                + " called them, each with its session where that is in the root. There tools= are"
                + " calls of tools; in= and out= are tokens of models, without those of caches.")
        .taking(new Synopsis.Parameter("SESSION", 1, Integer.MAX_VALUE, Invocation.SESSION))
        .withRoot()
        .with(Option.NO_PAGER)
        .with(Option.json("print JSON, one agent session a line"))
        .with(Option.LENIENT, Option.MAX_LINE_BYTES)
        .closing(
            "With --json, one agent session a line, with the field names of phi-core's session files;"
                + " of a session without loops, it and each sub-agent a line, with session, called_by,"
                + " subagent, status, agent, task, entries, tool_calls, input_tokens, output_tokens.",
            "",
            "Reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"no_loops\",\"session\":\"s-1\"}}",
            "  {\"report\":{\"kind\":\"unplaced_events\",\"count\":2}}",
            "the second for events of loops that did not run at that place of the file.",
            "",
            "Examples:",
            "  daybook tree s-1",
            "  daybook tree parent child-1 child-2",
            "  daybook tree s-1 --json | jq '.loops[].usage'");
  }

  @Override
  public int run(Invocation call) throws IOException {
    SessionTree tree = new SessionTree();
    List<String> withoutLoops = new ArrayList<>();
    try (Daybook daybook = call.open()) {
      Set<String> ids = new LinkedHashSet<>();
      call.given.parameters().forEach(given -> ids.add(Invocation.session(daybook, given)));
      for (String id : ids) {
        if (!hasLoops(call, daybook, id, tree)) {
          withoutLoops.add(id);
        }
      }
      print(call, tree);
      printSubAgents(call, daybook, withoutLoops);
    }
    call.out.flush();
    return OK;
  }

  private static void printSubAgents(Invocation call, Daybook daybook, List<String> sessions) {
    SubAgents subAgents = new SubAgents(daybook, call.reading());
    for (String session : sessions) {
      if (!subAgents.print(session, call.isJson(), call.out)) {
        ErrorReport.printReport("no_loops", "session", session);
      }
    }
  }

  private static void print(Invocation call, SessionTree tree) throws IOException {
    if (tree.unplacedEvents() > 0) {
      ErrorReport.printReport("unplaced_events", "count", tree.unplacedEvents());
    }
    if (call.isJson()) {
      for (AgentSession session : tree.sessions()) {
        if (!call.out.isClosed()) {
          TreeJson.write(session, call.out);
          call.out.print("\n");
        }
      }
    } else {
      new TreeText(tree.sessions()).print(call.out);
    }
  }

  /** Reads a session into the tree; returns true if there was a loop in it. */
  private static boolean hasLoops(
      Invocation call, Daybook daybook, String session, SessionTree tree) {
    ReadOptions options =
        call.reading().withOnBadLine(bad -> ErrorReport.printBadLine(session, bad));
    Set<String> loopIds = new LinkedHashSet<>();
    // first: events of a writer that is gone are then all read
    LoopStatus stopped = stopped(daybook.catalog().summary(session));
    ReadReport read;
    try {
      read = daybook.reader(session, options).forEach((entry, line, from, to) -> {
        if (entry.event() instanceof AgentStart start) {
          loopIds.add(start.loopId());
        }
        tree.accept(entry);
      });
    } catch (DaybookException refused) {
      throw Restated.at(refused, "session", session);
    }
    if (read.tornTailBytes() > 0) {
      ErrorReport.printReport("torn_tail", "session", session, "bytes", read.tornTailBytes());
    }
    if (stopped != null) {
      tree.stopped(loopIds, stopped);
    }
    return !loopIds.isEmpty();
  }

  /** Returns the state of a loop without an end in that session; null if it may still run. */
  private static @Nullable LoopStatus stopped(SessionSummary session) {
    if (session.holder().isPresent()) {
      return null;
    }
    return switch (session.state()) {
      case PAUSED -> LoopStatus.PAUSED;
      case UNKNOWN, IMPORTED -> LoopStatus.UNKNOWN;
      default -> LoopStatus.INTERRUPTED;
    };
  }
}
