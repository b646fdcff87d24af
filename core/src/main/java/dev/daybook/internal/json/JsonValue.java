package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.internal.json.fast.ByteHash;
import dev.daybook.internal.json.fast.PlainText;
import dev.daybook.internal.json.fast.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value of a foreign file: its parts are found once, within the bytes that hold it, and read
 * where they are asked for. A value that is not there is {@link #isAbsent absent}, and so are all
 * its parts, so that a path of names needs no checks in between. Valid as long as the bytes do not
 * change; any thread.
 *
 * <p>Of a name that stands twice in an object, the later value counts, as in most readers.
 */
public final class JsonValue {

  private static final JsonValue ABSENT = new JsonValue(new Index(new byte[0], 0), -1);

  /** The places of all values and names of a text, in their order. */
  private static final class Index {
    final byte[] bytes;
    byte[] kinds;
    int[] from;
    int[] to;
    /** The place behind the value's last part. */
    int[] next;

    /** The names, at their places. */
    @Nullable
    String[] names;

    int count;

    Index(byte[] bytes, int room) {
      this.bytes = bytes;
      this.kinds = new byte[room];
      this.from = new int[room];
      this.to = new int[room];
      this.next = new int[room];
      this.names = new String[room];
    }

    int add(byte kind, int start) {
      if (count == kinds.length) {
        int room = Math.max(16, count * 2);
        kinds = Arrays.copyOf(kinds, room);
        from = Arrays.copyOf(from, room);
        to = Arrays.copyOf(to, room);
        next = Arrays.copyOf(next, room);
        names = Arrays.copyOf(names, room);
      }
      kinds[count] = kind;
      from[count] = start;
      return count++;
    }
  }

  private static final byte OBJECT = 1;
  private static final byte ARRAY = 2;
  private static final byte NAME = 3;
  private static final byte STRING = 4;
  private static final byte INTEGER = 5;
  private static final byte DECIMAL = 6;
  private static final byte TRUE = 7;
  private static final byte FALSE = 8;
  private static final byte NULL = 9;

  /** The levels of a value, so that it can stand inside an event on a line. */
  public static final int MAX_DEPTH = JsonFormat.MAX_DEPTH - 10;
  /** The longest text of a whole number: what is longer takes time that grows with its square. */
  private static final int MAX_INTEGER_BYTES = 64;

  private static final int BYTES_A_PLACE = 12;
  private static final int SMALLEST = 16;
  private static final int MOST_AT_FIRST = 1 << 9;

  private final Index index;
  private final int at;

  private JsonValue(Index index, int at) {
    this.index = index;
    this.at = at;
  }

  /** Returns the value that is not there. */
  public static JsonValue absent() {
    return ABSENT;
  }

  /**
   * Reads the first value in {@code [from, to)}.
   *
   * @throws DaybookException {@code INVALID_UTF8}; {@code INVALID_JSON} if no value begins there,
   *     it does not end, or it nests deeper than {@link #MAX_DEPTH}; the message quotes nothing
   */
  public static JsonValue first(byte[] bytes, int from, int to) {
    Index index = new Index(bytes, room(from, to));
    try (JsonParser parser = JsonFormat.parser(bytes, from, to)) {
      if (!fill(index, parser, from, to)) {
        throw DaybookException.of(Kind.INVALID_JSON, "there is no JSON value");
      }
    } catch (StreamConstraintsException tooDeep) {
      throw DaybookException.of(Kind.INVALID_JSON, "JSON nests too deep", "maxDepth", MAX_DEPTH);
    } catch (IOException malformedJson) {
      refuseMalformed(bytes, from, to);
      throw DaybookException.of(Kind.INVALID_JSON, "the bytes are not JSON");
    }
    // no further than the value: many may follow each other
    refuseMalformed(bytes, from, index.to[0]);
    return new JsonValue(index, 0);
  }

  private static void refuseMalformed(byte[] bytes, int from, int to) {
    int malformed = Utf8.firstMalformed(bytes, from, to);
    if (malformed >= 0) {
      throw DaybookException.of(
          Kind.INVALID_UTF8, "the bytes are not UTF-8", "column", malformed - from + 1);
    }
  }

  private static int room(int from, int to) {
    return Math.min(MOST_AT_FIRST, Math.max(SMALLEST, (to - from) / BYTES_A_PLACE));
  }

  /**
   * Reads the first value in {@code [from, to)} as far as it goes: of an object or array that does
   * not end there, the parts before its end. A number that goes up to the end is none of them,
   * since more digits may follow. Absent if no value begins there.
   */
  public static JsonValue beginning(byte[] bytes, int from, int to) {
    Index index = new Index(bytes, room(from, to));
    try (JsonParser parser = JsonFormat.parser(bytes, from, to)) {
      fill(index, parser, from, to);
    } catch (IOException cut) {
      // what is open is closed below
    }
    close(index, to);
    return index.count == 0 ? ABSENT : new JsonValue(index, 0);
  }

  private static boolean fill(Index index, JsonParser parser, int from, int to) throws IOException {
    int[] open = new int[8];
    int depth = 0;
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token.isStructEnd()) {
        int opened = open[--depth];
        index.to[opened] = from + (int) parser.currentLocation().getByteOffset();
        index.next[opened] = index.count;
      } else {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        int place = index.add(kind(token), start);
        if (token.isStructStart()) {
          if (depth == MAX_DEPTH) {
            throw new StreamConstraintsException("too deep");
          }
          if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
          }
          open[depth++] = place;
          // until it is closed, in case it never is
          index.next[place] = -1;
          continue;
        }
        if (token == JsonToken.FIELD_NAME) {
          index.names[place] = parser.currentName();
          index.to[place] = start;
          index.next[place] = index.count;
          continue;
        }
        index.to[place] = end(index.bytes, parser, token, start, from, to);
        index.next[place] = index.count;
      }
      if (depth == 0) {
        return true;
      }
    }
  }

  /** Returns the end of the scalar at hand; of a number the parser has read what follows it. */
  private static int end(
      byte[] bytes, JsonParser parser, JsonToken token, int start, int from, int to)
      throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      int plain = PlainText.end(bytes, start + 1, to);
      if (plain >= 0) {
        // the parser passes over the string in less time than it decodes it
        return plain;
      }
    }
    parser.finishToken();
    int end = from + (int) parser.currentLocation().getByteOffset();
    while (bytes[end - 1] == ' '
        || bytes[end - 1] == '\t'
        || bytes[end - 1] == '\r'
        || bytes[end - 1] == '\n') {
      end--;
    }
    return end;
  }

  /** Closes what is open in a text that was cut. */
  private static void close(Index index, int to) {
    while (index.count > 0 && isCut(index, index.count - 1, to)) {
      index.count--;
    }
    if (index.count > 0 && index.kinds[index.count - 1] == NAME) {
      index.count--;
    }
    for (int i = 0; i < index.count; i++) {
      if (index.next[i] == -1) {
        index.next[i] = index.count;
        index.to[i] = to;
      }
    }
  }

  /** Returns true of a string without its end, and of a number that may go on. */
  private static boolean isCut(Index index, int last, int to) {
    byte kind = index.kinds[last];
    boolean isNumber = kind == INTEGER || kind == DECIMAL;
    return kind != OBJECT
        && kind != ARRAY
        && (index.next[last] == 0 || (isNumber && index.to[last] == to));
  }

  private static byte kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> OBJECT;
      case START_ARRAY -> ARRAY;
      case FIELD_NAME -> NAME;
      case VALUE_STRING -> STRING;
      case VALUE_NUMBER_INT -> INTEGER;
      case VALUE_NUMBER_FLOAT -> DECIMAL;
      case VALUE_TRUE -> TRUE;
      case VALUE_FALSE -> FALSE;
      case VALUE_NULL -> NULL;
      default -> throw new AssertionError("no JSON in memory has this token: " + token);
    };
  }

  private byte kind() {
    return at < 0 ? 0 : index.kinds[at];
  }

  /** Returns the offset behind the value in its bytes. */
  public int end() {
    return at < 0 ? 0 : index.to[at];
  }

  /** Returns true if there is no value; a null is one. */
  public boolean isAbsent() {
    return at < 0;
  }

  /** Returns true if there is a value other than null. */
  public boolean isPresent() {
    return at >= 0 && kind() != NULL;
  }

  /** Returns true if it is an object. */
  public boolean isObject() {
    return kind() == OBJECT;
  }

  /** Returns true if it is an array. */
  public boolean isArray() {
    return kind() == ARRAY;
  }

  /** Returns true if it is a string. */
  public boolean isString() {
    return kind() == STRING;
  }

  /** Returns true if it is a number. */
  public boolean isNumber() {
    return kind() == INTEGER || kind() == DECIMAL;
  }

  /** Returns true if it is the constant true. */
  public boolean isTrue() {
    return kind() == TRUE;
  }

  /** Returns true if the object has a field of that name, of any value. */
  public boolean has(String name) {
    return !get(name).isAbsent();
  }

  /** Returns the value of that name; absent if this is no object or has none. */
  public JsonValue get(String name) {
    if (kind() != OBJECT) {
      return ABSENT;
    }
    int found = -1;
    int end = index.next[at];
    for (int i = at + 1; i + 1 < end; i = index.next[i + 1]) {
      if (name.equals(index.names[i])) {
        found = i + 1;
      }
    }
    return found < 0 ? ABSENT : new JsonValue(index, found);
  }

  /** Returns the value at the end of a path of names. */
  public JsonValue at(String first, String... rest) {
    JsonValue value = get(first);
    for (String name : rest) {
      value = value.get(name);
    }
    return value;
  }

  private String name(int place) {
    return Objects.requireNonNull(index.names[place]);
  }

  /** Returns the names of an object, in their order; none if it is no object. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (kind() == OBJECT) {
      for (int i = at + 1; i + 1 < index.next[at]; i = index.next[i + 1]) {
        names.add(name(i));
      }
    }
    return names;
  }

  /** Returns the name of an object's first field; the empty text if there is none. */
  public String firstName() {
    return kind() == OBJECT && index.next[at] > at + 1 ? name(at + 1) : "";
  }

  /** Returns the elements of an array; none if it is no array. */
  public List<JsonValue> elements() {
    if (kind() != ARRAY) {
      return List.of();
    }
    List<JsonValue> elements = new ArrayList<>();
    for (int i = at + 1; i < index.next[at]; i = index.next[i]) {
      elements.add(new JsonValue(index, i));
    }
    return elements;
  }

  /** Returns the text of a string; null if it is none. */
  public @Nullable String text() {
    return kind() == STRING ? unescaped(index.from[at] + 1, index.to[at] - 1) : null;
  }

  /** Returns the text of a string; another text if it is none. */
  public String text(String otherwise) {
    String text = text();
    return text == null ? otherwise : text;
  }

  /** Returns true if it is the string of that text. */
  public boolean is(String text) {
    return text.equals(text());
  }

  /**
   * Returns a whole number within the range of a long, also one that is written as 12.0; or null.
   */
  public @Nullable Long integer() {
    if (!isNumber() || index.to[at] - index.from[at] > MAX_INTEGER_BYTES) {
      return null;
    }
    try {
      return kind() == INTEGER
          ? Long.parseLong(raw())
          : (Long) new BigDecimal(raw()).longValueExact();
    } catch (ArithmeticException | NumberFormatException outside) {
      return null;
    }
  }

  /** Returns a whole number that is not negative; null if it is none. */
  public @Nullable Long count() {
    Long number = integer();
    return number == null || number < 0 ? null : number;
  }

  /** Returns a finite number; null if it is none. */
  public @Nullable Double number() {
    if (!isNumber()) {
      return null;
    }
    double number = Double.parseDouble(raw());
    return Double.isFinite(number) ? number : null;
  }

  /**
   * Returns the time of a string in the form {@code 2026-11-20T23:00:00.123Z}, with up to nine
   * digits of a fraction, kept to the microsecond; null if it has another form.
   */
  public @Nullable Instant utcTime() {
    return kind() == STRING
        ? Timestamps.findAny(index.bytes, index.from[at] + 1, index.to[at] - 1)
        : null;
  }

  /** Returns a truth value; null if it is none. */
  public @Nullable Boolean bool() {
    return kind() == TRUE ? Boolean.TRUE : kind() == FALSE ? Boolean.FALSE : null;
  }

  /** Returns the value as it stands in the bytes; the empty text if it is absent. */
  public String raw() {
    return at < 0
        ? ""
        : new String(
            index.bytes, index.from[at], index.to[at] - index.from[at], StandardCharsets.UTF_8);
  }

  /**
   * Returns a hash of the value as it stands in the bytes, to notice that it is another one. It is
   * no proof against bytes made to collide.
   */
  public long hash() {
    return at < 0 ? 0 : ByteHash.of(index.bytes, index.from[at], index.to[at]);
  }

  /** Returns the value verbatim; null if it is absent or null. */
  public @Nullable Json json() {
    return isPresent() ? new Json(raw()) : null;
  }

  private String unescaped(int from, int to) {
    String plain = PlainText.text(index.bytes, from, to + 1);
    if (plain != null) {
      return plain;
    }
    String raw = new String(index.bytes, from, to - from, StandardCharsets.UTF_8);
    int escape = raw.indexOf('\\');
    if (escape < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int done = 0;
    while (escape >= 0) {
      text.append(raw, done, escape);
      char c = raw.charAt(escape + 1);
      done = escape + 2;
      switch (c) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw, escape + 2, escape + 6, 16));
          done = escape + 6;
        }
        default -> text.append(c);
      }
      escape = raw.indexOf('\\', done);
    }
    return text.append(raw, done, raw.length()).toString();
  }

  /** Returns the value as it stands in the bytes. */
  @Override
  public String toString() {
    return raw();
  }
}
