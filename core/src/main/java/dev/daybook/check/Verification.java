package dev.daybook.check;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of verifying that a session's file is what was recorded, with the exact places where
 * it is not. A sound file has no findings.
 *
 * <p>The verification reads the file once, up to its end at the start; only a line with an earlier
 * seq is compared with the earlier line. It takes no lock and changes nothing: a writer may append
 * meanwhile, and the line that it is about to finish is no finding. Memory is bounded for any file:
 * one line, and 65,536 places where an entry does not follow. With more of them, a doubled line may
 * be reported as out of order instead.
 *
 * <p>Each damaged line is reported; none hides another. Missing seqs are reported last, since any
 * line may still bring them. Where as many damaged lines stand in their place, only those lines are
 * reported.
 *
 * @param lines complete lines
 * @param entries entries in them, of any session
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes behind the last line feed
 * @param counts the number of findings of each kind; {@link VerifyOptions#onFinding} receives all
 *     of them
 * @param findings the first {@value #MAX_KEPT} of them
 */
public record Verification(
    long lines,
    long entries,
    long bytes,
    long tornTailBytes,
    Map<FindingKind, Long> counts,
    List<Finding> findings) {

  /** The number of findings kept, to bound their memory. */
  public static final int MAX_KEPT = 1000;

  /** The kinds of findings that a verification has. */
  public static final Set<FindingKind> KINDS =
      Collections.unmodifiableSet(EnumSet.range(FindingKind.TORN_TAIL, FindingKind.NOT_A_FILE));

  public Verification {
    Map<FindingKind, Long> copy = new EnumMap<>(FindingKind.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** Returns true if nothing was found. */
  public boolean isClean() {
    return counts.isEmpty();
  }
}
