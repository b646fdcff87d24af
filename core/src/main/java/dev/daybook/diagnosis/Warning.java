package dev.daybook.diagnosis;

import java.util.Locale;

/**
 * What a diagnosis warns of: the file is sound, but the session it tells of is unfinished or odd.
 * What is wrong with the file itself is a {@link dev.daybook.event.DaybookException.Kind
 * DaybookException.Kind}.
 */
public enum Warning {
  /** A tool was asked for and nothing answers the call; partial answers ask for nothing. */
  TOOL_CALL_WITHOUT_RESULT,
  /** A result of a call that is not there before it. */
  TOOL_RESULT_WITHOUT_CALL,
  /** A call's identifier is used again for another call. */
  DUPLICATE_TOOL_CALL,
  /** A call that has its result gets another one. */
  DUPLICATE_TOOL_RESULT,
  /**
   * A result that came after others spoke. The transcript has it directly behind its call, where
   * providers want it.
   */
  TOOL_RESULT_LATE,
  /** A call in a message that is no assistant's. The transcript leaves it out. */
  TOOL_CALL_NOT_OF_ASSISTANT,
  /** A message that says nothing and asks for nothing. The transcript leaves it out. */
  EMPTY_MESSAGE,
  /** More messages than a diagnosis follows since the newest snapshot: their order is not known. */
  CONVERSATION_TOO_LONG,
  /** Work began on what the user said, and neither an answer nor a failure follows. */
  USER_TURN_WITHOUT_ANSWER,
  /** A {@code turn_start} whose loop's {@code turn_end} is missing. */
  TURN_WITHOUT_END,
  /** An {@code agent_start} whose {@code agent_end} is missing. */
  LOOP_WITHOUT_END,
  /** An {@code inference_started} that neither an answer nor a failure follows. */
  INFERENCE_WITHOUT_END,
  /**
   * An answer that was cut off, or a {@code message_start} whose {@code message_end} is missing.
   */
  PARTIAL_MESSAGE,
  /** A turn ended without an answer, and the session says so. */
  TURN_FAILED,
  /** A {@code gap}: events were recorded and could not be kept. */
  EVENTS_MISSING,
  /** An entry is older than the one before it. */
  CLOCK_BACKWARDS,
  /** An entry's data does not fit its type, which has changed since it was recorded. */
  UNFIT_DATA,
  /** The file ends in the middle of a line. */
  TORN_TAIL,
  /** A workflow that began and did not end. */
  WORKFLOW_WITHOUT_END,
  /** A step that began and was neither completed nor failed nor skipped. */
  STEP_WITHOUT_END,
  /** A sub-agent that began and did not end. */
  SUBAGENT_WITHOUT_END,
  /** A sub-agent ran out of time. */
  SUBAGENT_TIMED_OUT,
  /** An entry names another session than the first entry of its file. */
  SESSION_ID_DIFFERS,
  /** More stands open at once than a diagnosis follows: what begins here is not paired. */
  TOO_MANY_OPEN;

  /** The warning in snake_case, as {@link Finding#kind()} has it and the command prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
