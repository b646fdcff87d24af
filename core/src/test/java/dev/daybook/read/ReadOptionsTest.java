package dev.daybook.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReadOptionsTest {

  @Test
  void eachMethodChangesItsOwnOptionAlone() {
    Consumer<BadLine> listener = bad -> {};
    ReadOptions all = ReadOptions.lenient()
        .withMissingAsEmpty()
        .withUnknownAsError()
        .withVerbatimData()
        .withTypes(Set.of("a"))
        .withMaxLineBytes(256)
        .withDecoders(3)
        .withOnBadLine(listener);
    assertThat(all)
        .isEqualTo(new ReadOptions(true, true, false, true, true, Set.of("a"), 256, 3, listener));
    assertThat(ReadOptions.strict()
            .withOnBadLine(listener)
            .withDecoders(3)
            .withMaxLineBytes(256)
            .withTypes(Set.of("a"))
            .withVerbatimData()
            .withUnknownAsError()
            .withUnfitAsUnknown()
            .withMissingAsEmpty())
        .isEqualTo(new ReadOptions(false, true, false, true, true, Set.of("a"), 256, 3, listener));
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
