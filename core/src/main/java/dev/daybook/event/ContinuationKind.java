package dev.daybook.event;

/**
 * How a loop follows the one before it.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ContinuationKind(String wireName) implements OpenEnum {

  /** It follows none. */
  public static final ContinuationKind INITIAL = new ContinuationKind("initial");

  /** It goes on. */
  public static final ContinuationKind DEFAULT = new ContinuationKind("default");

  /** It shortens the history. */
  public static final ContinuationKind COMPACTION = new ContinuationKind("compaction");

  /** It tries again. */
  public static final ContinuationKind RERUN = new ContinuationKind("rerun");

  /** It tries something else. */
  public static final ContinuationKind BRANCH = new ContinuationKind("branch");

  public ContinuationKind {
    Check.present(wireName, ContinuationKind.class, "wire_name");
  }
}
