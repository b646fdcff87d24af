package dev.daybook.catalog;

import dev.daybook.LockHolder;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A session as a list shows it, from the beginning and the end of its file. What stands between was
 * not read, and may be damaged. Immutable.
 */
public interface SessionSummary {

  /** Returns its id. */
  String id();

  /**
   * Returns its subject, on one line of at most 60 code points and three dots: the title that it
   * was started with, else the first words of its user; empty if there is neither near the
   * beginning of the file.
   */
  String title();

  /**
   * Returns the agent that it was started with, by name, else by identifier; empty if none is named
   * near the beginning of the file. Untrusted text, as all that an entry has.
   */
  Optional<String> agent();

  /**
   * Returns the session that called it as its sub-agent, as it says itself; empty if it names none.
   */
  Optional<String> parent();

  /** Returns the number of its entries; empty if its last line cannot be read. */
  OptionalLong entries();

  /** Returns the time of its first entry; empty if it has none, or the line cannot be read. */
  Optional<Instant> created();

  /**
   * Returns the time of its last entry, or of its first one where that is younger, as a fork's is;
   * of the last change of its file if that cannot be read, or lies ahead of the clock and the
   * file's does not. Annotations (notes of the kind {@link dev.daybook.event.Note#ANNOTATION}) at
   * its end do not count, as far as they stand in the part of the file that was read.
   */
  Instant updated();

  /** Returns the size of its file. */
  long bytes();

  /** Returns its state. One that is damaged and open is damaged. */
  SessionState state();

  /**
   * Returns the session whose lines it has, where that is another one: its file was copied or
   * renamed by hand, and it is damaged; empty if they are its own. An id out of a file is untrusted
   * text.
   */
  Optional<String> copyOf();

  /**
   * Returns the process that has it open for recording; empty if there is none, or that cannot be
   * known.
   */
  Optional<LockHolder> holder();
}
