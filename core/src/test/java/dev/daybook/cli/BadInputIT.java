package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.read.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first line at fault ends a recording: all before it is kept, nothing after it is. */
class BadInputIT {

  private static final String SECRET = "s3cret";
  private static final String LIMIT = "4096";

  @TempDir
  Path folder;

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("not JSON", Kind.INVALID_JSON, SECRET),
        arguments("cut off", Kind.INVALID_JSON, "{\"type\":\"x\",\"data\":{\"a\":\"s3cret"),
        arguments(
            "a raw control character",
            Kind.INVALID_JSON,
            "{\"type\":\"x\",\"data\":{\"a\":\"\b\"}}"),
        arguments("a NUL byte", Kind.INVALID_JSON, "\0"),
        arguments(
            "text after the object", Kind.TRAILING_TEXT, "{\"type\":\"x\",\"data\":{}} s3cret"),
        arguments(
            "two objects", Kind.TRAILING_TEXT, "{\"type\":\"x\",\"data\":{}}{\"type\":\"s3cret\"}"),
        arguments("an array", Kind.NOT_AN_OBJECT, "[\"s3cret\"]"),
        arguments("a string", Kind.NOT_AN_OBJECT, "\"s3cret\""),
        arguments("null", Kind.NOT_AN_OBJECT, "null"),
        arguments("no type", Kind.MISSING_TYPE, "{\"data\":{\"text\":\"s3cret\"}}"),
        arguments("a type that is a number", Kind.MISSING_TYPE, "{\"type\":7,\"data\":{}}"),
        arguments("an empty type", Kind.MISSING_TYPE, "{\"type\":\"\",\"data\":{}}"),
        arguments("no data", Kind.MISSING_FIELD, "{\"type\":\"x\"}"),
        arguments("data that is a string", Kind.WRONG_KIND, "{\"type\":\"x\",\"data\":\"s3cret\"}"),
        arguments("data that is null", Kind.WRONG_KIND, "{\"type\":\"x\",\"data\":null}"),
        arguments(
            "a required field missing",
            Kind.MISSING_FIELD,
            "{\"type\":\"tool_call\",\"data\":{\"call_id\":\"s3cret\",\"name\":\"bash\"}}"),
        arguments(
            "a field of the wrong kind",
            Kind.WRONG_KIND,
            "{\"type\":\"user_message\",\"data\":{\"text\":[\"s3cret\"]}}"),
        arguments(
            "a value that the type refuses",
            Kind.INVALID_VALUE,
            "{\"type\":\"gap\",\"data\":{\"count\":0,\"reason\":\"s3cret\"}}"),
        arguments("NaN", Kind.INVALID_JSON, "{\"type\":\"x\",\"data\":{\"a\":NaN}}"),
        arguments(
            "an ephemeral type",
            Kind.EPHEMERAL_TYPE,
            "{\"type\":\"text_delta\",\"data\":{\"text\":\"s3cret\"}}"),
        arguments(
            "a field beside type and data",
            Kind.UNKNOWN_FIELD,
            "{\"type\":\"x\",\"data\":{},\"s3cret\":1}"),
        arguments(
            "a field twice", Kind.DUPLICATE_FIELD, "{\"type\":\"x\",\"data\":{},\"data\":{}}"),
        arguments(
            "a time that is none",
            Kind.INVALID_VALUE,
            "{\"type\":\"x\",\"data\":{},\"ts\":\"s3cret\"}"),
        arguments("a line over the limit", Kind.LINE_TOO_LONG, event("s3cret".repeat(1000))),
        arguments(
            "a line over the limit with its envelope",
            Kind.LINE_TOO_LONG,
            event("s3cret".repeat(663))),
        arguments(
            "invalid UTF-8", Kind.INVALID_UTF8, "{\"type\":\"x\",\"data\":{\"a\":\"\ud800\"}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void endsTheRecording(String what, Kind kind, String line) {
    Cli.Outcome outcome =
        new Cli(folder).runWith(input(line), "record", "s", "--max-line-bytes", LIMIT);

    assertFailedAtLine3(outcome, kind);
    JsonNode summary = Cli.json(outcome.out());
    assertThat(summary.get("recorded").asLong()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void endsTheRecordingWithAcknowledgements(String what, Kind kind, String line) {
    Cli.Outcome outcome = new Cli(folder)
        .runWith(input(line), "record", "s", "--ack", "forced", "--max-line-bytes", LIMIT);

    assertFailedAtLine3(outcome, kind);
    assertThat(outcome.lines()).containsExactly("{\"seq\":0}", "{\"seq\":1}");
  }

  /** Where the first line is refused, there is no session to sum up; what was there is kept. */
  @Test
  void nothingIsSaidOfASessionThatIsNot() {
    Cli cli = new Cli(folder);
    Cli.Outcome refused = cli.runWith("nonsense\n", "record", "s").failed();
    assertThat(refused.out()).isEmpty();
    assertThat(cli.sessionFile("s")).doesNotExist();
    cli.run("create", "s").succeeded();
    Cli.Outcome kept = cli.runWith("nonsense\n", "record", "s").failed();
    assertThat(Cli.json(kept.out()).get("recorded").asLong()).isZero();
    assertThat(cli.sessionFile("s")).exists();
  }

  /** A line without an end must not be held in memory. */
  @Test
  void endlessLineIsRefused() throws IOException {
    Cli cli = new Cli(folder).withJvmOption("-Xmx64m");
    Process process = cli.process("record", "s", "--max-line-bytes", "1048576").start();
    byte[] chunk = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream in = process.getOutputStream()) {
      while (true) {
        in.write(chunk);
      }
    } catch (IOException ended) {
      // the reason to stop
    }
    Cli.Outcome outcome = new Cli.Outcome(Cli.exitCode(process), "", cli.err());
    assertThat(outcome.failed().errorKind()).isEqualTo("line_too_long");
  }

  private void assertFailedAtLine3(Cli.Outcome outcome, Kind kind) {
    JsonNode error = outcome.failed().error();
    assertThat(error.get("kind").asText()).isEqualTo(kind.wireName());
    assertThat(error.get("details").get("line").asLong()).isEqualTo(3);
    assertThat(error.get("message").asText()).contains("line=3");
    assertThat(outcome.err()).doesNotContain(SECRET);
    assertThat(recorded()).containsExactly(new UserMessage("1"), new UserMessage("2"));
  }

  private List<SessionEvent> recorded() {
    try (Daybook daybook = Daybook.open(folder.resolve(".daybook"))) {
      History history = daybook.history("s");
      assertThat(history.report().tornTailBytes()).isZero();
      return history.events();
    }
  }

  private static byte[] input(String bad) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (String line : List.of(event("1"), event("2"), bad, event("4"), event("5"))) {
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        // a lone surrogate stands for a byte that UTF-8 does not have
        input.write(c == '\ud800' ? 0xff : c);
      }
      input.write('\n');
    }
    return input.toByteArray();
  }

  private static String event(String text) {
    return "{\"type\":\"user_message\",\"data\":{\"text\":\"" + text + "\"}}";
  }
}
