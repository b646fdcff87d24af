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

  /**
   * Returns what is known of the session's beginning, as the session's first entry is to have it:
   * from the head, and when asked again behind the last item, from all of the file. If that
   * differs, as by a title that a late item gives, the file is read once more. A sub-agent that has
   * a file of its own names its caller in it, by {@link dev.daybook.SessionId#encode} of the
   * caller's name.
   */
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
