package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error names an unknown type, unless what stands in its place cannot be the name of one. */
class UnknownTypeTest {

  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), false);

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "tool-call", "AgentStart", "acme:note/2", "com.example.Event", "caf\u00e9"})
  void namesTheType(String type) {
    assertThat(refusal(type)).hasMessage("no such event type: type=" + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"do not show", "x\\n", "\\u0000", "\\ud83d", "{}"})
  void keepsToItselfWhatIsNoName(String type) {
    DaybookException refusal = refusal(type);
    assertThat(refusal.kind()).isEqualTo(Kind.UNKNOWN_TYPE);
    assertThat(refusal.details()).containsOnlyKeys("typeChars");
  }

  @Test
  void keepsToItselfWhatIsTooLong() {
    assertThat(refusal("x".repeat(60)).details()).containsOnlyKeys("type");
    assertThat(refusal("x".repeat(61)))
        .hasMessage("no such event type, nor a name that one could have: typeChars=61");
  }

  private DaybookException refusal(String type) {
    byte[] line = ("{\"v\":1,\"seq\":0,\"type\":\""
            + type
            + "\",\"ts\":\"2026-11-20T23:00:00Z\",\"session_id\":\"s-1\",\"data\":{}}")
        .getBytes(StandardCharsets.UTF_8);
    return catchThrowableOfType(DaybookException.class, () -> decoder.decode(line, 0, line.length));
  }
}
