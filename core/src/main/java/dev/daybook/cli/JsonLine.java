package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command answers a program: an object as JSON on a line of its own. */
final class JsonLine {

  private JsonLine() {}

  /** With its line feed, and with no character that a terminal would obey. */
  static String of(Map<String, ? extends @Nullable Object> object) {
    return HarmlessText.json(JsonText.of(object)) + "\n";
  }
}
