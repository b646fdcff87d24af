package dev.daybook.event;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code ToolCall} and {@code callId} in Java are {@code tool_call} and {@code call_id} on the
 * wire.
 */
public final class WireNames {

  private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private WireNames() {}

  /** The type that a record class is on the wire. */
  public static String of(Class<?> recordClass) {
    return snakeCase(recordClass.getSimpleName());
  }

  /** The field that a record's component is on the wire. */
  public static String snakeCase(String javaName) {
    return WORD_BOUNDARY.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
