package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.SessionState;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.BadLine;
import dev.daybook.read.History;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailOptions;
import dev.daybook.tree.SessionTree;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program's own types as they change between one deploy and the next. */
@Timeout(60)
class EvolutionTest {

  private static final String TYPE = "build_finished";

  @TempDir
  Path root;

  /** As the first deploy had it. */
  record First(String tool, boolean ok) implements SessionEvent {}

  /** With a component more that older entries lack. */
  record Stricter(String tool, boolean ok, String host) implements SessionEvent {}

  /** With components more that may be absent, one of them with a default. */
  record Wider(String tool, boolean ok, Long millis, List<String> tests, Integer tries)
      implements SessionEvent {
    Wider {
      tries = tries == null ? 1 : tries;
    }
  }

  record Narrower(String tool) implements SessionEvent {}

  private static final Unknown OLD = new Unknown(TYPE, "{\"tool\":\"maven\",\"ok\":true}");

  private Daybook with(Class<? extends SessionEvent> type) {
    return Daybook.builder(root).register(TYPE, type).open();
  }

  private void recordOld() {
    try (Daybook daybook = with(First.class);
        Session session = daybook.openSession("s")) {
      session.record(new First("maven", true));
      session.record(new UserMessage("x"));
      session.record(new First("maven", true));
    }
  }

  @Test
  void aSessionGoesOnAfterItsTypesChanged() {
    recordOld();
    try (Daybook daybook = with(Stricter.class);
        Session session = daybook.resumeSession("s")) {
      assertThat(daybook.transcript("s").messages()).containsExactly(Message.user("x"));
      assertThat(session.recordSync(new Stricter("maven", true, "h"))).isEqualTo(3);
      assertThat(session.recordSync(new AssistantMessage("y"))).isEqualTo(4);
      History history = daybook.history("s");
      assertThat(history.events())
          .containsExactly(
              OLD,
              new UserMessage("x"),
              OLD,
              new Stricter("maven", true, "h"),
              new AssistantMessage("y"));
      assertThat(history.report().badLines()).isEqualTo(2);
      assertThat(history.report().firstBadLines()).allMatch(BadLine::isUnfit);
      assertThat(history.report().firstBadLines().get(1).fault())
          .hasMessage("a required field is missing; the line is what was recorded, so its type has"
              + " changed since; it is kept as Unknown: line=3, offset="
              + history.report().firstBadLines().get(1).offset()
              + ", seq=2, type=build_finished, field=host");
      assertThat(daybook.fold("s", new SessionTree()).report().badLines()).isEqualTo(2);
      assertThat(daybook.transcript("s").report().badLines()).isEqualTo(2);
    }
  }

  @Test
  void aLenientReadingKeepsAndReportsIt() {
    recordOld();
    try (Daybook daybook = with(Stricter.class)) {
      List<BadLine> reported = new ArrayList<>();
      History history = daybook
          .reader("s", ReadOptions.lenient().withOnBadLine(reported::add))
          .history();
      assertThat(history.events()).containsExactly(OLD, new UserMessage("x"), OLD);
      assertThat(reported).hasSize(2).noneMatch(BadLine::skipped).allMatch(BadLine::isUnfit);
    }
  }

  @Test
  void aStrictReadingStopsAndSaysSo() {
    recordOld();
    try (Daybook daybook = with(Stricter.class)) {
      SessionReader strict = daybook.reader("s", ReadOptions.strict());
      assertThat(faultOf(strict::history))
          .hasMessage(
              "a required field is missing; the line is what was recorded, so its type has"
                  + " changed since; a lenient reading keeps it as Unknown, and so does"
                  + " withUnfitAsUnknown(true): session=s, line=1, offset=0, type=build_finished, field=host");
      assertThat(
              strict.with(options -> options.withUnfitAsUnknown(true)).history().entries())
          .hasSize(3);
    }
  }

  @Test
  void severalDecodersFindTheSame() {
    try (Daybook daybook = with(First.class);
        Session session = daybook.openSession("s")) {
      for (int i = 0; i < 60_000; i++) {
        session.record(i % 100 == 0 ? new First("maven", true) : new UserMessage("x".repeat(60)));
      }
    }
    try (Daybook daybook = with(Stricter.class)) {
      ReadOptions options = ReadOptions.lenient();
      History alone = daybook.reader("s", options).history();
      History together = daybook.reader("s", options.withDecoders(2)).history();
      assertThat(together.entries()).isEqualTo(alone.entries()).hasSize(60_000);
      assertThat(together.report().badLines()).isEqualTo(600);
      assertThat(together.report().firstBadLines().get(99).offset())
          .isEqualTo(alone.report().firstBadLines().get(99).offset());
    }
  }

  /** Nothing proves that a line without a checksum is what was recorded. */
  @Test
  void damageStaysDamage() throws IOException {
    recordOld();
    Path file = root.resolve("sessions/s.ndjson");
    String line = "{\"v\":1,\"seq\":3,\"type\":\"build_finished\",\"ts\":\"2026-11-20T23:00:00Z\","
        + "\"session_id\":\"s\",\"data\":{\"tool\":\"maven\"}}\n";
    Files.writeString(file, line, StandardOpenOption.APPEND);
    try (Daybook daybook = with(Stricter.class)) {
      assertThat(faultOf(() -> daybook.history("s")).kind()).isEqualTo(Kind.MISSING_FIELD);
      History lenient = daybook.reader("s", ReadOptions.lenient()).history();
      assertThat(lenient.entries()).hasSize(3);
      assertThat(lenient.report().badLines()).isEqualTo(3);
      assertThat(lenient.report().firstBadLines().get(2).isUnfit()).isFalse();
    }
  }

  @Test
  void whatLooksAtTheSessionTakesItForSound() {
    recordOld();
    try (Daybook daybook = with(Stricter.class)) {
      assertThat(daybook.verify("s").isClean()).isTrue();
      assertThat(daybook.catalog().summary("s").state()).isNotEqualTo(SessionState.DAMAGED);
      Diagnosis diagnosis = daybook.diagnosis("s");
      assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.READY_WITH_WARNINGS);
      assertThat(diagnosis.findingCounts()).containsEntry(FindingKind.UNFIT_DATA, 2L);
      assertThat(diagnosis.findings().get(0).seq()).isZero();
      assertThat(diagnosis.eventCounts()).containsEntry(TYPE, 2L);
      assertThat(daybook.repair("s").outcome()).isEqualTo(Repair.Outcome.NOTHING_TO_DO);
      daybook.fork("s", "child");
      assertThat(daybook.history("child").events()).endsWith(OLD, new UserMessage("x"), OLD);
    }
  }

  @Test
  void aFollowerSeesIt() throws InterruptedException {
    recordOld();
    List<SessionEvent> seen = new CopyOnWriteArrayList<>();
    try (Daybook daybook = with(Stricter.class)) {
      try (Tail tail = daybook.tail("s", TailOptions.fromBeginning().withFollowing(false))) {
        assertThat(tail.next(Duration.ofSeconds(5)).orElseThrow())
            .isInstanceOfSatisfying(
                TailEvent.Recorded.class,
                recorded -> assertThat(recorded.entry().event()).isEqualTo(OLD));
      }
      Subscriber subscriber = new Subscriber() {
        @Override
        public void entry(Entry entry) {
          seen.add(entry.event());
        }
      };
      Subscription subscription = daybook.subscribe("s", StartPosition.beginning(), subscriber);
      daybook.openSession("s").close();
      assertThat(subscription.awaitEnd(Duration.ofSeconds(20))).isTrue();
    }
    assertThat(seen).containsExactly(OLD, new UserMessage("x"), OLD);
  }

  @Test
  void whatMayBeAbsentIsReadAsAbsent() {
    recordOld();
    try (Daybook daybook = with(Wider.class)) {
      assertThat(daybook.history("s").events())
          .contains(new Wider("maven", true, null, List.of(), 1));
      assertThat(daybook.history("s").report().badLines()).isZero();
    }
  }

  @Test
  void aRemovedFieldIsSkipped() {
    recordOld();
    try (Daybook daybook = with(Narrower.class)) {
      assertThat(daybook.history("s").events()).contains(new Narrower("maven"));
    }
  }

  @Test
  void aTypeIsReadUnderItsFormerNames() {
    recordOld();
    try (Daybook daybook =
            Daybook.builder(root).register("built", First.class, TYPE, "build").open();
        Session session = daybook.openSession("s")) {
      session.recordSync(new First("ant", false));
      History history = daybook.history("s");
      assertThat(history.events())
          .containsExactly(
              new First("maven", true),
              new UserMessage("x"),
              new First("maven", true),
              new First("ant", false));
      assertThat(history.entries().stream().map(Entry::type))
          .containsExactly(TYPE, "user_message", TYPE, "built");
      assertThat(daybook
              .reader("s", ReadOptions.strict().withTypes(Set.of("built")))
              .history()
              .entries())
          .hasSize(3);
      assertThat(daybook
              .reader("s", ReadOptions.strict().withTypes(First.class))
              .history()
              .entries())
          .hasSize(3);
      assertThat(daybook
              .reader("s", ReadOptions.strict().withTypes(Set.of("user_message")))
              .history()
              .entries())
          .hasSize(1);
    }
  }

  @Test
  void aClassAsksForItsTypeUnderEveryName() {
    recordOld();
    try (Daybook daybook = Daybook.builder(root)
            .register("ci/build", First.class, TYPE)
            .register("ci/call", ToolCall.class)
            .open();
        Session session = daybook.openSession("s")) {
      session.record(new First("ant", false));
      session.record(new dev.daybook.event.ToolCall("c-1", "bash", "{}"));
      session.recordSync(new ToolCall("bash"));
      assertThat(typesOf(daybook, ReadOptions.strict().withTypes(First.class)))
          .containsExactly(TYPE, TYPE, "ci/build");
      assertThat(typesOf(daybook, ReadOptions.strict().withTypes(ToolCall.class)))
          .containsExactly("ci/call");
      assertThat(typesOf(daybook, ReadOptions.strict().withTypes(dev.daybook.event.ToolCall.class)))
          .containsExactly("tool_call");
      assertThat(typesOf(daybook, ReadOptions.strict().withTypes(Narrower.class)))
          .isEmpty();
      assertThat(
              typesOf(daybook, ReadOptions.strict().withTypes(ToolCall.class, UserMessage.class)))
          .containsExactly("user_message", "ci/call");
    }
  }

  /** An event that is named as one of Daybook's own. */
  private record ToolCall(String tool) implements SessionEvent {}

  private static List<String> typesOf(Daybook daybook, ReadOptions options) {
    SessionReader reader = daybook.reader("s", options);
    return reader.with(all -> all.withVerbatimData(true)).history().entries().stream()
        .map(Entry::type)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool_call", "build_finished", "forecast", ""})
  void refusesAFormerNameThatIsTakenOrEmpty(String former) {
    EventTypes types = EventTypes.standard().with("forecast", Narrower.class);
    assertThatThrownBy(() -> types.with(TYPE, First.class, former))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a type's name is ");
  }

  // --- annotations of the name Nullable, of whatever package

  private interface OnType {
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE_USE)
    @interface Nullable {}
  }

  private interface OnDeclaration {
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nullable {}
  }

  private interface OnMembers {
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
    @interface Nullable {}
  }

  private interface OnParameter {
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Nullable {}
  }

  private interface Forgotten {
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Nullable {}
  }

  record A(String tool, @OnType.Nullable String host) implements SessionEvent {}

  record B(String tool, @OnDeclaration.Nullable String host) implements SessionEvent {}

  record C(String tool, @OnMembers.Nullable String host) implements SessionEvent {}

  record D(String tool, @OnParameter.Nullable String host) implements SessionEvent {}

  record E(String tool, String host) implements SessionEvent {
    @Override
    @OnMembers.Nullable
    public String host() {
      return host;
    }
  }

  record F(String tool, Boolean quick, Double share, Long bytes, Integer count)
      implements SessionEvent {}

  @ParameterizedTest
  @ValueSource(classes = {A.class, B.class, C.class, D.class, E.class, F.class})
  void mayBeAbsent(Class<? extends SessionEvent> type) {
    recordOld();
    try (Daybook daybook = with(type)) {
      History history = daybook.history("s");
      assertThat(history.report().badLines()).isZero();
      assertThat(history.events().get(0)).isInstanceOf(type);
      // and null is written as absent
      try (Session session = daybook.openSession("s")) {
        session.recordSync(history.events().get(0));
      }
      assertThat(daybook.history("s").events().get(3))
          .isEqualTo(history.events().get(0));
    }
  }

  record G(String tool, @Forgotten.Nullable String host) implements SessionEvent {}

  record H(String tool, int count) implements SessionEvent {}

  @ParameterizedTest
  @ValueSource(classes = {G.class, H.class, Stricter.class})
  void mayNotBeAbsent(Class<? extends SessionEvent> type) {
    recordOld();
    try (Daybook daybook = with(type)) {
      Optional<SessionEvent> first = daybook.history("s").events().stream().findFirst();
      assertThat(first).contains(OLD);
    }
  }
}
