package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A parser over a piece of a byte array that can also give a value back as the bytes it is. The
 * bytes are well-formed UTF-8: whoever makes a cursor has checked.
 */
final class JsonCursor implements AutoCloseable {

  final JsonParser parser;
  private final byte[] bytes;
  private final int from;

  JsonCursor(byte[] bytes, int from, int to) throws IOException {
    this.bytes = bytes;
    this.from = from;
    this.parser = JsonFormat.parser(bytes, from, to);
  }

  /** Where the current token begins in the array. */
  int tokenStart() {
    return from + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Skips the current value, contents included, and says where in the array it ended. */
  int skipValue() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return from + (int) parser.currentLocation().getByteOffset();
  }

  /** The current value verbatim; the parser stands at its end afterwards. */
  String verbatim() throws IOException {
    int start = tokenStart();
    int end = skipValue();
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  boolean isAt(JsonToken token) {
    return parser.currentToken() == token;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
