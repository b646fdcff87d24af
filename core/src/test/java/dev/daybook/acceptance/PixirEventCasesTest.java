package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.ContextPressure;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.Plan;
import dev.daybook.event.Reasoning;
import dev.daybook.event.ReasoningDelta;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.Status;
import dev.daybook.event.TextDelta;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases that Pixir's own tests show of its events, in our format. */
class PixirEventCasesTest {

  private static final List<String> CANONICAL = List.of(
      "user_message",
      "assistant_message",
      "reasoning",
      "skill_activation",
      "tool_call",
      "tool_result",
      "permission_decision",
      "provider_usage",
      "turn_failed",
      "subagent_event",
      "workflow_event",
      "session_fork",
      "branch_summary",
      "history_compaction");
  private static final List<String> EPHEMERAL =
      List.of("text_delta", "reasoning_delta", "status", "plan", "context_pressure");

  private final EventTypes types = EventTypes.standard();

  @Test
  @DisplayName("Pixir: an event has the full envelope")
  void anEventHasTheFullEnvelope(@TempDir Path root) throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Stamped stamped = new Stamped(new UserMessage("hi"), null, "id-1");
      assertThat(daybook.openSession("s-1").recordSync(stamped)).isZero();
      String line = Files.readString(daybook.file("s-1"));
      assertThat(line)
          .matches("\\{\"v\":1,\"seq\":0,\"type\":\"user_message\",\"ts\":\"[^\"]{26}Z\","
              + "\"session_id\":\"s-1\",\"id\":\"id-1\",\"data\":\\{\"text\":\"hi\"},"
              + "\"crc\":\"[0-9a-f]{8}\"}\n");
    }
  }

  @Test
  @DisplayName("Pixir: events are told apart, here by session and seq")
  void eventsAreDistinctBySessionAndSeq(@TempDir Path root) {
    UserMessage same = new UserMessage("again");
    try (Daybook daybook = Daybook.open(root)) {
      for (String id : List.of("s-1", "s-2")) {
        Session session = daybook.openSession(id);
        for (int i = 0; i < 100; i++) {
          session.record(same);
        }
      }
      daybook.sync();
      Set<List<Object>> identities = Stream.of("s-1", "s-2")
          .flatMap(id -> daybook.history(id).entries().stream())
          .map(entry -> List.<Object>of(entry.sessionId(), entry.seq()))
          .collect(Collectors.toSet());
      assertThat(identities).hasSize(200);
    }
  }

  @Test
  @DisplayName("Pixir: id, ts and seq can be pinned")
  void idTsAndSeqCanBePinned(@TempDir Path root) {
    Instant ts = Instant.parse("2025-02-03T04:05:06.789012Z");
    UserMessage event = new UserMessage("imported");
    try (Daybook daybook = Daybook.open(root)) {
      long seq = daybook.openSession("s-1").recordSync(new Stamped(event, ts, "0123456789abcdef"));
      assertThat(daybook.history("s-1").entries())
          .containsExactly(new Entry(seq, ts, "s-1", "0123456789abcdef", "user_message", event));
    }
  }

  @Test
  @DisplayName("Pixir: keys are strings at every level, here kept as they are written")
  void keysAreKeptAtEveryLevel(@TempDir Path root) {
    Json item = new Json("{\"Key\":{\"kEY\":[{\"\":1,\" \":2,\"\\u006bey\":3,\"a.b\":{}}]}}");
    Reasoning event = new Reasoning(null, item, "m", null, null);
    Unknown unknown = new Unknown("acme_note", item);
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").record(event);
      daybook.openSession("s-1").recordSync(unknown);
      assertThat(daybook.history("s-1").events()).containsExactly(event, unknown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1:\"x\"}",
        "{null:\"x\"}",
        "{a:1}",
        "{\"a\":{b:1}}",
        "{\"a\":[{true:1}]}",
        "{'a':1}",
        "[\"a\"]",
        "\"a\""
      })
  @DisplayName("Pixir: a key that is no string is refused at every level")
  void aKeyThatIsNoStringIsRefused(String data, @TempDir Path root) {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      assertThat(catchThrowableOfType(
              DaybookException.class, () -> session.record(new Unknown("acme_note", data))))
          .extracting(DaybookException::kind)
          .isIn(Kind.UNENCODABLE, Kind.WRONG_KIND);
      assertThat(session.recordSync(new UserMessage("the first"))).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "user_message; {\"text\":\"a\",\"text\":\"a\"}; text",
        "user_message; {\"text\":\"a\",\"\\u0074ext\":\"b\"}; text",
        "tool_result; {\"call_id\":\"c\",\"error\":{\"kind\":\"x\",\"kind\":\"y\"}}; error.kind",
      })
  @DisplayName("Pixir: two keys that become equal are refused")
  void keysThatCollideAreRefused(String type, String data, String field) {
    DaybookException refusal =
        catchThrowableOfType(DaybookException.class, () -> Wire.decode(Wire.lineOf(type, data)));
    assertThat(refusal.kind()).isEqualTo(Kind.DUPLICATE_FIELD);
    assertThat(refusal.details()).containsEntry("field", field).containsEntry("type", type);
  }

  @Test
  @DisplayName("Pixir: canonical types are recorded")
  void canonicalTypesAreRecorded() {
    assertThat(CANONICAL).allMatch(types::contains);
  }

  @Test
  @DisplayName("Pixir: ephemeral types are refused")
  void ephemeralTypesAreRefused(@TempDir Path root) {
    List<SessionEvent> live = List.of(
        new TextDelta("a"),
        new ReasoningDelta("b"),
        new Status("thinking"),
        new Plan(List.of()),
        new ContextPressure("high", null),
        new Unknown("text_delta", "{\"chunk\":\"a\"}"));
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      assertThat(live)
          .allSatisfy(event -> assertThat(
                  catchThrowableOfType(DaybookException.class, () -> session.recordSync(event))
                      .kind())
              .isEqualTo(Kind.EPHEMERAL_TYPE));
    }
  }

  @Test
  @DisplayName("Pixir: no type is both canonical and ephemeral")
  void noTypeIsBoth() {
    assertThat(EPHEMERAL).allMatch(types::isEphemeral).noneMatch(types::contains);
    assertThat(CANONICAL).noneMatch(types::isEphemeral);
    assertThat(types.isEphemeral("acme_note")).isFalse();
    assertThat(types.contains("acme_note")).isFalse();
  }

  @Test
  @DisplayName("Pixir: with_seq changes the seq and nothing else")
  void withSeqChangesTheSeqAndNothingElse() {
    UserMessage event = new UserMessage("hi");
    Entry first = Wire.decode(Wire.line(0, event));
    Entry later = Wire.decode(Wire.line(41, event));
    assertThat(later.seq()).isEqualTo(41);
    assertThat(later)
        .isEqualTo(
            new Entry(41, first.ts(), first.sessionId(), first.id(), first.type(), first.event()));
  }
}
