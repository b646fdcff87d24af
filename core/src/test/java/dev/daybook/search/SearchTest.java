package dev.daybook.search;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.OpenDescriptors;
import dev.daybook.Session;
import dev.daybook.catalog.SessionState;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search over the sessions of a root. */
class SearchTest {

  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private void create(String id, SessionEvent... events) {
    daybook.createSession(id, List.of(events));
  }

  private static SessionEvent at(int minutes, SessionEvent event) {
    return new Stamped(event, T0.plus(Duration.ofMinutes(minutes)), null);
  }

  private List<Hit> hits(SearchQuery query) {
    List<Hit> hits = new ArrayList<>();
    SearchTotals totals = daybook.search(query, hits::add);
    assertThat(totals.hits()).isEqualTo(hits.size());
    return hits;
  }

  private List<String> places(SearchQuery query) {
    return hits(query).stream().map(hit -> hit.session() + "#" + hit.seq()).toList();
  }

  private List<String> literal(String words) {
    return places(SearchQuery.literal(words));
  }

  private void lines(String id, String... lines) throws IOException {
    create(id);
    Files.writeString(daybook.file(id), String.join("\n", lines) + "\n");
  }

  /** An entry whose text stands in its line as given. */
  private static String line(String id, int seq, String text) {
    return Lines.sealed("{\"v\":1,\"seq\":" + seq + ",\"type\":\"user_message\",\"ts\":"
        + "\"2026-11-20T10:00:00.000000Z\",\"session_id\":\"" + id + "\",\"data\":{\"text\":\""
        + text + "\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "café | the caf\\u00e9 here",
        "café | the café here",
        "café | \\u0063\\u0061\\u0066\\u00E9",
        "CAFÉ | the caf\\u00e9 here",
        "a/b | a\\/b",
        "a/b | a\\u002fb",
        "a/b | a/b",
        "say \"hi\" | he: say \\\"hi\\\" now",
        "say \"hi\" | say \\u0022hi\\u0022",
        "🎉 party | a \\ud83c\\udf89 party",
        "🎉 party | a 🎉 party",
        "ab | \\u0061b",
        "back\\slash | a back\\\\slash",
        "ΣΊΣΥΦΟΣ | ο σίσυφος λέει",
        "x | X",
        "/ | \\/",
        "/ | \\u002F",
        "a\u2028b | a\\u2028b",
      })
  void aMatchDoesNotDependOnHowJsonWroteTheText(String words, String written) throws Exception {
    lines("s", line("s", 0, "nothing"), line("s", 1, written));
    assertThat(literal(words)).containsExactly("s#1");
    String quoted = Pattern.quote(words);
    assertThat(places(SearchQuery.regex(quoted))).containsExactly("s#1");
    assertThat(places(SearchQuery.regex("(?:" + words.replace("\\", "\\\\") + ")+")))
        .containsExactly("s#1");
    assertThat(hits(SearchQuery.literal(words)).get(0).snippet())
        .doesNotContain("\\u")
        .isNotEmpty();
  }

  @Test
  void lineBreaksAndControlsAreFound() throws Exception {
    lines(
        "s",
        line("s", 0, "one\\ntwo"),
        line("s", 1, "one\\u000Atwo"),
        line("s", 2, "one\\\\ntwo"),
        line("s", 3, "a\\u001b[31mred"));
    assertThat(literal("one\ntwo")).containsExactly("s#0", "s#1");
    assertThat(literal("one\\ntwo")).containsExactly("s#2");
    assertThat(literal("\u001b[31m")).containsExactly("s#3");
    assertThat(literal("\u001b")).containsExactly("s#3");
    assertThat(places(SearchQuery.regex("^two$"))).containsExactly("s#0", "s#1");
    assertThat(places(SearchQuery.regex("e\\st"))).containsExactly("s#0", "s#1");
  }

  @Test
  void namesOfFieldsAndTheEnvelopeAreNoTexts() {
    create(
        "s-crc", new UserMessage("a word"), new ToolCall("c", "bash", "{\"text\":\"in \\\"it\"}"));
    assertThat(literal("user_message")).isEmpty();
    assertThat(literal("s-crc")).isEmpty();
    assertThat(literal("crc")).isEmpty();
    assertThat(literal("arguments")).isEmpty();
    assertThat(literal("\"text\":")).containsExactly("s-crc#1");
    assertThat(literal("in \\\"it")).containsExactly("s-crc#1");
    // two strings are two texts
    assertThat(places(SearchQuery.regex("bash.*text"))).isEmpty();
  }

  @Test
  void theCaseOfLettersMattersIfAsked() {
    create("s", new UserMessage("Größe"), new UserMessage("GRÖSSE"), new UserMessage("größe"));
    SearchQuery query = SearchQuery.literal("größe");
    assertThat(places(query)).containsExactly("s#0", "s#2");
    assertThat(places(query.withCaseSensitivity(true))).containsExactly("s#2");
    assertThat(places(SearchQuery.regex("GRÖ.*E").withCaseSensitivity(true)))
        .containsExactly("s#1");
    assertThat(places(SearchQuery.regex("grö.*e"))).containsExactly("s#0", "s#1", "s#2");
  }

  @Test
  void theNewestSessionComesFirstAndItsEntriesInOrder() {
    create("old", at(0, new UserMessage("word")), at(1, new UserMessage("word")));
    create("new", at(9, new UserMessage("word")), at(10, new UserMessage("a word")));
    create("middle", at(5, new UserMessage("word")));
    assertThat(literal("word")).containsExactly("new#0", "new#1", "middle#0", "old#0", "old#1");
  }

  @Test
  void theLimitAndTheCallerEndTheSearch() {
    create(
        "s",
        IntStream.range(0, 50)
            .mapToObj(i -> new UserMessage("word " + i))
            .toArray(SessionEvent[]::new));
    List<Hit> hits = new ArrayList<>();
    SearchTotals limited = daybook.search(SearchQuery.literal("word").withLimit(3), hits::add);
    assertThat(limited.isComplete()).isFalse();
    assertThat(hits).extracting(Hit::seq).containsExactly(0L, 1L, 2L);
    SearchTotals stopped = daybook.search(SearchQuery.literal("word"), hit -> hit.seq() < 9);
    assertThat(stopped.hits()).isEqualTo(10);
    assertThat(daybook.search(SearchQuery.literal("word"), hit -> true).isComplete())
        .isTrue();
    assertThatThrownBy(() -> daybook.search(SearchQuery.literal("word"), hit -> {
          throw new IllegalStateException("enough");
        }))
        .hasMessage("enough");
  }

  @Test
  void eachFilterExcludes() {
    create(
        "one",
        at(0, SessionStarted.builder().agentName("Claude-Code").model("m-1").build()),
        at(1, new UserMessage("word")),
        at(2, new AssistantMessage("word")),
        at(3, new ToolCall("c1", "bash", "{\"x\":\"word\"}")),
        at(4, new ToolCall("c2", "glob", "{}")),
        at(5, ToolResult.ok("c1", "word")),
        at(6, ToolResult.ok("c2", "word")),
        at(7, new ToolCall("c3", "mine", "word", ToolKind.WEB)),
        at(8, new SessionEnded(null)));
    create("two", at(20, new UserMessage("word")));
    SearchQuery word = SearchQuery.literal("word");
    assertThat(places(word)).hasSize(7);
    assertThat(places(word.withTypes(Set.of("tool_result")))).containsExactly("one#5", "one#6");
    assertThat(places(word.withRoles(Set.of("user")))).containsExactly("two#0", "one#1");
    assertThat(places(word.withRoles(Set.of("tool")))).containsExactly("one#5", "one#6");
    assertThat(places(word.withRoles(Set.of("assistant"))))
        .containsExactly("one#2", "one#3", "one#7");
    assertThat(places(word.withTools(Set.of("BASH")))).containsExactly("one#3", "one#5");
    assertThat(places(word.withToolKinds(Set.of("search")))).containsExactly("one#6");
    assertThat(places(word.withToolKinds(Set.of("web", "shell"))))
        .containsExactly("one#3", "one#5", "one#7");
    assertThat(places(word.withSessionPrefix("tw"))).containsExactly("two#0");
    assertThat(places(word.withFrom(T0.plus(Duration.ofMinutes(7)))))
        .containsExactly("two#0", "one#7");
    assertThat(places(word.withTo(T0.plus(Duration.ofMinutes(2))))).containsExactly("one#1");
    assertThat(places(word.withStates(Set.of(SessionState.ENDED))))
        .allMatch(p -> p.startsWith("one"));
    assertThat(places(word.withAgents(Set.of("claude-code")))).hasSize(6);
    assertThat(places(word.withAgents(Set.of("M-1")))).hasSize(6);
    assertThat(places(word.withAgents(Set.of("codex")))).isEmpty();
    SearchTotals totals = daybook.search(word.withSessionPrefix("tw"), hit -> true);
    assertThat(totals.sessions()).isEqualTo(1);
    assertThat(totals.otherSessions()).isEqualTo(1);
  }

  @Test
  void sessionsThatWereNotChangedSinceAreNotRead() throws Exception {
    create("s", at(0, new UserMessage("word")));
    Files.setLastModifiedTime(daybook.file("s"), FileTime.from(T0));
    SearchQuery later = SearchQuery.literal("word").withFrom(T0.plus(Duration.ofDays(1)));
    assertThat(daybook.search(later, hit -> true).bytes()).isZero();
  }

  @Test
  void aHitSaysWhereAndByWhom() {
    create("s", at(0, new ToolCall("c1", "bash", "run the word now")));
    Hit hit = hits(SearchQuery.literal("WORD")).get(0);
    assertThat(hit)
        .isEqualTo(new Hit(
            "s",
            0,
            T0,
            "tool_call",
            "assistant",
            "bash",
            "arguments",
            "run the word now",
            8,
            12,
            0,
            16));
    assertThat(hits(SearchQuery.literal("word").withSnippetChars(0)).get(0).snippet())
        .isEmpty();
  }

  @Test
  void aSnippetIsCutBetweenCharacters() {
    String family = "👩\u200d👩\u200d👧";
    create("s", new UserMessage("e\u0301".repeat(50) + family + "word" + family + "🎉".repeat(50)));
    for (int chars = 1; chars < 80; chars++) {
      Hit hit = hits(SearchQuery.literal("word").withSnippetChars(chars)).get(0);
      String snippet = hit.snippet();
      assertThat(Character.isLowSurrogate(snippet.charAt(0))).isFalse();
      assertThat(snippet.charAt(0)).isNotIn('\u0301', '\u200d');
      assertThat(Character.isHighSurrogate(snippet.charAt(snippet.length() - 1)))
          .isFalse();
      assertThat(snippet.length()).isLessThan(chars + 20);
      assertThat("word").startsWith(snippet.substring(hit.matchFrom(), hit.matchTo()));
    }
  }

  @Test
  void badLinesAreSkippedAndCounted() throws Exception {
    lines(
        "s",
        line("s", 0, "word"),
        "no json but a word",
        line("s", 1, "word").replace("word", "words"),
        line("s", 2, "other").replace("other", "othex"),
        line("s", 3, "word").replaceAll(",\"crc\":\"[0-9a-f]{8}\"", ""),
        "",
        line("s", 4, "word"));
    List<Hit> hits = new ArrayList<>();
    SearchTotals totals = daybook.search(SearchQuery.literal("word"), hits::add);
    assertThat(hits).extracting(Hit::seq).containsExactly(0L, 3L, 4L);
    assertThat(totals.badLines()).isEqualTo(3);
    assertThat(totals.bytes()).isEqualTo(Files.size(daybook.file("s")));
  }

  @Test
  void aTornTailIsNotSearched() throws Exception {
    lines("s", line("s", 0, "word"));
    Files.writeString(daybook.file("s"), line("s", 1, "word"), StandardOpenOption.APPEND);
    SearchTotals totals = daybook.search(SearchQuery.literal("word"), hit -> true);
    assertThat(totals.hits()).isEqualTo(1);
    assertThat(totals.tornTails()).isEqualTo(1);
  }

  @Test
  void aLineOverTheLimitIsSkippedAndTheOthersAreSearched() throws Exception {
    create(
        "s",
        new UserMessage("word 1"),
        new UserMessage("x".repeat(3_000_000) + "word"),
        new UserMessage("word 2"));
    try (Daybook small = Daybook.builder(root).maxLineBytes(1 << 20).open()) {
      List<Hit> hits = new ArrayList<>();
      SearchTotals totals = small.search(SearchQuery.literal("word"), hits::add);
      assertThat(hits).extracting(Hit::seq).containsExactly(0L, 2L);
      assertThat(totals.badLines()).isEqualTo(1);
    }
    assertThat(literal("word")).containsExactly("s#0", "s#1", "s#2");
  }

  @Test
  void linesAreFoundWhereverPiecesOfTheFileEnd() {
    List<SessionEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(new UserMessage("word" + i + " " + "é".repeat(i % 700)));
    }
    daybook.createSession("s", events);
    assertThat(hits(SearchQuery.literal("WORD")).size()).isEqualTo(3_000);
    assertThat(hits(SearchQuery.regex("word\\d+ ")))
        .extracting(Hit::seq)
        .isSorted()
        .hasSize(3_000);
    assertThat(hits(SearchQuery.regex("[a-z]\\d*7 ")).size()).isEqualTo(300);
  }

  @Test
  void aSessionThatIsBeingRecordedIsSearched() {
    try (Session session = daybook.openSession("s")) {
      session.record(new UserMessage("word"));
      session.sync();
      try (Daybook other = Daybook.open(root)) {
        assertThat(other.search(SearchQuery.literal("word"), hit -> true).hits())
            .isEqualTo(1);
      }
      session.record(new UserMessage("word"));
      session.sync();
      assertThat(literal("word")).containsExactly("s#0", "s#1");
    }
  }

  @Test
  void aSessionThatCannotBeReadIsReported() throws Exception {
    create("good", new UserMessage("word"));
    Files.createDirectory(root.resolve("sessions/folder.ndjson"));
    SearchTotals totals = daybook.search(SearchQuery.literal("word"), hit -> true);
    assertThat(totals.hits()).isEqualTo(1);
    assertThat(totals.unreadSessions()).isEqualTo(1);
    assertThat(totals.unread())
        .extracting(DaybookException::kind)
        .containsExactly(Kind.UNSAFE_PATH);
  }

  @Test
  @Timeout(60)
  void aPatternThatNeverEndsIsGivenUp() {
    create("s", new UserMessage("a".repeat(60) + "!"), new UserMessage("aab"));
    SearchTotals totals =
        daybook.search(SearchQuery.regex("(a|aa)+$(?<=b)|(a+)+b\\2"), hit -> true);
    assertThat(totals.givenUp()).isEqualTo(1);
  }

  @Test
  void aLongTextNeedsNoEndlessStack() {
    create("s", new UserMessage("ab".repeat(15_000) + "c"));
    assertThat(places(SearchQuery.regex("^(a|b)*c"))).containsExactly("s#0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a{2", "*", "\\"})
  void aBrokenPatternIsRefused(String regex) {
    assertThat(faultOf(() -> SearchQuery.regex(regex)).kind()).isEqualTo(Kind.INVALID_VALUE);
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertThat(faultOf(() -> SearchQuery.literal("")).kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(faultOf(() -> SearchQuery.regex("")).kind()).isEqualTo(Kind.INVALID_VALUE);
  }

  @Test
  void anInterruptEndsTheSearch() {
    create("s", new UserMessage("word"));
    Thread.currentThread().interrupt();
    assertThat(faultOf(() -> literal("word")).kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\u0001"})
  void anAnswerToACallOfNoNameIsOfNoTool(String callId) throws Exception {
    lines(
        "s",
        line("s", 0, "word"),
        Lines.sealed("{\"v\":1,\"seq\":1,\"type\":\"x.answer\",\"ts\":"
            + "\"2026-11-20T10:00:00.000000Z\",\"session_id\":\"s\",\"data\":{\"call_id\":\""
            + callId
            + "\",\"text\":\"word\"}}"));
    assertThat(literal("word")).containsExactly("s#0", "s#1");
    assertThat(places(SearchQuery.literal("word").withTools(Set.of("bash")))).isEmpty();
  }

  @Test
  void aSnippetHoldsItsMatchAtTheEndOfAText() {
    String family = "👩\u200d👩\u200d👧\u200d👦";
    create(
        "s",
        new UserMessage(family.repeat(9) + "word"),
        new UserMessage("a" + "\u0301".repeat(500) + "x".repeat(30) + "word"));
    for (int chars = 4; chars < 80; chars++) {
      for (Hit hit : hits(SearchQuery.literal("word").withSnippetChars(chars))) {
        String snippet = hit.snippet();
        assertThat(snippet.substring(hit.matchFrom(), hit.matchTo())).isEqualTo("word");
        assertThat(snippet.length()).isLessThan(chars + 80);
      }
    }
  }

  @Test
  void aGroupOfTwoDigitsIsNoText() {
    create("s", new UserMessage("etaoinsrleex"));
    assertThat(places(SearchQuery.regex("(e)(t)(a)(o)(i)(n)(s)(r)(l)(e)\\10x")))
        .containsExactly("s#0");
  }

  @Test
  void aListenerThatFailsLeavesNoFileOpen() throws Exception {
    create("s", new UserMessage("word"));
    SearchQuery query = SearchQuery.literal("word").withOnProgress(bytes -> {
      throw new IllegalStateException("no more");
    });
    assertThatThrownBy(() -> daybook.search(query, hit -> true))
        .isInstanceOf(IllegalStateException.class);
    assertThat(OpenDescriptors.below(root.toRealPath().resolve("sessions"))).isZero();
  }

  @Test
  void aRootWithoutSessionsHasNoHits() {
    SearchTotals totals = daybook.search(SearchQuery.literal("word"), hit -> true);
    assertThat(totals.sessions()).isZero();
    assertThat(totals.isComplete()).isTrue();
  }
}
