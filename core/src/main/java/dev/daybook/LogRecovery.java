package dev.daybook;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The result, for one session or for a whole log, of bringing sessions up to a commit log that a
 * process left, as after a power cut. Immutable.
 *
 * <p>A process with {@link DaybookBuilder#commitLog()} may have acknowledged events whose session's
 * file was not forced yet; its log has them, on the device. The next opening of the root writes
 * into the files what they lack, forces them, and then removes the log. To do so twice changes
 * nothing, and it can be interrupted at any moment.
 */
public interface LogRecovery {

  /** Returns the result. */
  Result result();

  /** Returns the session; empty if the result is that of a whole log. */
  Optional<String> session();

  /** Returns the number of bytes that the session's file lacked; they are in it now. */
  long bytes();

  /** Returns the file that has what was set aside, or the log; empty if there is neither. */
  Optional<Path> path();

  /** Returns the reason why it could not be done; empty if it was. */
  Optional<String> reason();

  /** Returns true if the session's file has everything that was acknowledged. */
  default boolean isComplete() {
    return result() == Result.RECOVERED;
  }

  /** The result for a session or a log. */
  enum Result {
    /** The session's file has all that the log had of it, on the device. */
    RECOVERED,
    /**
     * Some bytes had no place in the session's file, since that was removed, cut or replaced by
     * others; they are in a file beside it.
     */
    SET_ASIDE,
    /** The session stays in the log, for a reason that may pass: the next opening tries again. */
    KEPT,
    /** The log could not be read, and stays: the next opening tries again. */
    UNREAD,
    /** The log lacks a part of what it had: acknowledged events may be lost. It is kept. */
    DAMAGED;

    /** Returns the name in output for programs: lower case, with underscores. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
