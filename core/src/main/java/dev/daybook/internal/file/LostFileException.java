package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import java.io.IOException;

/**
 * The loss of a session's file: the file was removed, replaced or made shorter by another process.
 * Events acknowledged before may be gone, and no event is acknowledged in that file any more.
 */
public final class LostFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** @param message the change of the file */
  public LostFileException(String message) {
    super(message);
  }

  /** @param cause the reason why the file cannot be opened again */
  public LostFileException(DaybookException cause) {
    super(cause.getMessage(), cause);
  }
}
