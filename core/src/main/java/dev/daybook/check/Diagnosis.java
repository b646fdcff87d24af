package dev.daybook.check;

import dev.daybook.DaybookException;
import dev.daybook.event.Completeness;
import dev.daybook.read.SessionReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a session, to be checked before it continues. Immutable, and of a bounded size for
 * any file.
 */
public interface Diagnosis {

  /** The number of findings of each kind, and of open calls, that a diagnosis keeps. */
  int MAX_KEPT = 100;

  /** The number of unknown types that a diagnosis counts separately. */
  int MAX_UNKNOWN_TYPES = 1_000;

  /**
   * The number of tool calls that may be open at once, and of turns, loops, steps and the like.
   * Those beyond it are counted and not paired. As many answered calls are remembered, to recognise
   * a second result.
   */
  int MAX_OPEN = 10_000;

  /** The number of messages since its newest snapshot up to which a conversation is examined. */
  int MAX_MESSAGES = 10_000;

  /**
   * Reads a whole session and returns its diagnosis. Every line is read, regardless of the reader's
   * options for strictness and types. Bad lines become findings, and so does a file that cannot be
   * read. Memory is bounded for any file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file, unless the reader takes
   *     that as empty; {@code INTERRUPTED} with the thread's interrupt flag set
   */
  static Diagnosis of(SessionReader reader) {
    return of(reader, List.of());
  }

  /**
   * Reads a whole session as {@link #of(SessionReader)} does, of which something is known that the
   * file does not show.
   *
   * @param known the findings about the file as a whole that the diagnosis has as well; one of
   *     {@code MISSING_NEWLINE} stands in the place of a torn tail
   */
  static Diagnosis of(SessionReader reader, List<Finding> known) {
    return Diagnostics.of(reader, known);
  }

  /** Returns the verdict, which the worst of the findings decides. */
  Verdict verdict();

  /** Returns the number of entries that could be read. */
  long entries();

  /** Returns the number of complete lines in the file. */
  long lines();

  /** Returns the number of bytes of the complete lines. */
  long bytes();

  /** Returns the number of bytes after the last line feed. */
  long tornTailBytes();

  /** Returns the time of the first entry; empty without entries. */
  Optional<Instant> firstTs();

  /** Returns the time of the last entry, annotations aside; empty without entries. */
  Optional<Instant> lastTs();

  /** Returns the number of entries of each type, greatest first; a long name is cut. */
  Map<String, Long> eventCounts();

  /**
   * Returns the types among them that the reader does not know, by name: types of a program's own,
   * or misspelt ones. Their entries are kept unchanged and their data is not examined.
   */
  Set<String> unknownTypes();

  /**
   * Returns the number of entries of unknown types beyond the first {@value #MAX_UNKNOWN_TYPES}
   * such types.
   */
  long otherEvents();

  /** Returns the tool calls and their outcomes. */
  ToolTally tools();

  /** Returns the number of turns of agent loops, or of user messages if there are none. */
  long turns();

  /** Returns the cost of the model calls; empty if no event holds it. */
  Optional<UsageTally> usage();

  /**
   * Returns the lowest completeness in any {@code source_changed}, among the values that this
   * program knows, and {@code partial} at most where an imported item could not be read; empty if
   * there is none.
   */
  Optional<Completeness> completeness();

  /** Returns the number of missing events that the {@code gap} entries report. */
  long missingEvents();

  /** Returns the exact number of findings of each kind, errors first. */
  Map<FindingKind, Long> findingCounts();

  /** Returns the first {@value #MAX_KEPT} findings of each kind, in the order of the file. */
  List<Finding> findings();

  /** The verdict on a session: whether it can continue. */
  enum Verdict {
    /** Nothing was found. */
    READY,
    /** The history is whole, and there are warnings. */
    READY_WITH_WARNINGS,
    /** The history differs from what was recorded: there are errors. */
    BLOCKED;

    /** Returns the verdict in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
