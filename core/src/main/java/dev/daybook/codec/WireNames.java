package dev.daybook.codec;

import java.util.Locale;

/**
 * {@code ToolCall} and {@code callId} in Java are {@code tool_call} and {@code call_id} on the
 * wire.
 */
final class WireNames {

  private WireNames() {}

  static String snakeCase(String javaName) {
    return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
