package dev.daybook.check;

import dev.daybook.DaybookException;
import dev.daybook.event.Completeness;
import dev.daybook.read.SessionReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a session, to be checked before it continues. Immutable, and of a bounded size for
 * any file.
 *
 * @param status the worst of the findings
 * @param entries entries that could be read
 * @param lines complete lines in the file
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes after the last line feed
 * @param firstTs the time of the first entry; null without entries
 * @param lastTs the time of the last entry; null without entries
 * @param eventCounts the number of entries of each type, greatest first; a long name is cut
 * @param unknownTypes the types among them that the reader does not know, by name: types of a
 *     program's own, or misspelt ones. Their entries are kept unchanged and their data is not
 *     examined
 * @param otherEvents entries of unknown types beyond the first {@value #MAX_UNKNOWN_TYPES} such
 * @param tools the tool calls and their outcomes
 * @param turns the number of turns of agent loops, or of user messages if there are none
 * @param usage the cost of the model calls; null if no event holds it
 * @param completeness the lowest completeness in any {@code source_changed}, among the values that
 *     this program knows; null if there is none
 * @param missingEvents the number of missing events that the {@code gap} entries report
 * @param findingCounts the exact number of findings of each kind, errors first
 * @param findings the first {@value #MAX_KEPT} of each kind, in the order of the file
 */
public record Diagnosis(
    Verdict status,
    long entries,
    long lines,
    long bytes,
    long tornTailBytes,
    @Nullable Instant firstTs,
    @Nullable Instant lastTs,
    Map<String, Long> eventCounts,
    Set<String> unknownTypes,
    long otherEvents,
    ToolTally tools,
    long turns,
    @Nullable UsageTally usage,
    @Nullable Completeness completeness,
    long missingEvents,
    Map<FindingKind, Long> findingCounts,
    List<Finding> findings) {

  /** The number of findings of each kind, and of open calls, that a diagnosis keeps. */
  public static final int MAX_KEPT = 100;

  /** The number of unknown types that a diagnosis counts separately. */
  public static final int MAX_UNKNOWN_TYPES = 1_000;

  /**
   * The number of tool calls that may be open at once, and of turns, loops, steps and the like.
   * Those beyond it are counted and not paired. As many answered calls are remembered, to recognise
   * a second result.
   */
  public static final int MAX_OPEN = 10_000;

  /** The number of messages since its newest snapshot up to which a conversation is examined. */
  public static final int MAX_MESSAGES = 10_000;

  public Diagnosis {
    eventCounts = Collections.unmodifiableMap(new LinkedHashMap<>(eventCounts));
    unknownTypes = Collections.unmodifiableSet(new LinkedHashSet<>(unknownTypes));
    findingCounts = Collections.unmodifiableMap(new LinkedHashMap<>(findingCounts));
    findings = List.copyOf(findings);
  }

  /**
   * Reads a whole session and returns its diagnosis. Every line is read, regardless of the reader's
   * options for strictness and types. Bad lines become findings, and so does a file that cannot be
   * read. Memory is bounded for any file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file, unless the reader takes
   *     that as empty; {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public static Diagnosis of(SessionReader reader) {
    return Diagnostics.of(reader);
  }

  /**
   * Returns this diagnosis with the added finding that the file is shorter than it was known to be:
   * continuing would assign a seq twice.
   *
   * @param knownBytes the number of its bytes that were on the device
   */
  public Diagnosis ofShortenedFile(long knownBytes) {
    Object[] details = {"bytes", bytes + tornTailBytes, "knownBytes", knownBytes};
    return with(Finding.of(FindingKind.FILE_SHORTENED, 0, bytes + tornTailBytes, 0, details));
  }

  /**
   * Returns this diagnosis with the added finding that the file lost line feeds and nothing else:
   * no writer can open it before it is repaired. The finding replaces that of a torn tail.
   */
  public Diagnosis ofLostLineFeeds(long lineFeeds) {
    return with(
        Finding.of(FindingKind.MISSING_NEWLINE, 0, bytes + tornTailBytes, 0, "lineFeeds", lineFeeds)
            .saying("the file has lost line feeds and nothing else"));
  }

  private Diagnosis with(Finding error) {
    Map<FindingKind, Long> counts = new LinkedHashMap<>(Map.of(error.kind(), 1L));
    counts.putAll(findingCounts);
    List<Finding> all = new ArrayList<>(findings);
    all.add(error);
    if (error.kind() == FindingKind.MISSING_NEWLINE) {
      counts.remove(FindingKind.TORN_TAIL);
      all.removeIf(finding -> finding.kind() == FindingKind.TORN_TAIL);
    }
    return new Diagnosis(
        Verdict.BLOCKED,
        entries,
        lines,
        bytes,
        tornTailBytes,
        firstTs,
        lastTs,
        eventCounts,
        unknownTypes,
        otherEvents,
        tools,
        turns,
        usage,
        completeness,
        missingEvents,
        counts,
        all);
  }

  /** The verdict on a session: whether it can continue. */
  public enum Verdict {
    /** Nothing was found. */
    READY,
    /** The history is whole, and there are warnings. */
    READY_WITH_WARNINGS,
    /** The history differs from what was recorded: there are errors. */
    BLOCKED;

    /** Returns the status in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
