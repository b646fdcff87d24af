package dev.daybook.event;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.StandardVocabulary;
import dev.daybook.internal.json.RandomValues;
import dev.daybook.internal.json.RecordShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The builders of wide records, which {@link RecordBuilders} writes. */
class RecordBuildersTest {

  private static final Path EVENTS = Path.of("src/main/java/dev/daybook/event");

  private static final int MAX_COMPONENTS_WITHOUT_BUILDER = 4;

  @Test
  void aBuilderHasTheComponentsOfItsRecord() throws IOException {
    for (Map.Entry<String, String> builder : RecordBuilders.of(EVENTS).entrySet()) {
      assertThat(EVENTS.resolve(builder.getKey()))
          .as(RecordBuilders.RUN)
          .hasContent(builder.getValue());
    }
  }

  @Test
  void aWideRecordHasABuilder() {
    List<Class<?>> wide = wideRecords();
    assertThat(wide).hasSizeGreaterThan(30);
    assertThat(wide).allSatisfy(type -> assertThat(type.getMethod("builder")).isNotNull());
  }

  @Test
  void aBuilderOfARecordBuildsIt() {
    RandomValues values = new RandomValues(new SplittableRandom(1));
    assertThat(wideRecords()).allSatisfy(type -> {
      Class<?> builder = type.getMethod("builder").getReturnType();
      for (int i = 0; i < 20; i++) {
        Object made = values.record(type);
        Object copy = builder.getMethod("of", type).invoke(null, made);
        assertThat(builder.getMethod("build").invoke(copy)).isEqualTo(made);
      }
    });
  }

  private static List<Class<?>> wideRecords() {
    return StandardVocabulary.publicRecords().stream()
        // which readers make
        .filter(type -> type != Entry.class)
        .filter(type -> RecordShape.of(type).parts().size() > MAX_COMPONENTS_WITHOUT_BUILDER)
        .<Class<?>>map(type -> type)
        .toList();
  }

  @Test
  void leavesOutWhatIsNotSet() {
    assertThat(AssistantMessage.builder().text("hi").build()).isEqualTo(new AssistantMessage("hi"));
  }

  @Test
  void refusesToBuildWithoutWhatIsRequired() {
    DaybookException fault = faultOf(
        () -> InferenceCompleted.builder().message(Message.assistant("hi")).build());
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_FIELD);
    assertThat(fault.details())
        .containsEntry("type", "inference_completed")
        .containsEntry("field", "duration_ms");
  }
}
