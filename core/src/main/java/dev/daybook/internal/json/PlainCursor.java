package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * A cursor that reads JSON as Daybook writes it, and gives up with {@link NotPlain} where anything
 * is unusual. It accepts only what a parser accepts, and reads it with the same result. Reading is
 * little more than copying strings then. Belongs to one thread.
 */
final class PlainCursor extends JsonCursor {

  private static final int MAX_DEPTH = 60;
  private static final int MAX_DIGITS = 18;

  private final byte[] bytes;
  private final int to;
  private final PlainText strings;
  private int at;

  /** The offset at which the current token begins. */
  private int start;

  /** True if the current token is a string that was not passed yet. */
  private boolean isAhead;

  /** The offset at which the current field's name ends; its escapes are not resolved. */
  private int nameEnd;

  /** One bit for each object or array around, the innermost lowest; set for an object. */
  private long objects;

  private int depth;
  private long number;
  private int digits;

  /**
   * Makes a cursor before the value that begins at {@code at}.
   *
   * @param to the line's end
   * @param strings the strings of the line
   */
  PlainCursor(byte[] bytes, int at, int to, PlainText strings) {
    this.bytes = bytes;
    this.at = at;
    this.to = to;
    this.strings = strings;
  }

  /** Returns the offset at which the current token ends. */
  int end() {
    if (isAhead) {
      pass();
    }
    return at;
  }

  @Override
  JsonToken nextToken() {
    JsonToken before = token;
    JsonToken next;
    if (before == null || before == JsonToken.FIELD_NAME) {
      next = value(byteBehindSpace());
    } else {
      next = nextInside(before);
    }
    token = next;
    return next;
  }

  private JsonToken nextInside(JsonToken before) {
    if (isAhead) {
      pass();
    }
    if (depth == 0) {
      throw NotPlain.INSTANCE;
    }
    boolean isObject = (objects & 1) != 0;
    byte b = byteBehindSpace();
    if (b == (isObject ? '}' : ']')) {
      start = at++;
      objects >>>= 1;
      depth--;
      return isObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }
    if (before != JsonToken.START_OBJECT && before != JsonToken.START_ARRAY) {
      require(b == ',');
      at++;
      b = byteBehindSpace();
    }
    return isObject ? name(b) : value(b);
  }

  /** Passes the name and the colon behind it. */
  private JsonToken name(byte b) {
    require(b == '"');
    start = at;
    strings.skip(at + 1);
    nameEnd = strings.end() - 1;
    at = strings.end();
    require(byteBehindSpace() == ':');
    at++;
    return JsonToken.FIELD_NAME;
  }

  private JsonToken value(byte b) {
    start = at;
    return switch (b) {
      case '"' -> {
        isAhead = true;
        yield JsonToken.VALUE_STRING;
      }
      case '{' -> enter(1, JsonToken.START_OBJECT);
      case '[' -> enter(0, JsonToken.START_ARRAY);
      case 't' -> literal(JsonToken.VALUE_TRUE);
      case 'f' -> literal(JsonToken.VALUE_FALSE);
      case 'n' -> literal(JsonToken.VALUE_NULL);
      default -> number(b);
    };
  }

  private JsonToken enter(int bit, JsonToken opening) {
    require(depth < MAX_DEPTH);
    depth++;
    objects = objects << 1 | bit;
    at++;
    return opening;
  }

  private JsonToken literal(JsonToken literal) {
    byte[] name = literal.asByteArray();
    require(to - at >= name.length);
    for (int i = 0; i < name.length; i++) {
      require(bytes[at + i] == name[i]);
    }
    at += name.length;
    return literal;
  }

  private JsonToken number(byte b) {
    boolean isNegative = b == '-';
    if (isNegative) {
      at++;
    }
    int first = at;
    number = digits();
    digits = at - first;
    require(digits > 0 && (digits == 1 || bytes[first] != '0'));
    if (isNegative) {
      number = -number;
    }
    JsonToken kind = JsonToken.VALUE_NUMBER_INT;
    if (at < to && bytes[at] == '.') {
      at++;
      requireDigits();
      kind = JsonToken.VALUE_NUMBER_FLOAT;
    }
    if (at < to && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      requireDigits();
      kind = JsonToken.VALUE_NUMBER_FLOAT;
    }
    return kind;
  }

  private void requireDigits() {
    int first = at;
    digits();
    require(at > first);
  }

  /** Passes the digits there; returns their value, right if they are few enough. */
  private long digits() {
    long value = 0;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + bytes[at++] - '0';
    }
    return value;
  }

  @Override
  int indexIn(FieldNames names, int guess) {
    for (int i = start + 1; i < nameEnd; i++) {
      // a name with an escape may be one of them all the same
      require(bytes[i] != '\\');
    }
    return names.indexOf(bytes, start + 1, nameEnd, guess);
  }

  @Override
  String text() {
    String text = strings.read(start + 1);
    at = strings.end();
    isAhead = false;
    return text;
  }

  @Override
  boolean isLong() {
    require(digits <= MAX_DIGITS);
    return true;
  }

  @Override
  long longValue() {
    require(digits <= MAX_DIGITS);
    return number;
  }

  @Override
  double doubleValue() {
    return token == JsonToken.VALUE_NUMBER_INT
        ? (double) longValue()
        : Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  @Override
  void skipValue() {
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      int around = depth - 1;
      while (depth > around) {
        nextToken();
      }
    } else if (isAhead) {
      pass();
    }
  }

  @Override
  String verbatim() {
    int from = start;
    skipValue();
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  private void pass() {
    strings.skip(start + 1);
    at = strings.end();
    isAhead = false;
  }

  private byte byteBehindSpace() {
    while (at < to) {
      byte b = bytes[at];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
      at++;
    }
    throw NotPlain.INSTANCE;
  }

  private static void require(boolean isPlain) {
    if (!isPlain) {
      throw NotPlain.INSTANCE;
    }
  }
}
