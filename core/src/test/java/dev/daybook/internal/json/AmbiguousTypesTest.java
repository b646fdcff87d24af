package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program's own types whose lines could not be read, or would be read as something else, are
 * refused when they are registered, or when the event is recorded: never after it is written.
 */
class AmbiguousTypesTest {

  record Twins(String fooBar, String foo_bar) implements SessionEvent {}

  enum Letter {
    A,
    a
  }

  record Lettered(Letter letter) implements SessionEvent {}

  record Pair(String wireName, String other) implements OpenEnum {}

  record OfPair(Pair value) implements SessionEvent {}

  record Tagged(String tag) implements OpenEnum {
    @Override
    public String wireName() {
      return "#" + tag;
    }
  }

  record OfTagged(Tagged value) implements SessionEvent {}

  enum Number implements OpenEnum {
    ONE;

    @Override
    public String wireName() {
      return "1";
    }
  }

  record OfNumber(Number value) implements SessionEvent {}

  record OfAny(OpenEnum value) implements SessionEvent {}

  record Last(String wireName) implements OpenEnum {
    static final Last FIRST = new Last("first");

    @Nullable
    static Last last;
  }

  record OfLast(Last value) implements SessionEvent {}

  record Words(List<String> words) implements SessionEvent {}

  record Count(int count) implements SessionEvent {}

  record Sentences(List<List<String>> sentences) implements SessionEvent {}

  @Test
  void refusesTwoComponentsThatHaveOneNameOnTheWire() {
    assertThatThrownBy(() -> EventTypes.standard().with(Twins.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two components have one name on the wire: field=foo_bar, class="
            + Twins.class.getName());
  }

  @Test
  void refusesTwoConstantsThatHaveOneNameOnTheWire() {
    assertThatThrownBy(() -> EventTypes.standard().with(Lettered.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "two constants have one name on the wire: value=a, class=" + Letter.class.getName());
  }

  @ParameterizedTest
  @ValueSource(classes = {OfPair.class, OfTagged.class, OfNumber.class, OfAny.class})
  void refusesAnOpenEnumThatIsNotItsWireName(Class<? extends SessionEvent> type) {
    assertThatThrownBy(() -> EventTypes.standard().with(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an open enum is a record of one component, String wireName: class="
            + type.getRecordComponents()[0].getType().getName());
  }

  @Test
  void aVariableOfAnOpenEnumIsNoConstant() {
    assertThat(OpenEnum.constants(Last.class)).containsExactly(Last.FIRST);
    assertThat(EventTypes.standard().with(OfLast.class).contains("of_last")).isTrue();
  }

  @Test
  void refusesAListWithANullInIt() {
    assertRefused(new Words(Arrays.asList("a", null)), "words[1]");
    assertRefused(new Sentences(List.of(List.of(), Arrays.asList("a", null))), "sentences[1][1]");
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 31, -(1L << 31) - 1, 1L << 32, Long.MIN_VALUE})
  void refusesANumberThatItsIntCannotHold(long number) {
    Admission admission = new Admission(EventTypes.standard().with(Count.class), 1 << 20);
    Unknown event = new Unknown("count", "{\"count\":" + number + "}");
    DaybookException fault = faultOf(() -> admission.admit(event, null));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault).hasMessage("number does not fit a 32-bit integer: type=count, field=count");
  }

  private static void assertRefused(SessionEvent event, String field) {
    EventTypes types = EventTypes.standard().with(Words.class).with(Sentences.class);
    String message = "a list has a null in it: type=" + types.of(event).wireName() + ", field=";
    DaybookException fault = faultOf(() -> new Admission(types, 1 << 20).admit(event, null));
    assertThat(fault.kind()).isEqualTo(Kind.UNENCODABLE);
    assertThat(fault).hasMessage(message + field);
    try (BatchEncoder encoder = new BatchEncoder(types, 1 << 16, 1 << 20)) {
      assertThat(faultOf(() -> Lines.encode(encoder, 0, null, event)).kind())
          .isEqualTo(Kind.UNENCODABLE);
    }
  }
}
