package dev.daybook.internal.exchange.text;

import static java.util.stream.Collectors.joining;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.EndReason;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Gap;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InputRejected;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepFailed;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UsageLimitResumeFailed;
import dev.daybook.internal.transcript.Branch;
import dev.daybook.internal.transcript.ConversationFold;
import dev.daybook.read.Transcript;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries that people want to read between the messages of a conversation, which no model is
 * given: notes, failures, limits, sub-agents, answers that were cut off. Each is one text that
 * begins with its name. All of them are in memory. One thread.
 */
final class Remarks {

  /**
   * A remark.
   *
   * @param type the type of its entry
   * @param text Markdown, as it was recorded behind the name
   */
  record Remark(long seq, String type, String text) {}

  private final Deque<Remark> remarks = new ArrayDeque<>();

  /** The failures of results by the seqs of their entries. */
  private final Map<Long, String> failures = new HashMap<>();

  /** The last entries that compactions stand for, by the seqs of these. */
  private final Map<Long, Long> covered = new HashMap<>();

  private @Nullable Branch branch;

  /** Takes an entry; returns true if it is a remark. */
  boolean see(Entry entry) {
    SessionEvent event = entry.event();
    String failure = failureOfResult(event);
    if (failure != null) {
      failures.put(entry.seq(), failure);
    } else if (event instanceof HistoryCompaction compaction) {
      covered.put(entry.seq(), ConversationFold.lastCovered(entry.seq(), compaction));
    } else if (event instanceof BranchSwitched switched) {
      branch = new Branch(entry.seq(), switched);
    }
    String text = text(event);
    if (text == null) {
      return false;
    }
    remarks.add(new Remark(entry.seq(), entry.type(), text));
    return true;
  }

  /**
   * Drops the remarks that stand in a part of the session that the conversation has no more: left
   * by a switch of branches, or replaced by a summary. Each is noted as left out.
   */
  void keep(Transcript transcript, Spoken spoken) {
    long lastCovered = transcript.snapshotSeq().isEmpty()
        ? -1
        : covered.getOrDefault(transcript.snapshotSeq().getAsLong(), -1L);
    remarks.removeIf(remark -> {
      boolean isIn = remark.seq() > lastCovered && (branch == null || branch.holds(remark.seq()));
      if (!isIn) {
        spoken.drop(remark.type());
      }
      return !isIn;
    });
  }

  /** Takes the next remark that was recorded before that entry; null if there is none. */
  @Nullable
  Remark nextBefore(long seq) {
    Remark next = remarks.peekFirst();
    return next != null && next.seq() < seq ? remarks.removeFirst() : null;
  }

  /** Returns the failure of a result that the entry with that seq has; empty for none. */
  String failureAt(long seq) {
    return failures.getOrDefault(seq, "");
  }

  private static @Nullable String failureOfResult(SessionEvent event) {
    if (event instanceof ToolResult result) {
      boolean hasFailed = Boolean.FALSE.equals(result.ok()) || result.error() != null;
      Long code = result.exitCode();
      boolean hasCode = code != null && code != 0;
      if (!hasFailed && !hasCode) {
        return null;
      }
      // the result has the error's text where it has no output
      boolean saysError = result.error() != null && result.output() != null;
      return list(
          hasFailed ? "failed" : null,
          hasCode ? "exit code " + code : null,
          saysError ? words(result.error()) : null);
    }
    return event instanceof MessageEnd end
            && end.message().role().equals(Role.TOOL)
            && Boolean.TRUE.equals(end.message().isError())
        ? "failed"
        : null;
  }

  private static @Nullable String text(SessionEvent event) {
    if (event instanceof Note note) {
      String level = note.level().equals(NoteLevel.INFO) ? null : note.level().wireName();
      return named("Note", list(level, note.kind()), note.message());
    } else if (event instanceof TurnFailed failed) {
      return named(
          "Turn failed", list(failed.terminalStatus(), failed.errorKind()), failed.errorMessage());
    } else if (event instanceof InferenceFailed failed) {
      return named("Model call failed", list(failed.model()), words(failed.error()));
    } else if (event instanceof AssistantMessage answer && answer.isPartial()) {
      return named("Answer cut off", "", answer.text());
    } else if (event instanceof MessageEnd end && end.message().errorMessage() != null) {
      return named("Answer failed", list(end.message().model()), end.message().errorMessage());
    } else if (event instanceof Gap gap) {
      return named("Gap", "", gap.count() + " events are missing: " + gap.reason());
    } else if (event instanceof SessionEnded ended) {
      return ended(ended.reason());
    } else if (event instanceof SubagentEvent subagent) {
      return named(
          "Sub-agent " + MarkdownEscape.code(DocumentTotals.sessionOf(subagent)),
          subagent.event().wireName(),
          list(subagent.reason(), subagent.summary()));
    }
    return refusal(event);
  }

  private static @Nullable String refusal(SessionEvent event) {
    if (event instanceof InputRejected rejected) {
      return named("Input rejected", "", rejected.reason());
    } else if (event instanceof AgentEnd end && end.rejection() != null) {
      return named("Input rejected", "", end.rejection());
    } else if (event instanceof StepFailed failed) {
      return named("Step failed", failed.stepName(), failed.error());
    } else if (event instanceof UsageLimitHit limit) {
      String reset = limit.resetAt() == null ? null : "until " + limit.resetAt();
      return named(
          "Usage limit",
          list(limit.provider(), limit.scope().wireName(), reset),
          limit.raw() == null ? "" : limit.raw());
    } else if (event instanceof UsageLimitResumeFailed failed) {
      return named("Going on after a limit failed", "", failed.error());
    }
    return null;
  }

  private static @Nullable String ended(@Nullable EndReason reason) {
    return reason == null || reason.equals(EndReason.NORMAL)
        ? null
        : named("Session ended", reason.type().wireName(), words(reason.error()));
  }

  private static String named(String name, String detail, String text) {
    return name
        + (detail.isEmpty() ? "" : " (" + MarkdownEscape.inline(detail) + ")")
        + (text.isBlank() ? "" : ": " + text);
  }

  private static String words(@Nullable ErrorInfo error) {
    return error == null ? "" : list(error.kind(), error.message());
  }

  private static String list(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(joining(", "));
  }
}
