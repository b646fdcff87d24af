package dev.daybook.internal.file;

import java.io.IOException;

/**
 * A write to a session's file by another process. A write that is refused with this put nothing
 * into the file, and the bytes behind the known end are not this process's to cut off.
 */
public final class ForeignBytesException extends IOException {

  private static final long serialVersionUID = 1;

  /** @param message the file's length, and the expected one */
  public ForeignBytesException(String message) {
    super(message);
  }
}
