package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Decision;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.Fold;
import dev.daybook.read.Folded;
import dev.daybook.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a program's own, beside those of the vocabulary. */
class RegisteredTypesTest {

  @TempDir
  Path root;

  enum Weather {
    SUNNY,
    HALF_CLOUDY
  }

  record Place(String city, double latitude) {}

  private record Forecast(
      Place place,
      Weather weather,
      List<Decision> decisions,
      @Nullable Instant until,
      Json raw) implements SessionEvent {}

  record Blink(String text) implements SessionEvent, EphemeralEvent {}

  private static final Forecast FORECAST = new Forecast(
      new Place("Köln", 50.94),
      Weather.HALF_CLOUDY,
      List.of(Decision.ALLOW, new Decision("perhaps")),
      null,
      new Json("{ \"b\":1.0, \"a\":[ ] }"));
  private static final String DATA =
      "{\"place\":{\"city\":\"Köln\",\"latitude\":50.94},\"weather\":\"half_cloudy\","
          + "\"decisions\":[\"allow\",\"perhaps\"],\"raw\":{ \"b\":1.0, \"a\":[ ] }}";

  private static final class EventsOf implements Fold<List<SessionEvent>> {
    private final List<SessionEvent> events = new ArrayList<>();

    @Override
    public void accept(Entry entry) {
      events.add(entry.event());
    }

    @Override
    public List<SessionEvent> result() {
      return events;
    }
  }

  private Daybook withForecast() {
    return Daybook.builder(root).register(Forecast.class).open();
  }

  private void recordForecast() {
    try (Daybook daybook = withForecast();
        Session session = daybook.openSession("s")) {
      session.record(FORECAST);
      session.record(new UserMessage("x"));
    }
  }

  @Test
  void comesBackAsItsRecord() {
    recordForecast();
    try (Daybook daybook = withForecast()) {
      Folded<List<SessionEvent>> folded = daybook.fold("s", new EventsOf());
      assertThat(folded.result()).containsExactly(FORECAST, new UserMessage("x"));
      assertThat(daybook.history("s").entries().get(0).type()).isEqualTo("forecast");
    }
  }

  @Test
  void comesBackVerbatimWhereItIsNotRegistered() {
    recordForecast();
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.history("s").events())
          .containsExactly(new Unknown("forecast", DATA), new UserMessage("x"));
      DaybookException fault = faultOf(() ->
          daybook.reader("s", ReadOptions.strict().withUnknownAsError(true)).history());
      assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN_TYPE);
    }
  }

  @Test
  void isCheckedWhenItIsRecordedAsJson() {
    try (Daybook daybook = withForecast();
        Session session = daybook.openSession("s")) {
      session.record(new Unknown("forecast", DATA));
      DaybookException fault =
          faultOf(() -> session.record(new Unknown("forecast", "{\"place\":{\"city\":\"\"}}")));
      assertThat(fault)
          .hasMessage(
              "a required field is missing: session=s, type=forecast, field=place.latitude");
      session.sync();
      assertThat(daybook.history("s").events()).containsExactly(FORECAST);
    }
  }

  @Test
  void hasTheNameThatItIsGiven() {
    try (Daybook daybook =
            Daybook.builder(root).register("weather/forecast-2", Forecast.class).open();
        Session session = daybook.openSession("s")) {
      session.recordSync(FORECAST);
      assertThat(daybook.history("s").entries().get(0).type()).isEqualTo("weather/forecast-2");
      assertThat(daybook.history("s").events()).containsExactly(FORECAST);
    }
  }

  @Test
  void isRefusedWhereItIsNotRegistered() {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s")) {
      DaybookException fault = faultOf(() -> session.record(FORECAST));
      assertThat(fault.kind()).isEqualTo(Kind.UNENCODABLE);
      assertThat(fault)
          .hasMessage(
              "no event type is registered for this class; register it where the daybook is built, with"
                  + " Daybook.builder(root).register(Forecast.class): session=s, class="
                  + Forecast.class.getName());
    }
  }

  @Test
  void isNeverRecordedIfItIsEphemeral() {
    try (Daybook daybook = Daybook.builder(root).register(Blink.class).open();
        Session session = daybook.openSession("s")) {
      for (SessionEvent event : List.of(new Blink("x"), new Unknown("blink", "{\"text\":\"x\"}"))) {
        DaybookException fault = faultOf(() -> session.record(event));
        assertThat(fault.kind()).isEqualTo(Kind.EPHEMERAL_TYPE);
        assertThat(fault.details()).isEqualTo(Map.of("session", "s", "type", "blink"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool_call", "forecast", "ping"})
  void refusesANameThatIsTaken(String name) {
    record Other() implements SessionEvent {}

    EventTypes types = EventTypes.standard().with(Forecast.class);
    assertThatThrownBy(() -> types.with(name, Other.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a type's name is taken; register the class under another, with register(name,"
            + " Other.class): type="
            + name);
  }

  @ParameterizedTest
  @ValueSource(classes = {ToolCall.class, Forecast.class, Unknown.class, Stamped.class})
  void refusesAClassThatIsATypeAlready(Class<? extends SessionEvent> type) {
    EventTypes types = EventTypes.standard().with(Forecast.class);
    assertThatThrownBy(() -> types.with("another", type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a class is a type already: class=" + type.getName());
  }

  @Test
  void refusesAnEmptyName() {
    assertThatThrownBy(() -> EventTypes.standard().with("", Forecast.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a type's name is empty: class=" + Forecast.class.getName());
  }

  static final class NoRecord implements SessionEvent {}

  record Chain(@Nullable Chain next) implements SessionEvent {}

  record Tree(List<Tree> branches) implements SessionEvent {}

  record Egg(List<List<Hen>> hens) {}

  record Hen(@Nullable Egg egg) implements SessionEvent {}

  record Priced(BigDecimal price) implements SessionEvent {}

  record Counted(Map<String, String> counts) implements SessionEvent {}

  record Shaky(Optional<String> text) implements SessionEvent {}

  record Raw(byte[] bytes) implements SessionEvent {}

  record Loose(List<?> any) implements SessionEvent {}

  record Generic<T>(T value) implements SessionEvent {}

  record Bare(SessionEvent event) implements SessionEvent {}

  @Test
  void refusesAClassThatIsNoRecord() {
    assertRefused(NoRecord.class, "an event is a record: class=" + NoRecord.class.getName());
    assertRefused(
        SessionEvent.class, "an event is a record: class=" + SessionEvent.class.getName());
  }

  @Test
  void refusesARecordThatContainsItself() {
    String reason = "a record contains itself, and so has no schema of its own: class=";
    assertRefused(Chain.class, reason + Chain.class.getName());
    assertRefused(Tree.class, reason + Tree.class.getName());
    assertRefused(Hen.class, reason + Hen.class.getName());
    // and again, not as if it had been known before
    assertRefused(Tree.class, reason + Tree.class.getName());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Priced.class,
        Counted.class,
        Shaky.class,
        Raw.class,
        Loose.class,
        Generic.class,
        Bare.class
      })
  void refusesAComponentThatHasNoJsonForm(Class<? extends SessionEvent> type) {
    String found = type.getRecordComponents()[0].getGenericType().getTypeName();
    String blamed = type == Loose.class ? "?" : found;
    assertRefused(
        type,
        "a component's type has no JSON form; use String, long, int, boolean, double, their boxes,"
            + " Instant, Json, an enum, a record or a List of these"
            + (type == Shaky.class ? ", and mark it @Nullable in place of Optional" : "")
            + ": type="
            + blamed
            + ", component="
            + type.getRecordComponents()[0].getName()
            + ", class="
            + type.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "Build Finished", "a\tb", "a\u0000", "a\u00a0b", "a\u2028"})
  void refusesANameWithWhiteSpaceUnlessItIsAFormerOne(String name) {
    EventTypes types = EventTypes.standard();
    assertThatThrownBy(() -> types.with(name, Forecast.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a type's name has white space or a control character in it")
        .hasMessageEndingWith("class=" + Forecast.class.getName());
    assertThat(types.with(Forecast.class, name).contains(name)).isTrue();
  }

  @Test
  void aRefusedClassLeavesTheTypesAsTheyWere() {
    EventTypes types = EventTypes.standard();
    assertThatThrownBy(() -> types.with(Priced.class)).isInstanceOf(IllegalArgumentException.class);
    assertThat(types.contains("priced")).isFalse();
    assertThat(types.with(Blink.class).contains("blink")).isFalse();
    assertThat(types.with(Forecast.class).contains("forecast")).isTrue();
    assertThat(types.contains("forecast")).isFalse();
  }

  private void assertRefused(Class<? extends SessionEvent> type, String message) {
    assertThatThrownBy(() -> Daybook.builder(root).register(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
