package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through JSON text token after token, and can also give a value back as the bytes it is. The
 * bytes are well-formed UTF-8: whoever makes a cursor has checked, or the cursor does.
 */
abstract class JsonCursor {

  /** The current token; null before the first one and behind the last one. */
  @Nullable
  JsonToken token;

  /** Moves to the next token; null at the end. */
  abstract @Nullable JsonToken nextToken() throws IOException;

  /**
   * Which of these names the current field has; -1 if none.
   *
   * @param guess the one to try first
   */
  abstract int indexIn(FieldNames names, int guess) throws IOException;

  /** The current string. */
  abstract String text() throws IOException;

  /** Whether the current integer has 64 bits. */
  abstract boolean isLong() throws IOException;

  /** The current integer, if it has 64 bits. */
  abstract long longValue() throws IOException;

  /** The current number. */
  abstract double doubleValue() throws IOException;

  /** Skips the current value, contents included. */
  abstract void skipValue() throws IOException;

  /** The current value verbatim; the cursor stands at its end afterwards. */
  abstract String verbatim() throws IOException;

  final boolean isAt(JsonToken wanted) {
    return token == wanted;
  }
}
