package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.daybook.StandardVocabulary;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.internal.exchange.reference.SeedFile.Written;
import dev.daybook.internal.json.RandomValues;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that Daybook recorded, in the files of the reference systems. */
class SeedExportTest {

  private static final int EVENTS_A_TYPE = 25;

  private static AgentFormat format(String name) {
    return AgentFormats.named(name).orElseThrow();
  }

  /** Each type of the vocabulary, with values that are hard to write. */
  private static final List<SessionEvent> EVENTS = events(new Random(7));

  private static List<SessionEvent> events(Random random) {
    return StandardVocabulary.standardTypes().stream()
        .flatMap(type -> IntStream.range(0, EVENTS_A_TYPE)
            .<SessionEvent>mapToObj(i -> new RandomValues(random).record(type)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig", "pixir", "celeste", "zig", "zag", "phi"})
  void everyEventIsWrittenInItsFormOrReported(String name) throws IOException {
    for (SessionEvent event : EVENTS) {
      Written written = SeedFile.write(format(name), "s-1", SeedFile.entries(event));
      List<JsonObject> lines = written.lines();
      lines.forEach(SeedForms.of(name)::check);
      if (written.report().entries() == 0) {
        assertThat(lines).isEmpty();
        boolean isOfImport = event instanceof SourceChanged;
        if (!isOfImport) {
          assertThat(written.report().leftOut()).containsOnlyKeys(WireNames.of(event.getClass()));
        }
      } else if (!written.report().leftOut().isEmpty()) {
        assertThat(written.report().leftOut().keySet())
            .allMatch(what -> what.startsWith(WireNames.of(event.getClass()) + ".")
                || (event instanceof AssistantMessage && what.startsWith("tool_call.")));
      }
    }
  }

  /** What is required there and not here comes back as it had to be written. */
  @ParameterizedTest
  @ValueSource(strings = {"pig", "pixir", "celeste", "zig", "zag", "phi"})
  void whatIsHeldComesBack(String name) throws IOException {
    int compared = 0;
    for (SessionEvent event : EVENTS) {
      Written first = SeedFile.write(format(name), "s-1", SeedFile.entries(event));
      if (first.report().entries() == 0 || first.text().isEmpty()) {
        continue;
      }
      SeedFile.Target back = SeedFile.read(format(name), first.text());
      assertThat(back.damage).as(first.text()).isNull();
      Written again = SeedFile.write(format(name), "s-1", back.entries);
      assertThat(withoutIds(again)).isEqualTo(withoutIds(first));
      if (first.report().leftOut().isEmpty() && back.events().contains(event)) {
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  private static List<JsonObject> withoutIds(Written written) {
    List<JsonObject> lines = written.lines();
    lines.forEach(line -> line.remove("id"));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig", "celeste", "zig", "zag"})
  void fieldsStandInTheirOrder(String name) throws IOException {
    String fixture = switch (name) {
      case "pig" -> SeedFixtures.PIG;
      case "celeste" -> SeedFixtures.CELESTE;
      case "zig" -> SeedFixtures.ZIG;
      default -> SeedFixtures.ZAG;
    };
    SeedFile.Target target = SeedFile.read(format(name), fixture);
    target.entries.removeIf(entry -> entry.event() instanceof Unknown);
    for (JsonObject line : SeedFile.write(format(name), "s-1", target.entries).lines()) {
      assertThat(List.copyOf(line.keySet())).isEqualTo(SeedForms.of(name).order(line));
    }
  }

  @Test
  void aSessionIsHeldAsFarAsItsFormatGoes() throws IOException {
    List<Entry> session = SeedFile.entries(
        new SessionStarted("coder", "Fix"),
        new UserMessage("hi"),
        new AssistantMessage("I look.", List.of(new ToolCall("c-1", "bash", "{\"a\": 1}"))),
        new ToolCall("c-1", "bash", "{\"a\": 1}"),
        ToolResult.failed("c-1", new ErrorInfo("io", "no disk")),
        new Note(NoteLevel.INFO, "n"));
    Written celeste = SeedFile.write(format("celeste"), "s-1", session);
    assertThat(celeste.text()).isEqualTo("""
            {"type":"user","content":"hi","timestamp":"2026-01-02T03:04:06Z"}
            {"type":"assistant","content":"I look.","role":"assistant","timestamp":"2026-01-02T03:04:07Z"}
            {"type":"tool_call","content":"{\\"a\\": 1}","role":"assistant","tool_name":"bash","tool_id":"c-1","timestamp":"2026-01-02T03:04:07Z"}
            {"type":"tool_result","content":"no disk","role":"tool","tool_id":"c-1","timestamp":"2026-01-02T03:04:09Z"}
            """);
    assertThat(celeste.report().leftOut())
        .containsOnlyKeys("note", "session_started", "tool_result.error", "tool_result.ok");
    assertThat(celeste.report().entries()).isEqualTo(4);

    Written pig = SeedFile.write(format("pig"), "s-1", session);
    assertThat(pig.text()).isEqualTo("""
            {"ts":"2026-01-02T03:04:08+00:00","event":"tool_started","tool_call":{"id":"c-1","name":"bash","arguments":"{\\"a\\": 1}"}}
            {"ts":"2026-01-02T03:04:09+00:00","event":"tool_executed","duration_ms":0,"tool_call":{"id":"c-1","name":"bash","arguments":"{\\"a\\": 1}"},"result":"no disk"}
            """);
    assertThat(pig.report().leftOut()).containsKeys("user_message", "assistant_message");

    Written pixir = SeedFile.write(format("pixir"), "s-1", session);
    assertThat(pixir.lines()).hasSize(4);
    assertThat(pixir.lines().get(2).getAsJsonObject("data").toString())
        .isEqualTo("{\"call_id\":\"c-1\",\"name\":\"bash\",\"args\":{\"a\":1}}");
    assertThat(pixir.lines())
        .extracting(line -> line.get("seq").getAsInt())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void aCompactionNamesTheLinesThatItCovers() throws IOException {
    List<Entry> session = SeedFile.entries(
        new SessionStarted("coder", "not in the format"),
        new UserMessage("1"),
        new Note(NoteLevel.INFO, "not in the format"),
        new UserMessage("2"),
        new UserMessage("3"),
        new HistoryCompaction(0, 3, "short"));
    JsonObject range = SeedFile.write(format("pixir"), "s-1", session)
        .lines()
        .get(3)
        .getAsJsonObject("data")
        .getAsJsonObject("range");
    assertThat(range).hasToString("{\"from_seq\":0,\"to_seq\":1}");
  }
}
