package dev.daybook.internal.exchange.copilot;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Json;
import dev.daybook.event.LimitScope;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.Role;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.ToolCall;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.RepeatedTexts;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader of a Copilot file. */
final class CopilotReader extends ValueReader {

  private static final int AS_MESSAGE = 1;
  private static final int AS_EVENT = 1 << 1;
  private static final String DIALECT = "copilot";

  private final JsonValue start;
  private final CopilotTools tools = new CopilotTools();
  private final CopilotUsage usage = new CopilotUsage();
  private final CopilotAgents agents;
  private final RepeatedTexts thoughts = new RepeatedTexts();
  private @Nullable String model;
  private @Nullable String effort;

  CopilotReader(FileHead head) {
    super(head);
    this.start = dataOf("session.start");
    this.agents = new CopilotAgents(started());
  }

  private JsonValue dataOf(String type) {
    return head.values().stream()
        .filter(value -> value.get("type").is(type))
        .findFirst()
        .orElse(JsonValue.absent())
        .get("data");
  }

  @Override
  public Optional<String> sessionName() {
    return Optional.ofNullable(start.get("sessionId").text()).filter(id -> !id.isBlank());
  }

  @Override
  public SessionStarted started() {
    String selected = start.get("selectedModel").text();
    String title = null;
    for (JsonValue value : head.values()) {
      if (value.get("type").is("session.title_changed")) {
        title = value.at("data", "title").text(title == null ? "" : title);
      }
    }
    return SessionStarted.builder()
        .agentName("Copilot")
        .title(title == null || title.isBlank() ? null : title)
        .model(selected == null ? dataOf("session.model_change").get("newModel").text() : selected)
        .cwd(start.at("context", "cwd").text())
        .backfilled(true)
        .build();
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return ForeignTime.of(item.get("timestamp"));
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    CopilotLine line = new CopilotLine(item.value(), time(item.value()), target);
    if (line.type().startsWith("subagent.")) {
      agents.changed(line);
    } else {
      read(agents.placed(line));
    }
  }

  private void read(CopilotLine line) {
    switch (line.type()) {
      case "session.start", "session.resume" -> {
        usage.beginRun();
        settings(line, line.data().get("selectedModel"));
      }
      case "session.model_change" -> settings(line, line.data().get("newModel"));
      case "session.shutdown" -> {
        // no session_ended: a session that was shut down can be resumed
        usage.endRun(line);
        line.addVerbatim();
      }
      case "session.error" -> failed(line);
      case "abort" -> aborted(line);
      case "system.message", "system.notification" -> system(line);
      case "user.message" -> user(line);
      case "assistant.message" -> answer(line);
      case "assistant.reasoning" -> thought(line);
      case "assistant.usage" -> usage.call(line, model);
      case "tool.execution_start", "tool.user_requested" -> tools.started(line);
      case "tool.execution_complete" -> tools.completed(line);
      case "skill.invoked" -> skill(line);
      default -> line.addVerbatim();
    }
  }

  private void settings(CopilotLine line, JsonValue named) {
    String newModel = named.text();
    model = newModel == null ? model : newModel;
    line.addVerbatim();
    String newEffort = line.data().get("reasoningEffort").text();
    if (newEffort != null && !newEffort.equals(effort)) {
      effort = newEffort;
      line.add(new InferenceSettingsChanged(new InferenceSettings(
          effort.equals("none") ? ThinkingLevel.OFF : new ThinkingLevel(effort))));
    }
  }

  private static void failed(CopilotLine line) {
    JsonValue data = line.data();
    String kind = data.get("errorType").text("error");
    String message = data.get("message").text(kind);
    if (kind.contains("rate_limit") || kind.contains("quota")) {
      line.add(UsageLimitHit.builder()
          .provider("github")
          .scope(LimitScope.UNKNOWN)
          .raw(message)
          .fallbackUsed(false)
          .incidentId(line.value().get("id").text(kind))
          .build());
    }
    line.add(failure("failed", kind, message, data));
  }

  private static void aborted(CopilotLine line) {
    String reason = line.data().get("reason").text("not said");
    line.add(failure(
        "interrupted", "abort", "the turn was ended before its answer: " + reason, line.data()));
  }

  private static TurnFailed failure(String status, String kind, String message, JsonValue data) {
    return TurnFailed.builder()
        .terminalStatus(status)
        .errorKind(kind)
        .errorMessage(message)
        .details(data.json())
        .build();
  }

  private static void system(CopilotLine line) {
    String content = line.data().get("content").text();
    if (content == null) {
      line.addVerbatim();
    } else {
      line.add(new SystemMessage(
          content, line.data().get("role").is("developer") ? Role.DEVELOPER : null));
    }
  }

  private static void user(CopilotLine line) {
    JsonValue data = line.data();
    String content = data.get("content").text();
    List<Resource> resources = new ArrayList<>();
    for (JsonValue attachment : data.get("attachments").elements()) {
      String name = attachment.get("displayName").text();
      String path = attachment.get("path").text(attachment.get("filePath").text(""));
      resources.add(Resource.builder()
          .kind(attachment.get("type").text("file"))
          .name(path.isEmpty() ? name : path)
          .title(path.isEmpty() ? null : name)
          .mimeType(attachment.get("mimeType").text())
          .build());
    }
    String source = data.get("source").text("user");
    if (content == null) {
      line.addVerbatim();
    } else if (source.equals("user")) {
      line.add(new UserMessage(content, resources, null));
    } else {
      // a skill, or Copilot itself, put it in
      line.add(new SystemMessage(content));
    }
  }

  private void answer(CopilotLine line) {
    JsonValue data = line.data();
    thoughtOf(line);
    String content = data.get("content").text("");
    List<ToolCall> calls = tools.asked(data.get("toolRequests"));
    if (content.isEmpty() && calls.isEmpty()) {
      line.addVerbatim();
    } else {
      line.add(AssistantMessage.builder()
          .text(content)
          .toolCalls(calls)
          .messageId(data.get("messageId").text())
          .build());
    }
    String named = data.get("model").text();
    usage.message(line, named == null ? model : named);
  }

  /** Reads the thought in a message, which a line of its own may repeat. */
  private void thoughtOf(CopilotLine line) {
    Map<String, Object> sealed = new LinkedHashMap<>();
    for (String name : List.of("reasoningOpaque", "encryptedContent")) {
      Json value = line.data().get(name).json();
      if (value != null) {
        sealed.put(name, value);
      }
    }
    String text = line.data().get("reasoningText").text("");
    boolean isNew = !text.isEmpty() && thoughts.isNew(text, AS_MESSAGE);
    if (isNew || !sealed.isEmpty()) {
      line.add(Reasoning.builder()
          .text(isNew ? text : null)
          .item(sealed.isEmpty() ? null : Json.of(sealed))
          .model(model)
          .dialect(sealed.isEmpty() ? null : DIALECT)
          .build());
    }
  }

  private void thought(CopilotLine line) {
    String text = line.data().get("content").text("");
    if (text.isEmpty()) {
      line.addVerbatim();
    } else if (thoughts.isNew(text, AS_EVENT)) {
      line.add(Reasoning.builder().text(text).model(model).build());
    }
  }

  private static void skill(CopilotLine line) {
    JsonValue data = line.data();
    String name = data.get("name").text();
    if (name == null) {
      line.addVerbatim();
    } else {
      line.add(SkillActivation.builder()
          .name(name)
          .path(data.get("path").text())
          .content(data.get("content").text())
          .build());
    }
  }
}
