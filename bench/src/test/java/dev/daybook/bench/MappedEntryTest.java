package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Databind reads the lines of the mix, in the way that costs it least. */
class MappedEntryTest {

  private static final EventMix MIX = EventMix.load();

  private final ObjectReader reader = MappedEntry.reader();

  @Test
  void readsWhatDaybookRecorded() throws Exception {
    for (int i = 0; i < MIX.size(); i++) {
      MappedEntry entry = reader.readValue(MIX.line(i));
      assertThat(entry.data).isEqualTo(MIX.event(i));
      assertThat(entry.type).isEqualTo(MIX.type(i));
      assertThat(entry.sessionId).isEqualTo(EventMix.SESSION);
      assertThat(entry.seq).isEqualTo(i);
      assertThat(entry.ts).isNotNull();
      assertThat(entry.id).isNull();
    }
  }

  @Test
  void anEventIsReadFromTheLineAndNotFromACopyOfItsTokens() throws Exception {
    List<JsonParser> parsers = new ArrayList<>();
    DeserializationProblemHandler handler = new DeserializationProblemHandler() {
      @Override
      public Object handleUnexpectedToken(
          DeserializationContext context,
          JavaType wanted,
          JsonToken token,
          JsonParser parser,
          String why)
          throws IOException {
        parsers.add(parser);
        parser.skipChildren();
        return "shows who reads it";
      }
    };
    String line = """
        {"type":"user_message","data":{"text":[]}}""";
    reader.withHandler(handler).readValue(line.getBytes(StandardCharsets.UTF_8));
    assertThat(parsers).hasSize(1).hasOnlyElementsOfType(UTF8StreamJsonParser.class);
  }
}
