package dev.daybook.exchange;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The session that a {@link SourceReader} adds to. Belongs to the reader's thread. */
public interface ImportTarget {

  /** Returns the session's id. */
  String sessionId();

  /** Returns the seq of the next entry. */
  long nextSeq();

  /**
   * Adds an entry.
   *
   * @param ts the time in the source; null for the time of the entry before
   * @param id the item's own id in the source; null for the number of its line. Of several entries
   *     with one id from one item, the second ends with {@code #2}, and so on
   */
  void add(SessionEvent event, @Nullable Instant ts, @Nullable String id);

  /**
   * Returns the session of a sub-agent whose items stand in the same file. The first call for a
   * name begins it.
   *
   * @param name the name in the agent's own terms; a session's id is made of it
   */
  ImportTarget child(String name, SessionStarted started);
}
