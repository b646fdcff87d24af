package dev.daybook.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of verifying that a session's file is what was recorded, with the exact places where
 * it is not. A sound file has no findings. Immutable.
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
 */
public interface Verification {

  /** The number of findings kept, to bound their memory. */
  int MAX_KEPT = 1000;

  /** The kinds of findings that a verification has. */
  Set<FindingKind> KINDS =
      Collections.unmodifiableSet(EnumSet.range(FindingKind.TORN_TAIL, FindingKind.NOT_A_FILE));

  /** Returns the number of complete lines. */
  long lines();

  /** Returns the number of entries in them, of any session. */
  long entries();

  /** Returns the number of bytes of the complete lines. */
  long bytes();

  /** Returns the number of bytes behind the last line feed. */
  long tornTailBytes();

  /**
   * Returns the number of findings of each kind; {@link VerifyOptions#onFinding} receives all of
   * them.
   */
  Map<FindingKind, Long> counts();

  /** Returns the first {@value #MAX_KEPT} of them. */
  List<Finding> findings();

  /** Returns true if nothing was found. */
  default boolean isClean() {
    return counts().isEmpty();
  }
}
