package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.OpenEnum;
import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a set of named values, as strings. A Java enum's constants are written as their
 * names in lower case, and another name is an error; an {@link OpenEnum} may grow, so that an
 * unknown name makes a new value.
 */
final class EnumCodec implements ValueCodec {

  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final Map<Object, SerializedString> wireNames = new HashMap<>();

  /** Makes the values of names that are no constants; null where there are none. */
  private final @Nullable RecordSchema others;

  private EnumCodec(@Nullable RecordSchema others) {
    this.others = others;
  }

  /** Returns the codec of a Java enum. */
  static EnumCodec closed(Class<?> type) {
    EnumCodec codec = new EnumCodec(null);
    for (Object constant : type.getEnumConstants()) {
      String wireName = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
      if (codec.constants.put(wireName, constant) != null) {
        // the one would be read as the other
        throw new IllegalArgumentException("two constants have one name on the wire: value="
            + wireName
            + ", class="
            + type.getName());
      }
      codec.wireNames.put(constant, new SerializedString(wireName));
    }
    return codec;
  }

  /** Returns the codec of a set that may grow. */
  static EnumCodec open(Class<? extends OpenEnum> type) {
    requireIsItsName(type);
    EnumCodec codec = new EnumCodec(RecordSchema.of(type));
    OpenEnum.constants(type)
        .forEach(constant -> codec.constants.put(constant.wireName(), constant));
    return codec;
  }

  /**
   * Requires the single component {@code wireName}; otherwise a constant would not survive a round
   * trip.
   */
  private static void requireIsItsName(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    boolean isItsName = parts != null
        && parts.length == 1
        && parts[0].getType() == String.class
        && parts[0].getName().equals("wireName");
    if (!isItsName) {
      throw new IllegalArgumentException(
          "an open enum is a record of one component, String wireName: class=" + type.getName());
    }
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof OpenEnum open) {
      json.writeString(open.wireName());
    } else {
      json.writeString(Objects.requireNonNull(wireNames.get(value)));
    }
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(Token.STRING), cursor, field, "string");
    String wireName = cursor.text();
    Object constant = constants.get(wireName);
    if (constant != null) {
      return constant;
    }
    if (others == null) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "not one of the values",
          "field",
          field,
          "values",
          constants.keySet());
    }
    try {
      return others.construct(wireName);
    } catch (DaybookException refused) {
      // not its one component's name, which is not in the file
      throw Restated.with(refused, "field", field);
    }
  }

  @Override
  public long admit(Object value, int depth) {
    return value instanceof OpenEnum open
        ? open.wireName().length()
        : ((Enum<?>) value).name().length();
  }
}
