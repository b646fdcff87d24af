package dev.daybook.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.event.ToolCall;
import dev.daybook.event.UserMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReadOptionsTest {

  private static void assertSwitches(ReadOptions options, boolean... expected) {
    assertThat(new boolean[] {
          options.isLenient(),
          options.missingIsEmpty(),
          options.keepsUnknown(),
          options.keepsUnfit(),
          options.isVerbatim()
        })
        .isEqualTo(expected);
  }

  @Test
  void eachMethodChangesItsOwnOptionAlone() {
    Consumer<BadLine> listener = bad -> {};
    ReadOptions all = ReadOptions.lenient()
        .withMissingAsEmpty(true)
        .withUnknownAsError(true)
        .withVerbatimData(true)
        .withTypes(Set.of("a"))
        .withMaxLineBytes(256)
        .withDecoders(3)
        .withOnBadLine(listener);
    assertSwitches(all, true, true, false, true, true);
    assertThat(all.types()).containsExactly("a");
    assertThat(all.maxLineBytes()).isEqualTo(256);
    assertThat(all.decoders()).isEqualTo(3);
    assertThat(all.onBadLine()).isSameAs(listener);
    ReadOptions back =
        all.withOnBadLine(bad -> {}).withDecoders(1).withMaxLineBytes(1024).withTypes(Set.of());
    assertSwitches(back, true, true, false, true, true);
    assertThat(back.types()).isEmpty();
    assertThat(back.maxLineBytes()).isEqualTo(1024);
    assertThat(back.decoders()).isEqualTo(1);
    assertThat(back.onBadLine()).isNotSameAs(listener);
  }

  @Test
  void typesCanBeGivenAsClasses() {
    ReadOptions options = ReadOptions.strict()
        .withTypes(Set.of("a"))
        .withTypes(ToolCall.class, UserMessage.class)
        .withLenience(true)
        .withMaxLineBytes(256)
        .withDecoders(3)
        .withOnBadLine(bad -> {});
    assertThat(options.eventClasses()).containsExactlyInAnyOrder(ToolCall.class, UserMessage.class);
    assertThat(options.types()).isEmpty();
    assertThat(options.withTypes(Set.of("a")).eventClasses()).isEmpty();
  }

  @Test
  void eachSwitchGoesBothWays() {
    ReadOptions strict = ReadOptions.strict();
    assertSwitches(strict, false, false, true, false, false);
    assertSwitches(ReadOptions.lenient(), true, false, true, true, false);
    assertSwitches(strict.withLenience(true), true, false, true, true, false);
    assertSwitches(
        strict.withLenience(true).withUnfitAsUnknown(false), true, false, true, false, false);
    assertSwitches(strict.withLenience(false), false, false, true, false, false);
    assertSwitches(strict.withMissingAsEmpty(true), false, true, true, false, false);
    assertSwitches(strict.withUnknownAsError(true), false, false, false, false, false);
    assertSwitches(strict.withUnfitAsUnknown(true), false, false, true, true, false);
    assertSwitches(strict.withVerbatimData(true), false, false, true, false, true);
    ReadOptions all = ReadOptions.lenient()
        .withMissingAsEmpty(true)
        .withUnknownAsError(true)
        .withVerbatimData(true);
    assertSwitches(all.withLenience(false), false, true, false, true, true);
    assertSwitches(all.withMissingAsEmpty(false), true, false, false, true, true);
    assertSwitches(all.withUnknownAsError(false), true, true, true, true, true);
    assertSwitches(all.withUnfitAsUnknown(false), true, true, false, false, true);
    assertSwitches(all.withVerbatimData(false), true, true, false, true, false);
  }

  @Test
  void refusesALineLimitThatHoldsNoLine() {
    assertThatThrownBy(() -> ReadOptions.strict().withMaxLineBytes(255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxLineBytes is too small: maxLineBytes=255, least=256");
  }

  @Test
  void refusesFewerDecodersThanOne() {
    assertThatThrownBy(() -> ReadOptions.strict().withDecoders(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("decoders are too few: decoders=0, least=1");
  }

  @Test
  void typesCannotChangeAfterwards() {
    Set<String> types = new HashSet<>(Set.of("a"));
    ReadOptions options = ReadOptions.strict().withTypes(types);
    types.add("b");
    assertThat(options.types()).containsExactly("a");
  }
}
