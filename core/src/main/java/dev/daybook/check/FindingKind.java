package dev.daybook.check;

import dev.daybook.DaybookException.Kind;
import dev.daybook.check.Finding.Severity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of finding. First stand the kinds of damage to a file: states that a recorder does not
 * write. After them come the kinds of a sound file's session that is unfinished or odd.
 */
public enum FindingKind {
  /**
   * Bytes behind the last line feed, while no process records: a line whose writing did not end.
   * {@link Finding#bytes} is their number.
   */
  TORN_TAIL(Severity.WARNING, "bytes behind the last line feed, of a line that was cut off"),
  /** A whole entry behind the last line feed, proved by its checksum. */
  MISSING_NEWLINE("a whole entry behind the last line feed; it lacks only its own"),
  /** NUL bytes, which no line contains: a power loss leaves them. */
  NUL_BYTES("NUL bytes, as a power loss leaves them"),
  /** Several entries on one line, or an entry and a part of something else. */
  WELDED("an entry shares its line with something else"),
  /** A whole entry before a carriage return, the line ending of some systems. It lacks nothing. */
  CARRIAGE_RETURN("a carriage return ends the line, as some systems write them"),
  /** A line whose checksum does not match its bytes. */
  CRC_MISMATCH(Kind.CRC_MISMATCH, "the line is not what was written"),
  /** A line that is not UTF-8. */
  INVALID_UTF8(Kind.INVALID_UTF8, "the line is not UTF-8"),
  /** A line that is not JSON. */
  INVALID_JSON(Kind.INVALID_JSON, "the line is not JSON"),
  /** A line with a JSON value that is not an object. */
  NOT_AN_OBJECT(Kind.NOT_AN_OBJECT, "the line is not a JSON object"),
  /** Text behind the object of a line without a checksum. */
  TRAILING_TEXT(Kind.TRAILING_TEXT, "text goes on behind the object"),
  /** A line without a type. */
  MISSING_TYPE(Kind.MISSING_TYPE, "the line has no type"),
  /** A line without a required field. */
  MISSING_FIELD(Kind.MISSING_FIELD, "the line lacks a field"),
  /** A field with a value of the wrong kind. */
  WRONG_KIND(Kind.WRONG_KIND, "a field holds another kind of value"),
  /** A field with a value that its type refuses. */
  INVALID_VALUE(Kind.INVALID_VALUE, "a field holds a value that its type refuses"),
  /** A field twice in one object. */
  DUPLICATE_FIELD(Kind.DUPLICATE_FIELD, "a field stands twice in one object"),
  /** A field that is not allowed there. */
  UNKNOWN_FIELD(Kind.UNKNOWN_FIELD, "a field has no place there"),
  /** An entry of a type that is not registered, where the reader requires known types. */
  UNKNOWN_TYPE(Kind.UNKNOWN_TYPE, "the type is unknown"),
  /** A line of a format that this program does not know. */
  UNSUPPORTED_VERSION(
      Kind.UNSUPPORTED_VERSION, "a newer Daybook wrote the line; verify it with that one"),
  /** A line without anything on it. */
  EMPTY_LINE("an empty line"),
  /** A line over the limit, which is not examined. */
  LINE_TOO_LONG(
      Kind.LINE_TOO_LONG,
      "the line is longer than the limit, and was not looked at; raise the limit"),
  /** A second copy of an earlier line, byte for byte. */
  DUPLICATE("the very line stands before in the file"),
  /** A line with the seq of an earlier line and other bytes. */
  CONFLICTING_SEQ("an earlier line has this seq and says something else"),
  /** A line that comes later than its place. */
  OUT_OF_ORDER("the line comes later than its place"),
  /** Missing seqs; in a verification, more of them than there are damaged lines in their place. */
  SEQ_GAP(Kind.SEQ_GAP, "entries are missing before this line"),
  /** An entry of another session. */
  WRONG_SESSION(Kind.WRONG_SESSION, "the line is of another session"),
  /** An entry without a checksum: nothing proves that it was recorded. */
  MISSING_CRC(Kind.MISSING_CRC, "the line has no checksum that would prove it"),
  /**
   * Missing entries at the end that were forced, according to the session's record. The commands
   * {@code verify} and {@code repair} print it as {@code shortened}, which scripts rely on.
   */
  FILE_SHORTENED(
      Kind.FILE_SHORTENED, "entries that were forced are missing at the end of the file"),
  /**
   * Acknowledged bytes that the file lacks and a commit log has, which this process could not
   * recover: its user may not write there, or another process has the session. What else may be
   * wrong with the file is looked for once it is recovered.
   */
  UNRECOVERED("acknowledged entries are in a commit log and not yet in the file"),
  /**
   * Acknowledged bytes of a commit log that found no place in the file, since that was cut,
   * replaced or removed by others. They lie in a file beside it, until that is removed.
   */
  SET_ASIDE("acknowledged entries without a place in the file lie beside it"),
  /**
   * Kept bytes of the foreign file that the session was imported from, which are missing or not
   * what was kept. The session itself may be whole.
   */
  SOURCE_DAMAGED("the kept source that the session was imported from is damaged"),
  /** A path that is not a regular file. */
  NOT_A_FILE("something else than a file stands there"),

  /** A file that cannot be read. */
  IO_ERROR(Kind.IO_ERROR, "the file cannot be read"),

  /** A tool call without a result. Calls in partial answers do not count. */
  TOOL_CALL_WITHOUT_RESULT(Severity.WARNING, "a tool call has no result"),
  /** A result without a call before it. */
  TOOL_RESULT_WITHOUT_CALL(Severity.WARNING, "no call before it has the identifier of this result"),
  /** A call with the identifier of an earlier call. */
  DUPLICATE_TOOL_CALL(Severity.WARNING, "a call has the identifier of an earlier one"),
  /** A second result of a call. */
  DUPLICATE_TOOL_RESULT(Severity.WARNING, "a call has more than one result"),
  /**
   * A result that came after other messages. The transcript puts it directly behind its call, where
   * providers require it.
   */
  TOOL_RESULT_LATE(Severity.WARNING, "a result came after others spoke"),
  /** A call in a message that is not an assistant's. The transcript leaves it out. */
  TOOL_CALL_NOT_OF_ASSISTANT(Severity.WARNING, "only an assistant can ask for a tool"),
  /** A message without content and without calls. The transcript leaves it out. */
  EMPTY_MESSAGE(Severity.WARNING, "a message says nothing and asks for nothing"),
  /**
   * More messages since the newest snapshot than a diagnosis follows: their order was not checked.
   */
  CONVERSATION_TOO_LONG(
      Severity.WARNING, "too many messages to follow their order; record a history_compaction"),
  /** A user message on which work began, followed by neither an answer nor a failure. */
  USER_TURN_WITHOUT_ANSWER(
      Severity.WARNING,
      "work began on a user's message, and neither an answer nor a failure follows"),
  /** A {@code turn_start} whose loop's {@code turn_end} is missing. */
  TURN_WITHOUT_END(Severity.WARNING, "a turn began and did not end"),
  /** An {@code agent_start} whose {@code agent_end} is missing. */
  LOOP_WITHOUT_END(Severity.WARNING, "a loop began and did not end"),
  /** An {@code inference_started} that neither an answer nor a failure follows. */
  INFERENCE_WITHOUT_END(Severity.WARNING, "a model call began and did not end"),
  /**
   * An answer that was cut off, or a {@code message_start} whose {@code message_end} is missing.
   */
  PARTIAL_MESSAGE(Severity.WARNING, "a message began and did not end"),
  /** A turn that ended without an answer, as the session records. */
  TURN_FAILED(Severity.WARNING, "a turn failed"),
  /** A {@code gap}: events were recorded and could not be kept. */
  EVENTS_MISSING(Severity.WARNING, "events could not be kept"),
  /**
   * A note of the kind {@code import_damage}: an item of the imported file that could not be read,
   * or was longer than an entry may be; or a line of several items, each of which was read. The
   * kept source has it whole.
   */
  IMPORT_DAMAGE(Severity.WARNING, "an item of the imported file could not be read"),
  /**
   * An entry older than the one before it; a {@code gap} counts as no entry here, and neither does
   * anything behind a {@code session_started} that is backfilled: such entries have the times of
   * the log that they come from.
   */
  CLOCK_BACKWARDS(Severity.WARNING, "older than the entry before it"),
  /** An entry whose data does not fit its type, which has changed since it was recorded. */
  UNFIT_DATA(Severity.WARNING, "the data does not fit its type"),
  /** A workflow that began and did not end. */
  WORKFLOW_WITHOUT_END(Severity.WARNING, "a workflow began and did not end"),
  /** A step that began and was neither completed nor failed nor skipped. */
  STEP_WITHOUT_END(Severity.WARNING, "a step began and did not end"),
  /** A sub-agent that began and did not end. */
  SUBAGENT_WITHOUT_END(Severity.WARNING, "a sub-agent began and did not end"),
  /** A sub-agent that ran out of time. */
  SUBAGENT_TIMED_OUT(Severity.WARNING, "a sub-agent ran out of time"),
  /** An entry that names another session than the first entry of its file. */
  SESSION_ID_DIFFERS(Severity.WARNING, "the entry names another session than the first one"),
  /** More open at once than a diagnosis follows: a call or span that begins here is not paired. */
  TOO_MANY_OPEN(Severity.WARNING, "too much stands open to follow what begins here");

  private static final Map<Kind, FindingKind> BY_FAULT = new EnumMap<>(Kind.class);

  static {
    for (FindingKind kind : values()) {
      if (kind.fault != null) {
        BY_FAULT.put(kind.fault, kind);
      }
    }
  }

  private final @Nullable Kind fault;
  private final Severity severity;
  private final String phrase;

  /** A kind of damage. */
  FindingKind(String phrase) {
    this(null, Severity.ERROR, phrase);
  }

  /** A kind of damage that makes a reader fail. */
  FindingKind(Kind fault, String phrase) {
    this(fault, Severity.ERROR, phrase);
  }

  FindingKind(Severity severity, String phrase) {
    this(null, severity, phrase);
  }

  FindingKind(@Nullable Kind fault, Severity severity, String phrase) {
    this.fault = fault;
    this.severity = severity;
    this.phrase = phrase;
  }

  /** Returns the kind in snake_case, as the command {@code check} prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the name that the commands {@code verify} and {@code repair} print. Scripts read it, so
   * it is not the same as elsewhere for a file that lost its end.
   */
  public String printedName() {
    return this == FILE_SHORTENED ? "shortened" : wireName();
  }

  /** Returns one phrase for people. */
  public String phrase() {
    return phrase;
  }

  /** Returns the weight of such a finding. */
  public Severity severity() {
    return severity;
  }

  /**
   * Returns the kind for a line or a file that a reader fails to read in that way. A fault without
   * a kind of its own is {@link #INVALID_VALUE}: the class of a component refused the value.
   */
  public static FindingKind of(Kind fault) {
    return BY_FAULT.getOrDefault(fault, INVALID_VALUE);
  }
}
