package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.event.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A component whose accessor a program has overridden, and that cannot be had. */
class FailingAccessorTest {

  /** A checked exception that no signature declares. */
  static final class Sneaky extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Its second component cannot be had. */
  public record Broken(String first, String secondOne, long third) implements SessionEvent {
    @Override
    public String secondOne() {
      throw Broken.<RuntimeException>sneak(new Sneaky());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneak(Throwable any) throws E {
      throw (E) any;
    }
  }

  /** A use that a schema makes of an event. */
  interface Use {
    void of(SessionEvent event) throws IOException;
  }

  static Use[] uses() {
    RecordSchema schema = RecordSchema.of(Broken.class);
    return new Use[] {
      event -> schema.admit(event, 1),
      event -> {
        try (JsonGenerator json = JsonFormat.generator(new ByteArrayOutputStream())) {
          schema.write(json, event);
        }
      }
    };
  }

  @ParameterizedTest
  @MethodSource("uses")
  void theFieldIsNamed(Use use) {
    assertThatThrownBy(() -> use.of(new Broken("a", "b", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an accessor failed: field=second_one")
        .satisfies(failure -> assertThat(failure.getCause()).isInstanceOf(Sneaky.class));
  }
}
