package dev.daybook.internal.search;

import dev.daybook.event.ToolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an entry that filters ask for: the speaker, and the tools that it calls, runs or
 * answers. They are read from the names of its data, so that types of applications have them too.
 */
final class EntryFacts {

  /** No name or identifier is longer. */
  private static final int MAX_BYTES = 2_000;

  private static final Map<String, String> ROLES = Map.of(
      "user_message", "user",
      "assistant_message", "assistant",
      "inference_completed", "assistant",
      "reasoning", "assistant",
      "tool_call", "assistant",
      "system_message", "system",
      "tool_result", "tool",
      "tool_execution_end", "tool",
      "tool_execution_update", "tool");

  /**
   * A tool's use.
   *
   * @param callId the call
   * @param name the tool
   * @param kind its kind
   */
  record Use(
      @Nullable String callId,
      @Nullable String name,
      @Nullable String kind) {}

  private final List<Use> uses = new ArrayList<>();
  private @Nullable String role;
  private @Nullable String callId;
  private @Nullable String name;
  private @Nullable String kind;
  private @Nullable String calledId;

  /**
   * Reads the facts.
   *
   * @param texts at the beginning of the entry's data
   */
  static EntryFacts of(String type, DataTexts texts) {
    EntryFacts facts = new EntryFacts();
    texts.skipLonger(MAX_BYTES);
    while (texts.next()) {
      if (texts.depth() <= 4) {
        facts.take(type, texts.path(), texts);
      }
    }
    if (facts.role == null) {
      facts.role = ROLES.get(type);
    }
    if (facts.name != null || facts.callId != null || facts.kind != null) {
      facts.uses.add(0, new Use(facts.callId, facts.name, facts.kind));
    }
    return facts;
  }

  private void take(String type, String path, DataTexts texts) {
    switch (path) {
      case "role", "message.role" -> role = role == null ? texts.text() : role;
      case "call_id", "tool_call_id", "message.tool_call_id" -> callId = texts.text();
      case "tool_name", "message.tool_name" -> name = texts.text();
      case "name" -> name = type.startsWith("tool_") ? texts.text() : name;
      case "tool_kind" -> kind = texts.text();
      case "tool_calls.call_id", "message.tool_calls.id", "message.content.id" ->
        calledId = texts.text();
      case "tool_calls.name", "message.tool_calls.name", "message.content.name" ->
        uses.add(new Use(calledId, texts.text(), null));
      case "tool_calls.tool_kind" -> {
        if (!uses.isEmpty()) {
          Use last = uses.remove(uses.size() - 1);
          uses.add(new Use(last.callId, last.name, texts.text()));
        }
      }
      default -> {
        // said, and no fact
      }
    }
  }

  /** Returns the speaker; null if there is none. */
  @Nullable
  String role() {
    return role;
  }

  /** Returns the name of the first tool; null if none is named. */
  @Nullable
  String tool() {
    return uses.stream()
        .map(Use::name)
        .filter(named -> named != null)
        .findFirst()
        .orElse(null);
  }

  List<Use> uses() {
    return uses;
  }

  /** Returns the call that the entry answers or runs without naming its tool; null if none. */
  @Nullable
  String unnamedCall() {
    return name == null ? callId : null;
  }

  /** Returns true if one of the uses is of these tools, in lower case, and these kinds. */
  static boolean isWanted(List<Use> uses, Set<String> tools, Set<String> kinds) {
    return uses.stream()
        .anyMatch(use ->
            (tools.isEmpty() || isOf(use, tools)) && (kinds.isEmpty() || isOfKind(use, kinds)));
  }

  private static boolean isOf(Use use, Set<String> tools) {
    return use.name() != null && tools.contains(use.name().toLowerCase(Locale.ROOT));
  }

  private static boolean isOfKind(Use use, Set<String> kinds) {
    String kind = use.kind();
    if (kind == null && use.name() != null) {
      kind = ToolKind.guess(use.name()).wireName();
    }
    return kind != null && kinds.contains(kind);
  }
}
