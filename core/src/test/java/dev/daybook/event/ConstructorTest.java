package dev.daybook.event;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.StandardVocabulary;
import dev.daybook.internal.json.RandomValues;
import dev.daybook.internal.json.RecordShape;
import dev.daybook.internal.json.RecordShape.Part;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that the constructors of all records have in common, whichever records there are. */
class ConstructorTest {

  /** The numbers that may be negative: codes, identifiers and times of other programs. */
  private static final Set<String> SIGNED = Set.of(
      "agent_message.node_id",
      "agent_message.parent_id",
      "agent_message.timestamp_ms",
      "end_reason.max_iterations",
      "revert_applied.target",
      "step_completed.exit_code",
      "step_failed.exit_code",
      "tool_result.exit_code");

  private final RandomValues values = new RandomValues(new SplittableRandom(1));

  /** One component of one record class. */
  record Place(Class<?> type, int index) {

    Part part() {
      return RecordShape.of(type).parts().get(index);
    }

    boolean isList() {
      return part().type() instanceof ParameterizedType;
    }

    boolean isOf(Type... types) {
      return Arrays.asList(types).contains(part().type());
    }

    @Override
    public String toString() {
      return WireNames.of(type) + "." + part().wireName();
    }
  }

  private static Stream<Place> places() {
    return StandardVocabulary.publicRecords().stream()
        .flatMap(type -> IntStream.range(0, RecordShape.of(type).parts().size())
            .mapToObj(index -> new Place(type, index)));
  }

  static Stream<Place> required() {
    return places()
        .filter(place -> !place.part().isOptional()
            && !place.isOf(long.class, int.class, boolean.class, double.class));
  }

  static Stream<Place> optional() {
    return places().filter(place -> place.part().isOptional());
  }

  static Stream<Place> lists() {
    return places().filter(Place::isList);
  }

  static Stream<Place> numbers() {
    return places().filter(place -> place.isOf(long.class, Long.class, int.class, Integer.class));
  }

  static Stream<Place> fractions() {
    return places().filter(place -> place.isOf(double.class, Double.class));
  }

  @ParameterizedTest
  @MethodSource("required")
  void refusesNullWhereAValueIsRequired(Place place) {
    DaybookException fault = refusal(place, null);
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_FIELD);
    assertThat(fault)
        .hasMessage("a required field is missing: type="
            + WireNames.of(place.type)
            + ", field="
            + place.part().wireName());
  }

  @ParameterizedTest
  @MethodSource("optional")
  void acceptsNullWhereAValueIsOptional(Place place) {
    // not with every value of the others: a tool's message needs its call's id
    assertThat(Stream.generate(() -> values.record(place.type)).limit(300))
        .anyMatch(made -> component(made, place) == null);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void refusesAListWithANullInIt(Place place) {
    List<?> withNull = Arrays.asList(element(place), null);
    DaybookException fault = refusal(place, withNull);
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault)
        .hasMessage("a list has a null in it: type="
            + WireNames.of(place.type)
            + ", field="
            + place.part().wireName());
  }

  @ParameterizedTest
  @MethodSource("lists")
  void keepsAnUnmodifiableCopyOfAList(Place place) {
    List<Object> argument = new ArrayList<>(List.of(element(place)));
    List<Object> before = List.copyOf(argument);
    Object made = RecordShape.of(place.type).make(with(place, argument));
    argument.clear();
    List<?> kept = (List<?>) component(made, place);
    assertThat(kept).isEqualTo(before);
    assertThatThrownBy(kept::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void refusesANegativeCount(Place place) {
    for (long negative : new long[] {-1, Long.MIN_VALUE}) {
      if (SIGNED.contains(place.toString())) {
        Object made = RecordShape.of(place.type).make(with(place, negative));
        assertThat(component(made, place)).isEqualTo(negative);
      } else {
        DaybookException fault = refusal(place, negative);
        assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
        assertThat(fault)
            .hasMessageStartingWith("a number is too small: type="
                + WireNames.of(place.type)
                + ", field="
                + place.part().wireName()
                + ", value="
                + negative
                + ", least=");
      }
    }
  }

  @Test
  void everySignedNumberIsAComponent() {
    assertThat(numbers().map(Place::toString).collect(Collectors.toSet())).containsAll(SIGNED);
  }

  @ParameterizedTest
  @MethodSource("fractions")
  void refusesANumberThatJsonHasNoFormFor(Place place) {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0}) {
      DaybookException fault = refusal(place, value);
      assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
      assertThat(fault)
          .hasMessage("a number is not finite; JSON has no form for it: type="
              + WireNames.of(place.type)
              + ", field="
              + place.part().wireName());
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Usage.class, UsageSummary.class})
  void refusesANegativePrice(Class<?> type) {
    Place price = fractions().filter(place -> place.type == type).findFirst().orElseThrow();
    DaybookException fault = refusal(price, -0.01);
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault)
        .hasMessage("a price is negative: type=" + price.toString().replace(".", ", field="));
  }

  private DaybookException refusal(Place place, @Nullable Object value) {
    @Nullable Object[] arguments = with(place, value);
    DaybookException fault = faultOf(() -> RecordShape.of(place.type).make(arguments));
    assertThat(fault.details())
        .containsEntry("type", WireNames.of(place.type))
        .containsEntry("field", place.part().wireName());
    return fault;
  }

  /** What makes a record that is accepted, but for one value. */
  private @Nullable Object[] with(Place place, @Nullable Object value) {
    Object accepted = values.record(place.type);
    @Nullable
    Object[] arguments = RecordShape.of(place.type).parts().stream()
        .map(part -> part.of(accepted))
        .toArray(Object[]::new);
    arguments[place.index] = value;
    return arguments;
  }

  /** One that is accepted in that list. */
  private Object element(Place place) {
    Type type = ((ParameterizedType) place.part().type()).getActualTypeArguments()[0];
    if (type == String.class) {
      return "x";
    }
    return type == Long.class ? (Object) 1L : values.record((Class<?>) type);
  }

  private static @Nullable Object component(Object made, Place place) {
    return place.part().of(made);
  }
}
