package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import dev.daybook.StandardVocabulary;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.WireNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardTypesTest {

  static List<Class<? extends SessionEvent>> standardTypes() {
    return StandardVocabulary.standardTypes();
  }

  static List<Class<? extends SessionEvent>> ephemeralTypes() {
    return StandardVocabulary.ephemeralTypes();
  }

  @Test
  void theListingOfAFolderAndOfAJarNamesTheClassesBesideOne() {
    assertThat(ClassNames.beside(StandardEvent.class))
        .as("a folder of classes")
        .hasValueSatisfying(names -> assertThat(names)
            .contains("StandardEvent", "ToolCall", "Message$Call")
            .doesNotContain("EventTypes"));
    assertThat(ClassNames.beside(JsonParser.class))
        .as("a jar")
        .hasValueSatisfying(names -> assertThat(names)
            .contains("JsonParser", "JsonFactory")
            .doesNotContain("UTF8StreamJsonParser", "json/UTF8StreamJsonParser"));
    assertThat(ClassNames.beside(String.class)).as("neither").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("standardTypes")
  void everyStandardTypeIsFoundByItsNameAndByItsClass(Class<? extends SessionEvent> type) {
    String name = WireNames.of(type);
    assertThat(StandardTypes.byName(name).eventClass()).isEqualTo(type);
    assertThat(StandardTypes.of(type)).isSameAs(StandardTypes.byName(name));
    assertThat(StandardTypes.of(type).wireName()).isEqualTo(name);
    assertThat(EventTypes.standard().contains(name)).isTrue();
    assertThat(EventTypes.standard().isEphemeral(name)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ephemeralTypes")
  void anEphemeralTypeIsFoundAndNotContained(Class<? extends SessionEvent> type) {
    String name = WireNames.of(type);
    assertThat(StandardTypes.byName(name).eventClass()).isEqualTo(type);
    assertThat(EventTypes.standard().contains(name)).isFalse();
    assertThat(EventTypes.standard().isEphemeral(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "__",
        "_tool_call",
        "tool_call_",
        "tool__call",
        "Tool_call",
        "ToolCall",
        "toolCall",
        "toolcall",
        "tool-call",
        "tool_call ",
        "tool.call",
        "java.lang.String",
        "../tool_call",
        "dev/daybook/event/ToolCall",
        "tool_call$1",
        "message$call",
        "[tool_call",
        "1",
        "tool_cäll",
        "tool_call\u0000",
        "\ud83d",
        // classes of the package that are no events of the vocabulary
        "json",
        "message",
        "call",
        "check",
        "usage",
        "entry",
        "role",
        "daybook_exception",
        "session_event",
        "standard_event",
        "loop_event",
        "ephemeral_event",
        "open_enum",
        "wire_names",
        "unknown",
        "stamped",
        "package_info"
      })
  void anyOtherNameIsOfNoType(String name) {
    for (int twice = 0; twice < 2; twice++) {
      assertThat(StandardTypes.byName(name)).isNull();
      assertThat(EventTypes.standard().contains(name)).isFalse();
      assertThat(EventTypes.standard().isEphemeral(name)).isFalse();
    }
  }

  @Test
  void aVeryLongNameIsOfNoType() {
    assertThat(StandardTypes.byName("tool_call".repeat(1 << 20))).isNull();
  }

  /** As a hostile file may have them. A class loader remembers each name that it is asked for. */
  @Test
  void strangersLeaveNothingBehind() {
    lookUpStrangers(0, 1_000);
    long before = usedBytes();
    lookUpStrangers(1_000, 301_000);
    assertThat(usedBytes() - before).isLessThan(16L << 20);
  }

  private static void lookUpStrangers(int from, int to) {
    for (int i = from; i < to; i++) {
      if (StandardTypes.byName("stranger_" + i) != null) {
        throw new AssertionError("found stranger " + i);
      }
    }
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
