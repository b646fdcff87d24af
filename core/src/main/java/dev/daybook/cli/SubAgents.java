package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.check.UsageTally;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.JsonText;
import dev.daybook.read.Fold;
import dev.daybook.read.ReadOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents of sessions without agent loops, as their {@code subagent_event}s name them, each
 * with its own session where that is in the root. A session is shown once, so that a circle ends.
 */
final class SubAgents {

  /** The deepest indent; what lies deeper stands there too. */
  private static final int MAX_INDENTS = 40;

  private static final int MAX_TASK_LETTERS = 60;

  private final Daybook daybook;
  private final ReadOptions options;
  private final Terminal terminal = new Terminal();
  private final Set<String> shown = new HashSet<>();

  /**
   * @param daybook of the root where the sessions are
   * @param options the way to read them
   */
  SubAgents(Daybook daybook, ReadOptions options) {
    this.daybook = daybook;
    this.options = options;
  }

  /** A sub-agent as the events of its caller describe it so far. */
  private static final class SubAgentLine {
    private @Nullable String agent;
    private @Nullable String task;
    private @Nullable String childSession;
    private String phase = "";

    void take(SubagentEvent event) {
      agent = event.agent() == null ? agent : event.agent();
      task = event.task() == null ? task : event.task();
      childSession = event.childSessionId() == null ? childSession : event.childSessionId();
      phase = event.event().wireName();
    }
  }

  /** One session: its size, and its sub-agents in the order of their beginning. */
  private static final class Summary implements Fold<Summary> {
    private final Map<String, SubAgentLine> agents = new LinkedHashMap<>();
    private final Fold<Optional<UsageTally>> usage = UsageTally.fold();
    private String agentName = "";
    private long entries;
    private long calls;

    @Override
    public void accept(Entry entry) {
      entries++;
      usage.accept(entry);
      if (entry.event() instanceof SubagentEvent event) {
        agents.computeIfAbsent(event.subagentId(), id -> new SubAgentLine()).take(event);
      } else if (entry.event() instanceof SessionStarted started && started.agentName() != null) {
        agentName = started.agentName();
      } else if (entry.event() instanceof ToolCall) {
        calls++;
      }
    }

    @Override
    public Summary result() {
      return this;
    }

    Usage usage() {
      return usage.result().map(UsageTally::usage).orElse(Usage.NONE);
    }
  }

  /**
   * A line that is still to be shown.
   *
   * @param caller the session above it; empty for the first one
   * @param session its session; null if that is not in the root
   * @param by the sub-agent as its caller describes it; null for the first session
   * @param id the session's id, else the sub-agent's
   */
  private record Pending(
      int depth,
      String caller,
      @Nullable String session,
      @Nullable SubAgentLine by,
      String id) {}

  /**
   * Prints a session and the sub-agents below it.
   *
   * @return false if it has none; nothing is printed then
   */
  boolean print(String session, boolean isJson, StandardOutput out) {
    if (shown.contains(session)) {
      return true;
    }
    Summary top = read(session);
    if (top.agents.isEmpty()) {
      return false;
    }
    Deque<Pending> next = new ArrayDeque<>();
    next.push(new Pending(0, "", session, null, session));
    while (!next.isEmpty() && !out.isClosed()) {
      Pending at = next.pop();
      Summary summary = at.session() == null || !shown.add(at.session())
          ? null
          : at.session().equals(session) ? top : read(at.session());
      out.print(isJson ? json(at, summary) : terminal.cut(text(at, summary)) + "\n");
      if (summary != null) {
        push(next, at, summary);
      }
    }
    return true;
  }

  private Summary read(String session) {
    return daybook.reader(session, options).fold(new Summary()).result();
  }

  private void push(Deque<Pending> next, Pending caller, Summary summary) {
    List<Pending> below = new ArrayList<>();
    summary.agents.forEach((id, agent) -> {
      String child = agent.childSession;
      boolean isHere = child != null && daybook.exists(child);
      below.add(new Pending(
          caller.depth() + 1,
          caller.id(),
          isHere ? child : null,
          agent,
          child == null ? id : child));
    });
    for (int i = below.size() - 1; i >= 0; i--) {
      next.push(below.get(i));
    }
  }

  private static String text(Pending at, @Nullable Summary summary) {
    StringBuilder line = new StringBuilder("  ".repeat(Math.min(at.depth(), MAX_INDENTS)));
    SubAgentLine by = at.by();
    line.append(by == null ? "session " : "sub-agent ").append(Text.line(at.id()));
    if (by != null) {
      line.append(' ').append(Text.line(by.phase));
      if (by.agent != null) {
        line.append(" agent=").append(Text.shortLine(by.agent, MAX_TASK_LETTERS));
      }
    } else if (summary != null && !summary.agentName.isEmpty()) {
      line.append(" agent=").append(Text.line(summary.agentName));
    }
    if (summary != null) {
      Usage usage = summary.usage();
      line.append(" entries=").append(summary.entries).append(" calls=").append(summary.calls);
      line.append(" in=").append(usage.input()).append(" out=").append(usage.output());
    } else if (at.session() == null) {
      line.append(" (no session of it here)");
    }
    if (by != null && by.task != null) {
      line.append(": ").append(Text.shortLine(by.task, MAX_TASK_LETTERS));
    }
    return line.toString();
  }

  private static String json(Pending at, @Nullable Summary summary) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("session", at.session());
    SubAgentLine by = at.by();
    if (by != null) {
      line.put("called_by", at.caller());
      line.put("subagent", at.id());
      line.put("status", by.phase);
      line.put("agent", by.agent);
      line.put("task", by.task);
    }
    if (summary != null) {
      line.put("entries", summary.entries);
      line.put("tool_calls", summary.calls);
      line.put("input_tokens", summary.usage().input());
      line.put("output_tokens", summary.usage().output());
    }
    line.values().removeIf(value -> value == null);
    return Text.json(JsonText.of(line)) + "\n";
  }
}
