package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.StandardVocabulary;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final int LIMIT = 10_000;
  private static final String SECRET = "do-not-show";

  private final Admission admission = new Admission(EventTypes.standard(), LIMIT);
  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);

  private DaybookException refusal(SessionEvent event) {
    DaybookException fault = faultOf(() -> admission.admit(event, null));
    assertThat(fault).hasMessageNotContaining(SECRET).hasNoCause();
    return fault;
  }

  /** What is admitted can be written and read. */
  private void assertAdmitted(SessionEvent event) {
    admission.admit(event, null);
    byte[] line = Lines.line(0, event);
    assertThat(decoder.decode(line, 0, line.length - 1).event()).isEqualTo(event);
  }

  @Test
  void countsTheCharsOfAllTexts() {
    assertThat(admission.admit(
            new AssistantMessage("four", List.of(new ToolCall("a", "bc", "\ud83d\ude00"))), "id"))
        .isEqualTo(4 + 1 + 2 + 2 + 2);
    assertThat(admission.admit(
            ToolResult.failed("c", new ErrorInfo("k", null, new Json("[1]"))), null))
        .isEqualTo(1 + 1 + 3);
    assertThat(admission.admit(new Unknown("type", "{\"a\":1}"), "id")).isEqualTo(4 + 7 + 2);
  }

  static List<Class<? extends SessionEvent>> ephemeralTypes() {
    return StandardVocabulary.ephemeralTypes();
  }

  @ParameterizedTest
  @MethodSource("ephemeralTypes")
  void refusesEphemeralTypes(Class<? extends SessionEvent> type) {
    RandomValues values = new RandomValues(new SplittableRandom(1));
    for (SessionEvent event : List.of(
        values.record(type), new Unknown(WireNames.of(type), "{\"text\":\"" + SECRET + "\"}"))) {
      assertThat(admission.isEphemeral(event)).isTrue();
      DaybookException fault = refusal(event);
      assertThat(fault.kind()).isEqualTo(Kind.EPHEMERAL_TYPE);
      assertThat(fault)
          .hasMessage("this type is for live watchers and is never written; publish it, or leave it"
              + " out: type="
              + WireNames.of(type));
    }
  }

  @Test
  void onlyTheNamedTypesAreEphemeral() {
    assertThat(admission.isEphemeral(new Unknown("Ping", "{}"))).isFalse();
    assertThat(admission.isEphemeral(new UserMessage("ping"))).isFalse();
  }

  @Test
  void refusesAClassThatIsNotRegistered() {
    record Unregistered() implements SessionEvent {}

    assertThat(refusal(new Unregistered()))
        .hasMessage(
            "no event type is registered for this class; register it where the daybook is built, with"
                + " Daybook.builder(root).register(Unregistered.class): class="
                + Unregistered.class.getName());
    assertThat(refusal(new Stamped(new UserMessage("x"), null, null)).kind())
        .isEqualTo(Kind.UNENCODABLE);
  }

  @Test
  void refusesNumbersThatJsonHasNoFormFor() {
    record Plain(double value) implements SessionEvent {}
    record Boxed(@Nullable Double value, List<Double> values) implements SessionEvent {}

    Admission withNumbers =
        new Admission(EventTypes.standard().with(Plain.class).with(Boxed.class), LIMIT);
    assertThat(withNumbers.admit(new Plain(-0.0), null)).isZero();
    assertThat(withNumbers.admit(new Boxed(null, List.of(1.5)), null)).isZero();
    Map<String, SessionEvent> refused = Map.of(
        "type=plain, field=value", new Plain(Double.NaN),
        "type=boxed, field=value", new Boxed(Double.NaN, List.of()),
        "type=boxed, field=values[1]", new Boxed(null, List.of(0.0, Double.NaN)));
    refused.forEach((where, event) -> assertThat(faultOf(() -> withNumbers.admit(event, null)))
        .hasMessage("a number is not finite; JSON has no form for it: " + where + ", value=NaN"));
  }

  @Test
  void refusesARequiredComponentThatIsNull() {
    record Hollow(@Nullable String optional, String required) implements SessionEvent {}

    Admission withHollow = new Admission(EventTypes.standard().with(Hollow.class), LIMIT);
    assertThat(withHollow.admit(new Hollow(null, "four"), null)).isEqualTo(4);
    assertThat(faultOf(() -> withHollow.admit(new Hollow("x", null), null)))
        .hasMessage("a required component is null: type=hollow, field=required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":nul}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"do-not-show}",
        "{/*do-not-show*/}",
        "{}#",
        "{} //",
        "\ufeff{}",
        "{}\u00a0",
        "{\"a\":[1,2}",
        "{\"a\":1}}",
        "{\"\\ud83d\":1}"
      })
  void refusesTextThatIsNotJson(String text) {
    assertThat(refusal(new Unknown("x", text)).kind()).isEqualTo(Kind.UNENCODABLE);
    assertThat(refusal(new Unknown("user_message", text)).kind()).isEqualTo(Kind.UNENCODABLE);
  }

  @Test
  void refusesBrokenJsonInsideATypedEvent() {
    for (String text : List.of("", "{", "1 2", "[1\n2]", "\ud83d", SECRET)) {
      ErrorInfo error = new ErrorInfo("kind", null, new Json(text));
      assertThat(refusal(ToolResult.failed("c", error)).kind()).isEqualTo(Kind.UNENCODABLE);
      assertThat(refusal(new SessionEnded(new EndReason(EndKind.ERROR, error, null)))
              .kind())
          .isEqualTo(Kind.UNENCODABLE);
    }
    assertAdmitted(ToolResult.failed("c", new ErrorInfo("kind", null, new Json("[1.0, null]"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{} 1", "{}\"do-not-show\"", "{},", "{}[]", "{}null"})
  void refusesTextAfterTheObject(String text) {
    assertThat(refusal(new Unknown("x", text)).kind()).isEqualTo(Kind.UNENCODABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"[];array", "1;integer", "1.5;number", "'\"x\"';string", "true;boolean", "null;null"
      })
  void refusesDataThatIsNoObject(String text, String found) {
    DaybookException fault = refusal(new Unknown("x", text));
    assertThat(fault)
        .hasMessage(
            "field has the wrong kind of value: field=data, expected=object, found=" + found);
  }

  @Test
  void refusesALineBreakInAStringAndSaysWhere() {
    assertThat(refusal(new Unknown("x", "{\"a\":\"\n\"}")))
        .hasMessageStartingWith("text is not JSON: char=");
    assertAdmitted(new Unknown("x", "{\n}"));
    assertAdmitted(new Unknown("x", "{ \"a\" :\t\"\\n\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ud83dx", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
  void admitsALoneSurrogateInAStringAndNowhereElse(String lone) {
    Unknown event = new Unknown("x", "{\"a\":\"" + lone + "\"}");
    admission.admit(event, null);
    byte[] line = Lines.line(0, event);
    Unknown read = (Unknown) decoder.decode(line, 0, line.length - 1).event();
    assertThat(read.data().text().replace("\\uD83D", "\ud83d").replace("\\uDE00", "\ude00"))
        .isEqualTo(event.data().text());
    assertThat(refusal(new Unknown("x", "{\"a\":" + lone + "}")))
        .hasMessageStartingWith("text is not JSON: char=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a':1 2};7",
        "{'a':tru};8",
        "{'a':[1,]};9",
        "{'a':1;6",
        "{'a':1} {};8",
        "{'a':1}x;8"
      })
  void saysWhereTextIsNotJson(String text, int at) {
    DaybookException fault = refusal(new Unknown("x", text.replace('\'', '"')));
    assertThat(fault.kind()).isEqualTo(Kind.UNENCODABLE);
    assertThat((long) fault.details().get("char")).isBetween(at - 3L, at + 2L);
  }

  @Test
  void admitsSurrogatesThatAreEscapedOrPaired() {
    assertAdmitted(new Unknown("x", "{\"a\":\"\\ud83d\",\"\ud83d\ude00\":\"\ud83d\ude00\"}"));
    assertAdmitted(new UserMessage("\ud83d"));
  }

  @Test
  void admitsAsManyLevelsAsALineMayHave() {
    assertAdmitted(new Unknown("x", nested(999)));
    assertThat(refusal(new Unknown("x", nested(1000))))
        .hasMessage("JSON nests too deep: maxDepth=1000");
    assertThat(refusal(new Unknown("x", nested(3000))))
        .hasMessage("JSON nests too deep: maxDepth=1000");
    assertThat(refusal(new Unknown("user_message", nested(1000))))
        .hasMessage("JSON nests too deep: maxDepth=1000");
  }

  @Test
  void admitsAsManyLevelsInsideATypedEvent() {
    // the line, its data and the error are around it
    assertAdmitted(ToolResult.failed("c", new ErrorInfo("k", null, new Json(nested(997)))));
    assertThat(refusal(ToolResult.failed("c", new ErrorInfo("k", null, new Json(nested(998))))))
        .hasMessage("JSON nests too deep: type=tool_result, field=error.details, maxDepth=1000");
    assertAdmitted(new SessionEnded(
        new EndReason(EndKind.ERROR, new ErrorInfo("k", null, new Json(nested(996))), null)));
    assertThat(refusal(new SessionEnded(
            new EndReason(EndKind.ERROR, new ErrorInfo("k", null, new Json(nested(997))), null))))
        .hasMessage("JSON nests too deep: type=session_ended, field=reason.error.details,"
            + " maxDepth=1000");
  }

  /** An object of so many levels. */
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Test
  void admitsAKnownTypeAsJsonThatFitsIt() {
    admission.admit(
        new Unknown("tool_call", "{\"call_id\":\"c\",\"name\":\"n\",\"arguments\":\"\",\"x\":{}}"),
        null);
    admission.admit(new Unknown("session_ended", "{\"reason\":null}"), null);
    admission.admit(new Unknown("assistant_message", "{\"text\":\"\",\"tool_calls\":null}"), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "tool_call;{\"call_id\":\"c\",\"name\":\"n\"};MISSING_FIELD;"
            + "a required field is missing: type=tool_call, field=arguments",
        "user_message;{};MISSING_FIELD;a required field is missing: type=user_message, field=text",
        "user_message;{\"text\":1};WRONG_KIND;"
            + "field has the wrong kind of value: type=user_message, field=text, expected=string, found=integer",
        "user_message;{\"text\":null};WRONG_KIND;"
            + "field has the wrong kind of value: type=user_message, field=text, expected=string, found=null",
        "user_message;{\"text\":{}};WRONG_KIND;"
            + "field has the wrong kind of value: type=user_message, field=text, expected=string, found=object",
        "assistant_message;{\"text\":\"\",\"tool_calls\":{}};WRONG_KIND;"
            + "field has the wrong kind of value: type=assistant_message, field=tool_calls, expected=array, found=object",
        "assistant_message;{\"text\":\"\",\"tool_calls\":[null]};WRONG_KIND;field has the wrong kind"
            + " of value: type=assistant_message, field=tool_calls[0], expected=array without nulls, found=null",
        "assistant_message;{\"text\":\"\",\"tool_calls\":[\"x\"]};WRONG_KIND;"
            + "field has the wrong kind of value: type=assistant_message, field=tool_calls[0], expected=object, found=string",
        "tool_result;{\"call_id\":\"c\",\"ok\":\"true\"};WRONG_KIND;"
            + "field has the wrong kind of value: type=tool_result, field=ok, expected=boolean, found=string",
        "inference_started;{\"model\":\"m\",\"message_count\":1.0};WRONG_KIND;field has the wrong"
            + " kind of value: type=inference_started, field=message_count, expected=integer, found=number",
        "inference_started;{\"model\":\"m\",\"message_count\":9223372036854775808};INVALID_VALUE;"
            + "number does not fit a 64-bit integer: type=inference_started, field=message_count",
        "inference_started;{\"model\":\"m\",\"message_count\":-1};INVALID_VALUE;"
            + "a number is too small: type=inference_started, field=message_count, value=-1, least=0",
        "user_message;{\"text\":\"a\",\"text\":\"a\"};DUPLICATE_FIELD;"
            + "field stands twice: type=user_message, field=text",
      })
  void refusesAKnownTypeAsJsonThatDoesNotFitIt(
      String type, String data, Kind kind, String message) {
    DaybookException fault = refusal(new Unknown(type, data));
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessage(message);
  }

  @Test
  void refusesByTheLengthOfTheTextAlone() {
    assertThat(refusal(new UserMessage("x".repeat(LIMIT - 99))))
        .hasMessage("the event's line would be over the limit; split the event or raise"
            + " the limit: maxLineBytes=10000");
    assertThat(
            refusal(new Unknown("x", "{\"a\":\"" + "x".repeat(LIMIT) + "\"}")).kind())
        .isEqualTo(Kind.LINE_TOO_LONG);
    assertThat(faultOf(() -> admission.admit(new UserMessage("x"), "i".repeat(LIMIT)))
            .kind())
        .isEqualTo(Kind.LINE_TOO_LONG);
    assertThat(faultOf(() -> admission.admit(new Unknown("x", "{}"), "i".repeat(LIMIT)))
            .kind())
        .isEqualTo(Kind.LINE_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u2028", "\ud83d\ude00", "\ud83d", "\"", "\n", "é", "x"})
  void refusesByTheBytesOfTheText(String text) {
    int bytes = Lines.line(0, new UserMessage("x" + text)).length
        - Lines.line(0, new UserMessage("x")).length;
    // 100 bytes of envelope and {"text":""}
    int fits = (LIMIT - 100 - 11) / bytes;
    admission.admit(new UserMessage(text.repeat(fits)), null);
    assertThat(refusal(new UserMessage(text.repeat(fits + 1))).kind())
        .isEqualTo(Kind.LINE_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2028", "\ud83d", "\ud83d\ude00", "é", "x"})
  void refusesByTheBytesOfJson(String text) {
    int bytes = Lines.line(0, new Unknown("x", "{\"a\":\"" + text + "\"}")).length
        - Lines.line(0, new Unknown("x", "{\"a\":\"\"}")).length;
    // 100 bytes of envelope, the type and {"a":""}
    int fits = (LIMIT - 100 - 1 - 8) / bytes;
    admission.admit(new Unknown("x", "{\"a\":\"" + text.repeat(fits) + "\"}"), null);
    assertThat(refusal(new Unknown("x", "{\"a\":\"" + text.repeat(fits + 1) + "\"}"))
            .kind())
        .isEqualTo(Kind.LINE_TOO_LONG);
  }

  @Test
  void aTypeCountsAsText() {
    assertThat(refusal(new Unknown("x".repeat(LIMIT), "{}")).kind()).isEqualTo(Kind.LINE_TOO_LONG);
  }

  @Test
  void neverRefusesForItsLengthWhatFitsALine() {
    for (int length = LIMIT - 140; length <= LIMIT - 100; length++) {
      for (SessionEvent event : List.of(
          new UserMessage("x".repeat(length)), new Unknown("x", "{" + " ".repeat(length) + "}"))) {
        byte[] line = Lines.line(0, event);
        if (line.length <= LIMIT) {
          admission.admit(event, null);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\n",
        "\"",
        "\\",
        "\u001f",
        "\u2028",
        "é",
        "\ud83d\ude00",
        "\ud83d",
        "\ude00 x"
      })
  void admitsAnyTypeAndId(String text) {
    Unknown event = new Unknown("type " + text, "{}");
    admission.admit(event, text);
    byte[] line = Lines.line(0, text, event);
    assertThat(decoder.decode(line, 0, line.length - 1).type()).isEqualTo("type " + text);
    assertThat(decoder.decode(line, 0, line.length - 1).id()).isEqualTo(text);
    assertThat(line).containsOnlyOnce('\n');
  }
}
