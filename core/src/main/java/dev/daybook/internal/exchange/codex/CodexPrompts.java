package dev.daybook.internal.exchange.codex;

import dev.daybook.event.Resource;
import dev.daybook.event.ResourceBuilder;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.RepeatedTexts;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prompts of a Codex session, each of them once. A prompt stands in the file as an item, which
 * the model was given, and as an event, which the screen showed. Items also hold what Codex itself
 * put in. If the head shows events of prompts, they are the prompts: an item then waits for its
 * event until the model answers, and is a system message if none comes. Otherwise the form that
 * comes first is taken.
 */
final class CodexPrompts {

  private static final int AS_ITEM = 1;
  private static final int AS_EVENT = 1 << 1;
  private static final int AS_COMPLETED = 1 << 2;

  private static final int MAX_WAITING = 8;
  private static final int MAX_TAG = 60;

  /** The data of an image in an item, which has no place in an event of ours. */
  private static final String DATA = "data:";

  private record Waiting(UserMessage message, @Nullable Instant ts) {}

  private final RepeatedTexts texts = new RepeatedTexts();
  private final List<Waiting> waiting = new ArrayList<>();
  private final CodexTurns turns;
  private final boolean isByEvents;

  CodexPrompts(CodexHead head, CodexTurns turns) {
    this.turns = turns;
    this.isByEvents = head.hasEvent("user_message") || head.hasPromptItems();
  }

  /** Reads an item of the user's role. */
  void item(CodexLine line) {
    JsonValue content = line.payload().get("content");
    StringBuilder text = new StringBuilder(content.text(""));
    List<Resource> resources = new ArrayList<>();
    List<JsonValue> others = new ArrayList<>();
    boolean isInserted = content.isString() && isInserted(content.text(""));
    for (JsonValue block : content.elements()) {
      String words = block.get("text").text();
      if (block.get("type").is("input_image")) {
        addImage(resources, block.get("image_url").text());
      } else if (words == null) {
        others.add(block);
      } else if (!isImageTag(words)) {
        isInserted = isInserted(words) && (isInserted || text.isEmpty());
        text.append(text.isEmpty() ? "" : "\n").append(words);
      }
    }
    UserMessage message =
        new UserMessage(text.toString(), resources, line.payload().get("id").text());
    if (isInserted) {
      line.add(new SystemMessage(message.text()));
    } else if (message.text().isEmpty() && resources.isEmpty()) {
      line.addVerbatim("message");
    } else if (texts.isNew(message.text(), AS_ITEM)) {
      if (isByEvents) {
        waiting.add(new Waiting(message, line.ts()));
        if (waiting.size() > MAX_WAITING) {
          settle(line.target());
        }
      } else {
        prompt(message, line.ts(), line.target());
      }
    }
    others.forEach(block -> line.addVerbatim(block.get("type").text("message"), block));
  }

  /** Reads an event that shows a prompt. */
  void event(CodexLine line) {
    JsonValue event = line.payload();
    String kind = event.get("kind").text("plain");
    if (kind.equals("user_instructions") || kind.equals("environment_context")) {
      // its item is a system message
      return;
    }
    List<Resource> resources = new ArrayList<>();
    event.get("images").elements().forEach(image -> addImage(resources, image.text()));
    for (JsonValue path : event.get("local_images").elements()) {
      if (path.isString()) {
        resources.add(image().name(path.text()).build());
      }
    }
    shown(line, event.get("message").text(""), resources, AS_EVENT);
  }

  /** Reads a completed item that shows a prompt. */
  void completed(CodexLine line, JsonValue item) {
    StringBuilder text = new StringBuilder();
    List<Resource> resources = new ArrayList<>();
    for (JsonValue block : item.get("content").elements()) {
      String words = block.get("text").text();
      if (words != null) {
        text.append(text.isEmpty() ? "" : "\n").append(words);
      } else {
        addImage(resources, block.get("image_url").text());
      }
    }
    shown(line, text.toString(), resources, AS_COMPLETED);
  }

  /** Adds what another agent said to this one. */
  void fromAgent(CodexLine line, String text) {
    prompt(
        new UserMessage(text, List.of(), line.payload().get("id").text()),
        line.ts(),
        line.target());
  }

  private void shown(CodexLine line, String text, List<Resource> resources, int form) {
    Waiting item = waitingFor(text);
    boolean isNew = texts.isNew(text, form);
    if (item != null) {
      waiting.remove(item);
      UserMessage given = item.message();
      prompt(
          new UserMessage(
              text, resources.isEmpty() ? given.resources() : resources, given.messageId()),
          line.ts(),
          line.target());
    } else if (isNew && !(text.isEmpty() && resources.isEmpty())) {
      prompt(new UserMessage(text, resources, null), line.ts(), line.target());
    }
  }

  private @Nullable Waiting waitingFor(String text) {
    String words = text.strip();
    for (Waiting item : waiting) {
      String given = item.message().text();
      if (given.strip().equals(words) || (!words.isEmpty() && given.contains(words))) {
        return item;
      }
    }
    return null;
  }

  private void prompt(UserMessage message, @Nullable Instant ts, ImportTarget target) {
    turns.begin(target.nextSeq());
    target.add(message, ts, null);
  }

  /** Adds the items for which no event came, before the model answers. */
  void settle(ImportTarget target) {
    for (Waiting item : waiting) {
      target.add(new SystemMessage(item.message().text()), item.ts(), null);
    }
    waiting.clear();
  }

  /** Adds the items whose events may come when the file grows. */
  void end(ImportTarget target) {
    waiting.forEach(item -> prompt(item.message(), item.ts(), target));
    waiting.clear();
  }

  private static void addImage(List<Resource> resources, @Nullable String url) {
    if (url == null) {
      return;
    }
    if (!url.startsWith(DATA)) {
      resources.add(image().uri(url).build());
      return;
    }
    int comma = url.indexOf(',');
    int semicolon = url.indexOf(';');
    int end = semicolon < 0 || comma < semicolon ? comma : semicolon;
    String mimeType = end < 0 ? null : url.substring(DATA.length(), end);
    long base64Chars = url.length() - comma - 1L;
    resources.add(image().mimeType(mimeType).sizeBytes(base64Chars * 3 / 4).build());
  }

  private static ResourceBuilder image() {
    return Resource.builder().kind("image");
  }

  /** Returns true if the words stand around an image in an item, and are not the user's. */
  private static boolean isImageTag(String words) {
    return words.equals("</image>")
        || words.equals("<image>")
        || (words.startsWith("<image name=") && words.endsWith(">") && words.indexOf('\n') < 0);
  }

  /** Returns true if Codex itself put the text in: context in tags, or instructions. */
  static boolean isInserted(String text) {
    String words = text.strip();
    if (words.startsWith("# AGENTS.md instructions")) {
      return true;
    }
    int end = words.indexOf('>');
    if (!words.startsWith("<") || end < 2 || end > MAX_TAG) {
      return false;
    }
    String tag = words.substring(1, end);
    boolean isOfCodex = tag.indexOf('_') > 0
        || tag.endsWith(" instructions")
        || tag.equals("INSTRUCTIONS")
        || tag.equals("skill");
    return isOfCodex && words.endsWith("</" + tag + ">");
  }
}
