package dev.daybook.internal.line;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The errors that callers get when reading fails. */
public final class ReadErrors {

  private ReadErrors() {}

  /**
   * Returns the error of reading a session's file: {@code SESSION_NOT_FOUND} if there is none, else
   * as {@link #of}.
   *
   * @param session the session; null if it is not known
   */
  public static DaybookException ofFile(
      IOException e, String failure, @Nullable String session, Path file) {
    DaybookException error = e instanceof NoSuchFileException
        ? DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "file", file)
        : of(e, failure, "file", file);
    return session == null ? error : Restated.at(error, "session", session);
  }

  /**
   * Returns {@code INTERRUPTED} if an interrupt, which stays set, has closed what was read; else
   * {@code IO_ERROR} with the cause.
   *
   * @param failure the work that has failed, such as "cannot read"
   * @param name the name of the detail that says where
   * @param place its value
   */
  public static DaybookException of(IOException e, String failure, String name, Object place) {
    return e instanceof ClosedByInterruptException
        ? interrupted("read again", name, place)
        : DaybookException.causedBy(e, Kind.IO_ERROR, failure, name, place, "cause", e);
  }

  /** Returns {@code INTERRUPTED}, with advice on what to do then. */
  public static DaybookException interrupted(String advice, Object... namesAndValues) {
    return DaybookException.of(
        Kind.INTERRUPTED, "the reading thread was interrupted; " + advice, namesAndValues);
  }
}
