package dev.daybook.internal.exchange.codex;

import static dev.daybook.internal.exchange.codex.CodexFixture.event;
import static dev.daybook.internal.exchange.codex.CodexFixture.item;
import static dev.daybook.internal.exchange.codex.CodexFixture.line;
import static dev.daybook.internal.exchange.codex.CodexFixture.meta;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompt;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompts;
import static dev.daybook.internal.exchange.codex.CodexFixture.read;
import static dev.daybook.internal.exchange.codex.CodexFixture.said;
import static dev.daybook.internal.exchange.codex.CodexFixture.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.codex.CodexLines.Session;
import dev.daybook.internal.exchange.reading.FileHead;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodexConversationTest {

  @Test
  void takesAPromptFromItsEventAndWhatWasPutInAsTheSystems() {
    Session session = read(
        meta(""),
        said("developer", "rules"),
        said("user", "<environment_context>\\nx\\n</environment_context>"),
        said("user", "do it"),
        prompt("do it"),
        said("assistant", "done"),
        event("{\"type\":\"agent_message\",\"message\":\"done\"}"),
        prompt("again"),
        said("user", "again"),
        said("user", "Warning: put in without tags"),
        said("assistant", "done again"));

    assertThat(session.types())
        .containsExactly(
            "codex.session_meta",
            "system_message",
            "system_message",
            "user_message",
            "assistant_message",
            "user_message",
            "system_message",
            "assistant_message");
    assertThat(prompts(session)).containsExactly("do it", "again");
    assertThat(session.all(SystemMessage.class))
        .last()
        .extracting(SystemMessage::text)
        .isEqualTo("Warning: put in without tags");
  }

  @Test
  void takesAPromptFromItsItemWhereNoEventsAre() {
    Session session =
        read(meta(""), said("user", "go on"), said("assistant", "ok"), said("user", "go on"));

    assertThat(prompts(session)).containsExactly("go on", "go on");
  }

  @Test
  void pairsPromptsOfBothFormsThatTheHeadDoesNotShow() {
    String filler = said("developer", "x".repeat(FileHead.MAX_BYTES));
    Session session = read(
        meta(""),
        filler,
        said("user", "first"),
        prompt("first"),
        prompt("next"),
        said("user", "next"),
        said("assistant", "ok"),
        event("{\"type\":\"agent_message\",\"message\":\"ok\"}"));

    assertThat(prompts(session)).containsExactly("first", "next");
    assertThat(session.all(AssistantMessage.class)).hasSize(1);
  }

  @Test
  void keepsAPromptWhoseEventIsNotWrittenYet() {
    Session session = read(
        meta(""), said("user", "one"), prompt("one"), said("assistant", "ok"), said("user", "two"));

    assertThat(prompts(session)).containsExactly("one", "two");
  }

  @Test
  void namesAPromptsImagesWithoutTheirBytes() {
    Session session = read(
        meta(""),
        item("{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
            + "\"text\":\"<image name=[Image #1]>\"},{\"type\":\"input_image\",\"image_url\":"
            + "\"data:image/png;base64,AAAA\"},{\"type\":\"input_text\",\"text\":\"</image>\"},"
            + "{\"type\":\"input_text\",\"text\":\"see\"},{\"type\":\"input_odd\",\"o\":1}]}"));

    assertThat(session.types())
        .containsExactly("codex.session_meta", "user_message", "codex.input_odd");
    assertThat(session.all(UserMessage.class)).singleElement().satisfies(message -> {
      assertThat(message.text()).isEqualTo("see");
      assertThat(message.resources()).singleElement().satisfies(image -> {
        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(image.sizeBytes()).isEqualTo(3);
      });
    });
  }

  @Test
  void givesThoughtsWithTheirItemsOnce() {
    Session session = read(
        meta(""),
        event("{\"type\":\"agent_reasoning\",\"text\":\"plan\"}"),
        item("{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"plan\"}],"
            + "\"encrypted_content\":\"e\"}"),
        item("{\"type\":\"reasoning\",\"summary\":[],\"content\":null}"),
        event("{\"type\":\"agent_reasoning_raw_content\",\"text\":\"in full\"}"));

    assertThat(session.all(Reasoning.class))
        .extracting(Reasoning::text)
        .containsExactly("plan", null, "in full");
    assertThat(session.all(Reasoning.class).get(0).item().text()).contains("encrypted_content");
  }

  @Test
  void countsWhatTheTotalsGrowBy() {
    Session session = read(
        meta(""),
        line("turn_context", "{\"model\":\"m\"}"),
        tokens(100, 60, 5, 105, 100),
        tokens(100, 60, 5, 105, 100),
        tokens(300, 200, 10, 310, 200),
        tokens(40, 0, 1, 41, 40));

    assertThat(session.all(ProviderUsage.class))
        .extracting(usage -> usage.usageSummary())
        .extracting(
            summary -> summary.inputTokens(),
            summary -> summary.cachedTokens(),
            summary -> summary.outputTokens(),
            summary -> summary.totalTokens())
        .containsExactly(
            tuple(40L, 60L, 5L, 105L), tuple(60L, 140L, 5L, 205L), tuple(40L, 0L, 1L, 41L));
    assertThat(session.all(ProviderUsage.class))
        .extracting(ProviderUsage::model)
        .containsOnly("m");
  }

  @Test
  void takesRolledBackTurnsOutOfTheConversation() {
    Session session = read(
        meta(""),
        prompt("one"),
        said("assistant", "1"),
        prompt("two"),
        said("assistant", "2"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"),
        prompt("three"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":2}"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"));

    // 0 and 1 begin each session, 2 describes it, 3 is the first prompt
    assertThat(session.all(BranchSwitched.class))
        .extracting(BranchSwitched::kept)
        .containsExactly(List.of(new SeqRange(0, 4)), List.of(new SeqRange(0, 2)));
    assertThat(session.types()).endsWith("branch_switched", "codex.thread_rolled_back");
  }

  @Test
  void putsASummaryInThePlaceOfTheHistoryOnce() {
    Session session = read(
        meta(""),
        prompt("one"),
        line("compacted", "{\"message\":\"so far\"}"),
        event("{\"type\":\"context_compacted\"}"),
        line(
            "compacted",
            "{\"message\":\"\",\"replacement_history\":[{\"type\":\"message\","
                + "\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"kept\"}]}]}"));

    assertThat(session.all(HistoryCompaction.class))
        .extracting(HistoryCompaction::summary)
        .containsExactly("so far", "user: kept");
    assertThat(session.all(HistoryCompaction.class).get(0).range()).isEqualTo(new SeqRange(0, 3));
  }

  @Test
  void reportsFailuresOfTurns() {
    Session session = read(
        meta(""),
        event("{\"type\":\"turn_aborted\",\"turn_id\":\"t\",\"reason\":\"interrupted\"}"),
        event("{\"type\":\"error\",\"message\":\"no more\","
            + "\"codex_error_info\":\"usage_limit_exceeded\"}"),
        event("{\"type\":\"task_complete\",\"error\":{\"message\":\"no more\"}}"));

    assertThat(session.all(TurnFailed.class))
        .extracting(TurnFailed::terminalStatus, TurnFailed::errorKind)
        .containsExactly(
            tuple("interrupted", "turn_aborted"), tuple("failed", "usage_limit_exceeded"));
    assertThat(session.all(UsageLimitHit.class)).hasSize(1);
  }
}
