package dev.daybook.bench;

import java.nio.file.Path;

/**
 * Something that takes events from many threads at once and makes a file of them: Daybook, or one
 * of its peers. Each writes the same fields of an event: {@code v}, {@code seq}, {@code type},
 * {@code ts}, {@code session_id} and {@code data}; Daybook alone adds a checksum, and forces its
 * file when it is closed.
 */
interface Sink {

  /** Takes the event at that place of the mix; it may not be in the file yet on return. */
  void record(int index);

  /** Returns when all events are in a complete file that is closed. */
  void close();

  /**
   * Fails unless the closed file is complete.
   *
   * @param events how many were taken: the first ones of the mix
   */
  void requireComplete(int events);

  /** Opens sinks for one mix, and holds what they can share: messages made beforehand. */
  interface Opener {

    /** A new sink, whose files are in that folder. */
    Sink open(Path folder);
  }
}
