package dev.daybook.event;

/**
 * The way in which a loop follows the one before it.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ContinuationKind(String wireName) implements OpenEnum {

  /** The first loop, which follows none. */
  public static final ContinuationKind INITIAL = new ContinuationKind("initial");

  /** A loop that goes on. */
  public static final ContinuationKind DEFAULT = new ContinuationKind("default");

  /** A loop that compacts the history. */
  public static final ContinuationKind COMPACTION = new ContinuationKind("compaction");

  /** A loop that tries again. */
  public static final ContinuationKind RERUN = new ContinuationKind("rerun");

  /** A loop that tries something else. */
  public static final ContinuationKind BRANCH = new ContinuationKind("branch");

  public ContinuationKind {
    Check.present(wireName, ContinuationKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
