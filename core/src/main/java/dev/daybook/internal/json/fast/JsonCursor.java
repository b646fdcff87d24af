package dev.daybook.internal.json.fast;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over JSON text, token after token, that can also give a value back verbatim. The bytes
 * are well-formed UTF-8: the maker of a cursor has checked, or the cursor does.
 */
public abstract class JsonCursor {

  /** The kinds of tokens; a value of several tokens has the kind of the first one. */
  public enum Token {
    OBJECT,
    OBJECT_END,
    ARRAY,
    ARRAY_END,
    NAME,
    STRING,
    INTEGER,
    DECIMAL,
    TRUE,
    FALSE,
    NULL
  }

  /** The current token; null before the first one and behind the last one. */
  protected @Nullable Token token;

  /** Returns the current token; null before the first one and behind the last one. */
  public final @Nullable Token token() {
    return token;
  }

  /** Moves to the next token; null at the end. */
  public abstract @Nullable Token nextToken() throws IOException;

  /**
   * Returns the index among these names of the current field's; -1 if none.
   *
   * @param guess the one to try first
   */
  public abstract int indexIn(FieldNames names, int guess) throws IOException;

  /** Returns the current string. */
  public abstract String text() throws IOException;

  /** Returns true if the current integer fits 64 bits. */
  public abstract boolean isLong() throws IOException;

  /** Returns the current integer, if it fits 64 bits. */
  public abstract long longValue() throws IOException;

  /** Returns the current number. */
  public abstract double doubleValue() throws IOException;

  /** Skips the current value, contents included. */
  public abstract void skipValue() throws IOException;

  /** Returns the current value verbatim; the cursor stands at its end afterwards. */
  public abstract String verbatim() throws IOException;

  public final boolean isAt(Token wanted) {
    return token == wanted;
  }
}
