package dev.daybook;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The exception that Daybook throws for every failure: a kind to decide by, a message of the form
 * {@code reason: name=value, name=value} for people, and the same values as details for programs.
 *
 * <p>Neither message nor details contain an event's payload: no text, arguments or output. They
 * name fields, sizes, positions and types.
 *
 * <p>A failure of one session, or of an event or a line of it, has the session's id as the detail
 * {@code session} wherever it is known; a failure to close has it as {@code closing}. The details
 * that a program may want to read:
 *
 * <table>
 *   <caption>Details by name</caption>
 *   <tr><th>Name<th>Type<th>Value
 *   <tr><td>{@code session}<td>String<td>the session's id; {@code parent}: that of a fork's parent
 *   <tr><td>{@code file}, {@code root}<td>Path or String<td>the session's file; the root folder
 *   <tr><td>{@code line}, {@code offset}, {@code column}<td>Number<td>the place in the file or the
 *       input: line and column from 1, offset in bytes from 0
 *   <tr><td>{@code seq}<td>Long<td>the entry's seq; of a {@code SEQ_GAP} {@code expected} and
 *       {@code found}
 *   <tr><td>{@code event}<td>Integer<td>the index, from 0, of an event in the list given
 *   <tr><td>{@code type}, {@code field}<td>String<td>the event's type, and the field by its name in
 *       the file: {@code call_id} for the component {@code callId}
 *   <tr><td>{@code lineBytes}, {@code maxLineBytes}<td>Number<td>the line's length; the limit
 *   <tr><td>{@code pid}, {@code host}, {@code since}, {@code processStart}<td>Long, String<td>the
 *       holder of a {@code SESSION_LOCKED}, as {@link SessionLockedException#holder} has it
 *   <tr><td>{@code candidates}<td>List<td>the ids that an {@code AMBIGUOUS_ID} may mean
 *   <tr><td>{@code operation}, {@code forcedSeq}, {@code forcedBytes}, {@code writtenBytes}
 *       <td>String, Long<td>the work in which a session failed, and its state then
 *   <tr><td>{@code events}<td>Long<td>the number of events that a sync or close found missing
 *   <tr><td>{@code ringSlots}, {@code backlog}, {@code reservedBytes}, {@code waitedMillis}
 *       <td>Number<td>the full ring of an {@code OVERFLOW}
 *   <tr><td>{@code bytes}, {@code knownBytes}<td>Long<td>the size of the file of a
 *       {@code FILE_SHORTENED}, and the size that it had
 *   <tr><td>{@code closing}<td>String<td>of a {@code CLOSE_TIMEOUT}: a session's id, or
 *       {@code daybook}
 *   <tr><td>{@code reason}<td>String<td>the rule that an id or a path breaks, in snake_case
 *   <tr><td>{@code library}, {@code found}, {@code needed}<td>String<td>the library of an
 *       {@code INCOMPATIBLE_LIBRARY}, and its versions
 *   <tr><td>{@code cause}, {@code thrown}<td>String<td>the failure beneath, as text
 * </table>
 *
 * <p>Others are for people, and may change.
 *
 * <p>The kinds that callers handle most have a class of their own, so that they can be caught by
 * it: {@link SessionLockedException}, {@link SessionNotFoundException}, {@link OverflowException},
 * {@link OutcomeUnknownException}.
 */
public sealed class DaybookException extends RuntimeException
    permits SessionLockedException,
        SessionNotFoundException,
        OverflowException,
        OutcomeUnknownException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String reason;
  private final transient Map<String, Object> details;

  /** The kind of a failure, to decide by. */
  public enum Kind {
    /** A session id that breaks the grammar. */
    INVALID_SESSION_ID,
    /** The session has no file. */
    SESSION_NOT_FOUND,
    /** The session already exists. */
    SESSION_EXISTS,
    /** Another writer has the session open for recording; the details name it. */
    SESSION_LOCKED,
    /** Several sessions' ids begin with the given text; the details name them. */
    AMBIGUOUS_ID,
    /**
     * A link, or something else that does not belong there, stands where Daybook keeps a file; or
     * the root belongs to another user, and the caller did not declare it trusted.
     */
    UNSAFE_PATH,
    /** The session or the daybook was closed; the event is not recorded. */
    SESSION_CLOSED,
    /** Writing or forcing failed; nothing after the last forced position is certain. */
    SESSION_FAILED,
    /** The ring stayed full, and the overflow policy gave up; the event is not recorded. */
    OVERFLOW,
    /** The wait was interrupted or ran out of time; the event may or may not become durable. */
    OUTCOME_UNKNOWN,
    /** A type that is never written. */
    EPHEMERAL_TYPE,
    /**
     * An event that has no JSON form within the format: NaN, broken JSON, an unregistered class.
     */
    UNENCODABLE,
    /** A line over the limit. */
    LINE_TOO_LONG,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** Text that is not JSON. */
    INVALID_JSON,
    /** JSON that is not an object. */
    NOT_AN_OBJECT,
    /** Text after the object on the same line. */
    TRAILING_TEXT,
    /** No {@code type}, or one that is not a string. */
    MISSING_TYPE,
    /** A type that is not registered, where the reader requires registered ones. */
    UNKNOWN_TYPE,
    /** A required field is absent. */
    MISSING_FIELD,
    /** A field holds another kind of value than its type says. */
    WRONG_KIND,
    /** A field of the right kind with a value that its type refuses. */
    INVALID_VALUE,
    /** A field twice in one object. */
    DUPLICATE_FIELD,
    /** A field that has no place there. */
    UNKNOWN_FIELD,
    /** A format version that this reader does not know. */
    UNSUPPORTED_VERSION,
    /** A seq that does not follow the one before it. */
    SEQ_GAP,
    /** A line whose bytes are not those that were written. */
    CRC_MISMATCH,
    /** A line of format 1 without a checksum: nothing proves that it was recorded. */
    MISSING_CRC,
    /** A line of another session. */
    WRONG_SESSION,
    /** The session's file is shorter than it was known to be: forced entries are missing. */
    FILE_SHORTENED,
    /** The wait or the read was interrupted; nothing was changed. */
    INTERRUPTED,
    /** The operating system refused a file operation outside the write path. */
    IO_ERROR,
    /** Closing took longer than allowed. */
    CLOSE_TIMEOUT,
    /** A library that Daybook needs is missing, or too old. */
    INCOMPATIBLE_LIBRARY;

    /** Returns the kind in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  DaybookException(
      Kind kind, String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(message(reason, details), cause);
    this.kind = kind;
    this.reason = reason;
    this.details = details;
  }

  private static DaybookException create(
      Kind kind, String reason, Map<String, Object> details, @Nullable Throwable cause) {
    return switch (kind) {
      case SESSION_LOCKED -> new SessionLockedException(reason, details, cause);
      case SESSION_NOT_FOUND -> new SessionNotFoundException(reason, details, cause);
      case OVERFLOW -> new OverflowException(reason, details, cause);
      case OUTCOME_UNKNOWN -> new OutcomeUnknownException(reason, details, cause);
      default -> new DaybookException(kind, reason, details, cause);
    };
  }

  /**
   * Creates a failure without a cause.
   *
   * @param kind the kind of failure
   * @param reason one phrase: what is wrong and, where it helps, what to do
   * @param namesAndValues name, value, name, value: printed in this order; no payload
   */
  public static DaybookException of(Kind kind, String reason, Object... namesAndValues) {
    return create(kind, reason, details(namesAndValues), null);
  }

  /**
   * Creates a failure with a cause, whose own message must not contain payload either.
   *
   * @param kind the kind of failure
   * @param cause the failure beneath
   * @param reason one phrase: what is wrong and, where it helps, what to do
   * @param namesAndValues name, value, name, value: printed in this order; no payload
   */
  public static DaybookException causedBy(
      Throwable cause, Kind kind, String reason, Object... namesAndValues) {
    return create(kind, reason, details(namesAndValues), cause);
  }

  /** Returns the kind of this failure. */
  public Kind kind() {
    return kind;
  }

  /** Returns the message without the values that it names. */
  public String reason() {
    return reason;
  }

  /** Returns the values that the message names, in its order; unmodifiable. */
  public Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }

  /** Returns the class, the kind and the message. */
  // the message alone is what the command and other programs print beside the kind
  @SuppressWarnings("OverrideThrowableToString")
  @Override
  public String toString() {
    return getClass().getName() + ": " + kind + ": " + getMessage();
  }

  private static Map<String, Object> details(Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put((String) namesAndValues[i], plain(namesAndValues[i + 1]));
    }
    return details;
  }

  /** Returns a session's id and a failure as the text that the message has of them. */
  private static Object plain(Object value) {
    if (value instanceof IOException ofFiles) {
      return words(ofFiles);
    }
    return value instanceof SessionId || value instanceof Throwable ? value.toString() : value;
  }

  /** Returns the words of the system; of some failures Java has the name of a class only. */
  private static String words(IOException failure) {
    String text = failure.getMessage();
    if (failure instanceof AccessDeniedException) {
      return "permission denied: " + text;
    } else if (failure instanceof NoSuchFileException) {
      return "no such file or folder: " + text;
    } else if (failure instanceof FileAlreadyExistsException) {
      return "it exists already: " + text;
    }
    return text == null || text.isBlank() ? failure.toString() : text;
  }

  private static String message(String reason, Map<String, Object> details) {
    return details.isEmpty()
        ? reason
        : details.entrySet().stream()
            .map(detail -> detail.getKey() + "=" + detail.getValue())
            .collect(Collectors.joining(", ", reason + ": ", ""));
  }
}
