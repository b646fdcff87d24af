package dev.daybook.event;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The translation of Java names to wire names: {@code ToolCall} and {@code callId} in Java are
 * {@code tool_call} and {@code call_id} on the wire.
 */
public final class WireNames {

  private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private WireNames() {}

  /** Returns the wire name of a record class. */
  public static String of(Class<?> recordClass) {
    return snakeCase(recordClass.getSimpleName());
  }

  /** Returns the wire name of a record's component. */
  public static String snakeCase(String javaName) {
    return WORD_BOUNDARY.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
