package dev.daybook.internal.file;

import java.nio.file.Path;

/** A listener to torn tails that an opening moves aside. Called on the thread that opens. */
@FunctionalInterface
public interface TornTailListener {

  /**
   * Called when bytes after the last complete line were moved to a file beside the session's.
   *
   * @param bytes the number of them
   */
  void moved(String sessionId, long bytes, Path to);
}
