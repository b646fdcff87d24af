package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over JSON text, token after token, that can also give a value back verbatim. The bytes
 * are well-formed UTF-8: the maker of a cursor has checked, or the cursor does.
 */
abstract class JsonCursor {

  /** The current token; null before the first one and behind the last one. */
  @Nullable
  JsonToken token;

  /** Moves to the next token; null at the end. */
  abstract @Nullable JsonToken nextToken() throws IOException;

  /**
   * Returns the index among these names of the current field's; -1 if none.
   *
   * @param guess the one to try first
   */
  abstract int indexIn(FieldNames names, int guess) throws IOException;

  /** Returns the current string. */
  abstract String text() throws IOException;

  /** Returns true if the current integer fits 64 bits. */
  abstract boolean isLong() throws IOException;

  /** Returns the current integer, if it fits 64 bits. */
  abstract long longValue() throws IOException;

  /** Returns the current number. */
  abstract double doubleValue() throws IOException;

  /** Skips the current value, contents included. */
  abstract void skipValue() throws IOException;

  /** Returns the current value verbatim; the cursor stands at its end afterwards. */
  abstract String verbatim() throws IOException;

  final boolean isAt(JsonToken wanted) {
    return token == wanted;
  }
}
