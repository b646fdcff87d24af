package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.daybook.Daybook;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import dev.daybook.usage.UsageRow;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of usage on a wide terminal and on a narrow one. */
class UsageTextTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final String SESSION = "019fbcca-9fd4-7d20-83dc-0762b2f839b3";

  @TempDir
  Path root;

  private UsageReport report(UsageGrouping by) {
    List<SessionEvent> events = List.of(
        new Stamped(
            SessionStarted.builder()
                .agentName("an agent with a long name")
                .cwd("/home/user/work/projects/of/mine/daybook-core")
                .build(),
            NOON,
            null),
        new Stamped(new ToolCall("c", "mcp__browser__take_screenshot", "{}"), NOON, null),
        new Stamped(ToolResult.failed("c", new ErrorInfo("x", "y")), NOON.plusSeconds(283), null),
        new Stamped(
            ProviderUsage.builder()
                .model("claude-sonnet-4-5-20250929")
                .usageSummary(UsageSummary.builder()
                    .inputTokens(51_757_931L)
                    .outputTokens(162_041L)
                    .cachedTokens(1_728_866_111L)
                    .cacheCreationTokens(999_950L)
                    .reasoningTokens(9_999L)
                    .totalCostUsd(1_234.56)
                    .build())
                .build(),
            NOON.plusSeconds(284),
            null));
    try (Daybook daybook = Daybook.open(root)) {
      if (!daybook.exists(SESSION)) {
        daybook.createSession(SESSION, events);
      }
      return daybook.usage(UsageQuery.by(by).withZone(ZoneOffset.UTC));
    }
  }

  @ParameterizedTest
  @EnumSource(UsageGrouping.class)
  void everyTableFitsItsTerminalAndCutsNoNumber(UsageGrouping by) {
    UsageReport report = report(by);
    for (int width : new int[] {40, 60, 80, 120}) {
      List<String> lines = new UsageText(report, width).table().lines().toList();
      assertThat(lines).as(width + " places").allMatch(line -> Text.width(line) <= width);
      if (by != UsageGrouping.TOOL) {
        assertThat(lines.get(0)).contains("INPUT", "OUTPUT", "COST");
        assertThat(lines.get(1)).contains("$1,234.56");
        assertThat(lines.get(1)).containsAnyOf("51,757,931", "51.8M");
      }
      assertThat(lines.get(1).substring(12)).as("the numbers").doesNotContain("….");
      // what a column would say is not lost without a word
      assertThat(String.join(" ", lines)).contains("FAILED");
    }
  }

  @Test
  void numbersAreShorterBeforeColumnsAreLeftOut() {
    UsageReport report = report(UsageGrouping.DAY);
    String wide = new UsageText(report, Integer.MAX_VALUE).table();
    assertThat(wide).contains("1,728,866,111", "999,950", "4 min 44 s").doesNotContain("left out");
    String shorter = new UsageText(report, 115).table();
    assertThat(shorter)
        .contains("SESSIONS", "1.7G", "1.0M", "9,999", "162k", "5 min")
        .doesNotContain("left out");
    assertThat(new UsageText(report, 80).table())
        .endsWith("\nleft out for want of room: SESSIONS, REASONING, CACHE WRITE\n");
  }

  @Test
  void aKeyIsCutLastAndAFolderKeepsItsEnd() {
    assertThat(new UsageText(report(UsageGrouping.PROJECT), 40).table())
        .contains("\n…", "/daybook-core".substring(4) + " ");
    assertThat(new UsageText(report(UsageGrouping.SESSION), 80).table())
        .contains("\n019fbcca-9fd4-7d20-");
    assertThat(new UsageText(report(UsageGrouping.DAY), 40).table()).contains("\n2026-11-30 ");
    assertThat(new UsageText(report(UsageGrouping.MODEL), 120).table())
        .contains("claude-sonnet-4-5-20250929");
  }

  @Test
  void theKeyIsNamedAsTheRows() {
    for (UsageGrouping by : UsageGrouping.values()) {
      assertThat(new UsageText(report(by), 80).table())
          .startsWith(by.wireName().toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void aTableOfManyRowsTakesNoLongerThanItsRows() {
    UsageReport one = report(UsageGrouping.SESSION);
    List<UsageRow> many = Collections.nCopies(20_000, one.rows().get(0));
    UsageReport report = (UsageReport) Proxy.newProxyInstance(
        UsageReport.class.getClassLoader(),
        new Class<?>[] {UsageReport.class},
        (proxy, method, given) ->
            method.getName().equals("rows") ? many : method.invoke(one, given));
    String table =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> new UsageText(report, 120).table());
    assertThat(table.lines()).hasSizeGreaterThan(many.size());
  }
}
