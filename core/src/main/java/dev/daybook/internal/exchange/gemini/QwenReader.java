package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reader of Qwen Code's files. Tokens count once a message, as {@link GoogleTokens} says, and a
 * rewind is a switch to the branch of its parent.
 */
final class QwenReader extends ValueReader {

  private static final String AGENT = "qwen_code";

  /** The beginning of what a hook adds to a prompt. */
  private static final String HOOK_CONTEXT = "<qwen:user-prompt-submit-context>";

  private final QwenPaths paths = new QwenPaths();
  private final QwenSummary summary = new QwenSummary();

  /** The hashes of the lines of each uuid, to find copies. */
  private final Map<String, Long> lines = new HashMap<>();

  private final boolean isChild;

  /** The entries before the first line; null until that comes. */
  private @Nullable SeqRange beginning;

  private String answered = "";
  private GoogleTokens tokens = GoogleTokens.NONE;

  QwenReader(FileHead head) {
    super(head);
    isChild = first("agentId") != null
        && head.values().stream().allMatch(line -> line.get("isSidechain").isTrue());
  }

  private @Nullable String first(String name) {
    return texts(name).findFirst().orElse(null);
  }

  private Stream<String> texts(String name) {
    return head.values().stream()
        .map(line -> line.get(name).text(""))
        .filter(text -> !text.isEmpty());
  }

  @Override
  public Optional<String> sessionName() {
    String session = first("sessionId");
    return Optional.ofNullable(
        (session == null || !isChild) ? session : childName(session, first("agentId")));
  }

  @Override
  public List<String> earlierNames() {
    String session = first("sessionId");
    String agent = first("agentId");
    return session == null || agent == null
        ? List.of()
        : List.of(session, childName(session, agent));
  }

  private static String childName(String session, @Nullable String agent) {
    return session + "." + agent;
  }

  @Override
  public SessionStarted started() {
    String agentName = isChild ? first("agentName") : null;
    return SessionStarted.builder()
        .agentName(agentName == null ? "Qwen Code" : agentName)
        .agentId(isChild ? first("agentId") : null)
        .title(title())
        .model(first("model"))
        .cwd(first("cwd"))
        .backfilled(true)
        .parentSessionId(isChild ? ForeignChild.sessionId(first("sessionId")) : null)
        .build();
  }

  /**
   * Returns the last title that the user gave, or else the last that was made, on the branch that
   * the head ends with.
   */
  private @Nullable String title() {
    Set<String> branch = branch();
    String given = null;
    String made = null;
    for (JsonValue line : head.values()) {
      String title = line.at("systemPayload", "customTitle").text();
      String parent = line.get("parentUuid").text();
      if (title != null
          && line.get("subtype").is("custom_title")
          && (parent == null || branch.contains(parent))) {
        branch.add(line.get("uuid").text(""));
        if (line.at("systemPayload", "titleSource").is("auto")) {
          made = title;
        } else {
          given = title;
        }
      }
    }
    return given == null ? made : given;
  }

  /** Returns the lines from the last message of the head up to its root. */
  private Set<String> branch() {
    Map<String, String> parents = new HashMap<>();
    String last = "";
    for (JsonValue line : head.values()) {
      String uuid = line.get("uuid").text("");
      if (!uuid.isEmpty()) {
        parents.putIfAbsent(uuid, line.get("parentUuid").text(""));
        last = line.get("type").is("system") ? last : uuid;
      }
    }
    Set<String> branch = new HashSet<>();
    for (String at = last; at != null && branch.add(at); ) {
      at = parents.get(at);
    }
    return branch;
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return ForeignTime.of(item.get("timestamp"));
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue line = item.value();
    Instant ts = time(line);
    String id = line.get("uuid").text();
    if (beginning == null && target.nextSeq() > 0) {
      beginning = new SeqRange(0, target.nextSeq() - 1);
    }
    if (id != null) {
      long hash = new TextHash().add(line).value();
      Long before = lines.put(id, hash);
      if (before != null && before == hash) {
        target.add(
            new Note(NoteLevel.INFO, "a line that stands in the source twice", "import_copy", null),
            ts,
            null);
        return;
      }
      id = before == null ? id : id + "@" + item.line();
    }
    if (line.get("isSidechain").isTrue() && !isChild) {
      addVerbatim(target, AGENT + ".sidechain", line, ts, id);
      return;
    }
    boolean leaves = paths.leaves(line);
    boolean isSwitched = leaves && paths.maySwitch(target, ts);
    if (isSwitched) {
      List<SeqRange> always = beginning == null ? List.of() : List.of(beginning);
      List<SeqRange> kept = paths.before(line, always);
      String reason = QwenPaths.isRewind(line) ? "rewind" : "branch";
      target.add(new BranchSwitched(kept, reason), ts, id);
      summary.keep(kept);
    }
    if (leaves) {
      paths.turnTo(line);
    }
    long from = target.nextSeq();
    if (!isSwitched || !QwenPaths.isRewind(line)) {
      map(line, target, ts, id);
    }
    paths.add(line, from, target.nextSeq());
  }

  private void map(JsonValue line, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    String type = line.get("type").text("line");
    JsonValue parts = line.at("message", "parts");
    GoogleContent content =
        GoogleContent.of(parts.isPresent() ? parts : line.at("message", "content"));
    long from = target.nextSeq();
    switch (type) {
      case "user" -> addUser(line, content, target, ts, id);
      case "assistant" -> addAssistant(line, content, target, ts, id);
      case "tool_result" -> addAnswers(line, content, target, ts, id);
      default -> {
        boolean isSystem = type.equals("system");
        if (!isSystem || !summary.add(line, target, ts, id)) {
          String kind = isSystem ? line.get("subtype").text("system") : type;
          addVerbatim(target, KindName.of(AGENT, kind), line, ts, id);
        }
        return;
      }
    }
    for (JsonValue part : content.others()) {
      if (addBlock(part, target, ts, id)) {
        continue;
      }
      String kind = KindName.ofPart(AGENT, part, GoogleContent.MARKS);
      target.add(new Unknown(kind, OtherFields.whole(part)), ts, id);
    }
    summary.said(content, from);
  }

  /** Adds a call or a result in the form of Claude Code's blocks; returns false of others. */
  private static boolean addBlock(
      JsonValue block, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    if (block.get("type").is("tool_use")) {
      JsonValue input = block.get("input");
      target.add(
          new ToolCall(
              block.get("id").text(""),
              block.get("name").text(""),
              input.isPresent() ? input.text(input.raw()) : "{}"),
          ts,
          id);
      return true;
    }
    if (block.get("type").is("tool_result")) {
      target.add(
          ToolResult.builder()
              .callId(block.get("tool_use_id").text(""))
              .ok(!block.get("is_error").isTrue())
              .output(GoogleContent.of(block.get("content")).text())
              .build(),
          ts,
          id);
      return true;
    }
    return false;
  }

  private void addUser(
      JsonValue line,
      GoogleContent content,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    String messageId = line.get("uuid").text();
    String subtype = line.get("subtype").text("");
    if (!content.responses().isEmpty()) {
      addAnswers(line, content, target, ts, id);
    }
    String inserted = inserted(line);
    String text = content.text();
    if (!inserted.isEmpty() && text.endsWith(inserted)) {
      text = text.substring(0, text.length() - inserted.length());
    } else {
      inserted = "";
    }
    if (!subtype.isEmpty() && !subtype.equals("mid_turn_user_message")) {
      // the user's in the eyes of the model, and written by the agent
      target.add(new SystemMessage(text, Role.USER), ts, id);
    } else if (!text.isEmpty() || !content.resources().isEmpty()) {
      target.add(new UserMessage(text, content.resources(), messageId), ts, id);
    }
    if (!inserted.isEmpty()) {
      target.add(new SystemMessage(inserted, Role.USER), ts, id);
    }
    JsonValue shown = line.at("systemPayload", "displayText");
    if (shown.isString() && !shown.is(text)) {
      Json data = new Json("{\"displayText\":" + shown.raw() + "}");
      target.add(new Unknown(AGENT + ".display_text", data), ts, id);
    }
  }

  /** Returns what a hook added behind the prompt. */
  private static String inserted(JsonValue line) {
    StringBuilder inserted = new StringBuilder();
    for (JsonValue part : line.at("message", "parts").elements()) {
      String text = part.get("text").text("");
      if (text.startsWith(HOOK_CONTEXT)) {
        inserted.append(text);
      }
    }
    return inserted.toString();
  }

  private void addAssistant(
      JsonValue line,
      GoogleContent content,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    String messageId = line.get("uuid").text();
    String model = line.get("model").text();
    for (JsonValue thought : content.thoughts()) {
      Json proof = thought.has("thoughtSignature") ? thought.json() : null;
      target.add(
          new Reasoning(
              thought.get("text").text(""),
              proof,
              model,
              proof == null ? null : "gemini",
              messageId),
          ts,
          id);
    }
    if (!content.text().isEmpty()) {
      target.add(
          AssistantMessage.builder().text(content.text()).messageId(messageId).build(), ts, id);
    }
    for (JsonValue call : content.calls()) {
      JsonValue arguments = call.get("args");
      target.add(
          new ToolCall(
              call.get("id").text(""),
              call.get("name").text(""),
              arguments.isPresent() ? arguments.text(arguments.raw()) : "{}"),
          ts,
          id);
    }
    addTokens(line.get("usageMetadata"), String.valueOf(messageId), model, target, ts, id);
  }

  private void addTokens(
      JsonValue usage,
      String messageId,
      @Nullable String model,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    if (!messageId.equals(answered)) {
      answered = messageId;
      tokens = GoogleTokens.NONE;
    }
    if (!usage.isObject()) {
      return;
    }
    GoogleTokens now = GoogleTokens.ofMetadata(usage);
    GoogleTokens more = now.beyond(tokens);
    if (tokens.equals(GoogleTokens.NONE) || !more.isNothing()) {
      target.add(
          ProviderUsage.builder()
              .usageSummary(more.summary())
              .usage(usage.json())
              .model(model)
              .build(),
          ts,
          id);
      tokens = now;
    }
  }

  private void addAnswers(
      JsonValue line,
      GoogleContent content,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    JsonValue ran = line.get("toolCallResult");
    String ranId = ran.get("callId").text();
    boolean isAlone = content.responses().size() == 1;
    for (JsonValue response : content.responses()) {
      String callId = response.get("id").text((isAlone && ranId != null) ? ranId : "");
      boolean isOfRun = isAlone || callId.equals(ranId);
      JsonValue run = isOfRun ? ran : JsonValue.absent();
      target.add(
          new GoogleAnswer(
                  response,
                  (isAlone && line.get("type").is("tool_result")) ? content.text() : "",
                  run.get("status").text(),
                  run.get("resultDisplay"))
              .event(callId, response.get("name").text()),
          ts,
          id);
    }
    if (content.responses().isEmpty() && ranId != null) {
      target.add(
          new GoogleAnswer(
                  JsonValue.absent(),
                  content.text(),
                  ran.get("status").text(),
                  ran.get("resultDisplay"))
              .event(ranId, null),
          ts,
          id);
    }
    addChild(line, ran, target, ts, id);
  }

  private static void addChild(
      JsonValue line,
      JsonValue ran,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    JsonValue display = ran.get("resultDisplay");
    if (!display.get("type").is("task_execution")) {
      return;
    }
    String agent = display.get("agentId").text();
    String session = line.get("sessionId").text();
    String name =
        (agent == null || session == null) ? ran.get("callId").text("") : childName(session, agent);
    SubagentPhase phase = switch (display.get("status").text("")) {
      case "completed" -> SubagentPhase.FINISHED;
      case "failed" -> SubagentPhase.FAILED;
      case "cancelled" -> SubagentPhase.CANCELLED;
      default -> SubagentPhase.STARTED;
    };
    target.add(
        ForeignChild.event(phase, name)
            .agent(display.get("subagentName").text())
            .task(display.get("taskDescription").text())
            .build(),
        ts,
        id);
  }
}
