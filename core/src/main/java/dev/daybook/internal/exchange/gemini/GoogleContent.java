package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.Resource;
import dev.daybook.event.ResourceBuilder;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The content of a message as Google's model interface has it: a text, or parts of several kinds.
 * Agents that descend from Gemini CLI keep it so.
 */
final class GoogleContent {

  /** The fields of a part that say nothing about its kind. */
  static final Set<String> MARKS = Set.of("thought", "thoughtSignature", "videoMetadata");

  private static final int BASE64_CHARS = 4;
  private static final int BASE64_BYTES = 3;

  private final StringBuilder text = new StringBuilder();
  private final List<JsonValue> thoughts = new ArrayList<>();
  private final List<JsonValue> calls = new ArrayList<>();
  private final List<JsonValue> responses = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<JsonValue> others = new ArrayList<>();

  /** Sorts the parts of a content: a text, a part, or an array of both. */
  static GoogleContent of(JsonValue content) {
    GoogleContent sorted = new GoogleContent();
    if (content.isArray()) {
      content.elements().forEach(sorted::add);
    } else {
      sorted.add(content);
    }
    return sorted;
  }

  private void add(JsonValue part) {
    if (part.isString()) {
      text.append(part.text(""));
    } else if (part.get("functionCall").isObject()) {
      calls.add(part.get("functionCall"));
    } else if (part.get("functionResponse").isObject()) {
      responses.add(part.get("functionResponse"));
    } else if (part.get("inlineData").isObject()) {
      resources.add(inline(part.get("inlineData")));
    } else if (part.get("fileData").isObject()) {
      resources.add(file(part.get("fileData")));
    } else if (part.get("text").isString()) {
      if (part.get("thought").isTrue()) {
        thoughts.add(part);
      } else {
        text.append(part.get("text").text(""));
      }
    } else if (part.isPresent()) {
      others.add(part);
    }
  }

  private static Resource inline(JsonValue data) {
    String base64 = data.get("data").text("");
    ResourceBuilder resource = Resource.builder()
        .kind("inline_data")
        .mimeType(data.get("mimeType").text())
        .name(data.get("displayName").text());
    if (!base64.isEmpty()) {
      int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
      resource.sizeBytes(
          Math.max(0, (long) base64.length() * BASE64_BYTES / BASE64_CHARS - padding));
    }
    return resource.build();
  }

  private static Resource file(JsonValue file) {
    return Resource.builder()
        .kind("resource_link")
        .mimeType(file.get("mimeType").text())
        .name(file.get("displayName").text())
        .uri(file.get("fileUri").text())
        .build();
  }

  /** Returns the words of all text parts, one behind the other. */
  String text() {
    return text.toString();
  }

  /** Returns the parts that are thoughts. */
  List<JsonValue> thoughts() {
    return thoughts;
  }

  /** Returns the calls of tools. */
  List<JsonValue> calls() {
    return calls;
  }

  /** Returns the answers of tools. */
  List<JsonValue> responses() {
    return responses;
  }

  /** Returns the images and files. */
  List<Resource> resources() {
    return resources;
  }

  /** Returns the parts of other kinds. */
  List<JsonValue> others() {
    return others;
  }

  /** Returns true if nothing stands in it. */
  boolean isEmpty() {
    return text.isEmpty()
        && thoughts.isEmpty()
        && calls.isEmpty()
        && responses.isEmpty()
        && resources.isEmpty()
        && others.isEmpty();
  }
}
