package dev.daybook.journal;

import java.io.IOException;

/**
 * Somebody else wrote to a session's file. A write that is refused with this put nothing into the
 * file, and what stands behind the known end is not this process's to cut off.
 */
public final class ForeignBytesException extends IOException {

  private static final long serialVersionUID = 1;

  /** @param message how long the file is, and how long it should be */
  public ForeignBytesException(String message) {
    super(message);
  }
}
