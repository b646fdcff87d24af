package dev.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.StandardVocabulary;
import dev.daybook.internal.json.RandomValues;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shorter ways to a record refuse a null as its constructor does, whichever ways there are. */
class FactoryTest {

  private final RandomValues values = new RandomValues(new SplittableRandom(1));

  static Stream<Executable> waysToARecord() {
    return StandardVocabulary.publicRecords().stream()
        .flatMap(type -> Stream.<Executable>concat(
            Stream.of(type.getConstructors()),
            Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                    && Modifier.isPublic(method.getModifiers())
                    && method.getReturnType() == type)));
  }

  @ParameterizedTest
  @MethodSource("waysToARecord")
  void acceptsANullOrSaysWhatIsMissing(Executable way) throws ReflectiveOperationException {
    Class<?>[] types = way.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (types[i].isPrimitive()) {
        continue;
      }
      @Nullable Object[] arguments = Stream.of(types).map(this::value).toArray();
      arguments[i] = types[i].isArray() ? Array.newInstance(types[i].getComponentType(), 1) : null;
      try {
        assertThat(call(way, arguments)).isNotNull();
      } catch (InvocationTargetException refused) {
        assertThat(refused.getCause()).isInstanceOf(DaybookException.class);
        assertThat(((DaybookException) refused.getCause()).details()).containsKeys("type", "field");
      }
    }
  }

  private static Object call(Executable way, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    return way instanceof Constructor<?> constructor
        ? constructor.newInstance(arguments)
        : ((Method) way).invoke(null, arguments);
  }

  private Object value(Class<?> type) {
    if (type == String.class) {
      return "x";
    } else if (type == long.class || type == Long.class) {
      return 1L;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == double.class || type == Double.class) {
      return 1.0;
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == Instant.class) {
      return Instant.EPOCH;
    } else if (type == SessionEvent.class) {
      return new UserMessage("x");
    }
    return type.isArray() ? Array.newInstance(type.getComponentType(), 0) : values.record(type);
  }
}
