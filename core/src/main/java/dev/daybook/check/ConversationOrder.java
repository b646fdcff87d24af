package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.Entry;
import dev.daybook.internal.check.PlacedFinding;
import dev.daybook.internal.check.ShortName;
import dev.daybook.internal.transcript.TranscriptAudit;
import dev.daybook.read.Transcript.Adjustment;
import dev.daybook.read.Transcript.Adjustment.Change;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An examination that reports each place where the transcript departs from the entries because a
 * provider would refuse them. A place already reported for its call is not reported again.
 */
final class ConversationOrder implements Examination {

  private static final Map<Change, FindingKind> KINDS = new EnumMap<>(Map.of(
      Change.RESULT_MOVED, FindingKind.TOOL_RESULT_LATE,
      Change.CALL_CLOSED, FindingKind.TOOL_CALL_WITHOUT_RESULT,
      Change.RESULT_WITHOUT_CALL, FindingKind.TOOL_RESULT_WITHOUT_CALL,
      Change.RESULT_AGAIN, FindingKind.DUPLICATE_TOOL_RESULT,
      Change.CALL_RENAMED, FindingKind.DUPLICATE_TOOL_CALL,
      Change.CALL_AGAIN, FindingKind.DUPLICATE_TOOL_CALL,
      Change.CALL_OF_OTHERS, FindingKind.TOOL_CALL_NOT_OF_ASSISTANT,
      Change.EMPTY_MESSAGE, FindingKind.EMPTY_MESSAGE));

  private final Findings findings;
  private final TranscriptAudit audit = new TranscriptAudit(Diagnosis.MAX_MESSAGES, ShortName::of);

  /** The places of the entries that may still be adjusted. */
  private final Map<Long, Position> places = new HashMap<>();

  private @Nullable Position last;

  ConversationOrder(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    if (!audit.accept(entry)) {
      return;
    }
    last = at;
    places.put(entry.seq(), at);
    if (places.size() > 2 * Diagnosis.MAX_MESSAGES) {
      places.keySet().removeIf(seq -> !audit.holds(seq));
    }
  }

  @Override
  public void end() {
    audit
        .result()
        .ifPresentOrElse(adjustments -> adjustments.forEach(this::name), this::nameTooLong);
  }

  private void name(Adjustment adjustment) {
    FindingKind kind = KINDS.get(adjustment.change());
    Position at = places.get(adjustment.seq());
    if (kind == null || at == null || findings.has(kind, at.seq())) {
      return;
    }
    PlacedFinding found = adjustment.change() == Change.EMPTY_MESSAGE
        ? at.finding(kind)
        : at.finding(kind, "call_id", adjustment.callId());
    findings.add(
        switch (adjustment.change()) {
          case CALL_CLOSED -> found.saying("others speak after a tool call that has no result");
          case RESULT_WITHOUT_CALL ->
            found.saying("the call of this result is no part of the conversation");
          case CALL_RENAMED, CALL_AGAIN ->
            found.saying("a call has the identifier of an earlier one, or none");
          default -> found;
        });
  }

  private void nameTooLong() {
    if (last != null) {
      findings.add(FindingKind.CONVERSATION_TOO_LONG, last, "most", Diagnosis.MAX_MESSAGES);
    }
  }
}
