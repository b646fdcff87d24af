package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Resource;
import dev.daybook.event.Role;
import dev.daybook.event.SessionCleared;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The lines of the user: prompts, results, and all that the client puts in the user's name. */
final class ClaudeUserLines {

  private static final int BASE64_CHARS = 4;
  private static final int BASE64_BYTES = 3;

  private ClaudeUserLines() {}

  /** Returns true if the line begins a turn: a person, or a caller, gave it. */
  static boolean opensTurn(ClaudeLine line) {
    if (line.has("isMeta") || line.has("isCompactSummary")) {
      return false;
    }
    JsonValue content = line.content();
    if (content.isString()) {
      return ClaudeText.pieces(content.text("")).stream().anyMatch(ClaudeText::opensTurn);
    }
    boolean opens = false;
    for (JsonValue block : content.elements()) {
      switch (block.get("type").text("")) {
        case "tool_result" -> {
          return false;
        }
        case "text" ->
          opens |= ClaudeText.pieces(block.get("text").text("")).stream()
              .anyMatch(ClaudeText::opensTurn);
        case "image", "document" -> opens = true;
        default -> {}
      }
    }
    return opens;
  }

  static void read(ClaudeLine line, ClaudeThread thread) {
    JsonValue content = line.content();
    if (line.has("isCompactSummary")) {
      thread.compact(ClaudeAnswers.text(content), line);
      return;
    }
    Said said = new Said(line, thread);
    if (content.isString()) {
      said.text(content.text(""));
    }
    List<JsonValue> blocks = content.elements();
    said.hasResults = blocks.stream().anyMatch(block -> block.get("type").is("tool_result"));
    int results = 0;
    for (JsonValue block : blocks) {
      switch (block.get("type").text("")) {
        case "tool_result" -> {
          boolean isFirst = results++ == 0;
          ClaudeResults.read(
              block, isFirst ? line.get("toolUseResult") : JsonValue.absent(), line, thread);
        }
        case "text" -> said.text(block.get("text").text(""));
        case "image", "document" -> said.resource(block);
        default -> said.others.add(block);
      }
    }
    said.end();
  }

  /** The pieces of what a line says, as they are found. */
  private static final class Said {
    private final ClaudeLine line;
    private final ClaudeThread thread;
    private final StringBuilder prompt = new StringBuilder();
    private final List<Resource> resources = new ArrayList<>();
    private final List<JsonValue> others = new ArrayList<>();
    private boolean hasResults;

    Said(ClaudeLine line, ClaudeThread thread) {
      this.line = line;
      this.thread = thread;
    }

    void text(String text) {
      ClaudeText.pieces(text).forEach(this::piece);
    }

    private void piece(ClaudeText piece) {
      switch (piece.kind()) {
        case PROMPT -> {
          if (line.has("isMeta") || hasResults) {
            inserted(piece.text());
          } else {
            prompt.append(prompt.length() == 0 ? "" : "\n").append(piece.text());
          }
        }
        case COMMAND -> thread.add(new UserMessage(piece.typed()), line);
        case SHELL_INPUT -> {
          String command = piece.within("bash-input");
          thread.add(new UserMessage("!" + (command == null ? piece.text() : command)), line);
        }
        case LOCAL_COMMAND -> localCommand(piece);
        case LOCAL_OUTPUT -> thread.addVerbatim("local_command_output", line.value(), line);
        case SHELL_OUTPUT, INSERTED -> inserted(piece.text());
        case NOTIFICATION -> {
          inserted(piece.text());
          String task = piece.within("task-id");
          String status = piece.within("status");
          if (task != null) {
            thread.agents.notified(task.strip(), status == null ? "" : status.strip(), line);
          }
        }
        case INTERRUPT ->
          thread.add(
              new TurnFailed("interrupted", "interrupted", piece.text().strip(), null, List.of()),
              line);
      }
    }

    /** Adds what the model is given in the user's name, though no person typed it. */
    private void inserted(String text) {
      thread.add(new SystemMessage(text, Role.USER), line);
    }

    private void localCommand(ClaudeText piece) {
      if (piece.typed().equals("/clear") && thread.tree.tip() != null) {
        thread.target.add(
            new SessionCleared(line.get("sessionId").text(), null),
            line.ts(),
            line.idOf("cleared"));
      }
      thread.addVerbatim("local_command", line.value(), line);
    }

    void resource(JsonValue block) {
      others.add(block);
      JsonValue source = block.get("source");
      String data = source.get("data").text();
      resources.add(Resource.builder()
          .resourceId(line.idOf("resource" + (resources.size() + 1)))
          .kind(block.get("type").text())
          .name(block.get("title").text())
          .mimeType(source.get("media_type").text())
          .sizeBytes(data == null ? null : (long) data.length() / BASE64_CHARS * BASE64_BYTES)
          .uri(source.get("url").text())
          .build());
    }

    void end() {
      boolean isPlain = !line.has("isMeta") && !hasResults;
      if (isPlain && (prompt.length() > 0 || !resources.isEmpty())) {
        String text = prompt.length() > 0
            ? prompt.toString()
            : "[" + resources.get(0).kind() + " " + resources.get(0).mimeType() + "]";
        if (!isAgain(text)) {
          thread.add(new UserMessage(text, resources, null), line);
        }
      }
      for (JsonValue block : others) {
        thread.addVerbatim(block.get("type").text("block"), block, line);
      }
    }

    /** Returns true if the text was given before this, while the agent worked. */
    private boolean isAgain(String text) {
      Long steered = thread.steered;
      thread.steered = null;
      if (steered == null || steered != TextHash.of(text)) {
        return false;
      }
      thread.addVerbatim("repeated_prompt", line.value(), line);
      return true;
    }
  }
}
