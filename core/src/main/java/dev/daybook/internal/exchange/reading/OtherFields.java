package dev.daybook.internal.exchange.reading;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonText;
import dev.daybook.internal.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a foreign object that no event holds. */
public final class OtherFields {

  /** The most fields to pick from; a larger object is kept whole. */
  private static final int MAX_FIELDS = 256;

  private OtherFields() {}

  /** Returns a value as an object: itself, or one that holds it as {@code value}. */
  public static Json whole(JsonValue value) {
    return new Json(value.isObject() ? value.raw() : "{\"value\":" + value.raw() + "}");
  }

  /** Returns the object without those fields, the others as they stand; null if none is left. */
  public static @Nullable Json of(JsonValue object, Set<String> mapped) {
    Set<String> names = new LinkedHashSet<>(object.names());
    if (names.size() > MAX_FIELDS) {
      return new Json(object.raw());
    }
    names.removeAll(mapped);
    if (names.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("{");
    for (String name : names) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append(JsonText.of(name)).append(':').append(object.get(name).raw());
    }
    return new Json(json.append('}').toString());
  }
}
