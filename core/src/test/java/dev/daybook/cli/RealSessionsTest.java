package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions of real agents, which come back as they were. */
class RealSessionsTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "human-eval-fix",
        "marshmallow-cursors",
        "marshmallow-default",
        "marshmallow-from-source",
        "marshmallow-function-calling",
        "marshmallow-xml",
        "simple-function-calling",
        "test-repo"
      })
  void foldsToWhatWasRecorded(String session) throws IOException {
    Cli cli = new Cli(folder);
    String input = resource("/sessions/" + session + ".ndjson");
    List<String> expected = Cli.lines(input);

    JsonNode summary =
        Cli.json(cli.runWith(input, "record", session).succeeded().out());
    List<String> folded = cli.run("fold", session).succeeded().lines();

    assertThat(summary.get("recorded").asInt()).isEqualTo(expected.size());
    assertThat(folded).hasSameSizeAs(expected);
    for (int i = 0; i < folded.size(); i++) {
      JsonNode entry = Cli.json(folded.get(i));
      JsonNode event = Cli.json(expected.get(i));
      assertThat(entry.get("seq").asLong()).isEqualTo(i);
      assertThat(entry.get("session_id").asText()).isEqualTo(session);
      assertThat(entry.get("type")).isEqualTo(event.get("type"));
      assertThat(entry.get("data")).isEqualTo(event.get("data"));
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = RealSessionsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
