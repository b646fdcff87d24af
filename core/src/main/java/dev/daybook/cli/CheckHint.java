package dev.daybook.cli;

import dev.daybook.check.FindingKind;
import java.util.EnumMap;
import java.util.Map;

/** Advice about a finding. */
final class CheckHint {

  private static final String BAD_LINE =
      "what stands there is not what was recorded. Keep a copy of the file; fold --lenient gives"
          + " all that can still be read";
  private static final String UNFINISHED =
      "still at work, or its writer died there; nothing of what was recorded is lost";

  private static final Map<FindingKind, String> BY_KIND = new EnumMap<>(FindingKind.class);

  static {
    put(
        FindingKind.SEQ_GAP,
        "lines are missing or stand in another order, or two programs wrote this"
            + " file. Keep a copy of it; fold --lenient gives what is there");
    put(
        FindingKind.WRONG_SESSION,
        "these lines were recorded in another session: the file was renamed, or lines were copied"
            + " into it. Give the file its own name back");
    put(
        FindingKind.FILE_SHORTENED,
        "an old copy was put there, or the disk lost what it said it had. Put the whole file back,"
            + " or daybook fork SESSION and record there");
    put(
        FindingKind.MISSING_NEWLINE,
        "an editor may have taken them; no entry is lost. daybook repair SESSION puts them back");
    put(FindingKind.LINE_TOO_LONG, "the line is not read; raise --max-line-bytes");
    put(FindingKind.UNSUPPORTED_VERSION, "a newer Daybook wrote this; check it with that one");
    put(FindingKind.IO_ERROR, "mend what the message says and check again");

    put(
        FindingKind.TOOL_CALL_WITHOUT_RESULT,
        "the tool is still running, or its agent died. Record a"
            + " tool_result of the call before the session goes on: models refuse an open call");
    put(FindingKind.TOOL_RESULT_WITHOUT_CALL, "record the tool_call before its result");
    put(FindingKind.DUPLICATE_TOOL_CALL, "give every call an identifier of its own");
    put(FindingKind.DUPLICATE_TOOL_RESULT, "record one result a call; look which one counts");
    put(
        FindingKind.TOOL_RESULT_LATE,
        "replay puts it behind its call, where models want it; there is nothing to do");
    put(
        FindingKind.TOOL_CALL_NOT_OF_ASSISTANT,
        "replay leaves it out; record calls as the model's");
    put(FindingKind.EMPTY_MESSAGE, "replay leaves it out, since models refuse it");
    put(
        FindingKind.CONVERSATION_TOO_LONG,
        "no model reads that many; record a history_compaction, which replay begins with");
    put(
        FindingKind.USER_TURN_WITHOUT_ANSWER,
        "still at work, or its agent died. Record an"
            + " assistant_message or a turn_failed before the user is heard again");
    put(FindingKind.TURN_WITHOUT_END, UNFINISHED);
    put(FindingKind.LOOP_WITHOUT_END, UNFINISHED);
    put(FindingKind.INFERENCE_WITHOUT_END, UNFINISHED);
    put(FindingKind.WORKFLOW_WITHOUT_END, UNFINISHED);
    put(FindingKind.STEP_WITHOUT_END, UNFINISHED);
    put(FindingKind.SUBAGENT_WITHOUT_END, UNFINISHED);
    put(FindingKind.PARTIAL_MESSAGE, "evidence of what happened, and no part of the conversation");
    put(FindingKind.TURN_FAILED, "daybook fold SESSION --type turn_failed tells why");
    put(FindingKind.SUBAGENT_TIMED_OUT, "daybook fold SESSION --type subagent_event tells more");
    put(
        FindingKind.EVENTS_MISSING,
        "the recorder had no room for them, and they are lost; record"
            + " with the overflow policy BLOCK to lose none");
    put(
        FindingKind.CLOCK_BACKWARDS,
        "the clock was set back, or events were imported; order by seq," + " not by ts");
    put(
        FindingKind.UNFIT_DATA,
        "the type was changed since: a new component must be one that may be absent, and a renamed"
            + " type is registered with its former names. Until then the entry is kept as it is");
    put(
        FindingKind.TORN_TAIL,
        "a crash cut this line off, or it is being written; it is no part of"
            + " the session, and the next recorder moves it to a file beside it");
    put(FindingKind.SESSION_ID_DIFFERS, "these lines were copied from another session");
    put(FindingKind.TOO_MANY_OPEN, "something opens calls or steps and never ends them");
  }

  private CheckHint() {}

  static String of(FindingKind kind) {
    return BY_KIND.getOrDefault(kind, BAD_LINE);
  }

  private static void put(FindingKind kind, String hint) {
    BY_KIND.put(kind, hint);
  }
}
