package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.internal.json.fast.FieldNames;
import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A cursor over a piece of a byte array that is a JSON parser: what it refuses is no JSON. */
final class ParserCursor extends JsonCursor implements AutoCloseable {

  final JsonParser parser;
  private final byte[] bytes;
  private final int from;

  ParserCursor(byte[] bytes, int from, int to) throws IOException {
    this.bytes = bytes;
    this.from = from;
    this.parser = JsonFormat.parser(bytes, from, to);
  }

  @Override
  public @Nullable Token nextToken() throws IOException {
    token = tokenOf(parser.nextToken());
    return token;
  }

  private static @Nullable Token tokenOf(@Nullable JsonToken parsed) {
    if (parsed == null) {
      return null;
    }
    return switch (parsed) {
      case START_OBJECT -> Token.OBJECT;
      case END_OBJECT -> Token.OBJECT_END;
      case START_ARRAY -> Token.ARRAY;
      case END_ARRAY -> Token.ARRAY_END;
      case FIELD_NAME -> Token.NAME;
      case VALUE_STRING -> Token.STRING;
      case VALUE_NUMBER_INT -> Token.INTEGER;
      case VALUE_NUMBER_FLOAT -> Token.DECIMAL;
      case VALUE_TRUE -> Token.TRUE;
      case VALUE_FALSE -> Token.FALSE;
      case VALUE_NULL -> Token.NULL;
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
        throw new AssertionError("no JSON in memory has this token: " + parsed);
    };
  }

  @Override
  public int indexIn(FieldNames names, int guess) throws IOException {
    return names.indexOf(parser.currentName());
  }

  @Override
  public String text() throws IOException {
    return parser.getText();
  }

  @Override
  public boolean isLong() throws IOException {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  @Override
  public long longValue() throws IOException {
    return parser.getLongValue();
  }

  @Override
  public double doubleValue() throws IOException {
    return parser.getDoubleValue();
  }

  /** Returns the offset at which the current token begins in the array. */
  int tokenStart() {
    return from + (int) parser.currentTokenLocation().getByteOffset();
  }

  @Override
  public void skipValue() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    token = tokenOf(parser.currentToken());
  }

  @Override
  public String verbatim() throws IOException {
    int start = tokenStart();
    skipValue();
    int end = from + (int) parser.currentLocation().getByteOffset();
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
