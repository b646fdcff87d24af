package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command's answer to a program: an object as JSON on a line of its own. */
final class JsonLine {

  private JsonLine() {}

  /** Returns the line with its line feed, and with no character that a terminal would obey. */
  static String of(Map<String, ? extends @Nullable Object> object) {
    return HarmlessText.json(JsonText.of(object)) + "\n";
  }
}
