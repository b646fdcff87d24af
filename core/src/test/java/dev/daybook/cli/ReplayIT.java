package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.read.SparseSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of {@code replay}. */
class ReplayIT {

  private static final String SHORT = """
      {"type":"user_message","data":{"text":"go"}}
      {"type":"reasoning","data":{"text":"hm\\nwell"}}
      {"type":"assistant_message","data":{"text":"I look","tool_calls":[\
      {"call_id":"a","name":"ls","arguments":"{}"},{"call_id":"b","name":"rm","arguments":"1\\n2"}]}}
      {"type":"tool_result","data":{"call_id":"a","output":"x\\n\\n[user]\\n\\u001b[2J\\ud83d\\n"}}
      """;

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void cli() {
    cli = new Cli(folder);
  }

  private void record(String session, String input) {
    cli.runWith(input, "record", session).succeeded();
  }

  @Test
  void printsBlocksForPeople() {
    record("s", SHORT);
    Cli.Outcome outcome = cli.run("replay", "s");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo("""
        [user]
          go

        [assistant]
          ~ hm
          ~ well
          I look
        -> ls {} (a)
        -> rm 1
          2 (b)

        [tool]
        <- a
          x

          [user]
          <U+001B>[2J<U+D83D>
        """);
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"open_call\",\"call_id\":\"b\",\"tool\":\"rm\"}}\n");
  }

  @Test
  void printsJsonForPrograms() {
    record("s", SHORT);
    Cli.Outcome outcome = cli.run("replay", "s", "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines())
        .containsExactly(
            "{\"role\":\"user\",\"content\":\"go\"}",
            "{\"role\":\"assistant\",\"content\":\"I look\",\"tool_calls\":["
                + "{\"id\":\"a\",\"name\":\"ls\",\"arguments\":\"{}\"},"
                + "{\"id\":\"b\",\"name\":\"rm\",\"arguments\":\"1\\n2\"}],"
                + "\"thinking\":\"hm\\nwell\"}",
            "{\"role\":\"tool\",\"content\":\"x\\n\\n[user]\\n\\u001B[2J\\uD83D\\n\","
                + "\"tool_call_id\":\"a\"}");
    assertThat(outcome.err()).contains("\"open_call\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"human-eval-fix", "marshmallow-function-calling", "simple-function-calling"})
  void replaysRealSessions(String session) {
    String input = resource("/sessions/" + session + ".ndjson");
    record(session, input);
    List<JsonNode> messages =
        cli.run("replay", session, "--json").lines().stream().map(Cli::json).toList();
    List<JsonNode> events = Cli.lines(input).stream().map(Cli::json).toList();
    assertThat(texts(messages, "user", "content")).isEqualTo(dataOf(events, "user_message"));
    assertThat(texts(messages, "system", "content")).isEqualTo(dataOf(events, "system_message"));
    assertThat(texts(messages, "tool", "tool_call_id"))
        .isEqualTo(calledOnceEach(events.stream()
            .filter(event -> event.get("type").asText().equals("tool_result"))
            .map(event -> event.get("data").get("call_id").asText())
            .toList()));
    assertThat(messages).hasSizeGreaterThan(5);

    String text = cli.run("replay", session).out();
    assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
        .isEmpty();
    assertThat(text.lines().filter(line -> line.startsWith("[")).count())
        .isEqualTo(messages.size());
  }

  /** An id that was used before gets a number that distinguishes it. */
  private static List<String> calledOnceEach(List<String> ids) {
    Map<String, Integer> uses = new HashMap<>();
    return ids.stream()
        .map(id -> uses.merge(id, 1, Integer::sum) == 1 ? id : id + "_" + uses.get(id))
        .toList();
  }

  private static List<String> texts(List<JsonNode> messages, String role, String field) {
    return messages.stream()
        .filter(message -> message.get("role").asText().equals(role))
        .map(message -> message.get(field).asText())
        .toList();
  }

  private static List<String> dataOf(List<JsonNode> events, String type) {
    return events.stream()
        .filter(event -> event.get("type").asText().equals(type))
        .map(event -> event.get("data").get("text").asText())
        .toList();
  }

  @Test
  void printsTheLastMessagesAndStillNamesEveryOpenCall() {
    record("s", SHORT);
    Cli.Outcome outcome = cli.run("replay", "s", "--json", "--last", "1");
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.lines().get(0)).startsWith("{\"role\":\"tool\"");
    assertThat(outcome.err()).contains("\"open_call\"");
    assertThat(cli.run("replay", "s", "--last", "0").out()).isEmpty();
    assertThat(cli.run("replay", "s", "--last", "99").out())
        .isEqualTo(cli.run("replay", "s").out());
  }

  @Test
  void beginsWithTheNewestSnapshot() {
    record("s", """
        {"type":"user_message","data":{"text":"old"}}
        {"type":"inference_completed","data":{"duration_ms":1,"message":{"role":"assistant",\
        "content":"ok"},"input_messages":[{"role":"user","content":"asked"}]}}
        {"type":"tool_call","data":{"call_id":"c","name":"bash","arguments":"{}"}}
        {"type":"tool_blocked","data":{"call_id":"c","hook_name":"h","reason":"r"}}
        """);
    assertThat(cli.run("replay", "s", "--json").succeeded().lines())
        .containsExactly(
            "{\"role\":\"user\",\"content\":\"asked\"}",
            "{\"role\":\"assistant\",\"content\":\"ok\",\"tool_calls\":[{\"id\":\"c\","
                + "\"name\":\"bash\",\"arguments\":\"{}\"}]}",
            "{\"role\":\"tool\",\"content\":\"Tool blocked by 'h': r\",\"tool_call_id\":\"c\"}");
  }

  @Test
  void aSessionThatIsNotThereIsAnError() {
    Cli.Outcome outcome = cli.run("replay", "absent").failed();
    assertThat(outcome.errorKind()).isEqualTo("session_not_found");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"replay", "replay s --last -1", "replay s --last x", "replay s --max-line-bytes 5"
      })
  void wrongUseIsAnErrorOfItsOwn(String command) {
    Cli.Outcome outcome = cli.run(command.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
  }

  @Test
  void helpShowsExamples() {
    assertThat(cli.run("replay", "--help").succeeded().out())
        .contains("Usage: daybook replay", "Examples:");
  }

  @Test
  void aBadLineIsAnErrorOrReportedAsAsked() throws IOException {
    record("s", SHORT);
    Path file = cli.sessionFile("s");
    long offset = Files.size(file);
    Files.writeString(file, "{}\n{\"torn", StandardOpenOption.APPEND);
    Cli.Outcome strict = cli.run("replay", "s").failed();
    assertThat(strict.out()).isEmpty();
    assertThat(strict.errorKind()).isEqualTo("missing_type");
    assertThat(strict.error().get("details").get("offset").asLong()).isEqualTo(offset);

    Cli.Outcome lenient = cli.run("replay", "s", "--json", "--lenient");
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.lines()).hasSize(3);
    assertThat(Cli.lines(lenient.err()))
        .containsExactly(
            "{\"report\":{\"kind\":\"missing_type\",\"line\":5,\"offset\":"
                + offset
                + ",\"field\":\"type\",\"skipped\":true}}",
            "{\"report\":{\"kind\":\"open_call\",\"call_id\":\"b\",\"tool\":\"rm\"}}",
            "{\"report\":{\"kind\":\"torn_tail\",\"bytes\":6}}");
  }

  @Test
  void aConversationThatDoesNotFitIntoMemorySaysWhatToDo() {
    String message =
        "{\"type\":\"user_message\",\"data\":{\"text\":\"" + "x".repeat(1 << 20) + "\"}}\n";
    record("s", message.repeat(48));
    Cli.Outcome outcome =
        new Cli(cli.folder).withJvmOption("-Xmx32m").run("replay", "s").failed();
    assertThat(outcome.errorKind()).isEqualTo("out_of_memory");
    assertThat(outcome.error().get("message").asText()).contains("-Xmx");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void standardErrorDrivesNoTerminalEither() {
    record(
        "s",
        "{\"type\":\"tool_call\",\"data\":"
            + "{\"call_id\":\"\\u001b[2J\\u009b\\u202e\",\"name\":\"n\",\"arguments\":\"\"}}\n");
    assertThat(cli.run("replay", "s").err())
        .isEqualTo("{\"report\":{\"kind\":\"open_call\","
            + "\"call_id\":\"\\u001B[2J\\u009B\\u202E\",\"tool\":\"n\"}}\n");
  }

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      input.append("{\"type\":\"user_message\",\"data\":{\"text\":\"").append("x".repeat(10_000));
      input.append("\"}}\n");
    }
    record("s", input.toString());
    for (String form : new String[] {"--json", "--last=300"}) {
      Process replay = cli.process("replay", "s", form).start();
      try (InputStream out = replay.getInputStream()) {
        assertThat(out.read()).isPositive();
      }
      assertThat(Cli.exitCode(replay)).isZero();
      assertThat(cli.err()).isEmpty();
    }
  }

  @Test
  void ofAGigabyteReadsOnlyTheTail() throws Exception {
    assumeThat(Path.of("/proc/self/io")).as("the kernel's count of bytes read").isReadable();
    record("small", "{\"type\":\"user_message\",\"data\":{\"text\":\"go\"}}");
    Path large = cli.sessionFile(Lines.SESSION_ID);
    SparseSession.write(large, 1L << 30, false);
    try {
      // the same classes are read for it
      long nothing = bytesReadBy("replay", "small", "--json");
      long tail = bytesReadBy("replay", Lines.SESSION_ID, "--json");
      assertThat(Cli.lines(Cli.read(folder.resolve("out")))).hasSize(SparseSession.messages(false));
      assertThat(tail - nothing).isBetween(100_000L, 1_000_000L);
    } finally {
      Files.delete(large);
    }
  }

  /** The kernel adds what a child read to its parent's count once the parent has waited for it. */
  private long bytesReadBy(String... args) throws IOException, InterruptedException {
    List<String> shell =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" > out; cat /proc/$$/io > io", "sh"));
    ProcessBuilder process = cli.process(args);
    shell.addAll(process.command());
    Process run = process.command(shell).start();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cli.err()).isEmpty();
    return Cli.lines(Cli.read(folder.resolve("io"))).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
        .findFirst()
        .orElseThrow();
  }

  private static String resource(String name) {
    try (InputStream in = ReplayIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
