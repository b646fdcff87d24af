package dev.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.StandardVocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenEnumTest {

  static Stream<Class<? extends OpenEnum>> openEnums() {
    return StandardVocabulary.publicRecords().stream()
        .filter(OpenEnum.class::isAssignableFrom)
        .map(type -> type.asSubclass(OpenEnum.class));
  }

  @ParameterizedTest
  @MethodSource("openEnums")
  void everyConstantIsKnownAndHasANameOfItsOwn(Class<? extends OpenEnum> type) {
    List<? extends OpenEnum> constants = OpenEnum.constants(type);
    assertThat(constants).hasSizeGreaterThan(1).allMatch(OpenEnum::isKnown);
    assertThat(constants).extracting(OpenEnum::wireName).doesNotHaveDuplicates();
    assertThat(constants)
        .allSatisfy(constant -> assertThat(constant.wireName()).matches("[a-z]+(_[a-z]+)*"));
    assertThat(constants).allMatch(constant -> constant.toString().equals(constant.wireName()));
  }

  @Test
  void constantsStandInTheOrderOfTheirDeclaration() {
    assertThat(OpenEnum.constants(NoteLevel.class))
        .containsExactly(NoteLevel.DEBUG, NoteLevel.INFO, NoteLevel.WARN, NoteLevel.ERROR);
  }

  @Test
  void otherConstantsOfTheRecordAreNoValuesOfTheSet() {
    record Color(String wireName) implements OpenEnum {
      static final Color RED = new Color("red");
      static final String NAME = "color";
      static final Role ROLE = Role.USER;
    }

    assertThat(OpenEnum.constants(Color.class)).containsExactly(Color.RED);
  }

  @Test
  void aValueThatIsNotKnownIsEqualToItselfAlone() {
    Role critic = new Role("critic");
    assertThat(critic.isKnown()).isFalse();
    assertThat(critic).isEqualTo(new Role("critic")).isNotEqualTo(Role.USER);
    assertThat(new Role("user")).isEqualTo(Role.USER).hasSameHashCodeAs(Role.USER);
    assertThat(new Role("user").isKnown()).isTrue();
    assertThat(new Role("User").isKnown()).isFalse();
    assertThat(new Role("").isKnown()).isFalse();
  }

  @Test
  void anOlderNameOfATriggerIsReadAsTheNewOne() {
    assertThat(new TurnTrigger("follow_up"))
        .isEqualTo(TurnTrigger.CONTINUATION)
        .extracting(TurnTrigger::isKnown)
        .isEqualTo(true);
  }
}
