package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** JSON that is written piece by piece, with records in it. */
class JsonWriterTest {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void recordsStandAmongOtherValues() throws IOException {
    new JsonWriter(bytes)
        .startObject()
        .field("list")
        .startArray()
        .number(1)
        .record(new Usage(2, 3))
        .json(new Json("{\"x\":1.0}"))
        .record(null)
        .json(null)
        .bool(true)
        .string(null)
        .endArray()
        .field("at")
        .time(TIME)
        .field("event")
        .event(new TurnStart("l", 0, TurnTrigger.USER), TIME)
        .field("last")
        .string("\u20ac")
        .endObject()
        .flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"list\":[1,{\"input\":2,\"output\":3},{\"x\":1.0},null,null,true,null],"
            + "\"at\":\"2026-01-01T00:00:00.000000Z\",\"event\":{\"type\":\"turn_start\","
            + "\"timestamp\":\"2026-01-01T00:00:00.000000Z\",\"loop_id\":\"l\",\"turn_index\":0,"
            + "\"triggered_by\":\"user\"},\"last\":\"\u20ac\"}");
  }

  @Test
  void textThatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> new JsonWriter(bytes).json(new Json("{secret")))
        .isInstanceOfSatisfying(DaybookException.class, refused -> {
          assertThat(refused.kind()).isEqualTo(Kind.UNENCODABLE);
          assertThat(refused).hasMessageNotContaining("secret");
        });
  }
}
