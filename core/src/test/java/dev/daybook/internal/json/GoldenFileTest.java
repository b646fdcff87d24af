package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.StandardVocabulary;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Gap;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Format 1 as bytes that do not change: what an older Daybook wrote must stay readable, and a newer
 * Jackson must not write another file.
 */
class GoldenFileTest {

  private static final String SESSION_ID = "s-é-1";
  private static final String EVERY_KIND_OF_CHAR =
      "plain \"quoted\" \\ / \b\f\n\r\t \u0000\u001f\u007f é ⅷ \u2028\u2029\u0085 \ud83d\ude00 lone"
          + " \ud83d and \ude00 end";

  private static final List<Golden> FORMAT = List.of(
      new Golden(
          "2026-11-20T23:00:00.123456Z",
          null,
          new SessionStarted(
              "coder",
              "Fix the tests",
              "agent-7",
              "model-1",
              "provider",
              "Be brief.",
              null,
              null,
              null,
              null,
              null)),
      new Golden("2026-11-20T23:00:00Z", null, new SessionStarted(null, null)),
      new Golden("1969-12-31T23:59:59.999999Z", null, new SystemMessage("")),
      new Golden("0000-01-01T00:00:00.000001Z", "import/1", new UserMessage(EVERY_KIND_OF_CHAR)),
      new Golden(
          "9999-12-31T23:59:59.999999Z", "key \"2\" \ud83d", new InferenceStarted("model-1", 0)),
      new Golden("2026-02-28T00:00:00.1Z", "", new InferenceStarted("", Long.MAX_VALUE)),
      new Golden("2026-11-20T23:00:01Z", null, new AssistantMessage("I look.")),
      new Golden(
          "2026-11-20T23:00:02Z",
          null,
          new AssistantMessage(
              "",
              List.of(
                  new ToolCall("call_1", "bash", "{\"command\":\"ls\\n\"}"),
                  new ToolCall("", "", "")))),
      new Golden("2026-11-20T23:00:03Z", null, new ToolCall("call_1", "bash", "not { json")),
      new Golden("2026-11-20T23:00:04Z", null, ToolResult.ok("call_1", "main.py\n")),
      new Golden("2026-11-20T23:00:05Z", null, new ToolResult("call_1", null, null, null)),
      new Golden(
          "2026-11-20T23:00:06Z",
          null,
          new ToolResult(
              "call_2",
              false,
              "half",
              new ErrorInfo(
                  "timeout", "after 5 s", new Json("{ \"ms\" : 5.000e3, \"ok\":[null ,true] }")))),
      new Golden(
          "2026-11-20T23:00:07Z",
          null,
          ToolResult.failed("call_3", new ErrorInfo(null, null, null))),
      new Golden("2026-11-20T23:00:08Z", null, new Gap(Long.MAX_VALUE, Gap.OVERFLOW)),
      new Golden(
          "2026-11-20T23:00:09Z",
          null,
          new Unknown(
              "vendor.thing/é \"x\"",
              "{\"b\":1,\"a\":-0,\"b2\":1.10,\"e\":1E+400,\"n\":123456789012345678901234567890,"
                  + "\"t\":[ ],\"s\":\"\\u0041\\/\",\"dup\":1,\"dup\":2}")),
      new Golden("2026-11-20T23:00:10Z", null, new Unknown("empty", Json.EMPTY_OBJECT)),
      new Golden("2026-11-20T23:00:11Z", null, SessionEnded.normally()),
      new Golden("2026-11-20T23:00:12Z", null, new SessionEnded(null)),
      new Golden(
          "2026-11-20T23:00:13Z",
          null,
          new SessionEnded(new EndReason(EndKind.ERROR, new ErrorInfo("io", "disk full"), null))),
      new Golden(
          "2026-11-20T23:00:14Z",
          null,
          new SessionEnded(new EndReason(EndKind.MAX_ITERATIONS_EXCEEDED, null, Long.MIN_VALUE))));

  private static final List<Golden> GOLDEN = Stream.concat(
          FORMAT.stream(),
          Stream.of(
                  GoldenVocabulary.SESSION,
                  GoldenVocabulary.CONVERSATION,
                  GoldenVocabulary.TOOLS,
                  GoldenVocabulary.WORKFLOW,
                  GoldenLoop.LOOP)
              .flatMap(List::stream)
              .map(event -> new Golden("2026-11-20T23:00:15Z", null, event)))
      .toList();

  /** One line of the file; its seq is its place. */
  private record Golden(String ts, @Nullable String id, SessionEvent event) {
    Instant instant() {
      return Instant.parse(ts);
    }
  }

  @Test
  void encodingTheEventsGivesTheFileByteForByte() throws IOException {
    List<String> written = new ArrayList<>();
    try (BatchEncoder encoder = Lines.encoder(1 << 20)) {
      for (int seq = 0; seq < GOLDEN.size(); seq++) {
        Golden golden = GOLDEN.get(seq);
        encoder.encode(
            BatchEncoder.quoted(SESSION_ID),
            seq,
            golden.instant().getEpochSecond(),
            golden.instant().getNano(),
            golden.id(),
            golden.event());
        written.add(text(Lines.bytes(encoder)));
        encoder.clear();
      }
    }
    assertThat(String.join("", written)).isEqualTo(text(file()));
  }

  @Test
  void decodingTheFileGivesTheEvents() throws IOException {
    EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
    List<byte[]> lines = lines();
    assertThat(lines).hasSameSizeAs(GOLDEN);
    for (int seq = 0; seq < lines.size(); seq++) {
      Golden golden = GOLDEN.get(seq);
      Entry entry = decoder.decode(lines.get(seq), 0, lines.get(seq).length);
      assertThat(entry)
          .isEqualTo(new Entry(
              seq, golden.instant(), SESSION_ID, golden.id(), entry.type(), golden.event()));
    }
  }

  /** Lines from before DEL, C1 controls and separators were escaped. */
  @Test
  void whatWasWrittenUnescapedReadsTheSame() throws IOException {
    byte[] line;
    try (InputStream in =
        GoldenFileTest.class.getResourceAsStream("/golden/format-1-unescaped.ndjson")) {
      line = in.readAllBytes();
    }
    Entry entry = new EntryDecoder(EventTypes.standard(), true).decode(line, 0, line.length - 1);
    assertThat(entry.event()).isEqualTo(new UserMessage(EVERY_KIND_OF_CHAR));
  }

  @Test
  void hasEveryFieldOfEveryStandardType() {
    Set<Class<?>> complete = new HashSet<>();
    GOLDEN.forEach(golden -> collectComplete(golden.event(), complete));
    assertThat(complete)
        .as("a new type needs a line in the golden file; lines that are there never change")
        .containsAll(StandardVocabulary.standardTypes());
    assertThat(complete)
        .as("so do the new parts of a type, all of them set")
        .containsAll(StandardVocabulary.standardTypes().stream()
            .flatMap(type -> partsOf(type).stream())
            .toList());
  }

  /** The record classes of which an instance without absent components is in that value. */
  private static void collectComplete(Object value, Set<Class<?>> complete) {
    if (value instanceof List<?> list) {
      list.forEach(element -> collectComplete(element, complete));
    } else if (value instanceof Record && !(value instanceof OpenEnum)) {
      boolean isComplete = true;
      for (RecordShape.Part part : RecordShape.of(value.getClass()).parts()) {
        Object component = part.of(value);
        if (component == null || List.of().equals(component)) {
          isComplete = false;
        } else {
          collectComplete(component, complete);
        }
      }
      if (isComplete) {
        complete.add(value.getClass());
      }
    }
  }

  private static Set<Class<?>> partsOf(Type type) {
    Set<Class<?>> parts = new HashSet<>();
    if (type instanceof ParameterizedType list) {
      parts.addAll(partsOf(list.getActualTypeArguments()[0]));
    } else if (type instanceof Class<?> record
        && record.isRecord()
        && !OpenEnum.class.isAssignableFrom(record)) {
      parts.add(record);
      RecordShape.of(record).parts().forEach(part -> parts.addAll(partsOf(part.type())));
    }
    return parts;
  }

  @Test
  void eachChecksumIsTheCrc32cOfTheLineBeforeIt() throws IOException {
    CRC32C known = new CRC32C();
    known.update("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(known.getValue()).as("check value of CRC-32C").isEqualTo(0xe3069283L);
    for (byte[] line : lines()) {
      int at = text(line).lastIndexOf(",\"crc\":\"");
      CRC32C crc = new CRC32C();
      crc.update(line, 0, at);
      assertThat(text(line).substring(at))
          .isEqualTo(",\"crc\":\"" + HexFormat.of().toHexDigits(crc.getValue(), 8) + "\"}");
    }
  }

  @Test
  void keysStandInTheOrderOfTheFormat() throws IOException {
    Pattern format = Pattern.compile(
        "\\{\"v\":1,\"seq\":(0|[1-9][0-9]*),\"type\":\"(\\\\.|[^\"\\\\])+\","
            + "\"ts\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z\","
            + "\"session_id\":\"[^\"]+\"(,\"id\":\"(\\\\.|[^\"\\\\])*\")?,\"data\":\\{.*\\},"
            + "\"crc\":\"[0-9a-f]{8}\"\\}",
        Pattern.DOTALL);
    assertThat(lines().stream().map(GoldenFileTest::text)).allMatch(format.asMatchPredicate());
  }

  private static List<byte[]> lines() throws IOException {
    String file = text(file());
    assertThat(file).endsWith("\n").doesNotContain("\n\n");
    return Arrays.stream(file.split("\n"))
        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
        .collect(Collectors.toList());
  }

  private static byte[] file() throws IOException {
    try (InputStream in = GoldenFileTest.class.getResourceAsStream("/golden/format-1.ndjson")) {
      assertThat(in).as("golden file").isNotNull();
      return in.readAllBytes();
    }
  }

  /** One char a byte, so that a difference shows as what it is. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
