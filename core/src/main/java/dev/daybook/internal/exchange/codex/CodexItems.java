package dev.daybook.internal.exchange.codex;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Json;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Role;
import dev.daybook.event.SystemMessage;
import dev.daybook.internal.exchange.reading.RepeatedTexts;
import dev.daybook.internal.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a Codex file's items, which are what the model was given and what it gave. Events
 * and completed items repeat its answers and thoughts for the screen; each of them counts once.
 */
final class CodexItems {

  private static final int AS_ITEM = 1;
  private static final int AS_EVENT = 1 << 1;
  private static final int AS_COMPLETED = 1 << 2;

  private static final String DIALECT = "openai_responses";

  private final CodexPrompts prompts;
  private final CodexCalls calls;
  private final CodexAgents agents;
  private final @Nullable String agentPath;
  private final boolean hasAnswers;
  private final boolean hasThoughts;
  private final RepeatedTexts answers = new RepeatedTexts();
  private final RepeatedTexts thoughts = new RepeatedTexts();

  CodexItems(CodexHead head, CodexPrompts prompts, CodexCalls calls, CodexAgents agents) {
    this.prompts = prompts;
    this.calls = calls;
    this.agents = agents;
    this.agentPath = head.meta().get("agent_path").text();
    this.hasAnswers = head.hasItem("message", "assistant");
    this.hasThoughts = head.hasItem("reasoning", null);
  }

  /** Reads an item. */
  void read(CodexLine line, @Nullable String model) {
    JsonValue item = line.payload();
    String kind = line.kind();
    if (kind.isEmpty() && item.has("role")) {
      kind = "message";
    }
    switch (kind) {
      case "message" -> message(line);
      case "reasoning" -> reasoning(line, model);
      case "function_call" ->
        call(
            line,
            CodexCalls.name(item.get("namespace").text(""), item.get("name").text(kind)),
            item.get("arguments"));
      case "custom_tool_call" -> call(line, item.get("name").text(kind), item.get("input"));
      case "local_shell_call" -> call(line, "local_shell", item.get("action"));
      case "tool_search_call" -> call(line, "tool_search", item.get("arguments"));
      case "function_call_output", "custom_tool_call_output", "local_shell_call_output" ->
        output(line, item.get("output"));
      case "tool_search_output" ->
        calls.output(
            line,
            callId(line),
            new CodexOutput(null, true, null, null, item.get("tools").json()));
      case "web_search_call" -> answered(line, "web_search", item.get("action").raw(), null);
      case "image_generation_call" ->
        answered(
            line,
            "image_generation",
            item.get("revised_prompt").text(""),
            item.get("result").json());
      case "agent_message" -> agentMessage(line);
      default -> line.addVerbatim(kind.isEmpty() ? line.type() : kind);
    }
  }

  private void message(CodexLine line) {
    JsonValue item = line.payload();
    switch (item.get("role").text("")) {
      case "user" -> prompts.item(line);
      case "assistant" -> answer(line);
      case "developer" -> instructions(line, Role.DEVELOPER);
      case "system" -> instructions(line, null);
      default -> line.addVerbatim("message");
    }
  }

  private static void instructions(CodexLine line, @Nullable Role role) {
    String text = words(line.payload().get("content"));
    if (text == null) {
      line.addVerbatim("message");
    } else {
      line.add(new SystemMessage(text, role));
    }
  }

  private void answer(CodexLine line) {
    prompts.settle(line.target());
    JsonValue content = line.payload().get("content");
    String text = words(content);
    if (text == null) {
      line.addVerbatim("message");
    } else if (answers.isNew(text, AS_ITEM)) {
      String phase = line.payload().get("phase").text();
      Json details = phase == null ? null : Json.of(Map.of("phase", phase));
      line.add(AssistantMessage.builder()
          .text(text)
          .messageId(line.payload().get("id").text())
          .metadata(details == null ? null : new AnswerMetadata(null, null, null, details))
          .build());
    }
    for (JsonValue block : content.elements()) {
      boolean isEmptyImage =
          block.get("type").is("input_image") && !block.get("image_url").isPresent();
      if (!block.get("text").isString() && !isEmptyImage) {
        line.addVerbatim(block.get("type").text("message"), block);
      }
    }
  }

  private static @Nullable String words(JsonValue content) {
    String text = content.text();
    return text == null ? CodexOutput.words(content) : text;
  }

  private void reasoning(CodexLine line, @Nullable String model) {
    prompts.settle(line.target());
    JsonValue item = line.payload();
    String text = joined(item.get("summary"), item.get("content"));
    line.add(Reasoning.builder()
        .text(text == null || !thoughts.isNew(text, AS_ITEM) ? null : text)
        .item(item.json())
        .model(model)
        .dialect(DIALECT)
        .messageId(item.get("id").text())
        .build());
    for (JsonValue parts : List.of(item.get("summary"), item.get("content"))) {
      for (JsonValue part : parts.elements()) {
        String words = part.get("text").text("");
        if (!words.equals(text)) {
          // an event may repeat it alone
          thoughts.isNew(words, AS_ITEM);
        }
      }
    }
  }

  private static @Nullable String joined(JsonValue summary, JsonValue content) {
    StringBuilder text = new StringBuilder();
    for (JsonValue parts : List.of(summary, content)) {
      for (JsonValue part : parts.elements()) {
        String words = part.isString() ? part.text("") : part.get("text").text("");
        text.append(text.isEmpty() || words.isEmpty() ? "" : "\n\n").append(words);
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  private void call(CodexLine line, String name, JsonValue arguments) {
    prompts.settle(line.target());
    String callId = callId(line);
    String text = arguments.text();
    String given = text == null ? arguments.raw() : text;
    calls.call(line, callId, name, given);
    agents.call(callId, name, given);
  }

  private void answered(CodexLine line, String name, String arguments, @Nullable Json data) {
    prompts.settle(line.target());
    calls.answered(line, callId(line), name, arguments, data);
  }

  private void output(CodexLine line, JsonValue output) {
    CodexOutput read = CodexOutput.of(output);
    calls.output(line, callId(line), read);
    agents.output(line, callId(line), read.text());
  }

  private static String callId(CodexLine line) {
    String callId = line.payload().get("call_id").text();
    String id = callId == null ? line.payload().get("id").text() : callId;
    return id == null ? "line-" + line.item().line() : id;
  }

  /** Reads a message between agents: one that this agent got is its input. */
  private void agentMessage(CodexLine line) {
    JsonValue item = line.payload();
    String text = words(item.get("content"));
    if (text == null || agentPath == null || !item.get("recipient").is(agentPath)) {
      line.addVerbatim("agent_message");
    } else {
      prompts.fromAgent(line, text);
    }
  }

  /** Reads an event that repeats an answer. */
  void shownAnswer(CodexLine line) {
    shownAnswer(line, line.payload().get("message").text(""), AS_EVENT);
  }

  /** Reads a completed item that repeats an answer. */
  void completedAnswer(CodexLine line, JsonValue item) {
    String text = CodexOutput.words(item.get("content"));
    shownAnswer(line, text == null ? "" : text, AS_COMPLETED);
  }

  private void shownAnswer(CodexLine line, String text, int form) {
    if (!text.isEmpty() && !hasAnswers && answers.isNew(text, form)) {
      prompts.settle(line.target());
      line.add(new AssistantMessage(text));
    }
  }

  /** Reads an event that repeats a summary of a thought. */
  void shownThought(CodexLine line, @Nullable String model) {
    if (!hasThoughts) {
      thought(line, model);
    }
  }

  /** Reads an event that gives a thought in full, which its item need not have. */
  void shownRawThought(CodexLine line, @Nullable String model) {
    thought(line, model);
  }

  private void thought(CodexLine line, @Nullable String model) {
    String text = line.payload().get("text").text("");
    if (!text.isEmpty() && thoughts.isNew(text, AS_EVENT)) {
      prompts.settle(line.target());
      line.add(Reasoning.builder().text(text).model(model).build());
    }
  }
}
