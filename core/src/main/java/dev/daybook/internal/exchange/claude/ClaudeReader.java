package dev.daybook.internal.exchange.claude;

import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Json;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SessionStartedBuilder;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reader of Claude Code's files. Each line goes to its conversation: to the trunk, or to that
 * of the sub-agent whose root is above it. A line whose id was read before with the same message is
 * a copy of history, and noted instead. Holds the ids of the lines, and of the calls that are open.
 */
final class ClaudeReader extends ValueReader {

  /** The lines that come when a turn is over, and with it its last response. */
  private static final Set<String> END_OF_TURN =
      Set.of("stop_hook_summary", "turn_duration", "compact_boundary");

  private static final SubagentPhase SPAWNED = new SubagentPhase("spawned");

  private final ClaudeHead facts;
  private final ClaudeTitles titles = new ClaudeTitles();
  private final Map<String, ClaudeThread> byAgent = new HashMap<>();

  /** The conversation of each line that is not the trunk's. */
  private final Map<String, ClaudeThread> bySideLine = new HashMap<>();

  private final Map<String, ClaudeThread> children = new LinkedHashMap<>();
  private @Nullable ClaudeThread trunk;

  ClaudeReader(FileHead head) {
    super(head);
    this.facts = new ClaudeHead(head);
  }

  @Override
  public Optional<String> sessionName() {
    return facts.sessionName();
  }

  @Override
  public List<String> earlierNames() {
    return facts.earlierNames();
  }

  @Override
  public SessionStarted started() {
    SessionStarted known = facts.started();
    String title = titles.title();
    return title == null ? known : SessionStartedBuilder.of(known).title(title).build();
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return ForeignTime.of(item.get("timestamp"));
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    ClaudeLine line = ClaudeLine.of(item.value());
    titles.take(line.value());
    ClaudeThread main = trunk(target);
    ClaudeThread thread = threadOf(line, main);
    ClaudeTree.Node before = thread.tree.find(line.uuid());
    if (before != null
        && before.content == line.contentHash()
        && !thread.isTakenOver(before, line)) {
      thread.note(
          "repeated_line",
          "a line of the source repeats an earlier one",
          Map.of("line", item.line(), "uuid", String.valueOf(line.uuid())),
          line);
      thread.tree.advance(before);
      return;
    }
    switch (line.type()) {
      case "assistant" -> assistant(line, item, thread);
      case "user" -> user(line, thread);
      case "system", "attachment", "progress" -> beside(line, thread);
      case "queue-operation" -> ClaudeSideLines.queue(line, thread);
      case "started", "result" -> ClaudeSideLines.journal(line, thread);
      default -> thread.addVerbatim(line.kind(), line.value(), line);
    }
  }

  private ClaudeThread trunk(ImportTarget target) {
    if (trunk == null) {
      trunk = new ClaudeThread(target);
      describe(target);
    }
    return trunk;
  }

  /** Adds what the agent wrote of a sub-agent beside the sub-agent's own file. */
  private void describe(ImportTarget target) {
    JsonValue beside = facts.beside();
    String agentId = facts.agentId();
    if (beside.isObject()) {
      target.add(
          SubagentEvent.builder()
              .event(SPAWNED)
              .subagentId(agentId == null ? target.sessionId() : agentId)
              .childSessionId(target.sessionId())
              .agent(beside.get("agentType").text())
              .task(beside.get("description").text())
              .depth(beside.get("spawnDepth").count())
              .details(beside.json())
              .build(),
          null,
          "spawned");
    }
  }

  private void assistant(ClaudeLine line, Item item, ClaudeThread thread) {
    thread.usage.take(line, item.line() + "/" + item.offset(), thread.target);
    ClaudeTree.Node node = thread.begin(line, ClaudeTree.Kind.ANSWER, line.contentHash());
    sessionId(line, thread);
    settings(line, thread);
    long from = thread.target.nextSeq();
    if (node != null) {
      node.from = from;
    }
    if (!line.get("supersedesUuids").elements().isEmpty()) {
      ClaudeSideLines.retract(
          line.get("supersedesUuids"), "an answer took the place of another", line, thread);
    }
    ClaudeAnswers.read(line, thread);
    end(line, node, from, true, thread);
  }

  private static void user(ClaudeLine line, ClaudeThread thread) {
    sessionId(line, thread);
    boolean opensTurn = ClaudeUserLines.opensTurn(line);
    ClaudeTree.Kind kind = opensTurn ? ClaudeTree.Kind.PROMPT : ClaudeTree.Kind.OTHER;
    ClaudeTree.Node node = thread.begin(line, kind, line.contentHash());
    long from = thread.target.nextSeq();
    ClaudeUserLines.read(line, thread);
    end(line, node, from, true, thread);
  }

  private static void beside(ClaudeLine line, ClaudeThread thread) {
    if (END_OF_TURN.contains(line.get("subtype").text(""))) {
      thread.usage.flush(thread.target);
    }
    ClaudeTree.Node node = thread.begin(line, ClaudeTree.Kind.OTHER, line.contentHash());
    long from = thread.target.nextSeq();
    boolean isBoundary = line.get("subtype").is("compact_boundary");
    if (line.is("system")) {
      ClaudeSideLines.system(line, thread);
    } else if (line.is("attachment")) {
      ClaudeSideLines.attachment(line, thread);
    } else {
      progress(line, thread);
    }
    end(line, node, from, isBoundary, thread);
  }

  private static void end(
      ClaudeLine line,
      ClaudeTree.@Nullable Node node,
      long from,
      boolean isConversation,
      ClaudeThread thread) {
    if (thread.target.nextSeq() == from) {
      thread.addVerbatim(line.kind(), line.value(), line);
    }
    thread.end(node, isConversation);
  }

  /** Keeps a report of progress; of one that repeats a sub-agent's line, only which it is. */
  private static void progress(ClaudeLine line, ClaudeThread thread) {
    JsonValue data = line.get("data");
    String agentId = data.get("agentId").text();
    if (!data.get("type").is("agent_progress") || agentId == null) {
      thread.addVerbatim(line.kind(), line.value(), line);
      return;
    }
    String callId = line.get("parentToolUseID").text(line.get("toolUseID").text(""));
    thread.agents.progress(callId, agentId, line);
    Map<String, Object> small = new LinkedHashMap<>();
    small.put("type", "agent_progress");
    small.put("agentId", agentId);
    small.put("parentToolUseID", callId);
    String repeated = data.at("message", "uuid").text();
    if (repeated != null) {
      small.put("uuid", repeated);
    }
    thread.add(new Unknown(ClaudeLine.wireType(line.kind()), Json.of(small)), line);
  }

  /** Adds what holds for the model's calls from here on, where it differs. */
  private static void settings(ClaudeLine line, ClaudeThread thread) {
    String effort = line.get("effort").text();
    if (effort != null && !effort.equals(thread.effort)) {
      thread.effort = effort;
      thread.target.add(
          new InferenceSettingsChanged(new InferenceSettings(new ThinkingLevel(effort))),
          line.ts(),
          line.idOf("effort"));
    }
  }

  /** Notes that the agent goes on under another name, as after a resumption that copied history. */
  private static void sessionId(ClaudeLine line, ClaudeThread thread) {
    String sessionId = line.get("sessionId").text();
    if (sessionId != null && !sessionId.equals(thread.sessionId)) {
      if (thread.sessionId != null) {
        thread.note(
            "session_id_changed",
            "the agent goes on under another identifier",
            Map.of("from", thread.sessionId, "to", sessionId),
            line);
      }
      thread.sessionId = sessionId;
    }
  }

  private ClaudeThread threadOf(ClaudeLine line, ClaudeThread main) {
    String uuid = line.uuid();
    if (facts.isSubAgent || uuid == null || !line.has("isSidechain")) {
      return main;
    }
    String agentId = line.get("agentId").text();
    ClaudeThread known = agentId != null
        ? byAgent.get(agentId)
        : bySideLine.get(line.get("parentUuid").text(""));
    if (known == null) {
      known = bySideLine.get(uuid);
    }
    if (known == null && agentId == null && answersCallOf(line, main)) {
      return main;
    }
    if (known == null) {
      known = begin(line, agentId, uuid, main);
    }
    if (agentId != null) {
      byAgent.put(agentId, known);
    }
    bySideLine.put(uuid, known);
    return known;
  }

  /** Returns true if the line has the result of a call that waits for it in the conversation. */
  private static boolean answersCallOf(ClaudeLine line, ClaudeThread thread) {
    return line.content().elements().stream()
        .anyMatch(block -> thread.open.containsKey(block.get("tool_use_id").text("")));
  }

  /** Begins the conversation of a sub-agent whose lines stand in its caller's file. */
  private ClaudeThread begin(
      ClaudeLine line, @Nullable String agentId, String uuid, ClaudeThread main) {
    String name = agentId == null ? "sidechain-" + uuid : ClaudeHead.sessionOf(agentId);
    ClaudeAgent agent = main.agents.awaiting(ClaudeAnswers.text(line.content()));
    SessionStarted started = SessionStarted.builder()
        .agentName(ClaudeHead.AGENT)
        .agentId(agentId)
        .title(agent == null ? null : agent.task)
        .cwd(line.get("cwd").text())
        .backfilled(true)
        .build();
    ClaudeThread child = new ClaudeThread(main.target.child(name, started));
    String agentName = agentId == null ? name : agentId;
    ClaudeAgent found =
        agent == null ? new ClaudeAgent(agentName, null, null, 0, line.ts()) : agent;
    main.agents.begins(found, agentName, child.target.sessionId(), line);
    children.put(name, child);
    return child;
  }

  @Override
  public void end(ImportTarget target) {
    trunk(target).usage.flush(target);
    children.values().forEach(child -> child.usage.flush(child.target));
  }
}
