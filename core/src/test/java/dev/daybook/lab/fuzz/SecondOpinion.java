package dev.daybook.lab.fuzz;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The opinion on the same bytes of a JSON parser that shares no line with Daybook's: Gson, as
 * strict as RFC 8259, over the JDK's own decoder of UTF-8.
 *
 * <p>Where the two may differ by what is known of them: Gson lets a byte order mark begin a text,
 * refuses some numbers of twenty digits and more, among them those that begin with a multiple of
 * 2^64, which it takes for a leading zero, and takes a lone surrogate in the name of a field, as an
 * escape; Daybook refuses the first and the last, and takes the second.
 */
public final class SecondOpinion {

  /** A number as it is written. */
  record Num(String text) {}

  /** The JSON value null. */
  enum Nothing {
    NULL
  }

  private static final int LONGEST_NUMBER = 20;

  /** Deeper than Daybook goes, and not so deep that this class overflows its stack. */
  private static final int DEEPEST = 1100;

  boolean isUtf8 = true;
  boolean isJson;
  boolean hasDuplicate;
  boolean hasDuplicateAtTop;
  boolean hasLoneSurrogateInName;
  boolean hasHugeNumber;
  int deepest;

  @Nullable
  Object value;

  private SecondOpinion() {}

  /** Never throws: what is wrong is in the fields. */
  static SecondOpinion of(byte[] bytes) {
    SecondOpinion opinion = new SecondOpinion();
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      opinion.isUtf8 = false;
      return opinion;
    }
    opinion.hasHugeNumber = hasRunOfDigits(text);
    if (!text.startsWith("\ufeff")) {
      opinion.parse(text);
    }
    return opinion;
  }

  /** The same of text that is known to be JSON. */
  static SecondOpinion of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  private void parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEEPEST);
    try {
      value = value(reader, 0);
      isJson = reader.peek() == JsonToken.END_DOCUMENT;
    } catch (MalformedJsonException | EOFException malformed) {
      isJson = false;
    } catch (IOException e) {
      throw new AssertionError("a string can be read", e);
    }
  }

  private Object value(JsonReader reader, int depth) throws IOException {
    deepest = Math.max(deepest, depth);
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, depth);
      case BEGIN_ARRAY -> array(reader, depth);
      case STRING -> reader.nextString();
      case NUMBER -> new Num(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield Nothing.NULL;
      }
      default -> throw new MalformedJsonException("no value");
    };
  }

  private Map<String, Object> object(JsonReader reader, int depth) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      hasLoneSurrogateInName |= hasLoneSurrogate(name);
      if (fields.put(name, value(reader, depth + 1)) != null) {
        hasDuplicate = true;
        hasDuplicateAtTop |= depth == 0;
      }
    }
    reader.endObject();
    deepest = Math.max(deepest, depth + 1);
    return fields;
  }

  private List<Object> array(JsonReader reader, int depth) throws IOException {
    List<Object> elements = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      elements.add(value(reader, depth + 1));
    }
    reader.endArray();
    deepest = Math.max(deepest, depth + 1);
    return elements;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean hasRunOfDigits(String text) {
    int run = 0;
    for (int i = 0; i < text.length() && run < LONGEST_NUMBER; i++) {
      run = "0123456789.eE+-".indexOf(text.charAt(i)) >= 0 ? run + 1 : 0;
    }
    return run >= LONGEST_NUMBER;
  }

  /** Whether the object has a string of at least so many chars in that field. */
  boolean hasString(String field, int leastChars) {
    return value instanceof Map<?, ?> fields
        && fields.get(field) instanceof String text
        && text.length() >= leastChars;
  }

  /** The field of the object, or null. */
  @Nullable
  Object field(String name) {
    return value instanceof Map<?, ?> fields ? fields.get(name) : null;
  }
}
