package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.io.IOException;

/**
 * A session's name does not lead to what was written under it any more: the file was removed,
 * replaced or made shorter by somebody else. What was acknowledged before may be gone, and nothing
 * more is acknowledged in that file.
 */
public final class LostFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** @param message what was done to the file */
  public LostFileException(String message) {
    super(message);
  }

  /** @param cause why the file cannot be opened again */
  public LostFileException(DaybookException cause) {
    super(cause.getMessage(), cause);
  }
}
