package dev.daybook.internal.exchange.reading;

import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A hash of texts in their order, to notice that one changed without keeping it. It is no proof
 * against texts made to collide.
 */
public final class TextHash {

  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final char END = 0xffff;

  private long hash = START;

  /** Returns the hash of one text. */
  public static long of(String text) {
    return new TextHash().add(text).value();
  }

  /** Adds a text; none is another than an empty one. */
  public TextHash add(@Nullable String text) {
    if (text != null) {
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * PRIME;
      }
      hash = (hash ^ END) * PRIME;
    }
    hash = (hash ^ (text == null ? 1 : text.length())) * PRIME;
    return this;
  }

  /** Adds a value as it stands in its file. */
  public TextHash add(JsonValue value) {
    hash = (hash ^ value.hash()) * PRIME;
    return this;
  }

  /** Returns the hash of what was added. */
  public long value() {
    return hash;
  }
}
