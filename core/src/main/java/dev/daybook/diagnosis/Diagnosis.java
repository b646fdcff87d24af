package dev.daybook.diagnosis;

import dev.daybook.event.Completeness;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.SessionReader;
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
 * What is to be known of a session before it goes on. Immutable, and of a bounded size whatever the
 * file.
 *
 * @param status the worst of the findings
 * @param entries entries that could be read
 * @param lines complete lines in the file
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes after the last line feed
 * @param firstTs when the first entry was recorded; null without entries
 * @param lastTs when the last entry was recorded; null without entries
 * @param eventCounts how many entries there are of each type, most first; a long name is cut
 * @param unknownTypes those of them that the reader does not know, by name: types of a program's
 *     own, or slips. They are kept as they are, and nothing here looks into them
 * @param otherEvents entries of unknown types beyond the first {@value #MAX_UNKNOWN_TYPES} such
 * @param tools the tool calls and what became of them
 * @param turns turns of agent loops, or where there are none what the user said
 * @param usage what the model calls cost; null if no event tells
 * @param completeness the lowest that a {@code source_changed} tells of those that this program
 *     knows; null if none does
 * @param missingEvents how many events the {@code gap} entries say are missing
 * @param findingCounts how many findings there are of each kind, errors first; exact
 * @param findings the first {@value #MAX_KEPT} of each kind, in the order of the file
 */
public record Diagnosis(
    Status status,
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
    Map<String, Long> findingCounts,
    List<Finding> findings) {

  /** How many findings of a kind, and how many open calls, a diagnosis keeps. */
  public static final int MAX_KEPT = 100;

  /** How many unknown types a diagnosis counts one by one. */
  public static final int MAX_UNKNOWN_TYPES = 1_000;

  /**
   * How many tool calls may stand open at once, and how many turns, loops, steps and the like; what
   * comes beyond is counted and not paired. As many answered calls are remembered, to know a second
   * result.
   */
  public static final int MAX_OPEN = 10_000;

  /** How many messages since its newest snapshot a conversation may have to be looked through. */
  public static final int MAX_MESSAGES = 10_000;

  public Diagnosis {
    eventCounts = Collections.unmodifiableMap(new LinkedHashMap<>(eventCounts));
    unknownTypes = Collections.unmodifiableSet(new LinkedHashSet<>(unknownTypes));
    findingCounts = Collections.unmodifiableMap(new LinkedHashMap<>(findingCounts));
    findings = List.copyOf(findings);
  }

  /**
   * Reads a session through. Sees every line, whatever the reader's options say of strictness and
   * types: bad lines become findings, and so does a file that cannot be read. The memory it takes
   * has a bound, whatever the file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file, unless that reads as
   *     empty; {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public static Diagnosis of(SessionReader reader) {
    return Diagnostics.of(reader);
  }

  /** The kind of the finding that line feeds are lost, and nothing else. */
  public static final String MISSING_NEWLINE = "missing_newline";

  /**
   * The same with the finding that the file is shorter than it was known to be: to go on would give
   * a seq twice.
   *
   * @param knownBytes how many bytes of it were on the device
   */
  public Diagnosis ofShortenedFile(long knownBytes) {
    return withError(
        Kind.FILE_SHORTENED.wireName(),
        "entries that were forced are missing at the end of the file: bytes="
            + (bytes + tornTailBytes) + ", knownBytes=" + knownBytes);
  }

  /**
   * The same with the finding that the file has lost line feeds and nothing else: nobody can record
   * in it before it is repaired. What stands behind the last one is no torn tail then.
   */
  public Diagnosis ofLostLineFeeds(long lineFeeds) {
    return withError(
        MISSING_NEWLINE, "the file has lost line feeds and nothing else: lineFeeds=" + lineFeeds);
  }

  private Diagnosis withError(String kind, String message) {
    Map<String, Long> counts = new LinkedHashMap<>(Map.of(kind, 1L));
    counts.putAll(findingCounts);
    List<Finding> all = new ArrayList<>(findings);
    all.add(new Finding(kind, Finding.Severity.ERROR, null, null, bytes + tornTailBytes, message));
    if (kind.equals(MISSING_NEWLINE)) {
      String tornTail = Warning.TORN_TAIL.wireName();
      counts.remove(tornTail);
      all.removeIf(finding -> finding.kind().equals(tornTail));
    }
    return new Diagnosis(
        Status.BLOCKED,
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

  /** Whether a session can go on. */
  public enum Status {
    /** Nothing was found. */
    READY,
    /** The history is whole, and there is something to look at. */
    READY_WITH_WARNINGS,
    /** The history is not what was recorded: there are errors. */
    BLOCKED;

    /** The status in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
