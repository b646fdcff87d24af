package dev.daybook.diagnosis;

import java.util.Locale;

/**
 * A kind of warning in a diagnosis: the file is sound, but its session is unfinished or odd. Damage
 * to the file itself is a {@link dev.daybook.event.DaybookException.Kind DaybookException.Kind}.
 */
public enum Warning {
  /** A tool call without a result. Calls in partial answers do not count. */
  TOOL_CALL_WITHOUT_RESULT,
  /** A result without a call before it. */
  TOOL_RESULT_WITHOUT_CALL,
  /** A call with the identifier of an earlier call. */
  DUPLICATE_TOOL_CALL,
  /** A second result of a call. */
  DUPLICATE_TOOL_RESULT,
  /**
   * A result that came after other messages. The transcript puts it directly behind its call, where
   * providers require it.
   */
  TOOL_RESULT_LATE,
  /** A call in a message that is not an assistant's. The transcript leaves it out. */
  TOOL_CALL_NOT_OF_ASSISTANT,
  /** A message without content and without calls. The transcript leaves it out. */
  EMPTY_MESSAGE,
  /**
   * More messages since the newest snapshot than a diagnosis follows: their order was not checked.
   */
  CONVERSATION_TOO_LONG,
  /** A user message on which work began, followed by neither an answer nor a failure. */
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
  /** A turn that ended without an answer, as the session records. */
  TURN_FAILED,
  /** A {@code gap}: events were recorded and could not be kept. */
  EVENTS_MISSING,
  /** An entry older than the one before it. */
  CLOCK_BACKWARDS,
  /** An entry whose data does not fit its type, which has changed since it was recorded. */
  UNFIT_DATA,
  /** A file that ends in the middle of a line. */
  TORN_TAIL,
  /** A workflow that began and did not end. */
  WORKFLOW_WITHOUT_END,
  /** A step that began and was neither completed nor failed nor skipped. */
  STEP_WITHOUT_END,
  /** A sub-agent that began and did not end. */
  SUBAGENT_WITHOUT_END,
  /** A sub-agent that ran out of time. */
  SUBAGENT_TIMED_OUT,
  /** An entry that names another session than the first entry of its file. */
  SESSION_ID_DIFFERS,
  /** More open at once than a diagnosis follows: a call or span that begins here is not paired. */
  TOO_MANY_OPEN;

  /**
   * Returns the warning in snake_case, as in {@link Finding#kind()} and in the command's output.
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
