package dev.daybook.event;

import dev.daybook.DaybookException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A printer of Java values as JSON text of one line, without white space. Used once. */
final class JsonPrinter {

  private static final int MAX_DEPTH = 1000;

  private final StringBuilder text = new StringBuilder();

  private JsonPrinter() {}

  static String print(Object value) {
    JsonPrinter printer = new JsonPrinter();
    printer.value(value, 0);
    return printer.text.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw DaybookException.of(
          DaybookException.Kind.INVALID_VALUE,
          "the values nest too deep, or contain themselves",
          "maxDepth",
          MAX_DEPTH);
    }
    if (value instanceof Map<?, ?> map) {
      object(map, depth + 1);
    } else if (value instanceof Collection<?> elements) {
      array(elements, depth + 1);
    } else if (value instanceof CharSequence chars) {
      string(chars);
    } else if (value instanceof Json json) {
      text.append(json.text());
    } else if (value == null || value instanceof Boolean || isJsonNumber(value)) {
      text.append(value);
    } else {
      throw hasNoForm("a value has no JSON form", value);
    }
  }

  private static boolean isJsonNumber(Object value) {
    if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw hasNoForm("a number is not finite; JSON has no form for it", value);
      }
      return true;
    }
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger
        || value instanceof BigDecimal;
  }

  private void object(Map<?, ?> map, int depth) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw hasNoForm("a key is no string", entry.getKey());
      }
      text.append(before);
      string(name);
      text.append(':');
      value(entry.getValue(), depth);
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void array(Collection<?> elements, int depth) {
    char before = '[';
    for (Object element : elements) {
      text.append(before);
      value(element, depth);
      before = ',';
    }
    text.append(before == '[' ? "[]" : "]");
  }

  private void string(CharSequence chars) {
    text.append('"');
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || isLone(chars, i)) {
        text.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** Returns true if the char is half of a surrogate pair without its other half. */
  private static boolean isLone(CharSequence chars, int i) {
    char c = chars.charAt(i);
    return (Character.isHighSurrogate(c)
            && (i + 1 == chars.length() || !Character.isLowSurrogate(chars.charAt(i + 1))))
        || (Character.isLowSurrogate(c)
            && (i == 0 || !Character.isHighSurrogate(chars.charAt(i - 1))));
  }

  private static DaybookException hasNoForm(String reason, @Nullable Object value) {
    return DaybookException.of(
        DaybookException.Kind.INVALID_VALUE,
        reason,
        "class",
        value == null ? "null" : value.getClass().getName());
  }
}
