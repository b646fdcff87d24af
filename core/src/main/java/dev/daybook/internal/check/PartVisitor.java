package dev.daybook.internal.check;

import dev.daybook.check.Finding;

/**
 * A visitor of the parts of a file, which cover all its bytes in their order. The defaults ignore
 * everything.
 */
interface PartVisitor {

  /** A visitor that ignores everything. */
  PartVisitor NONE = new PartVisitor() {};

  /** Takes an entry of the session, proved by its checksum or without one. */
  default void entry(EntryRun entry, boolean isNew) {}

  /** Takes bytes whose removal cannot lose an entry of the session. */
  default void harmless(Finding what) {}

  /**
   * Takes bytes that are no entry and may have been one.
   *
   * @param isLost true if they stand on a line with NUL bytes as a power loss leaves them
   */
  default void damaged(Finding what, boolean isLost) {}

  /** Takes bytes that this program cannot judge: they may be an entry. */
  default void unknown(Finding what) {}

  /** Takes an entry without a checksum, in addition to the call for the entry itself. */
  default void unproved(Finding what) {}
}
