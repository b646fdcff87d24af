package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void writesMapsListsNumbersBooleansAndNullAsThemselves() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("long", Long.MIN_VALUE);
    map.put("int", 1);
    map.put("double", 0.5);
    map.put("bool", true);
    map.put("null", null);
    map.put("list", Arrays.asList(1, null, List.of()));
    assertThat(JsonText.of(map))
        .isEqualTo("{\"long\":-9223372036854775808,\"int\":1,\"double\":0.5,\"bool\":true,"
            + "\"null\":null,\"list\":[1,null,[]]}");
  }

  @Test
  void writesEverythingElseAsTheTextItPrints() {
    assertThat(JsonText.of("a\n\"\\\u0000é\ud83d")).isEqualTo("\"a\\n\\\"\\\\\\u0000é\\uD83D\"");
    assertThat(JsonText.of(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(JsonText.of(Thread.State.NEW)).isEqualTo("\"NEW\"");
    assertThat(JsonText.of(Map.of(1, 'c'))).isEqualTo("{\"1\":\"c\"}");
    assertThat(JsonText.of(null)).isEqualTo("null");
  }

  private record Part(
      String firstName, boolean isWhole, @Nullable Long absent, Optional<Long> unknown) {}

  private record Parts(List<Part> all, Role role) {}

  @Test
  void writesRecordsWithTheNamesOfTheirComponents() {
    Part part = new Part("a", true, null, Optional.empty());
    assertThat(JsonText.of(new Parts(List.of(part), Role.USER)))
        .isEqualTo("{\"all\":[{\"first_name\":\"a\",\"whole\":true,\"unknown\":null}],"
            + "\"role\":\"user\"}");
    assertThat(JsonText.of(Map.of("part", new Parts(List.of(), Role.USER))))
        .as("a detail of an error")
        .startsWith("{\"part\":\"Parts[");
  }

  @Test
  void writesAVerbatimValueAsItsText() {
    Message.Thought thought = new Message.Thought("hm", null, new Json("{\"a\": 1.0}"), null, null);
    assertThat(JsonText.of(thought)).isEqualTo("{\"text\":\"hm\",\"item\":\"{\\\"a\\\": 1.0}\"}");
  }

  @Test
  void writesSeveralRecordsAsOne() {
    assertThat(JsonText.ofAll(
            new Parts(List.of(), Role.TOOL), new Part("a", false, 1L, Optional.of(2L))))
        .isEqualTo("{\"all\":[],\"role\":\"tool\",\"first_name\":\"a\",\"whole\":false,"
            + "\"absent\":1,\"unknown\":2}");
  }
}
