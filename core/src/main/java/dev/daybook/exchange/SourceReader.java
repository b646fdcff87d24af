package dev.daybook.exchange;

import dev.daybook.DaybookException;
import dev.daybook.event.SessionStarted;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one foreign file: maps each item to events. It has state, and belongs to one thread
 * and one pass. The same items give the same events, and items that are added at the end change
 * nothing of what came before, as far as that can be: so an import of a file that grew appends.
 */
public interface SourceReader {

  /**
   * Returns the session's name in the agent's own terms, from the head; empty if only the file's
   * name shows it.
   */
  Optional<String> sessionName();

  /** Returns what is known of the session's beginning, from the head. */
  SessionStarted started();

  /** Returns the first time in the head, for what stands before it; null if there is none. */
  @Nullable
  Instant firstTime();

  /**
   * Reads the next item.
   *
   * @throws DaybookException if the item is not what the format says; it is then kept as damage,
   *     and what was added for it stays
   */
  void read(SourceItem item, ImportTarget target);

  /** Ends the reading, behind the last item. */
  default void end(ImportTarget target) {}
}
