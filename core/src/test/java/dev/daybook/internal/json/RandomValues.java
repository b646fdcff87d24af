package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.RecordShape.Part;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random values of any record, from its components: what is hard to encode comes often. */
public final class RandomValues {

  private static final int[] ODD_CHARS = {
    0, 1, 7, '\b', '\t', '\n', '\f', '\r', 0x1f, ' ', '"', '\\', '/', 0x7f, 0x80, 0x85, 0xa0, 0x7ff,
    0x800, 0x2028, 0x2029, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff,
    0xd800, 0xdbff, 0xdc00, 0xdfff
  };
  private static final long[] EXTREME_LONGS = {
    0,
    1,
    -1,
    9,
    10,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 53,
    (1L << 53) + 1,
    999_999_999_999_999_999L,
    1_000_000_000_000_000_000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] EXTREME_DOUBLES = {
    0.0,
    -0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_NORMAL,
    0.1,
    1e21,
    1e-7,
    123456789.125
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "1.0",
    "1.10",
    "1e5",
    "1E+05",
    "-1.5e-300",
    "1e400",
    "9223372036854775808",
    "123456789012345678901234567890.000000000000000000001"
  };

  private static final int HUGE_LIST = 500;

  private final RandomGenerator random;
  private int recordsAround;

  /** Values that follow from that generator alone. */
  public RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /** A value that the record's own checks accept. */
  public <T> T record(Class<T> type) {
    RecordShape shape = RecordShape.of(type);
    @Nullable Object[] values = new @Nullable Object[shape.parts().size()];
    recordsAround++;
    for (int i = 0; i < values.length; i++) {
      Part part = shape.parts().get(i);
      values[i] = part.isOptional() && random.nextInt(3) == 0 ? null : value(part.type());
    }
    for (int attempt = 0; attempt < 10_000; attempt++) {
      try {
        T made = type.cast(shape.make(values));
        recordsAround--;
        return made;
      } catch (DaybookException refused) {
        drawAnew(shape, values, refused);
      }
    }
    throw new AssertionError("no random value is accepted by " + type);
  }

  /** Only what was refused is drawn anew, so that many constraints are met one after the other. */
  private void drawAnew(RecordShape shape, @Nullable Object[] values, DaybookException refused) {
    for (int i = 0; i < values.length; i++) {
      Part part = shape.parts().get(i);
      if (part.wireName().equals(refused.details().get("field"))) {
        boolean isNumber = !(part.type() instanceof ParameterizedType);
        values[i] = isNumber && refused.details().get("least") instanceof Long least
            ? atLeast(least)
            : value(part.type());
        return;
      }
    }
    throw new AssertionError("a refusal names a field of its record", refused);
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return string();
    } else if (plain == long.class || plain == Long.class) {
      return number();
    } else if (plain == int.class || plain == Integer.class) {
      return (int) number();
    } else if (plain == boolean.class || plain == Boolean.class) {
      return random.nextBoolean();
    } else if (plain == double.class || plain == Double.class) {
      return random.nextBoolean()
          ? EXTREME_DOUBLES[random.nextInt(EXTREME_DOUBLES.length)]
          : random.nextDouble(-1e9, 1e9);
    } else if (plain == Instant.class) {
      return Instant.ofEpochSecond(
          random.nextLong(-62_167_219_200L, 253_402_300_800L), 1000L * random.nextInt(1_000_000));
    } else if (plain == Json.class) {
      return new Json(space() + json(0) + space());
    } else if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    } else if (OpenEnum.class.isAssignableFrom(plain) && random.nextInt(4) > 0) {
      List<?> constants = OpenEnum.constants(plain.asSubclass(OpenEnum.class));
      return constants.get(random.nextInt(constants.size()));
    } else if (plain == SessionEvent.class) {
      return record(UserMessage.class);
    } else {
      return record(plain);
    }
  }

  /** Huge once in a while, but then not inside another list of records. */
  private List<Object> list(Type element) {
    if (recordsAround <= 1 && random.nextInt(500) == 0) {
      return hugeList(element);
    }
    // shorter the deeper, else most of the time goes into messages of messages
    int size = random.nextInt(Math.max(2, 5 - recordsAround));
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(value(element));
    }
    return values;
  }

  /** A few different elements again and again, for it is the count that matters. */
  private List<Object> hugeList(Type element) {
    List<Object> few = List.of(value(element), value(element), value(element));
    List<Object> values = new ArrayList<>(HUGE_LIST);
    for (int i = 0; i < HUGE_LIST; i++) {
      values.add(few.get(random.nextInt(few.size())));
    }
    return values;
  }

  private long atLeast(long least) {
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> Long.MAX_VALUE;
      default -> least == Long.MAX_VALUE ? least : random.nextLong(least, Long.MAX_VALUE);
    };
  }

  long number() {
    return switch (random.nextInt(4)) {
      case 0 -> EXTREME_LONGS[random.nextInt(EXTREME_LONGS.length)];
      case 1 -> random.nextInt(1000);
      case 2 -> random.nextLong() & Long.MAX_VALUE;
      default -> random.nextLong();
    };
  }

  /** Any chars at all, seldom as many as fill Jackson's buffer. */
  String string() {
    boolean odd = random.nextBoolean();
    return switch (random.nextInt(1_000)) {
      case 0 -> longString(random.nextInt(7_900, 8_100), odd);
      case 1 -> longString(random.nextInt(3_900, 4_100), odd);
      case 2, 3 -> longString(random.nextInt(1_000), odd);
      default -> string(random.nextInt(12), odd);
    };
  }

  private String longString(int length, boolean odd) {
    StringBuilder text = new StringBuilder(length + 50);
    while (text.length() < length) {
      text.append(string(random.nextInt(1, 50), odd).repeat(random.nextInt(1, 8)));
    }
    return text.substring(0, length);
  }

  private String string(int length, boolean odd) {
    StringBuilder text = new StringBuilder(length + 1);
    while (text.length() < length) {
      int kind = odd ? random.nextInt(8) : 7;
      if (kind < 3) {
        text.appendCodePoint(ODD_CHARS[random.nextInt(ODD_CHARS.length)]);
      } else if (kind == 3) {
        text.append((char) random.nextInt(0x10000));
      } else {
        text.append((char) random.nextInt(' ', 0x7f));
      }
    }
    return text.toString();
  }

  /** JSON text with white space, odd numbers and escapes where they may be. */
  String json(int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> "null";
      case 3 -> jsonString();
      case 4 -> jsonArray(depth);
      default -> jsonObject(depth);
    };
  }

  String jsonObject(int depth) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.add(space() + jsonName() + space() + ":" + space() + json(depth + 1) + space());
    }
    return fields.isEmpty() ? "{" + space() + "}" : "{" + String.join(",", fields) + "}";
  }

  private String jsonArray(int depth) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(space() + json(depth + 1) + space());
    }
    return elements.isEmpty() ? "[" + space() + "]" : "[" + String.join(",", elements) + "]";
  }

  private String jsonString() {
    return jsonString("a", "é", "\ud83d\ude00", "\\u0000", "\\uD83D", "\\n", "\\/", "\\\"");
  }

  /** Without a lone surrogate, which Jackson refuses in a field's name alone. */
  private String jsonName() {
    return jsonString("a", "é", "\ud83d\ude00", "\\u0000", "\\uD83D\\uDE00", "\\n", "\\\"");
  }

  private String jsonString(String... parts) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append('"').toString();
  }

  String space() {
    String[] spaces = {"", "", "", " ", "\t", "  "};
    return spaces[random.nextInt(spaces.length)];
  }
}
