package dev.daybook.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usage of imported sessions that have entries of each other. */
class UsageOfCopiesTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SessionStarted IMPORTED =
      SessionStarted.builder().agentName("coder").backfilled(true).build();

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

  private static Stamped at(int second, @Nullable String id, SessionEvent event) {
    return new Stamped(event, NOON.plusSeconds(second), id);
  }

  private static ProviderUsage cost(long input) {
    return new ProviderUsage(
        UsageSummary.builder().inputTokens(input).outputTokens(1L).build());
  }

  private static List<Stamped> history(SessionStarted start, String prefix) {
    return List.of(
        at(0, null, start),
        at(1, prefix + "1", new ToolCall("c", "bash", "{}")),
        at(2, prefix + "2", ToolResult.failed("c", new ErrorInfo("x", "y"))),
        at(3, prefix + "3", cost(10)));
  }

  private void create(String session, List<Stamped> first, Stamped... more) {
    List<SessionEvent> events = new ArrayList<>(first);
    events.addAll(List.of(more));
    daybook.createSession(session, events);
  }

  private UsageReport usage(UsageGrouping by) {
    return daybook.usage(UsageQuery.by(by));
  }

  private static long input(UsageReport report) {
    return report.total().inputTokens().orElse(0);
  }

  @Test
  void aHistoryThatAnAgentCopiedCountsOnce() {
    create("resumed", history(IMPORTED, "u-"), at(4, "u-4#usage", cost(5)));
    create("begun", history(IMPORTED, "u-"));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(15);
    assertThat(report.total().modelCalls()).isEqualTo(2);
    assertThat(report.total().toolCalls()).isEqualTo(1);
    assertThat(report.total().failedTools()).isEqualTo(1);
    assertThat(report.total().activeTime()).isEqualTo(Duration.ofSeconds(4));
    assertThat(report.rows()).extracting(row -> row.key().orElse("?")).contains("begun", "resumed");
    assertThat(report.repeatedEntriesBySession()).containsEntry("resumed", 3L).hasSize(1);
  }

  @Test
  void anIdThatJsonWritesWithEscapesIsKnownAgainAndDistinguished() {
    String id = "u\"\\-";
    create("resumed", history(IMPORTED, id), at(3, id + "4", cost(5)));
    create("begun", history(IMPORTED, id));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(15);
    assertThat(report.total().toolCalls()).isEqualTo(1);
    assertThat(report.repeatedEntriesBySession()).containsEntry("resumed", 3L).hasSize(1);
  }

  @Test
  void aSessionThatIsAskedForAloneHasAllOfItsOwn() {
    create("resumed", history(IMPORTED, "u-"), at(4, "u-4#usage", cost(5)));
    create("begun", history(IMPORTED, "u-"));
    UsageReport report = daybook.usage(UsageQuery.byDay().withSession("resumed"));
    assertThat(input(report)).isEqualTo(15);
    assertThat(report.repeatedEntriesBySession()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u-"})
  void theNewestVersionOfASourceCountsAndOlderOnesWhatItLacks(String prefix) {
    create("s", history(IMPORTED, prefix), at(4, prefix + "4", cost(100)));
    create("s.2", history(IMPORTED, prefix), at(4, prefix + "4", cost(1_000)));
    create("s.10", history(IMPORTED, prefix), at(5, prefix + "5", cost(10_000)));
    UsageReport report = usage(UsageGrouping.SESSION);
    // of the same id and time, the newest alone; where the line's number is the id, each other data
    assertThat(input(report)).isEqualTo(prefix.isEmpty() ? 11_110 : 11_010);
    assertThat(report.total().toolCalls()).isEqualTo(1);
    assertThat(report.repeatedEntriesBySession().keySet()).containsExactly("s", "s.2");
  }

  @Test
  void aResponseOfTwoVersionsIsOneAlsoAtAnotherTimeAndWithAnotherCost() {
    create("s", history(IMPORTED, "u-"), at(5, "m-1#usage", cost(100)));
    create("s.2", history(IMPORTED, "u-"), at(4, "m-1#usage", cost(30)));
    create("s.3", history(IMPORTED, "u-"), at(4, "m-2#usage", cost(1)));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(10 + 30 + 1);
    assertThat(report.total().modelCalls()).isEqualTo(3);
  }

  @Test
  void aResponseOfOtherSourcesIsTheSameAtTheSameTimeAlone() {
    create("s", history(IMPORTED, "u-"), at(5, "m-1#usage", cost(100)));
    create("s.2", history(IMPORTED, "u-"), at(5, "m-1#usage", cost(100)));
    create("copy", history(IMPORTED, "u-"), at(5, "m-1#usage", cost(100)));
    create("other", history(IMPORTED, "u-"), at(6, "m-1#usage", cost(1_000)));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(10 + 100 + 1_000);
    assertThat(report.total().modelCalls()).isEqualTo(3);
  }

  @Test
  void whatIsRepeatedOutsideOfThePeriodIsNotNamed() {
    create("s", history(IMPORTED, "u-"));
    create("s.2", history(IMPORTED, "u-"), at(9, "u-9#usage", cost(7)));
    UsageReport report = daybook.usage(UsageQuery.byDay().withFrom(NOON.plusSeconds(8)));
    assertThat(input(report)).isEqualTo(7);
    assertThat(report.repeatedEntriesBySession()).isEmpty();
  }

  @Test
  void aVersionThatANewerOneHasWholeIsNoSessionOfTheSum() {
    create("s", history(IMPORTED, ""));
    create("s.2", history(IMPORTED, ""), at(4, "4", cost(1)));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(report.rows()).extracting(row -> row.key().orElse("?")).containsExactly("s.2");
    assertThat(report.total().sessions()).isEqualTo(1);
    assertThat(report.sessionsWithoutTokens()).isZero();
    assertThat(report.sessions()).isEqualTo(2);
  }

  @Test
  void theRestOfAnOlderVersionIsNoSessionWithoutTokens() {
    create("s", history(IMPORTED, ""), at(4, "9", new ToolCall("old", "bash", "{}")));
    create("s.2", history(IMPORTED, ""));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(report.rows()).hasSize(2);
    assertThat(report.total().toolCalls()).isEqualTo(2);
    assertThat(report.sessionsWithoutTokens()).isZero();
  }

  @Test
  void aCallOfASourceWithoutTimesIsTheSameAtAnotherTime() {
    create("s", List.of(at(0, null, IMPORTED), at(0, "1", new ToolCall("c", "bash", "{}"))));
    create("s.2", List.of(at(9, null, IMPORTED), at(9, "4", new ToolCall("c", "bash", "{}"))));
    assertThat(usage(UsageGrouping.TOOL).total().toolCalls()).isEqualTo(1);
  }

  @Test
  void linesOfDifferentSourcesCountEachEvenIfTheyAreEqual() {
    create("s-1", history(IMPORTED, ""));
    create("s-2", history(IMPORTED, ""));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(20);
    assertThat(report.repeatedEntriesBySession()).isEmpty();
  }

  @Test
  void idsThatProgramsGaveAreNoSignOfACopy() {
    SessionStarted own = SessionStarted.builder().agentName("coder").build();
    create("a", history(own, "u-"));
    create("b", history(own, "u-"));
    assertThat(input(usage(UsageGrouping.SESSION))).isEqualTo(20);
  }

  @Test
  void aForkOfAnImportedSessionTakesNothingFromIt() {
    create("begun", history(IMPORTED, "u-"));
    daybook.fork("begun", "a-fork", ForkOptions.whole());
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(10);
    assertThat(report.repeatedEntriesBySession()).isEmpty();
  }

  @Test
  void manyResponsesAreFoundAgain() {
    List<Stamped> many = new ArrayList<>(history(IMPORTED, "u-"));
    IntStream.range(0, 5_000).forEach(i -> many.add(at(10 + i, "m-" + i + "#usage", cost(1))));
    create("a", many);
    create("b", many);
    create("c", many.subList(0, 3_000));
    UsageReport report = usage(UsageGrouping.SESSION);
    assertThat(input(report)).isEqualTo(5_010);
    assertThat(report.total().modelCalls()).isEqualTo(5_001);
  }
}
