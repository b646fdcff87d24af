package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a foreign object that no event holds, at their places: an object of these parts
 * alone, in which an element of a list stands for the element at its index. Laid over what an event
 * becomes, it makes the foreign object whole again.
 */
final class Leftover {

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, Leftover> objects = new LinkedHashMap<>();
  private final Map<String, List<Leftover>> lists = new LinkedHashMap<>();

  /** Adds a field as it is. */
  void add(List<String> path, JsonValue value) {
    Leftover at = this;
    for (String name : path.subList(0, path.size() - 1)) {
      at = at.object(name);
    }
    at.fields.put(path.get(path.size() - 1), new Json(value.raw()));
  }

  /** Adds a field of that value. */
  void add(String name, Json value) {
    fields.put(name, value);
  }

  /** Returns the parts below a field. */
  Leftover object(List<String> path) {
    Leftover at = this;
    for (String name : path) {
      at = at.object(name);
    }
    return at;
  }

  private Leftover object(String name) {
    return objects.computeIfAbsent(name, absent -> new Leftover());
  }

  /** Returns the parts of the next element of the list that this stands for. */
  Leftover nextElement() {
    Leftover element = new Leftover();
    lists.computeIfAbsent("", absent -> new ArrayList<>()).add(element);
    return element;
  }

  boolean isEmpty() {
    return fields.isEmpty()
        && objects.values().stream().allMatch(Leftover::isEmpty)
        && lists.values().stream().allMatch(all -> all.stream().allMatch(Leftover::isEmpty));
  }

  /** Returns the parts as JSON values in maps and lists. */
  Map<String, Object> object() {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    objects.forEach((name, below) -> {
      if (!below.isEmpty()) {
        all.put(name, below.value());
      }
    });
    return all;
  }

  private Object value() {
    List<Leftover> elements = lists.get("");
    if (elements == null) {
      return object();
    }
    List<Object> values = new ArrayList<>();
    int last = elements.size();
    while (elements.get(last - 1).isEmpty()) {
      last--;
    }
    elements.subList(0, last).forEach(element -> values.add(element.object()));
    return values;
  }

  /** Lays parts over an object: objects are joined, elements by their index, all else replaced. */
  static void lay(JsonValue parts, Map<String, Object> over) {
    for (String name : parts.names()) {
      JsonValue part = parts.get(name);
      Object under = over.get(name);
      over.put(name, under == null ? new Json(part.raw()) : joined(part, under));
    }
  }

  private static Object joined(JsonValue part, Object under) {
    if (part.isObject() && under instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((name, value) -> object.put(String.valueOf(name), value));
      lay(part, object);
      return object;
    }
    if (part.isArray() && under instanceof List<?> list) {
      List<Object> elements = new ArrayList<>(list);
      List<JsonValue> parts = part.elements();
      for (int i = 0; i < Math.min(parts.size(), elements.size()); i++) {
        elements.set(i, joined(parts.get(i), elements.get(i)));
      }
      return elements;
    }
    return new Json(part.raw());
  }
}
