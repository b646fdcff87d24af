package dev.daybook.diagnosis;

import dev.daybook.event.Entry;
import dev.daybook.replay.Adjustment;
import dev.daybook.replay.Adjustment.Reason;
import dev.daybook.replay.TranscriptAudit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An examination that reports each place where the transcript departs from the entries because a
 * provider would refuse them. A place already reported for its call is not reported again.
 */
final class ConversationOrder implements Examination {

  private static final Map<Reason, Warning> WARNINGS = new EnumMap<>(Map.of(
      Reason.RESULT_MOVED, Warning.TOOL_RESULT_LATE,
      Reason.CALL_CLOSED, Warning.TOOL_CALL_WITHOUT_RESULT,
      Reason.RESULT_WITHOUT_CALL, Warning.TOOL_RESULT_WITHOUT_CALL,
      Reason.RESULT_AGAIN, Warning.DUPLICATE_TOOL_RESULT,
      Reason.CALL_RENAMED, Warning.DUPLICATE_TOOL_CALL,
      Reason.CALL_AGAIN, Warning.DUPLICATE_TOOL_CALL,
      Reason.CALL_OF_OTHERS, Warning.TOOL_CALL_NOT_OF_ASSISTANT,
      Reason.EMPTY_MESSAGE, Warning.EMPTY_MESSAGE));

  private final Findings findings;
  private final TranscriptAudit audit = new TranscriptAudit(Diagnosis.MAX_MESSAGES, ShortName::of);

  /** The places of the entries that may still be adjusted. */
  private final Map<Long, Place> places = new HashMap<>();

  private @Nullable Place last;

  ConversationOrder(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Place at) {
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
    Warning warning = WARNINGS.get(adjustment.reason());
    Place at = places.get(adjustment.seq());
    if (warning != null && at != null && !findings.isFound(warning, at.seq())) {
      String reason = reason(adjustment.reason());
      if (adjustment.reason() == Reason.EMPTY_MESSAGE) {
        findings.warn(warning, at, reason);
      } else {
        findings.warn(warning, at, reason, "call_id", adjustment.callId());
      }
    }
  }

  private static String reason(Reason reason) {
    return switch (reason) {
      case RESULT_MOVED -> "a result came after others spoke";
      case CALL_CLOSED -> "others speak after a tool call that has no result";
      case RESULT_WITHOUT_CALL -> "the call of this result is no part of the conversation";
      case RESULT_AGAIN -> "a call has more than one result";
      case CALL_RENAMED, CALL_AGAIN -> "a call has the identifier of an earlier one, or none";
      case CALL_OF_OTHERS -> "only an assistant can ask for a tool";
      case EMPTY_MESSAGE -> "a message says nothing and asks for nothing";
    };
  }

  private void nameTooLong() {
    if (last != null) {
      findings.warn(
          Warning.CONVERSATION_TOO_LONG,
          last,
          "too many messages to follow their order; record a history_compaction",
          "most",
          Diagnosis.MAX_MESSAGES);
    }
  }
}
