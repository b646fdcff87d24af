package dev.daybook.cli;

import static dev.daybook.cli.EntryText.bad;
import static dev.daybook.cli.EntryText.faint;
import static dev.daybook.cli.EntryText.list;
import static dev.daybook.cli.EntryText.on;
import static dev.daybook.cli.EntryText.plain;

import dev.daybook.cli.EntryText.Tone;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.InputRejected;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Role;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.replay.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of what was said, thought and answered. */
final class TalkTexts {

  private TalkTexts() {}

  /** Returns the number of messages in words. A writer need not know it, and says 0 then. */
  private static @Nullable String messages(long count) {
    return count == 0 ? null : Counted.of(count, "message");
  }

  static void register() {
    on(UserMessage.class, TalkTexts::user);
    on(SystemMessage.class, event -> faint("system", "").with(event.text()));
    on(AssistantMessage.class, TalkTexts::assistant);
    on(Reasoning.class, TalkTexts::reasoning);
    on(Note.class, TalkTexts::note);
    on(
        InferenceStarted.class,
        event -> faint("inference", list(event.model(), messages(event.messageCount()))));
    on(InferenceCompleted.class, TalkTexts::inference);
    on(
        InferenceFailed.class,
        event -> bad("inference failed", list(event.model(), Durations.text(event.durationMs())))
            .with(error(event.error())));
    on(
        TurnFailed.class,
        event -> bad("turn failed", list(event.terminalStatus(), event.errorKind()))
            .with(event.errorMessage()));
    on(ProviderUsage.class, TalkTexts::usage);
    on(HistoryCompaction.class, event -> faint("compaction", "").with(event.summary()));
    on(BranchSummary.class, event -> faint("summary", "").with(event.summary()));
    on(MessageEnd.class, event -> message(event.message(), ""));
    on(
        TurnStart.class,
        event -> faint("turn", event.turnIndex() + ", " + event.triggeredBy().wireName()));
    on(TurnEnd.class, event -> message(event.message(), tokens(event.usage())));
    on(AgentStart.class, event -> faint("loop started", list(event.agentId(), event.loopId())));
    on(
        AgentEnd.class,
        event -> event.rejection() == null
            ? faint("loop ended", list(event.loopId(), tokens(event.usage())))
            : bad("loop ended", event.loopId()).with(event.rejection()));
    on(InputRejected.class, event -> bad("input rejected", "").with(event.reason()));
  }

  private static EntryText user(UserMessage event) {
    int resources = event.resources().size();
    return plain("user", resources == 0 ? "" : resources + " resources")
        .in(Tone.SPEAKER)
        .with(event.text());
  }

  private static EntryText assistant(AssistantMessage event) {
    return EntryText.of("assistant", event.isPartial() ? "cut off" : "", Messages.of(event));
  }

  private static EntryText reasoning(Reasoning event) {
    String text = event.text() == null ? "(not readable)" : event.text();
    Message thought = new Message(Role.ASSISTANT, "", List.of(), null, text, null);
    return EntryText.of("thought", "", thought).in(Tone.FAINT);
  }

  private static EntryText note(Note event) {
    EntryText text =
        faint("note", list(event.level().wireName(), event.kind())).with(event.message());
    boolean isBad = event.level().equals(NoteLevel.WARN) || event.level().equals(NoteLevel.ERROR);
    return isBad ? text.in(Tone.BAD) : text;
  }

  private static EntryText inference(InferenceCompleted event) {
    Long input = event.inputTokens();
    Long output = event.outputTokens();
    return EntryText.of(
        event.message().role().wireName(),
        list(
            event.responseModel(),
            Durations.text(event.durationMs()),
            input == null ? null : input + " tokens in",
            output == null ? null : output + " out"),
        event.message());
  }

  private static EntryText message(AgentMessage said, String detail) {
    Message message = Messages.of(said);
    if (message == null) {
      return faint(said.role().wireName(), list(said.kind(), detail));
    }
    EntryText text = EntryText.of(message.role().wireName(), detail, message);
    return said.errorMessage() == null
        ? text
        : text.in(Tone.BAD).with(list(text.body(), said.errorMessage()));
  }

  private static EntryText usage(ProviderUsage event) {
    return faint(
        "usage",
        event.usageSummary() == null
            ? "not told"
            : list(event.model(), tokens(event.usageSummary().asUsage())));
  }

  /** Returns in words what was used. */
  static String tokens(Usage usage) {
    Double cost = usage.costUsd();
    return list(
        "input " + usage.input(),
        "output " + usage.output(),
        usage.cacheRead() == null ? null : "from cache " + usage.cacheRead(),
        usage.reasoning() == null ? null : "thinking " + usage.reasoning(),
        cost == null ? null : "cost " + cost + " USD");
  }

  /** Returns in words what went wrong. */
  static String error(@Nullable ErrorInfo error) {
    return error == null ? "" : list(error.kind(), error.message());
  }
}
