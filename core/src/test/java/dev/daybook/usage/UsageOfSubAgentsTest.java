package dev.daybook.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.event.Json;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.UsageSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usage of a session with that of the sub-agents that it called. */
class UsageOfSubAgentsTest {

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
    create("lead", 1, calls("worker-1"), calls("gone"), calls("lead"));
    create("worker-1", 10, calls("helper"));
    create("helper", 100, calls("lead"));
    create("worker-2", 1_000);
    create("other", 10_000);
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private void create(String session, long input, SessionEvent... more) {
    ProviderUsage cost = new ProviderUsage(
        UsageSummary.builder().inputTokens(input).outputTokens(1L).build());
    daybook.createSession(
        session, Stream.concat(Stream.of(cost), List.of(more).stream()).toList());
  }

  private static SubagentEvent calls(String child) {
    return SubagentEvent.builder()
        .event(SubagentPhase.STARTED)
        .subagentId("agent of " + child)
        .childSessionId(child)
        .build();
  }

  private UsageReport usage(String session) {
    return daybook.usage(UsageQuery.by(UsageGrouping.SESSION).withSession(session));
  }

  private static List<String> keys(UsageReport report) {
    return report.rows().stream().map(row -> row.key().orElse("?")).sorted().toList();
  }

  @Test
  void aSessionCostsWhatItsSubAgentsAndTheirsCost() {
    UsageReport report = usage("lead");
    assertThat(keys(report)).containsExactly("helper", "lead", "worker-1");
    assertThat(report.total().inputTokens()).hasValue(111);
    assertThat(report.subAgents()).isEqualTo(2);
    assertThat(report.sessions()).isEqualTo(3);
  }

  @Test
  void aSubAgentThatItselfNamesItsCallerCounts() {
    daybook.createSession(
        "shy",
        List.of(
            SessionStarted.builder().parentSessionId("worker-1").build(),
            new ProviderUsage(
                UsageSummary.builder().inputTokens(5_000L).outputTokens(1L).build())));
    UsageReport report = usage("lead");
    assertThat(keys(report)).containsExactly("helper", "lead", "shy", "worker-1");
    assertThat(report.total().inputTokens()).hasValue(5_111);
  }

  @Test
  void withoutThemItIsTheSessionAlone() {
    UsageReport report = daybook.usage(
        UsageQuery.by(UsageGrouping.SESSION).withSession("lead").withSubAgents(false));
    assertThat(keys(report)).containsExactly("lead");
    assertThat(report.subAgents()).isZero();
  }

  @Test
  void oneThatIsAskedForAnyhowCountsOnceAndIsNoneOfThem() {
    UsageReport report = usage("worker");
    assertThat(keys(report)).containsExactly("helper", "lead", "worker-1", "worker-2");
    assertThat(report.total().inputTokens()).hasValue(1_111);
    assertThat(report.subAgents()).isEqualTo(2);
  }

  @Test
  void allSessionsAreCountedOnce() {
    UsageReport report = usage("");
    assertThat(report.total().inputTokens()).hasValue(11_111);
    assertThat(report.subAgents()).isZero();
  }

  @Test
  void theResultOfAToolNamesASubAgentByItsLoop() {
    create(
        "loops",
        1,
        new ToolExecutionStart("loops.a.1", "c", "spawn", Json.EMPTY_OBJECT),
        new ToolExecutionEnd(
            "loops.a.1", "c", "spawn", new ToolOutput(List.of(), null, "other.b.1"), false));
    assertThat(keys(usage("loops"))).containsExactly("loops", "other");
  }
}
