package dev.daybook.internal.exchange.pi;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of pi's objects: their names as Daybook writes them, and those that no event has. */
final class PiFields {

  private static final int MAX_KIND_CHARS = 64;

  /** The fields up to which an object is taken apart; a greater one is kept as it is. */
  private static final int MAX_FIELDS = 200;

  private PiFields() {}

  /** Returns a kind in snake_case; of a long one the beginning. */
  static String snakeCase(String kind) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < kind.length() && name.length() < MAX_KIND_CHARS; i++) {
      char c = kind.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        boolean isInside = i > 0 && !(kind.charAt(i - 1) >= 'A' && kind.charAt(i - 1) <= 'Z');
        name.append(isInside ? "_" : "").append((char) (c - 'A' + 'a'));
      } else {
        name.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
      }
    }
    return name.isEmpty() ? "entry" : name.toString();
  }

  /** Returns the object of the fields that are not known; null if all are. */
  static @Nullable Json rest(JsonValue object, Set<String> known) {
    List<String> names = object.names();
    if (names.stream().allMatch(known::contains)) {
      return null;
    }
    if (names.size() > MAX_FIELDS) {
      return new Json(object.raw());
    }
    Map<String, Json> rest = new LinkedHashMap<>();
    for (String name : names) {
      if (!known.contains(name)) {
        rest.put(name, new Json(object.get(name).raw()));
      }
    }
    return Json.of(rest);
  }
}
