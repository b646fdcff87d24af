package dev.daybook.internal.json.fast;

import java.nio.charset.StandardCharsets;

/**
 * A cursor that reads JSON as Daybook writes it, and gives up with {@link NotPlain} where anything
 * is unusual. It accepts only what a parser accepts, and reads it with the same result. Reading is
 * little more than copying strings then. Belongs to one thread.
 */
public final class PlainCursor extends JsonCursor {

  private static final int MAX_DEPTH = 60;
  private static final int MAX_DIGITS = 18;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

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

  /** Makes a cursor over the line {@code [from, to)}, before its first token. */
  public PlainCursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.strings = new PlainText(bytes, from, to);
  }

  /** Returns the string whose opening quote stands there, and moves behind it. */
  public String stringAt(int offset) {
    require(offset < to && bytes[offset] == '"');
    start = offset;
    return text();
  }

  /** Moves before the value that begins there, inside nothing. */
  public void moveTo(int offset) {
    at = offset;
    depth = 0;
    isAhead = false;
    token = null;
  }

  /** Returns the offset at which the current token ends. */
  public int end() {
    if (isAhead) {
      pass();
    }
    return at;
  }

  @Override
  public Token nextToken() {
    Token before = token;
    Token next;
    if (before == null || before == Token.NAME) {
      next = value(byteBehindSpace());
    } else {
      next = nextInside(before);
    }
    token = next;
    return next;
  }

  private Token nextInside(Token before) {
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
      return isObject ? Token.OBJECT_END : Token.ARRAY_END;
    }
    if (before != Token.OBJECT && before != Token.ARRAY) {
      require(b == ',');
      at++;
      b = byteBehindSpace();
    }
    return isObject ? name(b) : value(b);
  }

  /** Passes the name and the colon behind it. */
  private Token name(byte b) {
    require(b == '"');
    start = at;
    strings.skip(at + 1);
    nameEnd = strings.end() - 1;
    at = strings.end();
    require(byteBehindSpace() == ':');
    at++;
    return Token.NAME;
  }

  private Token value(byte b) {
    start = at;
    return switch (b) {
      case '"' -> {
        isAhead = true;
        yield Token.STRING;
      }
      case '{' -> enter(1, Token.OBJECT);
      case '[' -> enter(0, Token.ARRAY);
      case 't' -> literal(TRUE, Token.TRUE);
      case 'f' -> literal(FALSE, Token.FALSE);
      case 'n' -> literal(NULL, Token.NULL);
      default -> number(b);
    };
  }

  private Token enter(int bit, Token opening) {
    require(depth < MAX_DEPTH);
    depth++;
    objects = objects << 1 | bit;
    at++;
    return opening;
  }

  private Token literal(byte[] name, Token literal) {
    require(to - at >= name.length);
    for (int i = 0; i < name.length; i++) {
      require(bytes[at + i] == name[i]);
    }
    at += name.length;
    return literal;
  }

  private Token number(byte b) {
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
    Token kind = Token.INTEGER;
    if (at < to && bytes[at] == '.') {
      at++;
      requireDigits();
      kind = Token.DECIMAL;
    }
    if (at < to && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      requireDigits();
      kind = Token.DECIMAL;
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
  public int indexIn(FieldNames names, int guess) {
    for (int i = start + 1; i < nameEnd; i++) {
      // a name with an escape may be one of them all the same
      require(bytes[i] != '\\');
    }
    return names.indexOf(bytes, start + 1, nameEnd, guess);
  }

  @Override
  public String text() {
    String text = strings.read(start + 1);
    at = strings.end();
    isAhead = false;
    return text;
  }

  @Override
  public boolean isLong() {
    require(digits <= MAX_DIGITS);
    return true;
  }

  @Override
  public long longValue() {
    require(digits <= MAX_DIGITS);
    return number;
  }

  @Override
  public double doubleValue() {
    return token == Token.INTEGER
        ? (double) longValue()
        : Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  @Override
  public void skipValue() {
    if (token == Token.OBJECT || token == Token.ARRAY) {
      int around = depth - 1;
      while (depth > around) {
        nextToken();
      }
    } else if (isAhead) {
      pass();
    }
  }

  @Override
  public String verbatim() {
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
