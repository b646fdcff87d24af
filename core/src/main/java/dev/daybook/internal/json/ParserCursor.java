package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
  @Nullable
  JsonToken nextToken() throws IOException {
    token = parser.nextToken();
    return token;
  }

  @Override
  int indexIn(FieldNames names, int guess) throws IOException {
    return names.indexOf(parser.currentName());
  }

  @Override
  String text() throws IOException {
    return parser.getText();
  }

  @Override
  boolean isLong() throws IOException {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  @Override
  long longValue() throws IOException {
    return parser.getLongValue();
  }

  @Override
  double doubleValue() throws IOException {
    return parser.getDoubleValue();
  }

  /** Returns the offset at which the current token begins in the array. */
  int tokenStart() {
    return from + (int) parser.currentTokenLocation().getByteOffset();
  }

  @Override
  void skipValue() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    token = parser.currentToken();
  }

  @Override
  String verbatim() throws IOException {
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
