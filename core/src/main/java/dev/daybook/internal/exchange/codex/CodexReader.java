package dev.daybook.internal.exchange.codex;

import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Json;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader of a Codex file of any generation. */
final class CodexReader extends ValueReader {

  private static final String LEFT_OUT = "the parent's entries are in the parent's session alone";

  private static final String SEALED = "(the summary is encrypted)";

  private final JsonValue meta;
  private final CodexHead about;
  private final CodexInheritance inheritance;
  private final CodexTurns turns = new CodexTurns();
  private final CodexPrompts prompts;
  private final CodexCalls calls = new CodexCalls();
  private final CodexAgents agents;
  private final CodexUsage usage;
  private final CodexItems items;
  private final CodexEvents events;

  private boolean hasDescription;
  private @Nullable String model;
  private @Nullable String effort;
  private long context;

  CodexReader(FileHead head) {
    super(head);
    this.about = new CodexHead(head);
    this.meta = about.meta();
    this.inheritance = new CodexInheritance(meta);
    this.prompts = new CodexPrompts(about, turns);
    this.agents = new CodexAgents();
    this.usage = new CodexUsage(!CodexInheritance.namesParent(meta));
    this.items = new CodexItems(about, prompts, calls, agents);
    this.events = new CodexEvents(about, prompts, items, calls, agents, usage, turns);
  }

  @Override
  public Optional<String> sessionName() {
    return Optional.ofNullable(meta.get("id").text()).filter(id -> !id.isBlank());
  }

  @Override
  public SessionStarted started() {
    String path = meta.get("agent_path").text();
    String instructions = meta.at("base_instructions", "text").text();
    return SessionStarted.builder()
        .agentName("Codex")
        .agentId(path == null ? meta.get("agent_nickname").text() : path)
        .title(about.title())
        .model(about.model())
        .providerName(meta.get("model_provider").text())
        .systemPrompt(instructions == null ? meta.get("instructions").text() : instructions)
        .cwd(meta.get("cwd").text())
        .backfilled(true)
        .parentSessionId(ForeignChild.sessionId(CodexInheritance.parentThread(meta)))
        .build();
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return ForeignTime.of(item.get("timestamp"));
  }

  @Override
  public @Nullable Instant firstTime() {
    Instant first = super.firstTime();
    Instant described = first == null ? ForeignTime.of(meta.get("timestamp")) : first;
    return described == null ? about.timeOfName() : described;
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    Instant ts = time(value);
    JsonValue payload = value.get("payload");
    if (payload.isObject() && value.get("type").isString()) {
      enveloped(new CodexLine(item, value.get("type").text(""), payload, ts, target));
    } else {
      bare(new CodexLine(item, "response_item", value, ts, target));
    }
  }

  private void enveloped(CodexLine line) {
    if (inheritance.covers(line)) {
      if (line.kind().equals("token_count")) {
        usage.inherit(line.payload());
      }
      return;
    }
    switch (line.type()) {
      case "session_meta" -> describe(line, line.payload());
      case "turn_context" -> context(line);
      case "response_item" -> items.read(line, model);
      case "event_msg" -> events.read(line, model);
      case "compacted" -> compacted(line);
      default -> line.addVerbatim(line.type());
    }
  }

  private void bare(CodexLine line) {
    JsonValue value = line.payload();
    if (value.get("session").isObject() && !value.has("type")) {
      describe(line, value.get("session"));
    } else if (!value.has("type") && value.has("record_type")) {
      if (value.names().size() > 1) {
        line.addVerbatim(value.get("record_type").text("state"));
      }
    } else if (!hasDescription && !value.has("type") && value.get("id").isString()) {
      describe(line, value);
    } else {
      items.read(line, model);
    }
  }

  /** Reads a description of the session: what {@code session_started} has of it is left out. */
  private void describe(CodexLine line, JsonValue description) {
    if (hasDescription) {
      line.addVerbatim("session_meta");
      return;
    }
    hasDescription = true;
    String fork = description.get("forked_from_id").text();
    String parent = CodexInheritance.parentThread(description);
    if (fork != null && parent == null) {
      String session = ForeignChild.sessionId(fork);
      line.add(SessionFork.builder()
          .parentSessionId(session == null ? fork : session)
          .forkedToSeq(0)
          .childWorkspace(description.get("cwd").text())
          .strategy("codex_fork")
          .limitations(List.of(LEFT_OUT, "the parent's entry where it was forked is not known"))
          .build());
    } else if (parent != null) {
      spawned(line, description, parent);
    }
    Map<String, Object> rest = new LinkedHashMap<>();
    for (String name : description.names()) {
      if (!name.equals("base_instructions") && !name.equals("instructions")) {
        rest.put(name, new Json(description.get(name).raw()));
      }
    }
    line.add(new Unknown("codex.session_meta", Json.of(rest)));
  }

  private void spawned(CodexLine line, JsonValue description, String parent) {
    JsonValue spawn = CodexInheritance.spawn(description);
    String role = spawn.get("agent_role").text();
    String session = ForeignChild.sessionId(parent);
    line.add(SubagentEvent.builder()
        .event(new SubagentPhase("spawned"))
        .subagentId(description.get("id").text(""))
        .childSessionId(line.target().sessionId())
        .agent(role == null ? spawn.get("agent_nickname").text() : role)
        .depth(spawn.get("depth").count())
        .details(Json.of(Map.of("parent_session_id", session == null ? parent : session)))
        .build());
  }

  /** Reads the settings of a turn, if they are not those of the turn before. */
  private void context(CodexLine line) {
    JsonValue now = line.payload();
    String newModel = now.get("model").text();
    model = newModel == null ? model : newModel;
    String newEffort = now.get("effort").text();
    if (newEffort != null && !newEffort.equals(effort)) {
      effort = newEffort;
      line.add(
          new InferenceSettingsChanged(new InferenceSettings(new ThinkingLevel(thinking(effort)))));
    }
    long hash = hash(now);
    if (hash != context) {
      context = hash;
      line.addVerbatim("turn_context");
    }
  }

  private static String thinking(String effort) {
    return effort.equals("none") ? ThinkingLevel.OFF.wireName() : effort;
  }

  private static long hash(JsonValue context) {
    TextHash hash = new TextHash();
    for (String name : context.names()) {
      if (!name.equals("turn_id")) {
        hash.add(name).add(context.get(name));
      }
    }
    return hash.value();
  }

  private void compacted(CodexLine line) {
    prompts.settle(line.target());
    long nextSeq = line.target().nextSeq();
    JsonValue history = line.payload().get("replacement_history");
    String summary = line.payload().get("message").text("");
    if (summary.isBlank()) {
      summary = words(history);
    }
    line.add(
        new HistoryCompaction(0, Math.max(0, nextSeq - 1), summary.isBlank() ? SEALED : summary));
    if (history.isArray()) {
      line.addVerbatim("compacted");
    }
  }

  /** Returns what the items say that stand for the history. */
  private static String words(JsonValue history) {
    StringBuilder words = new StringBuilder();
    for (JsonValue item : history.elements()) {
      String said = CodexOutput.words(item.get("content"));
      if (said != null) {
        words
            .append(words.isEmpty() ? "" : "\n\n")
            .append(item.get("role").text("message"))
            .append(": ")
            .append(said);
      }
    }
    return words.toString();
  }

  @Override
  public void end(ImportTarget target) {
    prompts.end(target);
    calls.settle(target);
  }
}
