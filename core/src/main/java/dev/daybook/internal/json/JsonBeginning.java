package dev.daybook.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.internal.json.fast.JsonCursor.Token;
import dev.daybook.internal.json.fast.Utf8;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A string in a JSON object that may be cut off, as where a file was read up to some byte.
 *
 * @param text as much of the string as is there: neither a character nor an escape is broken
 * @param isWhole true if that is all of it
 */
public record JsonBeginning(String text, boolean isWhole) {

  private static final int UNICODE_ESCAPE = 6;

  /**
   * Returns the string in a field of a line's data, as {@link #of} does. No parser reads the header
   * if it is one of the session's, in its place.
   */
  public static Optional<JsonBeginning> ofData(
      byte[] line, int from, int to, byte[] quotedSessionId, String field) {
    LineHeader header = LineHeader.ofBeginning(line, from, to);
    int data = header == null ? -1 : header.data(quotedSessionId);
    return data < 0 ? of(line, from, to, "data", field) : of(line, data, to, field);
  }

  /**
   * Returns the string to which that path of fields leads from the object at hand. Empty if it is
   * missing, not a string, or not reached before the bytes end or are no JSON.
   */
  public static Optional<JsonBeginning> of(byte[] bytes, int from, int to, String... path) {
    try (ParserCursor cursor = new ParserCursor(bytes, from, to)) {
      cursor.nextToken();
      for (String field : path) {
        if (!cursor.isAt(Token.OBJECT) || !isAt(cursor, field)) {
          return Optional.empty();
        }
      }
      return Optional.ofNullable(
          cursor.isAt(Token.STRING) ? string(bytes, cursor.tokenStart() + 1, to) : null);
    } catch (IOException endsOrIsNoJson) {
      return Optional.empty();
    }
  }

  /** Moves to the value of that field in the object that was entered; false if there is none. */
  private static boolean isAt(ParserCursor cursor, String field) throws IOException {
    while (cursor.nextToken() == Token.NAME) {
      boolean isIt = field.equals(cursor.parser.currentName());
      cursor.nextToken();
      if (isIt) {
        return true;
      }
      cursor.parser.skipChildren();
    }
    return false;
  }

  /** Returns the text between the opening quote and the closing one, or the end. */
  private static @Nullable JsonBeginning string(byte[] bytes, int from, int to) throws IOException {
    int end = from;
    boolean hasEscapes = false;
    while (end < to && bytes[end] != '"') {
      boolean isEscape = bytes[end] == '\\';
      hasEscapes |= isEscape;
      int length = isEscape ? escapeLength(bytes, end, to) : 1;
      if (length == 0) {
        break;
      }
      end += length;
    }
    boolean isWhole = end < to && bytes[end] == '"';
    int malformed = Utf8.firstMalformed(bytes, from, end);
    if (malformed >= 0) {
      isWhole = false;
      end = malformed;
    }
    if (!hasEscapes) {
      return new JsonBeginning(new String(bytes, from, end - from, UTF_8), isWhole);
    }
    byte[] quoted = new byte[end - from + 2];
    quoted[0] = '"';
    System.arraycopy(bytes, from, quoted, 1, end - from);
    quoted[quoted.length - 1] = '"';
    try (ParserCursor cursor = new ParserCursor(quoted, 0, quoted.length)) {
      cursor.nextToken();
      return new JsonBeginning(cursor.text(), isWhole);
    }
  }

  /**
   * Returns the length of an escape, both halves of a surrogate pair together; 0 if it is not all
   * here.
   */
  private static int escapeLength(byte[] bytes, int at, int to) {
    if (to - at < 2) {
      return 0;
    }
    if (bytes[at + 1] != 'u') {
      return 2;
    }
    if (to - at < UNICODE_ESCAPE) {
      return 0;
    }
    boolean isHighSurrogate = (bytes[at + 2] | 0x20) == 'd' && "89abAB".indexOf(bytes[at + 3]) >= 0;
    return isHighSurrogate && to - at < 2 * UNICODE_ESCAPE ? 0 : UNICODE_ESCAPE;
  }
}
