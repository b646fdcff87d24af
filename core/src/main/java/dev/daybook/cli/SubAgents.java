package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.CalledAgent;
import dev.daybook.check.UsageTally;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.JsonText;
import dev.daybook.read.Fold;
import dev.daybook.read.ReadOptions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents of sessions without agent loops, each with its own session where that is in the
 * root. What a session holds is shown once.
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

  /** One session: its size, and what its models used. */
  private static final class Summary implements Fold<Summary> {
    private final Fold<Optional<UsageTally>> usage = UsageTally.fold();
    private String agentName = "";
    private long entries;
    private long calls;

    @Override
    public void accept(Entry entry) {
      entries++;
      usage.accept(entry);
      if (entry.event() instanceof SessionStarted started && started.agentName() != null) {
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
   * Prints a session and the sub-agents below it.
   *
   * @return false if it has none; nothing is printed then
   */
  boolean print(String session, boolean isJson, StandardOutput out) {
    if (shown.contains(session)) {
      return true;
    }
    List<CalledAgent> agents = daybook.subAgents(session);
    if (agents.isEmpty()) {
      return false;
    }
    Summary top = summary(session);
    out.print(isJson ? json(session, top) : text(session, top));
    for (CalledAgent agent : agents) {
      if (out.isClosed()) {
        break;
      }
      Summary summary = agent.session().map(this::summary).orElse(null);
      out.print(isJson ? json(agent, summary) : text(agent, summary));
    }
    return true;
  }

  /** Returns the summary of a session; null if it was shown before. */
  private @Nullable Summary summary(String session) {
    return shown.add(session)
        ? daybook.reader(session, options).fold(new Summary()).result()
        : null;
  }

  private String text(String session, @Nullable Summary summary) {
    StringBuilder name = new StringBuilder("session ").append(Text.line(session));
    if (summary != null && !summary.agentName.isEmpty()) {
      name.append(" agent=").append(Text.line(summary.agentName));
    }
    return lines(0, name.toString(), amounts(summary), "");
  }

  private String text(CalledAgent agent, @Nullable Summary summary) {
    StringBuilder name = new StringBuilder("sub-agent ").append(Text.line(agent.id()));
    agent.phase().ifPresent(phase -> name.append(' ').append(Text.line(phase)));
    agent
        .agent()
        .ifPresent(kind -> name.append(" agent=").append(Text.shortLine(kind, MAX_TASK_LETTERS)));
    String amounts =
        amounts(summary) + (agent.session().isEmpty() ? " (no session of it here)" : "");
    String task = agent
        .task()
        .map(words -> ": " + Text.shortLine(words, MAX_TASK_LETTERS))
        .orElse("");
    return lines(agent.depth(), name.toString(), amounts, task);
  }

  /** Returns one line; where it is too wide, the amounts stand below the names. */
  private String lines(int depth, String name, String amounts, String task) {
    String indent = "  ".repeat(Math.min(depth, MAX_INDENTS));
    String line = indent + name + amounts + task;
    if (Text.width(line) <= terminal.width || amounts.isEmpty()) {
      return terminal.cut(line) + "\n";
    }
    return terminal.cut(indent + name + task) + "\n" + terminal.cut(indent + "   " + amounts)
        + "\n";
  }

  private static String amounts(@Nullable Summary summary) {
    if (summary == null) {
      return "";
    }
    Usage usage = summary.usage();
    return " entries=" + summary.entries + " tools=" + summary.calls + " in=" + usage.input()
        + " out=" + usage.output();
  }

  private static String json(String session, @Nullable Summary summary) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("session", session);
    return json(line, summary);
  }

  private static String json(CalledAgent agent, @Nullable Summary summary) {
    Map<String, Object> line = new LinkedHashMap<>();
    agent.session().ifPresent(session -> line.put("session", session));
    line.put("called_by", agent.caller());
    line.put("subagent", agent.id());
    agent.phase().ifPresent(phase -> line.put("status", phase));
    agent.agent().ifPresent(kind -> line.put("agent", kind));
    agent.task().ifPresent(task -> line.put("task", task));
    return json(line, summary);
  }

  private static String json(Map<String, Object> line, @Nullable Summary summary) {
    if (summary != null) {
      line.put("entries", summary.entries);
      line.put("tool_calls", summary.calls);
      line.put("input_tokens", summary.usage().input());
      line.put("output_tokens", summary.usage().output());
    }
    return Text.json(JsonText.of(line)) + "\n";
  }
}
