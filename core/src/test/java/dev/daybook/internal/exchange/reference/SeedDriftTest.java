package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.HookActed;
import dev.daybook.event.HookPoint;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Json;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.StopReason;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other versions and other writers of the reference systems' files leave. */
class SeedDriftTest {

  private static SeedFile.Target read(String name, String text) {
    return SeedFile.read(AgentFormats.named(name).orElseThrow(), text);
  }

  @Test
  void pigsOldNamesAreRead() {
    List<SessionEvent> events = read("pig", SeedFixtures.OLD_PIG).events();
    assertThat(events.get(1)).isInstanceOfSatisfying(HookActed.class, hook -> {
      assertThat(hook.hookName()).isEqualTo("guard");
      assertThat(hook.hookPoint()).isEqualTo(HookPoint.ON_ERROR);
    });
    assertThat(events.get(2))
        .isInstanceOfSatisfying(
            ToolBlocked.class, blocked -> assertThat(blocked.hookName()).isEqualTo("guard"));
    assertThat(events.get(3))
        .isInstanceOfSatisfying(
            InferenceCompleted.class,
            done -> assertThat(done.stopReason()).isEqualTo(new StopReason("end_turn")));
  }

  @Test
  void aPigFileWithoutAStartHasNone() {
    SeedFile.Target target = read("pig", SeedFixtures.OLD_PIG);
    assertThat(target.events().get(0))
        .isEqualTo(SessionStarted.builder().agentName("pig").backfilled(true).build());
  }

  @Test
  void keysOfAPigLineComeInAnyOrder() {
    SeedFile.Target target = read(
        "pig",
        "{\"settings\":{\"thinking\":\"low\"},\"event\":\"inference_settings_changed\",\"ts\":\"2026-03-01T10:00:00Z\"}");
    assertThat(target.entries.get(1).type()).isEqualTo("inference_settings_changed");
    assertThat(target.entries.get(1).ts()).isEqualTo("2026-03-01T10:00:00Z");
  }

  @Test
  void linesThatDoNotFitAreDamage() {
    SeedFile.Target target = read("pig", """
        {"ts":"2026-03-01T10:00:00Z"}
        {"ts":"2026-03-01T10:00:00Z","event":"inference_started","model":5}
        {"ts":"2026-03-01T10:00:00Z","event":"tool_started"}
        [1]
        {"ts":"2026-03-01T10:00:00Z","event":"inference_started","model":"m","message_count":1}
        """);
    assertThat(target.damaged).isEqualTo(4);
    assertThat(target.entries)
        .extracting(Entry::type)
        .containsExactly("session_started", "inference_started");
  }

  @Test
  void pixirsSeqsNeedNotBeThere() {
    SeedFile.Target target = read("pixir", """
        {"id":"a","session_id":"p","seq":null,"ts":null,"type":"user_message","data":{"text":"0"}}
        {"id":"b","session_id":"p","seq":7,"ts":"2026-03-01T10:00:00Z","type":"user_message","data":{"text":"7"}}
        {"id":"c","session_id":"p","seq":3,"ts":"2026-03-01T09:00:00Z","type":"user_message","data":{"text":"3"}}
        {"id":"d","session_id":"p","seq":8,"ts":"2026-03-01T10:00:00Z","type":"user_message","data":null}
        {"id":"e","session_id":"p","seq":9,"ts":"2026-03-01T10:00:00Z","type":"history_compaction","data":{"summary":"s","range":{"from_seq":0,"to_seq":7}}}
        """);
    assertThat(target.damaged).isEqualTo(1);
    assertThat(target.entries).extracting(Entry::id).containsExactly(null, "a", "b", "c", "e");
    // the file's order; the range is of the entries here
    assertThat(((HistoryCompaction) target.events().get(4)).range()).isEqualTo(new SeqRange(2, 3));
  }

  @Test
  void pixirsArgumentsMayBeAnything() {
    SeedFile.Target target = read("pixir", """
        {"id":"a","session_id":"p","seq":0,"ts":null,"type":"tool_call","data":{"name":"n","args":"{\\"half"}}
        {"id":"a","session_id":"p","seq":0,"ts":null,"type":"tool_call","data":{"call_id":"c","name":"n","args":{ "a" : 1.0 }}}
        {"id":"a","session_id":"p","seq":0,"ts":null,"type":"text_delta","data":{"chunk":"c"}}
        """);
    assertThat(target.events().subList(1, 4))
        .containsExactly(
            new ToolCall("", "n", "{\"half"),
            new ToolCall("c", "n", "{ \"a\" : 1.0 }"),
            new Unknown(
                "pixir.text_delta",
                "{\"id\":\"a\",\"session_id\":\"p\",\"seq\":0,\"ts\":null,\"type\":\"text_delta\",\"data\":{\"chunk\":\"c\"}}"));
  }

  @Test
  void celestesMissingFieldsAreEmpty() {
    SeedFile.Target target = read("celeste", """
        {"type":"user","timestamp":"2026-03-01T10:00:00Z"}
        {"type":"tool_call","content":"{}","timestamp":"2026-03-01T10:00:00Z"}
        {"type":"user","content":5,"timestamp":"2026-03-01T10:00:00Z"}
        """);
    assertThat(target.events().subList(1, 3))
        .containsExactly(new UserMessage(""), new ToolCall("", "", "{}"));
    assertThat(target.damaged).isEqualTo(1);
  }

  @Test
  void celestesRolesAreKeptWhereTheySayMore() {
    List<SessionEvent> events = read("celeste", SeedFixtures.CELESTE).events();
    assertThat(events).contains(new SystemMessage("note", Role.DEVELOPER));
    assertThat(events.stream().filter(Unknown.class::isInstance)).hasSize(2);
  }

  @Test
  void zagsSourceIsAnEntryWhereItChanges() {
    List<SessionEvent> events = read("zag", SeedFixtures.ZAG).events();
    assertThat(events.stream().filter(SourceChanged.class::isInstance)).hasSize(3);
    // what the first entry does not say
    assertThat(events)
        .contains(new Unknown("zag.session_started", new Json("{\"backfilled\":false}")));
    assertThat(events.stream().filter(SessionStarted.class::isInstance)).hasSize(1);
  }

  @Test
  void hostileValuesDoNoHarm() {
    String deep = "[".repeat(900) + "]".repeat(900);
    for (String name : List.of("pig", "pixir", "celeste", "zig", "zag", "phi")) {
      AgentFormat format = AgentFormats.named(name).orElseThrow();
      String line =
          "{\"type\":\"\\u001b[2J " + "x".repeat(200) + "\",\"event\":\"\",\"a\":" + deep + "}";
      SeedFile.Target target = SeedFile.read(format, line);
      assertThat(target.entries.get(target.entries.size() - 1).type()).matches("\\w+\\.event");
    }
  }
}
