package dev.daybook.internal.exchange.claude;

import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The titles that lines give a conversation. Of each kind the last one counts. */
final class ClaudeTitles {

  private @Nullable String custom;
  private @Nullable String generated;

  /** Takes a line, which may be one with a title. */
  void take(JsonValue line) {
    JsonValue type = line.get("type");
    if (type.is("custom-title")) {
      custom = next(line.get("customTitle"), custom);
    } else if (type.is("ai-title")) {
      generated = next(line.get("aiTitle"), generated);
    }
  }

  private static @Nullable String next(JsonValue title, @Nullable String before) {
    String text = title.text();
    return text == null || text.isBlank() ? before : text;
  }

  /** Returns the title that the user gave, else the one that a model made; null without one. */
  @Nullable
  String title() {
    return custom == null ? generated : custom;
  }
}
