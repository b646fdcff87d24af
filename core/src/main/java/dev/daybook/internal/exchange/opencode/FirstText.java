package dev.daybook.internal.exchange.opencode;

import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The first of several places where an agent writes the same fact. */
final class FirstText {

  private FirstText() {}

  /** Returns the first of the values that is a text and not empty; null if none is. */
  static @Nullable String of(JsonValue... values) {
    for (JsonValue value : values) {
      String text = value.text("");
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }
}
