package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The correspondence of a foreign object and ours: a list of rules, one a field, which are read in
 * both directions. Their fields that no rule names go to a field of ours, if the shape has one, or
 * are left over; our fields that no rule names are lost on the way out. Immutable, any thread.
 */
final class ObjectShape {

  /** The names that rules know, as a tree of their paths. */
  private static final class Names {
    private final Map<String, Names> below = new HashMap<>();
    private boolean isField;

    void add(List<String> path) {
      Names at = this;
      for (String name : path) {
        at = at.below.computeIfAbsent(name, absent -> new Names());
      }
      at.isField = true;
    }

    /** Shows each field of the value that no path reaches. */
    void unknown(JsonValue value, List<String> at, BiConsumer<List<String>, JsonValue> action) {
      for (String name : value.names()) {
        Names known = below.get(name);
        if (known != null && known.isField) {
          continue;
        }
        List<String> path = new ArrayList<>(at);
        path.add(name);
        JsonValue field = value.get(name);
        if (known == null) {
          action.accept(path, field);
        } else if (field.isObject()) {
          known.unknown(field, path, action);
        } else if (field.isPresent()) {
          action.accept(path, field);
        }
      }
    }
  }

  private final List<Rule> rules;
  private final @Nullable String others;
  private final UnaryOperator<Map<String, Object>> finish;
  private final Set<String> ignored;
  private final Names theirNames = new Names();
  private final Names ourNames = new Names();

  private ObjectShape(
      List<Rule> rules,
      @Nullable String others,
      UnaryOperator<Map<String, Object>> finish,
      Set<String> ignored) {
    this.rules = rules;
    this.others = others;
    this.finish = finish;
    this.ignored = ignored;
    ignored.forEach(name -> theirNames.add(List.of(name)));
    for (Rule rule : rules) {
      rule.theirs().forEach(theirNames::add);
      ourNames.add(rule.ours());
    }
    if (others != null) {
      ourNames.add(List.of(others));
    }
  }

  static ObjectShape of(Rule... rules) {
    return new ObjectShape(List.of(rules), null, UnaryOperator.identity(), Set.of());
  }

  /** Returns this shape with a field of ours for their fields that no rule names. */
  ObjectShape othersIn(String ours) {
    return new ObjectShape(rules, ours, finish, ignored);
  }

  /** Returns this shape with a last change of their object. */
  ObjectShape finish(UnaryOperator<Map<String, Object>> change) {
    return new ObjectShape(rules, others, change, ignored);
  }

  /** Returns this shape with more names of theirs that stand for nothing here. */
  ObjectShape ignoring(Collection<String> names) {
    Set<String> all = new HashSet<>(ignored);
    all.addAll(names);
    return new ObjectShape(rules, others, finish, all);
  }

  /** Returns our object of theirs; {@code left} takes what has no counterpart. */
  Map<String, Object> ours(JsonValue theirs, Leftover left) {
    Map<String, Object> ours = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Object value = ours(rule, theirs, left);
      if (value != null) {
        put(ours, rule.ours(), value);
      }
    }
    Map<String, Object> more = new LinkedHashMap<>();
    theirNames.unknown(theirs, List.of(), (path, field) -> {
      if (others != null && path.size() == 1) {
        more.put(path.get(0), new Json(field.raw()));
      } else {
        left.add(path, field);
      }
    });
    if (others != null && !more.isEmpty()) {
      ours.put(others, more);
    }
    return ours;
  }

  private static @Nullable Object ours(Rule rule, JsonValue theirs, Leftover left) {
    for (List<String> path : rule.theirs()) {
      JsonValue value = at(theirs, path);
      if (isThere(rule, value)) {
        Object ours =
            rule.conversion().ours(value, rule.conversion().hasParts() ? left.object(path) : left);
        if (ours != null) {
          return ours;
        }
        left.add(path, value);
      }
    }
    return rule.absentOurs();
  }

  /**
   * Returns their object of ours; null if it lacks a field that it needs there. {@code lost} takes
   * the paths of what has no counterpart.
   */
  @Nullable
  Map<String, Object> theirs(JsonValue ours, Conversion.Lost lost) {
    Map<String, Object> theirs = new LinkedHashMap<>();
    for (Rule rule : rules) {
      JsonValue value = at(ours, rule.ours());
      String name = String.join(".", rule.ours());
      if (rule.theirs().isEmpty()) {
        if (rule.absentOurs() != null && !rule.absentOurs().text().equals(value.raw())) {
          lost.add(name);
        }
        continue;
      }
      boolean isThere = isThere(rule, value) && !(rule.isEmptyAbsent() && value.is(""));
      Object written = isThere
          ? rule.conversion()
              .theirs(value, path -> lost.add(path.isEmpty() ? name : name + "." + path))
          : null;
      if (isThere && written == null) {
        lost.add(name);
      }
      if (written == null && rule.isNeeded()) {
        return null;
      }
      if (written == null) {
        written = rule.absentTheirs();
      }
      if (written != null) {
        put(theirs, rule.written(), written);
      }
    }
    if (others != null) {
      spread(ours.get(others), theirs, lost);
    }
    ourNames.unknown(ours, List.of(), (path, field) -> lost.add(String.join(".", path)));
    return finish.apply(theirs);
  }

  private void spread(JsonValue more, Map<String, Object> theirs, Conversion.Lost lost) {
    if (more.isPresent() && !more.isObject()) {
      lost.add(String.valueOf(others));
    }
    for (String name : more.names()) {
      if (theirNames.below.containsKey(name)) {
        lost.add(others + "." + name);
      } else {
        theirs.put(name, new Json(more.get(name).raw()));
      }
    }
  }

  private static boolean isThere(Rule rule, JsonValue value) {
    return rule.isNullValue() ? !value.isAbsent() : value.isPresent();
  }

  private static JsonValue at(JsonValue value, List<String> path) {
    JsonValue at = value;
    for (String name : path) {
      at = at.get(name);
    }
    return at;
  }

  @SuppressWarnings("unchecked") // all maps below are made here
  private static void put(Map<String, Object> into, List<String> path, Object value) {
    Map<String, Object> at = into;
    for (String name : path.subList(0, path.size() - 1)) {
      at = (Map<String, Object>) at.computeIfAbsent(name, absent -> new LinkedHashMap<>());
    }
    at.put(path.get(path.size() - 1), value);
  }
}
