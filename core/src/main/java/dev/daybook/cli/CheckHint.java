package dev.daybook.cli;

import dev.daybook.diagnosis.Diagnosis;
import dev.daybook.diagnosis.Warning;
import dev.daybook.event.DaybookException.Kind;
import java.util.HashMap;
import java.util.Map;

/** Advice about a finding. */
final class CheckHint {

  private static final String BAD_LINE =
      "what stands there is not what was recorded. Keep a copy of the file; fold --lenient gives"
          + " all that can still be read";
  private static final String UNFINISHED =
      "still at work, or its writer died there; nothing of what was recorded is lost";

  private static final Map<String, String> BY_KIND = new HashMap<>();

  static {
    put(
        Kind.SEQ_GAP,
        "lines are missing or stand in another order, or two programs wrote this"
            + " file. Keep a copy of it; fold --lenient gives what is there");
    put(
        Kind.WRONG_SESSION,
        "these lines were recorded in another session: the file was renamed, or lines were copied"
            + " into it. Give the file its own name back");
    put(
        Kind.FILE_SHORTENED,
        "an old copy was put there, or the disk lost what it said it had. Put the whole file back,"
            + " or daybook fork SESSION and record there");
    BY_KIND.put(
        Diagnosis.MISSING_NEWLINE,
        "an editor may have taken them; no entry is lost. daybook repair SESSION puts them back");
    put(Kind.LINE_TOO_LONG, "the line is not read; raise --max-line-bytes");
    put(Kind.UNSUPPORTED_VERSION, "a newer Daybook wrote this; check it with that one");
    put(Kind.IO_ERROR, "mend what the message says and check again");

    put(
        Warning.TOOL_CALL_WITHOUT_RESULT,
        "the tool is still running, or its agent died. Record a"
            + " tool_result of the call before the session goes on: models refuse an open call");
    put(Warning.TOOL_RESULT_WITHOUT_CALL, "record the tool_call before its result");
    put(Warning.DUPLICATE_TOOL_CALL, "give every call an identifier of its own");
    put(Warning.DUPLICATE_TOOL_RESULT, "record one result a call; look which one counts");
    put(
        Warning.TOOL_RESULT_LATE,
        "replay puts it behind its call, where models want it; there is nothing to do");
    put(Warning.TOOL_CALL_NOT_OF_ASSISTANT, "replay leaves it out; record calls as the model's");
    put(Warning.EMPTY_MESSAGE, "replay leaves it out, since models refuse it");
    put(
        Warning.CONVERSATION_TOO_LONG,
        "no model reads that many; record a history_compaction, which replay begins with");
    put(
        Warning.USER_TURN_WITHOUT_ANSWER,
        "still at work, or its agent died. Record an"
            + " assistant_message or a turn_failed before the user is heard again");
    put(Warning.TURN_WITHOUT_END, UNFINISHED);
    put(Warning.LOOP_WITHOUT_END, UNFINISHED);
    put(Warning.INFERENCE_WITHOUT_END, UNFINISHED);
    put(Warning.WORKFLOW_WITHOUT_END, UNFINISHED);
    put(Warning.STEP_WITHOUT_END, UNFINISHED);
    put(Warning.SUBAGENT_WITHOUT_END, UNFINISHED);
    put(Warning.PARTIAL_MESSAGE, "evidence of what happened, and no part of the conversation");
    put(Warning.TURN_FAILED, "daybook fold SESSION --type turn_failed tells why");
    put(Warning.SUBAGENT_TIMED_OUT, "daybook fold SESSION --type subagent_event tells more");
    put(
        Warning.EVENTS_MISSING,
        "the recorder had no room for them, and they are lost; record"
            + " with the overflow policy BLOCK to lose none");
    put(
        Warning.CLOCK_BACKWARDS,
        "the clock was set back, or events were imported; order by seq," + " not by ts");
    put(
        Warning.UNFIT_DATA,
        "the type was changed since: a new component must be one that may be absent, and a renamed"
            + " type is registered with its former names. Until then the entry is kept as it is");
    put(
        Warning.TORN_TAIL,
        "a crash cut this line off, or it is being written; it is no part of"
            + " the session, and the next recorder moves it to a file beside it");
    put(Warning.SESSION_ID_DIFFERS, "these lines were copied from another session");
    put(Warning.TOO_MANY_OPEN, "something opens calls or steps and never ends them");
  }

  private CheckHint() {}

  static String of(String kind) {
    return BY_KIND.getOrDefault(kind, BAD_LINE);
  }

  private static void put(Kind kind, String hint) {
    BY_KIND.put(kind.wireName(), hint);
  }

  private static void put(Warning warning, String hint) {
    BY_KIND.put(warning.wireName(), hint);
  }
}
