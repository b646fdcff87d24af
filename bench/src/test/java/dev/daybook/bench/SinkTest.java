package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The peers of Daybook do the work that Daybook does. */
class SinkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventMix MIX = EventMix.load();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @EnumSource
  void writesTheFieldsThatDaybookWrites(SinkKind kind) throws IOException {
    int events = MIX.size() + 1;
    record(kind, events);
    List<JsonNode> entries = entries(kind);
    assertThat(entries).hasSize(events);
    for (int i = 0; i < events; i++) {
      ObjectNode expected = (ObjectNode) JSON.readTree(MIX.line(i));
      ObjectNode actual = (ObjectNode) entries.get(i);
      assertThat(instant(actual.remove("ts")))
          .isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
      actual.remove("crc");
      expected.remove(List.of("ts", "crc"));
      expected.put("seq", i);
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void databindWritesTheBytesThatDaybookWrites() throws IOException {
    record(SinkKind.DATABIND, MIX.size());
    List<String> lines = Files.readAllLines(folder.resolve("lines.ndjson"));
    for (int i = 0; i < MIX.size(); i++) {
      String own = new String(MIX.line(i), StandardCharsets.UTF_8);
      String data = own.substring(own.indexOf("\"data\":"), own.lastIndexOf(",\"crc\":"));
      assertThat(lines.get(i)).endsWith(data + "}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsThatAnEventIsMissing(SinkKind kind) {
    Sink sink = record(kind, 10);
    assertThatThrownBy(() -> sink.requireComplete(11))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not complete: events=11");
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingOfLargeEvents(SinkKind kind) throws IOException {
    EventMix large = EventMix.load(EventSize.LARGE);
    Sink sink = kind.opener(large).open(folder);
    sink.record(0);
    sink.close();
    JsonNode expected = JSON.readTree(large.line(0)).get("data");
    assertThat(entries(kind).get(0).get("data")).isEqualTo(expected);
  }

  private Sink record(SinkKind kind, int events) {
    Sink sink = kind.opener(MIX).open(folder);
    for (int i = 0; i < events; i++) {
      sink.record(i);
    }
    sink.close();
    sink.requireComplete(events);
    return sink;
  }

  private static Instant instant(JsonNode ts) {
    return ts.isNumber()
        ? Instant.EPOCH.plusNanos(ts.longValue() * 1000)
        : Instant.parse(ts.textValue());
  }

  private List<JsonNode> entries(SinkKind kind) throws IOException {
    return kind == SinkKind.CHRONICLE_QUEUE ? documents() : lines();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      Path file =
          files.filter(path -> path.toString().endsWith(".ndjson")).findFirst().orElseThrow();
      for (String line : Files.readAllLines(file)) {
        entries.add(JSON.readTree(line));
      }
    }
    return entries;
  }

  private List<JsonNode> documents() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (ChronicleQueue queue = ChronicleQueueSink.open(folder);
        ExcerptTailer tailer = queue.createTailer()) {
      for (boolean more = true; more; ) {
        try (DocumentContext context = tailer.readingDocument()) {
          more = context.isPresent();
          if (more) {
            entries.add(entry(context.wire()));
          }
        }
      }
    }
    return entries;
  }

  private static JsonNode entry(Wire wire) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    fields.put("v", wire.read("v").int64());
    fields.put("seq", wire.read("seq").int64());
    fields.put("type", wire.read("type").text());
    fields.put("ts", wire.read("ts").int64());
    fields.put("session_id", wire.read("session_id").text());
    fields.put("data", wire.read("data").marshallableAsMap(String.class, Object.class));
    // through text, so that a number is the same however many bytes it took
    return JSON.readTree(JSON.writeValueAsString(fields));
  }
}
