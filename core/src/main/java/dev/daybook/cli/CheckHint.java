package dev.daybook.cli;

import dev.daybook.check.FindingKind;

/** Advice about a finding. */
final class CheckHint {

  private CheckHint() {}

  /** Returns the advice about a finding of the file, or else of what it records. */
  static String of(FindingKind kind) {
    return switch (kind) {
      case SEQ_GAP ->
        "lines are missing or stand in another order, or two programs wrote this file. Keep a"
            + " copy of it; fold --lenient gives what is there";
      case WRONG_SESSION ->
        "these lines were recorded in another session: the file was renamed, or lines were copied"
            + " into it. Give the file its own name back";
      case FILE_SHORTENED ->
        "an old copy was put there, or the disk lost what it said it had. Put the whole file"
            + " back, or daybook fork SESSION and record there";
      case UNRECOVERED ->
        "let a user who may write there open the root, or run daybook recover; check again then";
      case SET_ASIDE ->
        "another program cut, replaced or removed the session's file after a crash. Put back what is"
            + " missing, or look what it was, and remove the file beside it";
      case MISSING_NEWLINE ->
        "an editor may have taken them; no entry is lost. daybook repair SESSION puts them back";
      case LINE_TOO_LONG -> "the line is not read; raise --max-line-bytes";
      case UNSUPPORTED_VERSION -> "a newer Daybook wrote this; check it with that one";
      case IO_ERROR -> "mend what the message says and check again";
      case UNFIT_DATA ->
        "the type was changed since: a new component must be one that may be absent, and a"
            + " renamed type is registered with its former names. Until then the entry is kept as"
            + " it is";
      case TORN_TAIL ->
        "a crash cut this line off, or it is being written; it is no part of the session, and the"
            + " next recorder moves it to a file beside it";
      case SESSION_ID_DIFFERS -> "these lines were copied from another session";
      default -> ofHistory(kind);
    };
  }

  private static String ofHistory(FindingKind kind) {
    return switch (kind) {
      case TOOL_CALL_WITHOUT_RESULT ->
        "the tool is still running, or its agent died. Record a tool_result of the call before"
            + " the session goes on: models refuse an open call";
      case TOOL_RESULT_WITHOUT_CALL -> "record the tool_call before its result";
      case DUPLICATE_TOOL_CALL -> "give every call an identifier of its own";
      case DUPLICATE_TOOL_RESULT -> "record one result a call; look which one counts";
      case TOOL_RESULT_LATE ->
        "replay puts it behind its call, where models want it; there is nothing to do";
      case TOOL_CALL_NOT_OF_ASSISTANT -> "replay leaves it out; record calls as the model's";
      case EMPTY_MESSAGE -> "replay leaves it out, since models refuse it";
      case CONVERSATION_TOO_LONG ->
        "no model reads that many; record a history_compaction, which replay begins with";
      case USER_TURN_WITHOUT_ANSWER ->
        "still at work, or its agent died. Record an assistant_message or a turn_failed before"
            + " the user is heard again";
      case TURN_WITHOUT_END,
          LOOP_WITHOUT_END,
          INFERENCE_WITHOUT_END,
          WORKFLOW_WITHOUT_END,
          STEP_WITHOUT_END,
          SUBAGENT_WITHOUT_END ->
        "still at work, or its writer died there; nothing of what was recorded is lost";
      case PARTIAL_MESSAGE -> "evidence of what happened, and no part of the conversation";
      case TURN_FAILED -> "daybook fold SESSION --type turn_failed has the reason";
      case SUBAGENT_TIMED_OUT -> "daybook fold SESSION --type subagent_event has more";
      case EVENTS_MISSING ->
        "they are lost: daybook fold SESSION --type gap has the reason; where it is overflow, the"
            + " policy BLOCK loses none";
      case CLOCK_BACKWARDS ->
        "the clock was set back, or an event brought its own time; order by seq, not by ts";
      case IMPORT_DAMAGE ->
        "the note has what it begins with, daybook export SESSION --format source the whole file"
            + " as it was. Mend the file where the agent keeps it, and import it again";
      case TOO_MANY_OPEN -> "something opens calls or steps and never ends them";
      default ->
        "what stands there is not what was recorded. Keep a copy of the file; fold --lenient gives"
            + " all that can still be read";
    };
  }
}
