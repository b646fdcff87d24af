package dev.daybook.internal.exchange.reference;

import dev.daybook.DaybookException;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.WireNames;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of a value between a foreign object and our data. A null means that there is no
 * counterpart: the value is then kept verbatim on the way in, and reported on the way out.
 */
interface Conversion {

  /** Returns our value; {@code left} takes those of its parts that have no counterpart. */
  @Nullable
  Object ours(JsonValue theirs, Leftover left);

  /** Returns their value; {@code lost} takes the paths below the value that they cannot hold. */
  @Nullable
  Object theirs(JsonValue ours, Lost lost);

  /** Returns true if a value has parts of which some may be left over. */
  default boolean hasParts() {
    return false;
  }

  /** A taker of the paths of what is lost. */
  interface Lost {
    void add(String path);
  }

  /** The value as it stands. */
  Conversion AS_IS = simple(value -> new Json(value.raw()), value -> new Json(value.raw()));

  /** A text; a value of another kind becomes its JSON text on the way in. */
  Conversion TEXT = simple(
      value -> value.isString() ? new Json(value.raw()) : value.raw(),
      value -> new Json(value.raw()));

  /**
   * Arguments, which are any JSON value there and its text here. A text that is no JSON value, or a
   * string's, or null, is a string there.
   */
  Conversion ARGUMENTS = simple(
      value -> value.isString() ? new Json(value.raw()) : value.raw(),
      value -> argument(value.text("")));

  /** A truth value there, {@code allow} or {@code deny} here. */
  Conversion ALLOWED = simple(
      value -> value.bool() == null ? null : value.isTrue() ? "allow" : "deny",
      value -> value.is("allow") ? Boolean.TRUE : value.is("deny") ? Boolean.FALSE : null);

  /** A time in RFC 3339, of any zone there, with {@code +00:00} as we write it. */
  Conversion TIME = simple(
      value -> {
        Instant time = ForeignTime.of(value);
        return time == null ? null : time.toString();
      },
      value -> {
        Instant time = ForeignTime.of(value);
        return time == null ? null : WrittenTime.offset(time);
      });

  /** A time in RFC 3339, of any zone there, with {@code Z} as we write it. */
  Conversion UTC = simple(
      value -> {
        Instant time = ForeignTime.of(value);
        return time == null ? null : time.toString();
      },
      value -> {
        Instant time = ForeignTime.of(value);
        return time == null ? null : WrittenTime.thirds(time);
      });

  /** Returns the conversion of a word, of which one of ours has another in its place there. */
  static Conversion losing(String ours, String theirs) {
    return new Conversion() {
      @Override
      public @Nullable Object ours(JsonValue word, Leftover left) {
        return new Json(word.raw());
      }

      @Override
      public @Nullable Object theirs(JsonValue word, Lost lost) {
        if (!word.is(ours)) {
          return new Json(word.raw());
        }
        lost.add("");
        return theirs;
      }
    };
  }

  /** Returns a conversion of which no part is left over or lost. */
  static Conversion simple(
      Function<JsonValue, @Nullable Object> in, Function<JsonValue, @Nullable Object> out) {
    return new Conversion() {
      @Override
      public @Nullable Object ours(JsonValue theirs, Leftover left) {
        return in.apply(theirs);
      }

      @Override
      public @Nullable Object theirs(JsonValue ours, Lost lost) {
        return out.apply(ours);
      }
    };
  }

  /** Returns the conversion of an object. */
  static Conversion of(ObjectShape shape) {
    return new Conversion() {
      @Override
      public boolean hasParts() {
        return true;
      }

      @Override
      public @Nullable Object ours(JsonValue theirs, Leftover left) {
        return theirs.isObject() ? shape.ours(theirs, left) : null;
      }

      @Override
      public @Nullable Object theirs(JsonValue ours, Lost lost) {
        return shape.theirs(ours, lost);
      }
    };
  }

  /** Returns the conversion of a list of objects. */
  static Conversion listOf(ObjectShape shape) {
    return new Conversion() {
      @Override
      public boolean hasParts() {
        return true;
      }

      @Override
      public @Nullable Object ours(JsonValue theirs, Leftover left) {
        if (!theirs.isArray()) {
          return null;
        }
        List<Object> elements = new ArrayList<>();
        for (JsonValue element : theirs.elements()) {
          Leftover of = left.nextElement();
          // what is no object is refused by the event's own schema
          elements.add(element.isObject() ? shape.ours(element, of) : new Json(element.raw()));
        }
        return elements;
      }

      @Override
      public @Nullable Object theirs(JsonValue ours, Lost lost) {
        List<Object> elements = new ArrayList<>();
        for (JsonValue element : ours.elements()) {
          Object written = shape.theirs(element, lost);
          if (written == null) {
            lost.add("");
          } else {
            elements.add(written);
          }
        }
        return elements;
      }
    };
  }

  /**
   * Returns the conversion of the names of a set, which stand in another style there. A name that
   * is none of the set's stays as it is.
   *
   * @param styled makes their name of ours
   */
  static Conversion names(Class<? extends OpenEnum> type, UnaryOperator<String> styled) {
    Set<String> known =
        OpenEnum.constants(type).stream().map(OpenEnum::wireName).collect(Collectors.toSet());
    return simple(
        value -> {
          String snake = WireNames.snakeCase(value.text("")).replace('-', '_');
          return known.contains(snake) ? snake : new Json(value.raw());
        },
        value ->
            known.contains(value.text("")) ? styled.apply(value.text("")) : new Json(value.raw()));
  }

  /** Returns a name of several words as {@code severalWords}. */
  static String camel(String snake) {
    StringBuilder name = new StringBuilder();
    for (String word : snake.split("_", -1)) {
      name.append(name.isEmpty() ? word : capital(word));
    }
    return name.toString();
  }

  /** Returns a name of several words as {@code SeveralWords}. */
  static String pascal(String snake) {
    return capital(camel(snake));
  }

  /** Returns a name of several words as {@code several-words}. */
  static String kebab(String snake) {
    return snake.replace('_', '-');
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static Object argument(String text) {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      JsonValue value = JsonValue.first(utf8, 0, utf8.length);
      boolean isWhole = text.strip().equals(value.raw());
      return isWhole && value.isPresent() && !value.isString() ? new Json(text) : text;
    } catch (DaybookException noJson) {
      return text;
    }
  }
}
