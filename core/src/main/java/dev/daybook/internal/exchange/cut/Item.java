package dev.daybook.internal.exchange.cut;

import dev.daybook.exchange.SourceItem;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * An item of a foreign file with its JSON value.
 *
 * @param value the value; not absent
 * @param line the line where it begins, from 1
 * @param offset the offset of its first byte in the file
 * @param part the array that it is an element of; empty for a line, or the rest of a document
 */
public record Item(JsonValue value, long line, long offset, String part) implements SourceItem {

  /** Returns an item with its value. */
  public static Item of(SourceItem item) {
    if (item instanceof Item known) {
      return known;
    }
    byte[] utf8 = item.text().getBytes(StandardCharsets.UTF_8);
    JsonValue value = JsonValue.first(utf8, 0, utf8.length);
    return new Item(value, item.line(), item.offset(), item.part());
  }

  @Override
  public String text() {
    return value.raw();
  }
}
